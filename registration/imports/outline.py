"""What must be known of a whole file before its first row is written, in eight bytes a row."""

from array import array
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from functools import lru_cache
from hashlib import blake2b
from pathlib import Path

from portal.ui.text import normalise
from registration.imports.columns import COLUMNS, Subject
from registration.imports.reading import Row, Table
from registration.imports.values import month_key, plain_number
from registration.outlets.numbers import outlet_key

DEEPEST = 8
"""So many levels of units below units are taken; deeper ones are a circle or a mistake."""
PARTS = 16

READERS: dict[str, Callable[[str], str]] = {
    "credit_code": plain_number,
    "document_number": plain_number,
    "month": month_key,
    "reference": normalise,
    "number": outlet_key,
}
KEYS: dict[Subject, tuple[str, ...]] = {
    Subject.EMPLOYERS: ("credit_code",),
    Subject.EMPLOYER_MONTHS: ("credit_code", "month"),
    Subject.CONTRIBUTIONS: ("document_number", "credit_code", "month"),
    Subject.BENEFITS: ("reference",),
    Subject.OUTLETS: ("number",),
}
Key = tuple[str, ...]


@dataclass
class Outline:
    """The plan of a file: number of rows, rows that stand there twice, the stages of writing.

    Rows are written stage by stage, units after the units above them, so that the order of the
    rows makes no difference; for the same reason rows that contradict each other are all refused.
    """

    table: Table
    total: int = 0
    twice: dict[int, str] = field(default_factory=dict)
    levels: dict[str, int] = field(default_factory=dict)
    looped: set[str] = field(default_factory=set)

    @property
    def stages(self) -> int:
        """Return how many times the file is gone through for writing."""
        return 1 + max(self.levels.values(), default=0)

    def rows(self, stage: int) -> Iterator[Row]:
        """Yield the rows of one stage."""
        if not self.levels:
            yield from self.table.rows()
            return
        for row in self.table.rows():
            code = plain_number(row.cells.get("credit_code", ""))
            if self.levels.get(code, 0) == stage:
                yield row


@lru_cache(maxsize=2)
def outline_of(path: Path, subject: Subject) -> Outline:
    """Look a stored file through once; raises FileRefusedError where it cannot be read.

    Stored files have names of their own and never change, so that the worker may keep the plan.
    """
    table = Table(path, COLUMNS[subject])
    key_of = _key_reader(subject)
    keys = array("Q")
    parents: dict[str, str] = {}
    plan = Outline(table)
    for row in table.rows():
        plan.total += 1
        if key := key_of(row):
            keys.append(_digest(key))
        if parent := row.cells.get("parent_credit_code"):
            parents[plain_number(row.cells.get("credit_code", ""))] = plain_number(parent)
    plan.twice = _twice(table, key_of, _repeated(keys))
    plan.levels, plan.looped = _levels(parents)
    return plan


def _key_reader(subject: Subject) -> Callable[[Row], Key]:
    parts = [(name, READERS[name]) for name in KEYS[subject]]

    def read(row: Row) -> Key:
        key = tuple(reader(row.cells.get(name, "")) for name, reader in parts)
        return key if all(key) and not row.fault else ()

    return read


def _digest(key: Key) -> int:
    return int.from_bytes(blake2b("\x1f".join(key).encode(), digest_size=8).digest(), "big")


def _repeated(keys: "array[int]") -> set[int]:
    """Return the keys that stand there twice, looked for in one part of them after the other."""
    found: set[int] = set()
    for part in range(PARTS):
        seen: set[int] = set()
        for key in keys:
            if key % PARTS == part:
                (found if key in seen else seen).add(key)
    return found


def _twice(table: Table, key_of: Callable[[Row], Key], repeated: set[int]) -> dict[int, str]:
    """Return why each row of a repeated key is not taken; of equal rows the first one is."""
    if not repeated:
        return {}
    seen: dict[Key, list[Row]] = {}
    for row in table.rows():
        if (key := key_of(row)) and _digest(key) in repeated:
            seen.setdefault(key, []).append(row)
    reasons: dict[int, str] = {}
    for rows in seen.values():
        first, is_same = rows[0], all(row.cells == rows[0].cells for row in rows)
        for row in rows[1:] if is_same else rows:
            if is_same:
                reasons[row.line] = f"和第 {first.line} 行重复"
            elif len(rows) > 1:
                other = rows[1] if row is first else first
                reasons[row.line] = f"和第 {other.line} 行说的是同一个，内容却不一样，都没有导入"
    return reasons


def _levels(parents: dict[str, str]) -> tuple[dict[str, int], set[str]]:
    """Return for each unit how many units of the file stand above it, and those in a circle."""
    levels: dict[str, int] = {}
    looped: set[str] = set()
    for code in parents:
        above, level = code, 0
        while above in parents and level <= DEEPEST:
            above = parents[above]
            level += 1
        if level > DEEPEST:
            looped.add(code)
        else:
            levels[code] = level
    return levels, looped
