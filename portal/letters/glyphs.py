"""Which characters the fonts can print, and what stands in the place of the others."""

import unicodedata
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from fontTools.ttLib import TTCollection, TTFont

GETA = "〓"  # printers' mark for a character that the case does not hold
FONT_FILES = (".otf", ".ttf", ".ttc", ".otc")


def coverage(folders: Iterable[str]) -> frozenset[int]:
    """Return all code points that at least one font in the folders can print."""
    points: set[int] = set()
    for folder in folders:
        for file in sorted(Path(folder).rglob("*")):
            if file.suffix.lower() in FONT_FILES:
                points |= _points_of(file)
    return frozenset(points)


def printable(value: Any, *, points: frozenset[int]) -> Any:
    """Return a value in which every text can be printed.

    The archive standard forbids a paper with a missing glyph. Control and direction marks are
    dropped; a character without a glyph becomes the printers' 〓 and so stays visible as missing.
    """
    if isinstance(value, str):
        return "".join(_sort(char, points) for char in value)
    if isinstance(value, dict):
        return {key: printable(one, points=points) for key, one in value.items()}
    if isinstance(value, list | tuple):
        return [printable(one, points=points) for one in value]
    return value


def _sort(char: str, points: frozenset[int]) -> str:
    if char == "\n":
        return char
    if unicodedata.category(char) in {"Cc", "Cf", "Cs", "Zl", "Zp"}:
        return " " if char in "\t\r\u2028\u2029" else ""
    return char if ord(char) in points else GETA


def _points_of(file: Path) -> set[int]:
    if file.suffix.lower() in {".ttc", ".otc"}:
        with TTCollection(str(file), lazy=True) as collection:
            return set().union(*(_mapped(font) for font in collection.fonts))
    with TTFont(str(file), lazy=True) as font:
        return _mapped(font)


def _mapped(font: TTFont) -> set[int]:
    return set(font["cmap"].getBestCmap() or {})
