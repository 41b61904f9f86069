"""What changed in an employer's entry, newest first, page by page."""

from registration.keyset import Newest, newest
from registration.models import Employer, EmployerChange

SHOWN, PAGE = 10, 40


def history_of(employer: Employer, *, before: int = 0, size: int = PAGE) -> Newest[EmployerChange]:
    """Return the changes of an employer from the newest on, or those older than one of them."""
    rows = employer.changes.select_related("by__office", "case", "run")
    return newest(rows, before=before, size=size)
