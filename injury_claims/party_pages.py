"""The pages of the parties, made known to the kernel: case page, act forms, the own page."""

from injury_claims.my_cases import cases_panel
from injury_claims.party_forms import PARTY_FORMS
from injury_claims.process import ClaimProcess
from injury_claims.views.party import party_page
from portal.accounts.home import register_panel
from portal.cases import pages


def register_party_pages() -> None:
    """Register them once, when the app is ready."""
    pages.register(ClaimProcess.code, party=party_page, forms=PARTY_FORMS)
    register_panel("cases", cases_panel, "injury_claims/_my_cases.html", order=10)
