"""Other sites that do what is not done here; the app that keeps their addresses finds them."""

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass


@dataclass(frozen=True, kw_only=True)
class Door:
    """Another site: its name, purpose and address; `note` says why there is no address."""

    title: str
    purpose: str
    url: str
    note: str = ""


Finder = Callable[[Collection[str]], Mapping[str, Door]]
_finders: list[Finder] = []


def register_finder(finder: Finder) -> None:
    """Let an app find sites by their codes; called from AppConfig.ready()."""
    if finder not in _finders:
        _finders.append(finder)


def doors_for(codes: Collection[str]) -> dict[str, Door]:
    """Return the sites that are known by these codes; one query for each finder."""
    found: dict[str, Door] = {}
    for finder in _finders:
        found |= finder(codes)
    return found
