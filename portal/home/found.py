"""What search engines find: the public pages of all apps, and the paths that are nobody's business.

Only what everybody may read without a log-in stands here; no page about a person or a case.
"""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import date

from django.urls import reverse

from portal import clock
from portal.home.people import Who
from portal.offices.models import Office

MOST = 50_000
"""Addresses that one sitemap may hold (sitemaps.org)."""

CLOSED = (
    *("/admin/", "/staff/", "/answers/", "/cases/", "/claims/", "/counter/", "/directory/"),
    *("/me/", "/inbox/", "/records/", "/register/", "/units/", "/work/", "/progress/"),
    *("/login/", "/logout/", "/signup/", "/recover/", "/activate/", "/keep-alive/"),
    *("/send-again/", "/apply/", "/reports/", "/subsidies/", "/verify/", "/dev/"),
    *("/questions/", "/forget/"),
    *("/ask/suggest/", "/healthz"),
)
"""Paths of staff, of persons and of their papers, and helpers that are no pages."""

OPEN = ("/subsidies/$", "/reports/new/", "/questions/new/")
"""What everybody may read below a closed path; a dollar ends the path."""


@dataclass(frozen=True)
class FoundPage:
    """A public page: its path, and the day of its last change where that is known."""

    path: str
    changed_on: date | None = None


Section = Callable[[], Iterable[FoundPage]]

_SECTIONS: dict[str, Section] = {}


def register(name: str, section: Section) -> None:
    """Let search engines find the pages of an app; called from AppConfig.ready()."""
    _SECTIONS[name] = section


def all_pages() -> list[FoundPage]:
    """Return all public pages, those of the front first."""
    every = [*_own_pages(), *(page for section in _SECTIONS.values() for page in section())]
    return list({page.path: page for page in every}.values())[:MOST]


def robots(sitemap: str) -> str:
    """Return what crawlers may read, with the whole address of the sitemap."""
    lines = [
        "User-agent: *",
        *(f"Disallow: {path}" for path in CLOSED),
        *(f"Allow: {path}" for path in OPEN),
        "",
        f"Sitemap: {sitemap}",
    ]
    return "\n".join(lines) + "\n"


def _own_pages() -> Iterator[FoundPage]:
    for name in ("front_door", "guide", "where", "places", "rules"):
        yield FoundPage(reverse(f"home:{name}"))
    for who in Who:
        yield FoundPage(reverse("home:what", args=[who]))
    for code, verified_on in (
        Office.objects.exclude(retired_on__lte=clock.today())
        .order_by("code")
        .values_list("code", "verified_on")
    ):
        yield FoundPage(reverse("home:place", args=[code]), verified_on)
