"""Matters for which people look for a window; each app registers its own when it is ready."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.urls import NoReverseMatch, reverse

from portal.offices.models import Power


@dataclass(frozen=True, kw_only=True)
class OnLine:
    """A page on which something of a matter is done without a visit."""

    title: str
    url_name: str
    url_args: Sequence[str] = ()

    @property
    def url(self) -> str:
        """Return the address; empty while the page is not installed."""
        try:
            return reverse(self.url_name, args=list(self.url_args))
        except NoReverseMatch:
            return ""


@dataclass(frozen=True, kw_only=True)
class Matter:
    """Something that is done at a window: whose power it is, and whether a town's takes it."""

    name: str
    title: str
    hint: str
    power: Power
    is_for_towns: bool = False
    on_line: Sequence[OnLine] = ()
    note: str = ""
    sort: int = 50

    @property
    def open_pages(self) -> list[OnLine]:
        """Return the pages that exist."""
        return [page for page in self.on_line if page.url]


_MATTERS: dict[str, Matter] = {}


def register(matter: Matter) -> None:
    """Let people ask for the window of a matter; called from AppConfig.ready()."""
    _MATTERS[matter.name] = matter


def all_matters() -> list[Matter]:
    """Return the matters in the order of the page."""
    return sorted(_MATTERS.values(), key=lambda matter: (matter.sort, matter.name))


def matter_named(name: str) -> Matter:
    """Return the matter of a name that the form has checked."""
    return _MATTERS[name]
