"""All texts by which the register tells people something, in one place for the notifications."""

from portal.notifications.notices import register
from registration.filings.notices import NOTICES as FILINGS
from registration.outlets.notices import NOTICES as OUTLETS
from registration.people.notices import NOTICES as PEOPLE
from registration.projects.notices import NOTICES as PROJECTS
from registration.records.notices import NOTICES as RECORDS
from registration.subsidy.notices import NOTICES as SUBSIDY
from registration.uninsured.notices import NOTICES as UNINSURED
from registration.units.notices import NOTICES as UNITS

NOTICES = (*UNITS, *PEOPLE, *FILINGS, *RECORDS, *PROJECTS, *OUTLETS, *SUBSIDY, *UNINSURED)


def register_all() -> None:
    """Make the texts known once."""
    for notice in NOTICES:
        register(notice)
