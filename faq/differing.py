"""Two answers with different numbers, laid beside each other sentence by sentence."""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date

from django.utils.html import escape, format_html
from django.utils.safestring import SafeString, mark_safe

from faq.models import Conflict, Version
from faq.quantities import quantities
from faq.reading import said
from faq.search.words import words_of
from portal.deadlines.parameters import values_on
from portal.law.values import Values

_SENTENCE = re.compile(r"[^。；！？\n|]+[。；！？]?")
_MARKDOWN = re.compile(r"[*#`>]+|^\s*(?:[-+]|\d+\.)\s+", re.MULTILINE)
MOST = 3


@dataclass(frozen=True)
class Side:
    """One answer of a pair, with the sentences that hold the numbers in question."""

    version: Version
    sentences: tuple[SafeString, ...]
    words: frozenset[str]


@dataclass(frozen=True)
class Pair:
    """Two answers; `alike` is how much their sentences share, from 0 to 1."""

    conflict: Conflict
    sides: tuple[Side, Side]
    alike: float


def laid_out(conflicts: Iterable[Conflict], *, on: date) -> list[Pair]:
    """Return pairs with their sentences, first those that seem to speak of the same matter."""
    known = values_on(on)
    pairs = []
    for one in conflicts:
        wanted = _named(one.what)
        first, second = (
            _side(version, wanted, on=on, values=lambda code, _: known[code])
            for version in (one.first, one.second)
        )
        smaller = min(len(first.words), len(second.words)) or 1
        pairs.append(Pair(one, (first, second), len(first.words & second.words) / smaller))
    return sorted(pairs, key=lambda pair: (-pair.alike, pair.conflict.pk))


def _named(what: str) -> dict[str, set[str]]:
    """Return the numbers that a difference names, by their unit."""
    found: dict[str, set[str]] = defaultdict(set)
    for quantity in quantities(what):
        found[quantity.unit].add(quantity.number)
    return found


def _side(version: Version, wanted: dict[str, set[str]], *, on: date, values: Values) -> Side:
    marked: dict[str, SafeString] = {}
    words: set[str] = set()
    for sentence in _sentences(version, on=on, values=values):
        if sentence in marked:
            continue
        spans = [one.span for one in quantities(sentence) if one.number in wanted.get(one.unit, ())]
        if spans:
            marked[sentence] = _with_marks(sentence, spans)
            words.update(word for word in words_of(sentence) if len(word) > 1)
    return Side(version, tuple(marked.values())[:MOST], frozenset(words))


def _sentences(version: Version, *, on: date, values: Values) -> Iterator[str]:
    """Walk the sentences of an answer as they are read, in all its wordings."""
    texts = [version.short, version.body]
    texts += [text for one in version.wordings.all() for text in (one.short, one.body)]
    for text in texts:
        for found in _SENTENCE.finditer(_MARKDOWN.sub("", said(text, on=on, values=values))):
            yield found[0].strip()


def _with_marks(sentence: str, spans: Iterable[tuple[int, int]]) -> SafeString:
    """Return a sentence as HTML with its numbers marked."""
    parts, last = [], 0
    for start, end in spans:
        parts += [escape(sentence[last:start]), format_html("<mark>{}</mark>", sentence[start:end])]
        last = end
    return mark_safe("".join([*parts, escape(sentence[last:])]))  # noqa: S308 - all escaped
