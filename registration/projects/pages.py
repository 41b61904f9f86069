"""Where projects hang: their kind, case pages, and the tabs of employers."""

from portal.cases import kinds, pages
from registration.frames import add_register_tab, add_unit_tab
from registration.models import Employer
from registration.projects import effects as effects
from registration.projects import letters
from registration.projects.forms import FORMS
from registration.projects.kind import KIND
from registration.projects.labels import GUARD_WORDS
from registration.projects.views.office import office_page, party_page
from registration.rates.rules import division_of
from registration.rates.tables import CONSTRUCTION


def register_projects() -> None:
    """Register everything once, when the app is ready."""
    letters.register_all()
    kinds.register(KIND)
    pages.register(
        KIND.code,
        office=office_page,
        party=party_page,
        preview=letters.preview,
        forms=FORMS,
        guard_words=GUARD_WORDS,
    )
    add_unit_tab("工程项目", "unit_projects", order=27, is_for=_builds)
    add_register_tab("工程项目", "register_projects", order=27, is_for=_builds)


def _builds(employer: Employer) -> bool:
    return division_of(employer.industry_code) in CONSTRUCTION
