"""The pages of officers, made known to the kernel: case page, act forms, drafts of letters."""

from injury_claims import letters
from injury_claims.act_forms import OFFICE_FORMS
from injury_claims.guard_words import GUARD_WORDS
from injury_claims.process import ClaimProcess
from injury_claims.views.office import office_page
from injury_claims.views.office_facts import beside
from portal.cases import pages


def register_office_pages() -> None:
    """Register them once, when the app is ready."""
    pages.register(
        ClaimProcess.code,
        office=office_page,
        preview=letters.preview,
        beside=beside,
        forms=OFFICE_FORMS,
        guard_words=GUARD_WORDS,
    )
    pages.name_drafts(ClaimProcess.code, {"propose": "determination", "approve": "determination"})
