"""Finding answers: candidates by their words from the database, put in order by what they cover."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.contrib.postgres.search import SearchQuery, SearchRank
from django.db.models import F

from faq.models import SearchText
from faq.search.asking import Asked, ask, pairs_of
from faq.search.elsewhere import is_anchored

CANDIDATES = 80
IN_TITLE, IN_SHORT, IN_BODY = 1.0, 0.7, 0.45
LIKENESS = 1.0  # how much it counts that a title reads like the question
SURE, SURE_WITHOUT = 0.7, 1.1  # without any word of an injury more must fit
NEAR = 0.5  # what fits less is no answer at all
LEAST = 0.08
RELATED = 0.4  # of the score of the best, for what stands below it
MOSTLY = 0.5  # of what is asked no answer may speak, unless it is surely ours


@dataclass(frozen=True)
class Found:
    """An entry that may answer, and how well: 0 is not at all, 1 and above says it all."""

    entry_id: int
    score: float


@dataclass(frozen=True)
class Result:
    """What was found, best first; `is_sure` says that the first is likely an answer."""

    asked: Asked
    found: list[Found]

    @property
    def is_sure(self) -> bool:
        """Say whether something fits well enough to be called an answer."""
        if not self.found or self.asked.door:
            return False
        if is_anchored(self.asked.text):
            return self.found[0].score >= SURE
        return self.asked.strangeness <= MOSTLY and self.found[0].score >= SURE_WITHOUT

    @property
    def is_near(self) -> bool:
        """Say whether what was found may well be the answer, even if it is not sure."""
        return bool(self.found) and not self.asked.door and self.found[0].score >= NEAR


def find(typed: str, *, most: int) -> Result:
    """Return the entries that answer what was typed, best first."""
    asked = ask(typed)
    rows = _candidates(asked)
    scored = (Found(row.entry_id, score_of(asked, row)) for row in rows)
    found = sorted(scored, key=lambda one: (-one.score, one.entry_id))
    least = max(LEAST, RELATED * found[0].score) if found else LEAST
    return Result(asked, [one for one in found if one.score >= least][:most])


def score_of(asked: Asked, row: SearchText) -> float:
    """Return how well an entry covers what was asked, and how much a title reads like it."""
    title, short = set(row.title_words), set(row.short_words)
    body = set(row.body_words)
    covered = total = 0.0
    for typed, answers in asked.needs.items():
        weight = asked.weights[typed]
        total += weight
        best = max((how * _place(word, title, short, body) for word, how in answers.items()))
        covered += weight * best
    likeness = max((_likeness(asked.pairs, pairs_of(one)) for one in row.titles), default=0.0)
    return (covered / total if total else 0.0) + LIKENESS * likeness


def _place(word: str, title: set[str], short: set[str], body: set[str]) -> float:
    if word in title:
        return IN_TITLE
    if word in short:
        return IN_SHORT
    return IN_BODY if word in body else 0.0


def _candidates(asked: Asked) -> Iterable[SearchText]:
    """Return what holds a telling word, and as far as there is room what holds a common one."""
    found = _holding(asked.known - asked.common, most=CANDIDATES)
    if len(found) < CANDIDATES:
        known = {row.pk for row in found}
        more = _holding(asked.known & asked.common, most=CANDIDATES)
        found += [row for row in more if row.pk not in known][: CANDIDATES - len(found)]
    return found


def _holding(words: set[str], *, most: int) -> list[SearchText]:
    if not words:
        return []
    any_of = " | ".join(_quoted(one) for one in sorted(words))
    query = SearchQuery(any_of, config="simple", search_type="raw")
    rows = SearchText.objects.filter(vector=query).defer("vector")
    rows = rows.annotate(rank=SearchRank(F("vector"), query)).order_by("-rank", "pk")
    return list(rows[:most])


def _quoted(word: str) -> str:
    """Return a word for a raw query; words hold letters, digits and Chinese characters alone."""
    return f"'{word}'"


def _likeness(one: frozenset[str], other: frozenset[str]) -> float:
    """Return how much two texts share of their pairs of characters: 0 nothing, 1 all."""
    return 2 * len(one & other) / (len(one) + len(other)) if one and other else 0.0
