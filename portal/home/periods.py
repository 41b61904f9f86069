"""Statutory periods as the public pages write them, taken from the law and never typed again."""

from dataclasses import dataclass

from portal.law.term import UNIT_WORDS, registered


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


def periods(*codes: str) -> dict[str, Period]:
    """Return the known ones of these periods by their codes."""
    found = {code: period(code) for code in codes}
    return {code: known for code, known in found.items() if known}
