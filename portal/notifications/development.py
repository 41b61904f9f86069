"""Extra lines of the development message page, such as second factors of demonstration staff."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Line:
    """One thing a developer needs to enter, with what it is for."""

    label: str
    value: str


Source = Callable[[], Iterable[Line]]
_sources: dict[str, Source] = {}


def register(title: str, source: Source) -> None:
    """Have a list of lines shown under this title, as they are at each opening of the page."""
    if _sources.setdefault(title, source) is not source:
        raise ValueError(f"development list {title!r} has two sources")


def lists() -> list[tuple[str, list[Line]]]:
    """Return all lists that are not empty."""
    return [(title, lines) for title, source in _sources.items() if (lines := list(source()))]
