"""Numbers that answers give for the same article: where two differ, somebody should look.

Numbers that the law's tables fill in cannot drift apart; so one of the two must be typed by hand.
"""

import re
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from itertools import combinations

from django.db.models import F, Q, QuerySet

from faq.laws import Place
from faq.models import Conflict, Version
from faq.reading import said, unmarked
from portal import clock

_QUANTITY = re.compile(r"(\d+(?:\.\d+)?)\s*(个工作日|工作日|个月|日|天|年|小时|元|%|％|倍)")
_NO_QUANTITY = re.compile(r"\d{4}\s*年|\d+\s*月\s*\d+\s*日|〔\d+〕|第\s*\d+\s*")
_SAME_UNIT = {"个工作日": "工作日", "天": "日", "％": "%"}


@dataclass
class Numbers:
    """What an answer says in one unit: all numbers, and those typed by hand."""

    said: set[str] = field(default_factory=set)
    typed: set[str] = field(default_factory=set)


def numbers_of(version: Version, *, on: date) -> dict[str, Numbers]:
    """Return the quantities of an answer by their unit, 天 and 日 being the same."""
    texts = [version.short, version.body]
    texts += [text for one in version.wordings.all() for text in (one.short, one.body)]
    found: dict[str, Numbers] = defaultdict(Numbers)
    for text in texts:
        for number, unit in _quantities(said(text, on=on)):
            found[unit].said.add(number)
        for number, unit in _quantities(unmarked(text)):
            found[unit].typed.add(number)
    return found


def note_conflicts(versions: Iterable[Version]) -> None:
    """Keep every pair of these and the answers on the site that differ in a number."""
    fresh = {version.pk: version for version in versions}
    every = {other.pk: other for other in _sharing(fresh.values())} | fresh
    today = clock.today()
    numbers = {pk: numbers_of(version, on=today) for pk, version in every.items()}
    found: dict[tuple[int, int], Conflict] = {}
    for place, group in _by_article(every.values()).items():
        for one, other in combinations(sorted(group, key=lambda version: version.pk), 2):
            pair = (one.pk, other.pk)
            what = _difference(numbers[one.pk], numbers[other.pk]) if fresh.keys() & {*pair} else ""
            if what:
                found.setdefault(
                    pair, Conflict(first=one, second=other, place=place.words, what=what)
                )
    Conflict.objects.bulk_create(found.values(), ignore_conflicts=True)


def _by_article(versions: Iterable[Version]) -> dict[Place, list[Version]]:
    """Return the versions by the articles that they name."""
    found: dict[Place, list[Version]] = defaultdict(list)
    for version in versions:
        named = {(one.instrument, one.article) for one in version.citations.all() if one.article}
        for instrument, article in sorted(named):
            found[Place(instrument, article)].append(version)
    return found


def open_conflicts() -> QuerySet[Conflict]:
    """Return the pairs that stand on the site and that nobody has looked at."""
    return Conflict.objects.filter(
        Q(first__entry__current=F("first")) & Q(second__entry__current=F("second")),
        cleared_at=None,
    )


def _difference(one: dict[str, Numbers], other: dict[str, Numbers]) -> str:
    """Return in words in which unit two answers share no number; empty when they agree."""
    for unit in sorted(one.keys() & other.keys()):
        first, second = one[unit], other[unit]
        if (first.typed or second.typed) and not first.said & second.said:
            return f"{_listed(first.said, unit)}；{_listed(second.said, unit)}"
    return ""


def _listed(numbers: set[str], unit: str) -> str:
    return "、".join(f"{number} {unit}" for number in sorted(numbers, key=float))[:90]


def _sharing(versions: Iterable[Version]) -> Iterable[Version]:
    """Return the answers on the site that name an article which one of these names."""
    places = {
        (one.instrument, one.article)
        for version in versions
        for one in version.citations.all()
        if one.article
    }
    wanted = Q(pk__in=[])
    for instrument, article in places:
        wanted |= Q(citations__instrument=instrument, citations__article=article)
    rows = Version.objects.filter(wanted, entry__current=F("pk")).distinct()
    return rows.prefetch_related("citations", "wordings")


def _quantities(text: str) -> list[tuple[str, str]]:
    found = _QUANTITY.findall(_NO_QUANTITY.sub(" ", text))
    return [(number, _SAME_UNIT.get(unit, unit)) for number, unit in found]
