"""What became of a row, and what a writer of rows is given."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from portal.law.words import day_words
from registration.imports.outline import Outline
from registration.imports.places import Places
from registration.imports.reading import Row
from registration.models import ImportRow, ImportRun

Outcome = ImportRow.Outcome
LONGEST = 300


@dataclass(frozen=True, slots=True)
class Result:
    """What became of one row; an outcome of None is a row that changed nothing."""

    line: int
    outcome: Outcome | None
    name: str = ""
    text: str = ""
    employer_id: int | None = None

    def as_row(self, run: ImportRun) -> ImportRow:
        """Return the line of the report, for a row that has an outcome."""
        text = self.text if len(self.text) <= LONGEST else f"{self.text[: LONGEST - 1]}…"
        return ImportRow(
            run=run,
            line=self.line,
            outcome=self.outcome or "",
            name=self.name[:120],
            employer_id=self.employer_id,
            text=text,
        )


@dataclass(frozen=True)
class Batch:
    """Rows of one run that are written together, with what is known around them."""

    run: ImportRun
    plan: Outline
    places: Places
    rows: Sequence[Row]

    def reasons(self, row: Row) -> list[str]:
        """Return why a row cannot be taken, whatever its cells say."""
        found = [row.fault] if row.fault else []
        return [*found, self.plan.twice[row.line]] if row.line in self.plan.twice else found


def refusal(line: int, name: str, reasons: Sequence[str]) -> Result:
    """Return a row that was not taken, with all reasons."""
    return Result(line, Outcome.REFUSED, name, "；".join(reasons))


def newer_is_kept(known: date) -> str:
    """Return why an older file does not change an entry."""
    return f"现有信息截至{day_words(known)}，比这份文件新，没有改动"


def shown(value: Any) -> str:
    """Return a value as the report tells it."""
    if value is None or value == "":
        return "空"
    if isinstance(value, bool):
        return "是" if value else "否"
    return str(value)
