"""Lengths of periods: fixed by law with from-dates, or dated rows that an administrator edits."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

Values = Callable[[str, date], int]
"""The door to the dated rows: the value of a code for a period that begins on a day."""


@dataclass(frozen=True)
class Since:
    """A length that applies to periods beginning on or after a day."""

    from_on: date
    length: int


@dataclass(frozen=True)
class Local:
    """A length kept in a dated row, because the law leaves it to local rules or practice."""

    code: str


Length = int | Local | tuple[Since, ...]


def local(code: str) -> Local:
    """Name the dated row that holds a length."""
    return Local(code)


def length_on(length: Length, *, event: date, values: Values) -> int:
    """Return the length in force for a period that begins with `event`.

    Raises LookupError when no dated value applies to that day.
    """
    if isinstance(length, int):
        return length
    if isinstance(length, Local):
        return values(length.code, event)
    fitting = [since.length for since in sorted(length, key=_from_on) if since.from_on <= event]
    if not fitting:
        message = f"no length is in force on {event}"
        raise LookupError(message)
    return fitting[-1]


def _from_on(since: Since) -> date:
    return since.from_on
