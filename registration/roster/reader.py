"""Reads one table in a process of its own, with caps on memory and time.

A program: decoders of foreign bytes never run inside a web process or worker. Usage:
python -m registration.roster.reader SOURCE [AFTER]. Writes JSON, one value a line: first what was
found or why the table is refused, then the lines of people after line AFTER.
"""

import contextlib
import json
import re
import resource
import sys
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from registration.roster import delimited, workbook
from registration.roster.cells import Line, text_of
from registration.roster.headers import SEARCHED_LINES, Field, Header, find
from registration.roster.refusals import MOST_ROWS, TableRefused
from registration.roster.workbook import Outline

MEMORY_BYTES = 1024 * 1024 * 1024
CPU_SECONDS = 30
PICTURES = (b"\x89PNG", b"\xff\xd8\xff", b"GIF8", b"BM", b"II*\0", b"MM\0*")
OLD = b"\xd0\xcf\x11\xe0"
ENCRYPTED = "EncryptedPackage".encode("utf-16-le")
MARKUP = re.compile(rb"\s*<(!doctype html|html|table|meta|head|body|div|style)", re.IGNORECASE)
EXAMPLE = re.compile(r"[（(【\[]?(示例|例如|样例|例[:：])")
NOT_A_PERSON = re.compile(
    r"(合\s*计|总\s*计|小\s*计|共\s*计|总人数|人数合计|制表|填表|填报|审核|复核|负责人|单位盖章"
    r"|经办人|备注|注[:：]|说明)"
)


@dataclass(frozen=True)
class Candidate:
    """A sheet in which the header is looked for; its lines may be gone through again."""

    name: str
    outline: Outline
    lines: Callable[[], Iterator[Line]]


@dataclass(frozen=True)
class Table:
    """The sheet that was chosen, with its header."""

    sheet: Candidate
    others: list[str]
    header: Header
    is_1904: bool


@dataclass
class Counts:
    """How many lines are people and how many are none, as far as anybody may ask."""

    people: int = 0
    hidden: int = 0
    skipped: int = 0
    examples: int = 0


def main() -> None:
    """Read the file named on the command line."""
    source = Path(sys.argv[1])
    after = int(sys.argv[2]) if len(sys.argv) > 2 else 0
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY_BYTES, MEMORY_BYTES))
    resource.setrlimit(resource.RLIMIT_CPU, (CPU_SECONDS, CPU_SECONDS))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    with contextlib.suppress(BrokenPipeError):
        try:
            _write(read(source, after=after))
        except TableRefused as refusal:
            _write([{"refused": refusal.code, **refusal.words}])
        except (MemoryError, RecursionError):
            _write([{"refused": "too_complex"}])


def read(source: Path, *, after: int = 0) -> Iterator[Any]:
    """Yield what was found, then each person's line: number, hidden or not, cells.

    The lines are gone through twice, so that no more of them is held than the decoder holds.
    """
    table = open_table(source)
    counts = Counts()
    for line in _people(table, counts):
        counts.people += 1
        counts.hidden += line.is_hidden
        if counts.people > MOST_ROWS:
            raise TableRefused("too_many_rows")
    if not counts.people:
        raise TableRefused("no_rows")
    yield _found(table, counts)
    for line in _people(table, Counts()):
        if line.number > after:
            yield [line.number, line.is_hidden, line.cells]


def open_table(source: Path) -> Table:
    """Return the table by what the file is, whatever it is called."""
    with source.open("rb") as file:
        head = file.read(4096)
        _refuse_by_head(head, source)
    if head.startswith(b"PK"):
        workbook.refuse_unless_workbook(source)
        return _from_workbook(workbook.open_workbook(source))
    text = delimited.read_text(source)
    separator = delimited.separator_of(text)
    only = Candidate("", Outline(), lambda: delimited.lines(text, separator))
    return _choose([only], is_1904=False)


def _refuse_by_head(head: bytes, source: Path) -> None:
    """Refuse what is no table by its first bytes."""
    if not head.strip(b"\0 \r\n\t\xef\xbb\xbf"):
        raise TableRefused("empty")
    if head.startswith(OLD):
        raise TableRefused("encrypted" if ENCRYPTED in source.read_bytes() else "old_format")
    if head.startswith(b"%PDF"):
        raise TableRefused("pdf")
    if head.startswith(PICTURES):
        raise TableRefused("picture")
    if head.startswith((b"Rar!", b"7z\xbc\xaf", b"\x1f\x8b")):
        raise TableRefused("zip")
    bare = head.removeprefix(b"\xef\xbb\xbf")
    if MARKUP.match(bare) or b"<html" in bare[:2048].lower():
        raise TableRefused("html")
    if bare.lstrip().startswith(b"<?xml"):
        raise TableRefused("xml")


def _from_workbook(book: workbook.Workbook) -> Table:
    sheets = [Candidate(sheet.name, sheet.outline, sheet.lines) for sheet in book.sheets]
    return _choose(sheets, is_1904=book.is_1904)


def _choose(sheets: list[Candidate], *, is_1904: bool) -> Table:
    """Return the first sheet whose header has all that is needed."""
    nearest: Header | None = None
    for sheet in sheets:
        header = find(_first_lines(sheet.lines()))
        if header is None:
            continue
        if not header.missing:
            others = [other.name for other in sheets if other is not sheet]
            return Table(sheet, others, header, is_1904)
        if nearest is None or len(header.missing) < len(nearest.missing):
            nearest = header
    if nearest is None:
        raise TableRefused("no_header")
    missing = "".join(f"“{field.label}”" for field in nearest.missing)
    raise TableRefused("missing", missing=missing)


def _first_lines(lines: Iterable[Line]) -> list[list[str]]:
    found = zip(range(SEARCHED_LINES + 1), lines, strict=False)
    return [[text_of(cell) for cell in line.cells] for _, line in found]


def _people(table: Table, counts: Counts) -> Iterator[Line]:
    """Yield the lines below the header that are about people."""
    for line in table.sheet.lines():
        if line.number > table.header.last_line + 1 and _is_person(line, table, counts):
            yield line


def _is_person(line: Line, table: Table, counts: Counts) -> bool:
    """Say whether a line is about a person: not blank, no total, no remark, no example."""
    filled = [text for cell in line.cells if (text := text_of(cell))]
    if not filled:
        return False
    columns = table.header.columns
    name, number = (_at(line, columns[field]) for field in (Field.NAME, Field.NUMBER))
    if EXAMPLE.match(name):
        counts.examples += 1
        return False
    is_told = not number and (len(filled) == 1 or any(NOT_A_PERSON.match(t) for t in filled))
    is_header = name == text_of(table.header.titles[columns[Field.NAME]])
    is_nobody = not (name or number) and not _at(line, columns[Field.STARTED_ON])
    if is_told or is_header or is_nobody:
        counts.skipped += 1
        return False
    return True


def _at(line: Line, place: int) -> str:
    return text_of(line.cells[place]) if place < len(line.cells) else ""


def _found(table: Table, counts: Counts) -> dict[str, Any]:
    header = table.header
    used = {str(field): place for field, place in header.columns.items()}
    is_hidden = table.sheet.outline.is_hidden_column
    return {
        "sheet": table.sheet.name,
        "others": table.others,
        "header_line": header.last_line + 1,
        "columns": used,
        "titles": list(header.titles),
        "unused": header.unused,
        "hidden_columns": [header.titles[place] for place in used.values() if is_hidden(place)],
        "is_1904": table.is_1904,
        "people": counts.people,
        "hidden": counts.hidden,
        "skipped": counts.skipped,
        "examples": counts.examples,
    }


def _write(values: Iterable[Any]) -> None:
    for value in values:
        sys.stdout.write(json.dumps(value, ensure_ascii=False) + "\n")
    sys.stdout.flush()


if __name__ == "__main__":
    main()
