"""Workbooks: guarded against bombs, asked which rows and columns are hidden, read by calamine.

Only the reader's own process imports this: foreign archives are not opened elsewhere.
"""

import datetime
import math
import posixpath
import zipfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import TypeAlias
from xml.parsers import expat

import python_calamine

from registration.roster.cells import Cell, Line
from registration.roster.refusals import MOST_COLUMNS, MOST_ROWS, TableRefused

MOST_PARTS = 2_000
MOST_BYTES = 300 * 1024 * 1024
MOST_RATIO = 300
SMALL_PART = 1024 * 1024
PIECE = 256 * 1024
SHEETS = 20
Start: TypeAlias = Callable[[str, dict[str, str]], None]
SPARE_LINES = 200
"""Titles, blank lines and totals that may stand beside the allowed number of people."""


@dataclass
class Outline:
    """What the XML of a sheet says beside its values."""

    hidden_lines: set[int] = field(default_factory=set)
    hidden_columns: list[range] = field(default_factory=list)
    last_line: int = 0
    last_column: int = 0

    def is_hidden_column(self, place: int) -> bool:
        """Say whether a column, counted from 0, is hidden."""
        return any(place + 1 in columns for columns in self.hidden_columns)


@dataclass(frozen=True)
class Sheet:
    """A sheet that can be read; hidden sheets are not among them."""

    name: str
    outline: Outline
    table: python_calamine.CalamineSheet

    def lines(self) -> Iterator[Line]:
        """Yield the lines from the first to the last with a value, blank ones too."""
        left = self.table.start[1] if self.table.start else 0
        for number, cells in enumerate(self.table.iter_rows(), start=1):
            values: list[Cell] = [None] * left
            values += [_plain(cell) for cell in cells]
            yield Line(number, values, number in self.outline.hidden_lines)


@dataclass(frozen=True)
class Workbook:
    """An opened workbook."""

    sheets: list[Sheet]
    is_1904: bool


def refuse_unless_workbook(path: Path) -> None:
    """Refuse archives that are bombs, broken, encrypted, or no workbook without macros."""
    try:
        with zipfile.ZipFile(path) as archive:
            parts = archive.infolist()
            _refuse_bomb(parts)
            _refuse_other_kinds({part.filename for part in parts})
            if any(part.flag_bits & 1 for part in parts):
                raise TableRefused("encrypted")
    except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError):
        raise TableRefused("broken") from None


def open_workbook(path: Path) -> Workbook:
    """Return the visible sheets; raises TableRefused."""
    try:
        with zipfile.ZipFile(path) as archive:
            parts, is_1904 = _sheet_parts(archive)
            outlines = {name: _outline(archive, part) for name, part in parts[:SHEETS]}
        book = python_calamine.load_workbook(str(path))
        sheets = [
            Sheet(name, outline, book.get_sheet_by_name(name))
            for name, outline in outlines.items()
            if outline.last_line
        ]
    except (python_calamine.CalamineError, expat.ExpatError, zipfile.BadZipFile, KeyError):
        raise TableRefused("broken") from None
    except (EOFError, OSError, ValueError, NotImplementedError):
        raise TableRefused("broken") from None
    return Workbook(sheets, is_1904)


def _refuse_bomb(parts: list[zipfile.ZipInfo]) -> None:
    """Refuse what would unpack to too much, by its own figures; reading stops at them too."""
    total = sum(part.file_size for part in parts)
    swollen = any(
        part.file_size > SMALL_PART and part.file_size > MOST_RATIO * max(part.compress_size, 1)
        for part in parts
    )
    if len(parts) > MOST_PARTS or total > MOST_BYTES or swollen:
        raise TableRefused("bomb")


def _refuse_other_kinds(names: set[str]) -> None:
    """Refuse archives that are something else than a plain workbook."""
    if "xl/vbaProject.bin" in names or any(name.startswith("xl/macrosheets/") for name in names):
        raise TableRefused("macro")
    if "xl/workbook.xml" in names:
        return
    if "xl/workbook.bin" in names:
        raise TableRefused("binary")
    if "content.xml" in names and "mimetype" in names:
        raise TableRefused("open_document")
    if any(name.startswith(("word/", "ppt/")) for name in names):
        raise TableRefused("document")
    raise TableRefused("zip")


def _sheet_parts(archive: zipfile.ZipFile) -> tuple[list[tuple[str, str]], bool]:
    """Return name and part of each visible worksheet in order, and whether days count from 1904."""
    relations: dict[str, str] = {}
    sheets: list[tuple[str, str]] = []
    systems: list[bool] = []

    def relation(name: str, attributes: dict[str, str]) -> None:
        if name == "Relationship" and attributes.get("Type", "").endswith("/worksheet"):
            target = attributes["Target"]
            relations[attributes["Id"]] = posixpath.normpath(posixpath.join("xl", target)).lstrip(
                "/"
            )

    def book(name: str, attributes: dict[str, str]) -> None:
        if name == "workbookPr":
            systems.append(attributes.get("date1904", "0") in {"1", "true"})
        elif name == "sheet" and attributes.get("state", "visible") == "visible":
            part = relations.get(next((v for k, v in attributes.items() if k.endswith("}id")), ""))
            if part:
                sheets.append((attributes["name"], part))

    _walk(archive, "xl/_rels/workbook.xml.rels", relation)
    _walk(archive, "xl/workbook.xml", book)
    return sheets, any(systems)


def _outline(archive: zipfile.ZipFile, part: str) -> Outline:
    """Return what is hidden in a sheet and how far its values reach."""
    found = Outline()
    reader = _OutlineReader(found)
    _walk(archive, part, reader.start)
    if found.last_line > MOST_ROWS + SPARE_LINES:
        raise TableRefused("too_many_rows")
    if found.last_column > MOST_COLUMNS:
        raise TableRefused("too_wide")
    return found


class _OutlineReader:
    """Notes hidden rows and columns, and the last row and column with a value."""

    def __init__(self, found: Outline) -> None:
        self.found = found
        self.line = 0
        self.column = 0
        self.is_flat = False

    def start(self, name: str, attributes: dict[str, str]) -> None:
        """Take one element."""
        if name == "c":
            self._cell(attributes)
        elif name in {"v", "is"}:
            self.found.last_line = max(self.found.last_line, self.line)
            self.found.last_column = max(self.found.last_column, self.column)
        elif name == "row":
            self._row(attributes)
        elif name == "col" and _is_hidden(attributes, size="width"):
            columns = range(int(attributes["min"]), int(attributes["max"]) + 1)
            self.found.hidden_columns.append(columns)
        elif name == "sheetFormatPr":
            self.is_flat = attributes.get("zeroHeight") in {"1", "true"}

    def _row(self, attributes: dict[str, str]) -> None:
        self.line = int(attributes.get("r", self.line + 1))
        self.column = 0
        if _is_hidden(attributes, size="ht") or (self.is_flat and "ht" not in attributes):
            self.found.hidden_lines.add(self.line)

    def _cell(self, attributes: dict[str, str]) -> None:
        place = attributes.get("r")
        self.column = _column(place) if place else self.column + 1


def _is_hidden(attributes: dict[str, str], *, size: str) -> bool:
    """Say whether a row or column cannot be seen: hidden by hand or filter, or of no size."""
    is_flat = size in attributes and float(attributes[size]) == 0
    return is_flat or attributes.get("hidden") in {"1", "true"}


def _column(place: str) -> int:
    """Return the number of a column, counted from 1, of a place such as AB12."""
    number = 0
    for char in place:
        if not char.isalpha():
            break
        number = number * 26 + ord(char.upper()) - 64
    return number


def _walk(archive: zipfile.ZipFile, part: str, start: Start) -> None:
    """Give each element of a part to a function; declarations of entities are refused."""
    parser = expat.ParserCreate(namespace_separator="}")
    parser.buffer_text = True

    def started(name: str, attributes: dict[str, str]) -> None:
        start(name.rpartition("}")[2], attributes)

    def refuse(*_: object) -> None:
        raise TableRefused("broken")

    parser.StartElementHandler = started
    parser.StartDoctypeDeclHandler = refuse
    announced = archive.getinfo(part).file_size
    with archive.open(part) as file:
        read = 0
        while piece := file.read(PIECE):
            read += len(piece)
            if read > announced:
                raise TableRefused("bomb")
            parser.Parse(piece, False)
    parser.Parse(b"", True)


def _plain(cell: object) -> Cell:
    """Return a value of calamine as plain JSON can carry it."""
    if isinstance(cell, bool):
        return "TRUE" if cell else "FALSE"
    if isinstance(cell, int | float):
        return cell if math.isfinite(cell) else None
    if isinstance(cell, datetime.date):  # a datetime too
        return {"d": cell.strftime("%Y-%m-%d")}
    text = str(cell)
    return text or None
