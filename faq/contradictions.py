"""Numbers that answers give for the same article: where two differ, somebody should look.

Numbers that the law's tables fill in cannot drift apart; so one of the two must be typed by hand.
"""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from functools import cache

from django.db.models import F, Q, QuerySet

from faq.laws import Place
from faq.models import Conflict, Version
from faq.quantities import SAME_UNIT, quantities
from faq.reading import said, unmarked
from portal import clock
from portal.law.term import UNIT_WORDS, registered_terms


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
        for one in quantities(said(text, on=on)):
            found[one.unit].said.add(one.number)
        for one in quantities(unmarked(text)):
            found[one.unit].typed.add(one.number)
    return found


def note_conflicts(versions: Iterable[Version]) -> None:
    """Keep every pair of these and the answers on the site that differ in a number."""
    fresh = {version.pk: version for version in versions}
    every = {other.pk: other for other in _sharing(fresh.values())} | fresh
    today = clock.today()
    numbers = {pk: numbers_of(version, on=today) for pk, version in every.items()}
    found: dict[tuple[int, int], Conflict] = {}
    for place, group in _by_article(every.values()).items():
        own = [version for version in group if version.pk in fresh]
        for one in own:
            for other in group:
                first, second = sorted((one.pk, other.pk))
                what = _difference(numbers[first], numbers[second])
                _keep(found, one, other, place, what)
        for one in group:
            strange = _off_table(one, numbers[one.pk], place)
            beside = (group if one.pk in fresh else own) if strange else ()
            for other in beside:
                what = _against(strange, numbers[other.pk], place)
                if _keep(found, one, other, place, what):
                    break  # one of those that say it right is enough to look at
    Conflict.objects.bulk_create(found.values(), ignore_conflicts=True)


def _keep(
    found: dict[tuple[int, int], Conflict], one: Version, other: Version, place: Place, what: str
) -> bool:
    """Keep a pair once, with the difference that was found first; say whether there is one."""
    first, second = sorted((one, other), key=lambda version: version.pk)
    if what and first.pk != second.pk:
        pair = Conflict(first=first, second=second, place=place.words, what=what)
        found.setdefault((first.pk, second.pk), pair)
    return bool(what) and first.pk != second.pk


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


def _off_table(version: Version, numbers: dict[str, Numbers], place: Place) -> dict[str, set[str]]:
    """Return what an answer gives by hand for an article and none of its articles sets."""
    cited = {Place(one.instrument, one.article) for one in version.citations.all()}
    found = {}
    for unit in _lengths(place):
        own = {number for one in cited for number in _lengths(one).get(unit, ())}
        if unit in numbers and numbers[unit].typed - own:
            found[unit] = numbers[unit].typed - own
    return found


def _against(strange: dict[str, set[str]], other: dict[str, Numbers], place: Place) -> str:
    """Return in words how an answer that gives the article's own period differs from those."""
    for unit, typed in sorted(strange.items()):
        right = (other[unit].said if unit in other else set()) & _lengths(place)[unit]
        if right:
            return f"{_listed(typed, unit)}；{_listed(right, unit)}"
    return ""


@cache
def _lengths(place: Place) -> dict[str, set[str]]:
    """Return the lengths of the periods that an article sets, by their unit."""
    found: dict[str, set[str]] = defaultdict(set)
    for term in registered_terms():
        basis = term.basis
        number = basis.article_no or basis.point_no
        is_here = (basis.instrument.code, number) == (place.instrument, place.article)
        if is_here and isinstance(term.length, int):
            unit = UNIT_WORDS[term.unit]
            found[SAME_UNIT.get(unit, unit)].add(str(term.length))
    return dict(found)


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
