"""The file of a printed page: CSV or JSON with number, question, answer and what it cites."""

import csv
import io
import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

COLUMNS = {"number": "序号", "question": "问题", "answer": "回答", "cited": "依据"}
LONGEST = {"question": 300, "answer": 6000, "cited": 500}
MOST_ROWS = 200
MOST_BYTES = 1024 * 1024


class UnreadableFileError(ValueError):
    """The file is none of a page; the sentence says why."""


@dataclass(frozen=True)
class Raw:
    """One question as the machine has read it, damaged words and all."""

    number: int
    question: str
    answer: str
    cited: str = ""


@dataclass(frozen=True)
class Refusal:
    """A row that was not taken, and why."""

    row: int
    why: str


def read(data: bytes) -> tuple[list[Raw], list[Refusal]]:
    """Return the questions of a file and the rows that were refused; raises UnreadableFileError."""
    if len(data) > MOST_BYTES:
        raise UnreadableFileError("文件太大，最大 1 MB")
    text = _decoded(data)
    rows = _json_rows(text) if text.lstrip().startswith(("[", "{")) else _csv_rows(text)
    taken: list[Raw] = []
    refused: list[Refusal] = []
    seen: set[int] = set()
    for position, row in enumerate(rows, start=1):
        if position > MOST_ROWS:
            refused.append(Refusal(position, f"一个文件最多 {MOST_ROWS} 条"))
            break
        raw = _raw(row)
        if isinstance(raw, str):
            refused.append(Refusal(position, raw))
        elif raw.number in seen:
            refused.append(Refusal(position, f"第 {raw.number} 问重复"))
        else:
            seen.add(raw.number)
            taken.append(raw)
    return taken, refused


def _decoded(data: bytes) -> str:
    for encoding in ("utf-8-sig", "gb18030"):
        try:
            return data.decode(encoding)
        except UnicodeDecodeError:
            continue
    raise UnreadableFileError("不认识这个文件的编码，请另存为 UTF-8")


def _json_rows(text: str) -> list[Mapping[str, Any]]:
    try:
        rows = json.loads(text)
    except (ValueError, RecursionError):
        raise UnreadableFileError("不是完整的 JSON 文件") from None
    if not isinstance(rows, list) or not all(isinstance(row, dict) for row in rows):
        raise UnreadableFileError("JSON 里应当是一个列表，每条是一个对象")
    return rows


def _csv_rows(text: str) -> Iterable[Mapping[str, Any]]:
    try:
        reader = csv.DictReader(io.StringIO(text.replace("\0", "")))
        names = {name.strip(): name for name in reader.fieldnames or [] if name}
        missing = [word for word in ("序号", "问题", "回答") if word not in names]
        if missing:
            raise UnreadableFileError(f"第一行缺少这些列：{'、'.join(missing)}")
        back = {column: names[word] for column, word in COLUMNS.items() if word in names}
        return [{column: row.get(name) for column, name in back.items()} for row in reader]
    except csv.Error:
        raise UnreadableFileError("这个 CSV 文件读不下去，请检查引号") from None


def _raw(row: Mapping[str, Any]) -> Raw | str:
    """Return a row as a question, or why it is none."""
    number = str(row.get("number") or "").strip()
    texts = {name: " ".join(str(row.get(name) or "").replace("\0", "").split()) for name in LONGEST}
    if not (number.isascii() and number.isdigit() and 0 < int(number) < 1000):
        return "序号要写数字，1 到 999"
    if not texts["question"] or not texts["answer"]:
        return "问题和回答都要有"
    long = next((name for name, most in LONGEST.items() if len(texts[name]) > most), "")
    if long:
        return f"{COLUMNS[long]}太长，最多 {LONGEST[long]} 个字"
    return Raw(int(number), **texts)
