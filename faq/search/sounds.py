"""How words sound: pinyin without tones, for what was typed in letters or misspelt."""

from collections.abc import Iterator
from functools import cache

from pypinyin import Style, lazy_pinyin
from pypinyin.constants import PINYIN_DICT

LONGEST = 4  # syllables of one word
SHORTEST = 2


def sound_of(word: str) -> str:
    """Return how a word sounds, its syllables joined."""
    return "".join(syllables_of(word))


def syllables_of(text: str) -> list[str]:
    """Return one syllable for each Chinese character; other signs stand for themselves."""
    return lazy_pinyin(text, style=Style.NORMAL)


def split(letters: str) -> list[str]:
    """Return letters as syllables, the longest ways first; none where they are no pinyin."""
    known = syllables()
    best: list[list[str] | None] = [None] * (len(letters) + 1)
    best[0] = []
    for end in range(1, len(letters) + 1):
        for start in range(max(0, end - 6), end):
            before = best[start]
            if before is None or letters[start:end] not in known:
                continue
            found = [*before, letters[start:end]]
            current = best[end]
            if current is None or len(found) < len(current):
                best[end] = found
    return best[-1] or []


def stretches(spoken: list[str]) -> Iterator[str]:
    """Yield the sound of every word that the syllables may hold."""
    for start in range(len(spoken)):
        for length in range(SHORTEST, LONGEST + 1):
            if start + length <= len(spoken):
                yield "".join(spoken[start : start + length])


@cache
def syllables() -> frozenset[str]:
    """Return all syllables that characters have."""
    signs = "".join(chr(code) for code in PINYIN_DICT if 0x4E00 <= code <= 0x9FFF)
    return frozenset(one for one in lazy_pinyin(signs, style=Style.NORMAL) if one.isascii())
