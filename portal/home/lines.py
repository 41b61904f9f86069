"""Lines of the front page: what is told to everybody today; each app registers where it keeps them.

The front page stays calm: only the newest lines stand there, and one question to the database each.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date

MOST = 1
"""How many lines the front page shows."""


@dataclass(frozen=True)
class Line:
    """One line that leads to its page; the newest by `since` comes first."""

    text: str
    url: str
    since: date


Source = Callable[[], Sequence[Line]]

_SOURCES: dict[str, Source] = {}


def register(name: str, source: Source) -> None:
    """Let an app tell its lines of today; called from AppConfig.ready()."""
    _SOURCES[name] = source


def lines_of_today() -> list[Line]:
    """Return the newest lines of all apps."""
    told = [line for source in _SOURCES.values() for line in source()]
    return sorted(told, key=lambda line: line.since, reverse=True)[:MOST]
