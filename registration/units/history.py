"""What changed in an employer's entry, newest first, page by page."""

from collections.abc import Sequence
from dataclasses import dataclass

from registration.models import Employer, EmployerChange

SHOWN, PAGE = 10, 40


@dataclass(frozen=True)
class History:
    """Some changes, and the key before which the older ones lie."""

    lines: Sequence[EmployerChange]
    before: int | None = None


def history_of(employer: Employer, *, before: int = 0, size: int = PAGE) -> History:
    """Return the changes of an employer from the newest on, or those older than one of them."""
    rows = employer.changes.select_related("by__office", "case", "run").order_by("-pk")
    if before:
        rows = rows.filter(pk__lt=before)
    found = list(rows[: size + 1])
    return History(found[:size], found[size - 1].pk if len(found) > size else None)
