"""Statutory periods as the public pages write them, taken from the law and never typed again."""

from dataclasses import dataclass
from datetime import date

from portal.deadlines.parameters import value_on
from portal.law.term import UNIT_WORDS, registered
from portal.law.values import length_on


@dataclass(frozen=True)
class Period:
    """A period in words, 30 日, and the article that sets it."""

    words: str
    basis: str
    label: str


def period(code: str) -> Period | None:
    """Return the period of that code; None when it is unknown or left to local rules."""
    try:
        term = registered(code)
    except KeyError:
        return None
    if not isinstance(term.length, int):
        return None
    words = f"{term.length} {UNIT_WORDS[term.unit]}"
    return Period(words=words, basis=str(term.basis), label=term.label)


def period_on(code: str, on: date) -> Period | None:
    """Return the period as it is that day, those left to local rules as well; None when unknown."""
    try:
        term = registered(code)
        length = length_on(term.length, event=on, values=value_on)
    except LookupError:
        return None
    words = f"{length} {UNIT_WORDS[term.unit]}"
    return Period(words=words, basis=str(term.basis), label=term.label)


def periods(*codes: str) -> dict[str, Period]:
    """Return the known ones of these periods by their codes."""
    found = {code: period(code) for code in codes}
    return {code: known for code, known in found.items() if known}
