"""What is not ours: questions of other offices, and the door where each of them is answered."""

import tomllib
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from faq.search.lexicon import ANCHORS, WORK

_FILE = Path(__file__).parents[1] / "content" / "elsewhere.toml"


@dataclass(frozen=True)
class Door:
    """Where something is answered that is not ours, and by which words it is known.

    What is `is_surely` elsewhere is so even where somebody was hurt, unless work is named.
    """

    words: str
    phrases: tuple[str, ...]
    is_surely: bool = False


def door_for(text: str) -> str:
    """Return where a question belongs that is not ours; empty where it may well be ours.

    Whoever names an injury, or what follows from one, is at home here whatever else is named.
    """
    solid = text.replace(" ", "")
    for door in _doors():
        found = [phrase for phrase in door.phrases if phrase in solid]
        rest = _without(solid, found)
        is_home = any(word in rest for word in (WORK if door.is_surely else ANCHORS))
        if found and not is_home:
            return door.words
    return ""


def is_anchored(text: str) -> bool:
    """Say whether a text names something that happens at work, or what follows from it."""
    solid = text.replace(" ", "")
    return any(word in solid for word in ANCHORS)


def _without(text: str, phrases: list[str]) -> str:
    for phrase in phrases:
        text = text.replace(phrase, " ")
    return text


@cache
def _doors() -> tuple[Door, ...]:
    rows = tomllib.loads(_FILE.read_text(encoding="utf-8"))["door"]
    return tuple(
        Door(row["words"], tuple(row["phrases"]), row.get("is_surely", False)) for row in rows
    )
