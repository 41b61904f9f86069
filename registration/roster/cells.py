"""What stands in a cell: text, a number that has lost its last digits, a day in its many forms."""

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import TypeAlias

Cell: TypeAlias = str | int | float | dict[str, str] | None
"""As the reader hands it over: text, a number, nothing, or a day as {"d": "2026-03-01"}."""


@dataclass(frozen=True)
class Line:
    """A line of a table, counted from 1 as the spreadsheet shows it."""

    number: int
    cells: list[Cell]
    is_hidden: bool = False


EXACT = 2**53
"""Whole numbers up to here survive in a spreadsheet's number cells."""

LONGEST = 200
EPOCH_1900 = date(1899, 12, 30)
EPOCH_1904 = date(1904, 1, 1)
SERIALS = range(3_653, 73_051)
"""Serials of 1910 to 2099: other small numbers are no days."""

ROUNDED = (
    "号码已被表格软件改成近似值，后几位不是原来的数字。请把这一列改成“文本”格式，再对照证件重新填写"
)
LOOKS_ROUNDED = (
    "号码最后三位是 000，像是被表格软件改成了近似值。请把这一列改成“文本”格式，再对照证件重新填写"
)
NO_DAY = "看不出是哪一天，请写成 2026-03-01 这样"
NO_SUCH_DAY = "没有这一天，请看看月和日"
SHORT_YEAR = "年份要写四位，例如 2026-03-01"
ONLY_MONTH = "只写了年和月，请补上日，例如 2026-03-01"

_SCIENTIFIC = re.compile(r"[0-9](?:\.[0-9]+)?E\+?[0-9]{2}", re.IGNORECASE)
_PARTS = re.compile(
    r"(\d{2,4})\s*(?:[-/.年,]|\s)\s*(\d{1,2})\s*(?:[-/.月,]|\s)\s*(\d{1,2})\s*[日号]?"
    r"(?:[T\s]*\d{1,2}[:时点]\d{1,2}.*)?"
)
_MONTH = re.compile(r"(\d{4})\s*[-/.年]\s*(\d{1,2})\s*月?")
_LAST_YEAR = re.compile(r"\d{1,2}[-/.]\d{1,2}[-/.]\d{4}")
_COMPACT = re.compile(r"(\d{4})(\d{2})(\d{2})(?:0{6})?")
_CHINESE_YEAR = re.compile(r"([〇零○一二三四五六七八九]{4})年(.{1,3})月(.{1,3})[日号]")
_DIGITS = {char: str(number) for number, char in enumerate("〇一二三四五六七八九")} | {
    "零": "0",
    "○": "0",
}
_QUOTES = frozenset("'‘’`")
_UNSEEN = dict.fromkeys((0x200B, 0x200C, 0x200D, 0x2060, 0xFEFF, 0x00AD, *range(0x202A, 0x202F)))


class UnreadableDayError(ValueError):
    """No day could be read; the text is the sentence for the person."""


def text_of(cell: Cell) -> str:
    """Return a cell as text: whole numbers without a point, no marks that print nothing."""
    if cell is None:
        return ""
    if isinstance(cell, dict):
        return cell["d"]
    if isinstance(cell, float):
        return str(int(cell)) if cell.is_integer() and abs(cell) < 1e21 else repr(cell)
    text = str(cell)
    if not text.isprintable():
        text = text.translate(_UNSEEN)
        text = "".join(char for char in text if char >= " " or char in "\n\t")
    return _unquoted(" ".join(text.split()))[:LONGEST]


def is_rounded(cell: Cell) -> bool:
    """Say whether a number has lost digits: stored as a number, or as text like 3.70811E+17."""
    if isinstance(cell, int | float):
        return abs(cell) > EXACT
    return bool(_SCIENTIFIC.fullmatch(text_of(cell).replace(" ", "")))


def looks_rounded(number: str) -> bool:
    """Say whether the last three of eighteen digits were lost before the table was saved as text.

    To be asked of numbers that do not stand their check only: real ones end in 000 too.
    """
    return len(number) == 18 and number.isdigit() and number.endswith("000")


def day_of(cell: Cell, *, is_1904: bool) -> date | None:
    """Return the day of a cell, None for an empty one; raises UnreadableDayError."""
    if isinstance(cell, dict):
        return date.fromisoformat(cell["d"])
    if isinstance(cell, int | float):
        return _from_number(cell, is_1904=is_1904)
    text = unicodedata.normalize("NFKC", text_of(cell)).strip()
    if not text:
        return None
    if re.fullmatch(r"\d{4,6}(?:\.\d+)?", text):
        return _from_number(float(text), is_1904=is_1904)
    return _from_text(text)


def _unquoted(text: str) -> str:
    """Return what a cell means that was protected by ="…" or by an apostrophe in front."""
    if text[:1] == "=":
        formula = re.fullmatch(r'="([^"]*)"', text)
        return formula.group(1) if formula else text
    return text[1:].lstrip() if text[:1] in _QUOTES else text


def _from_number(number: float, *, is_1904: bool) -> date:
    """Return the day of a serial number, or of 20260301 that was stored as a number."""
    whole = int(number)
    compact = _COMPACT.fullmatch(str(whole))
    if compact:
        return _day(compact.groups())
    if whole not in SERIALS:
        raise UnreadableDayError(NO_DAY)
    return (EPOCH_1904 if is_1904 else EPOCH_1900) + timedelta(days=whole)


def _from_text(text: str) -> date:
    compact = _COMPACT.fullmatch(re.sub(r"\s", "", text))
    found = compact or _PARTS.fullmatch(text)
    if found:
        return _day(found.groups())
    written = _CHINESE_YEAR.fullmatch(re.sub(r"\s", "", text))
    if written:
        return _day(_chinese(written.groups()))
    if _MONTH.fullmatch(text):
        raise UnreadableDayError(ONLY_MONTH)
    if _LAST_YEAR.fullmatch(text):
        raise UnreadableDayError("写法看不出哪个是月、哪个是日，请写成 2026-03-01 这样")
    raise UnreadableDayError(NO_DAY)


def _day(parts: Sequence[str]) -> date:
    """Return year, month and day as a date."""
    year, month, day = parts
    if len(year) != 4:
        raise UnreadableDayError(SHORT_YEAR)
    try:
        return date(int(year), int(month), int(day))
    except ValueError:
        raise UnreadableDayError(NO_SUCH_DAY) from None


def _chinese(parts: Sequence[str]) -> tuple[str, str, str]:
    """Return a day in Chinese numerals as digits: 二〇二六, 十二, 三十一."""
    year = "".join(_DIGITS[char] for char in parts[0])
    return year, _number(parts[1]), _number(parts[2])


def _number(text: str) -> str:
    """Return a numeral from 一 to 九十九 as digits; what is none becomes a day that is none."""
    if text.isascii() and text.isdigit():
        return text
    tens, ten, ones = text.partition("十")
    if any(char not in _DIGITS for char in tens + ones):
        return "0"
    if not ten:
        return "".join(_DIGITS[char] for char in text)
    return str(int(_DIGITS[tens] if tens else "1") * 10 + int(_DIGITS[ones] if ones else "0"))
