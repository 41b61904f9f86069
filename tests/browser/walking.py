"""Walk the pages of one person, each kind once, and note what is found on them."""

from collections.abc import Iterable
from urllib.parse import parse_qs, urljoin, urlsplit

import pytest
from django.urls import Resolver404, resolve
from playwright.sync_api import Page

from tests.browser.axe import FINGER, findings

FILES = {
    "cases:letter",
    "cases:paper",
    "wizard:paper",
    "injury_claims:service_receipt",
    "accounts:staff_picture",
}
Kind = tuple[str, ...]


class Walk:
    """One window whose pages are examined; what was found stands with its address."""

    def __init__(self, page: Page, *, least: int = FINGER, seen: set[Kind] | None = None) -> None:
        self.page = page
        self.least = least
        self.seen: set[Kind] = set() if seen is None else seen
        self.found: list[str] = []
        self.looked = 0

    def must_be_clean(self) -> None:
        """Fail with everything that was found, each line once."""
        assert self.looked
        if self.found:
            pytest.fail("\n".join(dict.fromkeys(self.found)), pytrace=False)

    def look(self, path: str, *, status: int = 200) -> list[str]:
        """Open a page, examine it, and return the addresses that it links to."""
        answer = self.page.goto(path)
        assert answer is not None, path
        assert answer.status == status, (path, answer.status)
        return self.look_here()

    def look_here(self, name: str = "") -> list[str]:
        """Examine the page that is open, and return the addresses that it links to."""
        place = name or urlsplit(self.page.url).path
        self.looked += 1
        links = self.links()
        self.found += [f"{place} {line}" for line in findings(self.page, least=self.least)]
        return links

    def links(self) -> list[str]:
        """Return the addresses on this site that the open page links to."""
        found = self.page.eval_on_selector_all(
            "a[href]", "links => links.map(link => link.getAttribute('href'))"
        )
        return [
            urljoin(self.page.url, href)
            for href in found
            if not href.startswith(("#", "tel:", "mailto:"))
        ]

    def crawl(self, paths: Iterable[str], *, into: Iterable[str] = ()) -> None:
        """Examine pages and what they link to, one of each kind; `into` names whole parts only."""
        waiting = list(paths)
        parts = tuple(into)
        while waiting:
            path = waiting.pop(0)
            kind = kind_of(path)
            if kind is None or kind in self.seen:
                continue
            self.seen.add(kind)
            links = self.look(path)
            waiting += [
                link for link in links if not parts or urlsplit(link).path.startswith(parts)
            ]


def kind_of(address: str) -> Kind | None:
    """Return what makes pages one kind: route, act, step, tab; None where there is no page."""
    parts = urlsplit(address)
    try:
        match = resolve(parts.path)
    except Resolver404:
        return None
    if match.view_name in FILES or match.namespace == "admin":
        return None
    chosen = [str(match.kwargs.get(name, "")) for name in ("act", "step", "journey")]
    tab = parse_qs(parts.query).get("tab", [""])[0]
    return (match.view_name, *chosen, tab)
