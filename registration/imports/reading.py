"""Files of other registers as a stream of rows: CSV in UTF-8 or GB18030, JSON in UTF-8."""

import codecs
import csv
import io
import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from registration.imports.columns import Column, Head, key_of, names_of, understand

PIECE = 64 * 1024
LONGEST = 256 * 1024
"""No row is longer than this; what is longer is a file whose marks do not match."""
EXCEL = (b"PK\x03\x04", b"\xd0\xcf\x11\xe0")
UTF_16 = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)
BLANKS = " \t\r\n"
BREAKS = re.compile(r"[\t\r\n]")
UNSEEN = re.compile("[\x00-\x1f\x7f-\x9f\u200e\u200f\u202a-\u202e\u2066-\u2069]")

csv.field_size_limit(LONGEST)


class FileRefusedError(Exception):
    """The file as a whole cannot be read; `str()` is the sentence for whoever sent it."""


@dataclass(frozen=True, slots=True)
class Row:
    """One row as it stands in the file; `fault` says why it could not be taken apart.

    `line` is the first line of the row in a CSV file, and its place in the list of a JSON file.
    """

    line: int
    cells: dict[str, str]
    fault: str = ""


class Table:
    """A file whose encoding and header were understood; its rows can be read again and again."""

    def __init__(self, path: Path, columns: tuple[Column, ...]) -> None:
        self.path = path
        self.columns = columns
        self.ignored: tuple[str, ...] = ()
        self._encoding = _encoding_of(path)
        with self._opened() as file:
            first = file.read(PIECE).lstrip(BLANKS)[:1]
        if not first:
            raise FileRefusedError("这个文件是空的，没有内容")
        self.is_json = first in {"[", "{"}
        if self.is_json and self._encoding == "gb18030":
            raise FileRefusedError("JSON 文件应是 UTF-8 编码，请另存后再传")

    def rows(self) -> Iterator[Row]:
        """Yield the rows in their order; blank lines are passed over."""
        with self._opened() as file:
            yield from _json_rows(file, self.columns) if self.is_json else self._csv_rows(file)

    def _opened(self) -> io.TextIOWrapper:
        return self.path.open(encoding=self._encoding, newline="")

    def _csv_rows(self, file: io.TextIOWrapper) -> Iterator[Row]:
        lines = _Lines(file)
        head: Head | None = None
        for line, cells, fault in lines:
            if head is None:
                head = self._head(cells, fault)
            elif fault or any(cells):
                yield _row(line, cells, head, fault)
        if head is None:
            raise FileRefusedError("这个文件没有表头")

    def _head(self, cells: list[str], fault: str) -> Head:
        if fault:
            raise FileRefusedError(f"表头读不出来：{fault}")
        try:
            head = understand([cell.strip() for cell in cells], self.columns)
        except ValueError as error:
            raise FileRefusedError(str(error)) from None
        self.ignored = head.ignored
        return head


class _Lines:
    """The records of a CSV file with their first lines; a broken record does not end the file."""

    def __init__(self, file: io.TextIOWrapper) -> None:
        self._reader = csv.reader(file, strict=True)

    def __iter__(self) -> Iterator[tuple[int, list[str], str]]:
        while True:
            line = self._reader.line_num + 1
            try:
                yield line, next(self._reader), ""
            except StopIteration:
                return
            except csv.Error as error:
                if "unexpected end" in str(error) or "field larger" in str(error):
                    message = f"第 {line} 行的引号没有成对，从这一行起读不出来，文件没有导入"
                    raise FileRefusedError(message) from None
                yield line, [], "引号的位置不对"


def _row(line: int, cells: list[str], head: Head, fault: str) -> Row:
    extra = len(cells) - len(head.names)
    if not fault and extra:
        words = "多" if extra > 0 else "少"
        fault = f"这一行比表头{words} {abs(extra)} 栏"
    named = {
        name: clean
        for name, cell in zip(head.names, cells, strict=False)
        if name and (clean := _clean(cell))
    }
    return Row(line, named, fault or _unseen(named))


def _clean(cell: str) -> str:
    """Return a cell without blanks around it, in one line."""
    cell = cell.strip()
    return " ".join(cell.split()) if BREAKS.search(cell) else cell


def _unseen(cells: dict[str, str]) -> str:
    return "里面有看不见的控制字符" if UNSEEN.search("".join(cells.values())) else ""


def _encoding_of(path: Path) -> str:
    """Return the encoding in which the whole file can be read, or refuse it with the reason."""
    with path.open("rb") as file:
        start = file.read(8)
    if start.startswith(EXCEL):
        raise FileRefusedError("这是 Excel 工作簿，请在表格软件里另存为“CSV（逗号分隔）”再传")
    if start.startswith(UTF_16):
        raise FileRefusedError("文件是 UTF-16 编码，请另存为 UTF-8 或者 GB18030 编码的 CSV 再传")
    for encoding in ("utf-8-sig", "gb18030"):
        if _decodes(path, encoding):
            return encoding
    raise FileRefusedError("文件既不是 UTF-8 也不是 GB18030 编码的文本，没有导入")


def _decodes(path: Path, encoding: str) -> bool:
    decoder = codecs.getincrementaldecoder(encoding)()
    try:
        with path.open("rb") as file:
            while piece := file.read(PIECE):
                if "\0" in decoder.decode(piece):
                    return False
        decoder.decode(b"", final=True)
    except UnicodeDecodeError:
        return False
    return True


def _json_rows(file: io.TextIOWrapper, columns: tuple[Column, ...]) -> Iterator[Row]:
    """Yield the objects of a list, read piece by piece."""
    names = names_of(columns)
    for number, item in enumerate(_items(file), start=1):
        if not isinstance(item, dict):
            yield Row(number, {}, "这一条不是一个对象（花括号里的一组栏目）")
        else:
            yield _object_row(number, item, names)


def _object_row(number: int, item: dict[str, Any], names: dict[str, str]) -> Row:
    cells: dict[str, str] = {}
    for word, value in item.items():
        name = names.get(key_of(word))
        if name is None or value is None:
            continue
        if isinstance(value, (dict, list)):
            return Row(number, {}, f"“{word[:20]}”应是文字或者数字")
        if name in cells:
            return Row(number, {}, f"“{word[:20]}”不止一栏")
        text = {True: "是", False: "否"}[value] if isinstance(value, bool) else str(value)
        if clean := _clean(text):
            cells[name] = clean
    return Row(number, cells, _unseen(cells))


class _Pieces:
    """Text that is read on as it is used up."""

    def __init__(self, file: io.TextIOWrapper) -> None:
        self._file = file
        self.text = ""
        self.at = 0

    def more(self) -> bool:
        """Read one piece on; say whether there was one."""
        piece = self._file.read(PIECE)
        if piece:
            self.text = self.text[self.at :] + piece
            self.at = 0
        return bool(piece)

    def sign(self) -> str:
        """Return the next character that is no blank, without taking it; nothing at the end."""
        while True:
            while self.at < len(self.text) and self.text[self.at] in BLANKS:
                self.at += 1
            if self.at < len(self.text):
                return self.text[self.at]
            if not self.more():
                return ""


def _items(file: io.TextIOWrapper) -> Iterator[Any]:
    pieces, number = _Pieces(file), 0
    if pieces.sign() != "[":
        raise FileRefusedError("JSON 文件的最外层应是一个列表：[ {…}, {…} ]")
    pieces.at += 1
    if pieces.sign() == "]":
        pieces.at += 1
    else:
        while True:
            number += 1
            yield _item(pieces, number)
            sign = pieces.sign()
            pieces.at += 1
            if sign == "]":
                break
            if sign != ",":
                raise FileRefusedError(f"第 {number} 条后面读不出来，文件不完整或者缺少逗号")
    if pieces.sign():
        raise FileRefusedError("JSON 列表结束以后还有别的内容")


def _item(pieces: _Pieces, number: int) -> Any:
    """Return the next value, reading on until it is whole."""
    pieces.sign()
    while True:
        try:
            item, end = _DECODER.raw_decode(pieces.text, pieces.at)
        except (json.JSONDecodeError, RecursionError):
            is_too_long = len(pieces.text) - pieces.at > LONGEST
            if is_too_long or not pieces.more():
                raise FileRefusedError(f"第 {number} 条不是完整的 JSON，文件没有导入") from None
        else:
            if end < len(pieces.text) or not pieces.more():
                pieces.at = end
                return item


_DECODER = json.JSONDecoder(parse_float=str, parse_int=str, parse_constant=str)
