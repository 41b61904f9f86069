"""What visitors are shown of a link: the address, what stands in its place, or that it is shut."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from urllib.parse import urlsplit

from faq.models import Link, Reach, Scope
from faq.models.links import ANSWERING
from portal.home.elsewhere import Door
from portal.law.words import day_words


@dataclass(frozen=True)
class Line:
    """A link as it is read; `stands` is what can be opened, nothing where all is shut."""

    link: Link
    stands: Link | None

    @property
    def is_replaced(self) -> bool:
        """Say whether another site stands in its place."""
        return self.stands is not None and self.stands.pk != self.link.pk

    @property
    def site(self) -> str:
        """Return the name of the site that opens, so that people see where they go."""
        return urlsplit(self.stands.address).hostname or "" if self.stands else ""

    @property
    def shut_words(self) -> str:
        """Say that it does not open, and when that was seen; empty while it opens."""
        if not self.link.is_dead or self.link.checked_on is None:
            return ""
        return f"这个网址打不开了，{day_words(self.link.checked_on)}查过"

    @property
    def seen_words(self) -> str:
        """Say when it was seen open last time; empty where the last look found it shut."""
        shown = self.stands
        if shown is None or shown.checked_on is None or shown.found not in ANSWERING:
            return ""
        return f"{day_words(shown.checked_on)}查过，打得开"

    @property
    def is_slow(self) -> bool:
        """Say whether people should be told to wait."""
        return self.stands is not None and self.stands.found == Reach.SLOW


def lines() -> list[Line]:
    """Return all links that were not taken off, in the order of the page."""
    by_pk = {one.pk: one for one in Link.objects.all()}
    kept = (one for one in in_order(by_pk.values()) if one.retired_on is None)
    return [Line(one, standing(one, by_pk)) for one in kept]


def in_order(links: Iterable[Link]) -> list[Link]:
    """Return links in the order of the page: the whole country first, the city last."""
    order = {scope: number for number, scope in enumerate(Scope.values)}
    return sorted(links, key=lambda one: (order[one.scope], one.sort, one.pk))


def groups() -> list[tuple[str, list[Line]]]:
    """Return the links by scope; a scope without a link is not there."""
    found: dict[str, list[Line]] = {}
    for line in lines():
        found.setdefault(line.link.get_scope_display(), []).append(line)
    return list(found.items())


def shut_count() -> int:
    """Return how many links lead nowhere: dead, and nothing that opens in their place."""
    if not Link.objects.dead().exists():
        return 0
    return sum(1 for line in lines() if line.stands is None)


def standing(link: Link, by_pk: Mapping[int, Link]) -> Link | None:
    """Return what opens in the place of a link: itself, or the first of its replacements."""
    seen: set[int] = set()
    one: Link | None = link
    while one is not None and one.pk not in seen:
        if one.retired_on is None and not one.is_dead:
            return one
        seen.add(one.pk)
        one = by_pk.get(one.replacement_id) if one.replacement_id else None
    return None


def doors(codes: Collection[str]) -> dict[str, Door]:
    """Return the sites of these codes as other apps show them; unknown ones are not there."""
    by_pk = {one.pk: one for one in Link.objects.all()} if codes else {}
    return {one.code: _door(one, by_pk) for one in _named(by_pk.values(), codes)}


def _named(links: Iterable[Link], codes: Collection[str]) -> list[Link]:
    return [one for one in links if one.code in codes]


def _door(link: Link, by_pk: Mapping[int, Link]) -> Door:
    line = Line(link, standing(link, by_pk))
    shown = line.stands or link
    return Door(
        title=shown.title,
        purpose=shown.purpose,
        url=line.stands.address if line.stands else "",
        note="" if line.stands else (line.shut_words or "这个网址不用了"),
    )
