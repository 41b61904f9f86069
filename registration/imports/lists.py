"""Pages of runs and of a run's report."""

from django.db.models import QuerySet

from registration.keyset import Sheet, sheet
from registration.models import ImportRow, ImportRun

PAGE = 40


def runs_page(runs: QuerySet[ImportRun], *, after: int, before: int) -> Sheet[ImportRun]:
    """Return a page of runs, the newest first."""
    found = runs.select_related("by", "office")
    return sheet(found, key="pk", is_falling=True, after=after, before=before, size=PAGE)


def rows_page(run: ImportRun, outcome: str, *, after: int, before: int) -> Sheet[ImportRow]:
    """Return a page of a run's report by line, of one outcome or of all."""
    rows = ImportRow.objects.filter(run=run)
    rows = rows.filter(outcome=outcome) if outcome else rows
    return sheet(rows, key="line", is_falling=False, after=after, before=before, size=PAGE)
