"""How a text becomes words: one shape, cut by the segmenter, without what every sentence has."""

import re
import unicodedata
from collections.abc import Iterator
from functools import cache

import rjieba

from faq.search.lexicon import KEPT_SIGNS, OWN_WORDS, STOP_WORDS

LONGEST = 40
_HAN = re.compile(r"[\u3400-\u9fff]+")
_PART = re.compile(r"[\u3400-\u9fff]+|[a-z]+|[0-9]+")


def plain(text: str) -> str:
    """Return a text in one shape: compatibility forms, small letters, marks as spaces."""
    folded = unicodedata.normalize("NFKC", text).casefold()
    return " ".join(_PART.findall(folded))


def words_of(text: str) -> list[str]:
    """Return the words of a text in their order, long ones with the shorter ones inside them."""
    return [word for word in _cut(plain(text)) if _says_something(word)]


def cut(text: str) -> list[str]:
    """Return a text in pieces that together are the text again."""
    return list(_segmenter().cut(text))


def han_runs(text: str) -> list[str]:
    """Return the stretches of Chinese characters of a text."""
    return _HAN.findall(plain(text))


def letter_runs(text: str) -> list[str]:
    """Return the stretches of Latin letters of a text."""
    return re.findall(r"[a-z]+", plain(text))


def _cut(text: str) -> Iterator[str]:
    for part in text.split():
        if _HAN.fullmatch(part):
            yield from _segmenter().cut_for_search(part)
        else:
            yield part[:LONGEST]


def _says_something(word: str) -> bool:
    if word in STOP_WORDS:
        return False
    return len(word) > 1 or word in KEPT_SIGNS


@cache
def _segmenter() -> rjieba.Jieba:
    """Return the segmenter with the words of this field; one for the process."""
    segmenter = rjieba.Jieba()
    for word in OWN_WORDS:
        segmenter.add_word(word, None, None)
    return segmenter
