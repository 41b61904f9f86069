"""Pages of runs and of a run's report: from a key on, one row more to know whether more follow."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Generic, TypeVar

from django.db.models import Model, QuerySet

from registration.models import ImportRow, ImportRun

PAGE = 40
Line = TypeVar("Line", bound=Model)


@dataclass(frozen=True)
class Sheet(Generic[Line]):
    """A page of a list; `after` and `before` are the keys of its neighbours, none where none is."""

    lines: Sequence[Line]
    before: int = 0
    after: int = 0


def runs_page(runs: QuerySet[ImportRun], *, after: int, before: int) -> Sheet[ImportRun]:
    """Return a page of runs, the newest first."""
    found = runs.select_related("by", "office")
    return sheet(found, key="pk", is_falling=True, after=after, before=before)


def rows_page(run: ImportRun, outcome: str, *, after: int, before: int) -> Sheet[ImportRow]:
    """Return a page of a run's report by line, of one outcome or of all."""
    rows = ImportRow.objects.filter(run=run)
    rows = rows.filter(outcome=outcome) if outcome else rows
    return sheet(rows, key="line", is_falling=False, after=after, before=before)


def sheet(
    rows: QuerySet[Line], *, key: str, is_falling: bool, after: int, before: int
) -> Sheet[Line]:
    """Return the page behind one key, or the one in front of another."""
    is_back = bool(before)
    falls = is_falling is not is_back
    if key_value := before or after:
        rows = rows.filter(**{f"{key}__{'lt' if falls else 'gt'}": key_value})
    found = list(rows.order_by(f"-{key}" if falls else key)[: PAGE + 1])
    has_more = len(found) > PAGE
    lines = found[:PAGE][::-1] if is_back else found[:PAGE]
    if not lines:
        return Sheet(())
    has_before, has_after = (has_more, True) if is_back else (bool(after), has_more)
    return Sheet(
        lines,
        before=getattr(lines[0], key) if has_before else 0,
        after=getattr(lines[-1], key) if has_after else 0,
    )
