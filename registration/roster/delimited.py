"""Tables as text: which encoding, which separator, and the lines."""

import csv
import io
from collections.abc import Iterator
from pathlib import Path

from registration.roster.cells import Line
from registration.roster.headers import SEARCHED_LINES, find
from registration.roster.refusals import MOST_COLUMNS, TableRefused

SEPARATORS = (",", "\t", ";", "，", "；", "|")
LONGEST_CELL = 10_000
MARKS = {
    b"\xef\xbb\xbf": "utf-8-sig",
    b"\xff\xfe": "utf-16",
    b"\xfe\xff": "utf-16",
}


def read_text(path: Path) -> str:
    """Return the text of a file, whatever program of an office wrote it."""
    raw = path.read_bytes()
    marked = next((name for mark, name in MARKS.items() if raw.startswith(mark)), None)
    if marked is None and b"\0" in raw:
        raise TableRefused("not_text")
    for encoding in (marked,) if marked else ("utf-8", "gb18030"):
        try:
            return raw.decode(encoding)
        except UnicodeDecodeError:
            continue
    raise TableRefused("not_text")


def separator_of(text: str) -> str:
    """Return the separator with which the header is found, else the most frequent one."""
    head = text[:65536]
    found = [(mark, find(_first(head, mark))) for mark in SEPARATORS]
    fitting = [(len(header.columns), mark) for mark, header in found if header is not None]
    if fitting:
        most = max(count for count, _ in fitting)
        return next(mark for count, mark in fitting if count == most)
    return max(SEPARATORS, key=head.count)


def lines(text: str, separator: str) -> Iterator[Line]:
    """Yield the lines of the table, numbered as a spreadsheet would show them."""
    for number, cells in enumerate(_rows(text, separator), start=1):
        while cells and not cells[-1].strip():
            cells.pop()
        if len(cells) > MOST_COLUMNS:
            raise TableRefused("too_wide")
        yield Line(number, list(cells))


def _first(text: str, separator: str) -> list[list[str]]:
    rows = _rows(text, separator)
    return [row for _, row in zip(range(SEARCHED_LINES + 1), rows, strict=False)]


def _rows(text: str, separator: str) -> Iterator[list[str]]:
    csv.field_size_limit(LONGEST_CELL)
    try:
        yield from csv.reader(io.StringIO(text, newline=""), delimiter=separator)
    except csv.Error:
        raise TableRefused("broken") from None
