"""The State Council's arrangement of a year, read from CSV and put in the place of what was known.

The whole year is replaced: a day that the notice does not name is what its weekday says.
"""

import csv
import io
from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction

from portal.deadlines.models import Holiday

COLUMNS = ("日期", "安排", "名称")
KINDS = {
    "放假": Holiday.Kind.HOLIDAY,
    "休": Holiday.Kind.HOLIDAY,
    "holiday": Holiday.Kind.HOLIDAY,
    "补班": Holiday.Kind.MAKEUP,
    "上班": Holiday.Kind.MAKEUP,
    "班": Holiday.Kind.MAKEUP,
    "makeup": Holiday.Kind.MAKEUP,
}
FORMS = ("%Y-%m-%d", "%Y/%m/%d", "%Y.%m.%d", "%Y年%m月%d日", "%Y%m%d")
MOST_DAYS = 120
SATURDAY = 5


class Unreadable(Exception):
    """The lines of a notice that cannot be used, each with the reason."""

    def __init__(self, reasons: list[str]) -> None:
        super().__init__("\n".join(reasons))
        self.reasons = reasons


@dataclass(frozen=True)
class Difference:
    """What a notice changes of a year."""

    added: list[Holiday]
    changed: list[tuple[Holiday, Holiday]]
    confirmed: list[Holiday]
    removed: list[Holiday]
    kept: int

    def __bool__(self) -> bool:
        return bool(self.added or self.changed or self.confirmed or self.removed)


def read(text: str, *, year: int, source: str) -> list[Holiday]:
    """Return the days of a notice; raises Unreadable with every line that is wrong."""
    lines = [line for line in csv.reader(io.StringIO(text.lstrip("\ufeff"))) if any(line)]
    if lines and lines[0][0].strip() in {COLUMNS[0], "day", "date"}:
        lines = lines[1:]
    rows: dict[date, Holiday] = {}
    reasons: list[str] = []
    for number, cells in enumerate(lines, start=1):
        try:
            row = _row(cells, year=year, source=source)
            if row.day in rows:
                raise ValueError(f"{row.day} 出现了两次")
            rows[row.day] = row
        except ValueError as error:
            reasons.append(f"第 {number} 行：{error}。")
    if not rows and not reasons:
        reasons.append("没有读到任何日期。")
    if len(rows) > MOST_DAYS:
        reasons.append(f"一年的放假和补班日不会多于 {MOST_DAYS} 天，请核对文件。")
    if reasons:
        raise Unreadable(reasons)
    return [rows[day] for day in sorted(rows)]


def _row(cells: list[str], *, year: int, source: str) -> Holiday:
    cells = [cell.strip() for cell in cells]
    if len(cells) != len(COLUMNS):
        raise ValueError(f"应有 {len(COLUMNS)} 列（{'、'.join(COLUMNS)}），读到 {len(cells)} 列")
    day = _day(cells[0])
    if day.year != year:
        raise ValueError(f"{day} 不在 {year} 年")
    kind = KINDS.get(cells[1].lower())
    if kind is None:
        raise ValueError(f"「{cells[1]}」不是放假或者补班")
    if kind == Holiday.Kind.MAKEUP and day.weekday() < SATURDAY:
        raise ValueError(f"{day} 不是周末，不会是补班日")
    longest = Holiday._meta.get_field("name").max_length or 0
    if not cells[2] or len(cells[2]) > longest:
        raise ValueError(f"名称要填写，最多 {longest} 个字")
    return Holiday(day=day, kind=kind, name=cells[2], source=source, is_provisional=False)


def _day(text: str) -> date:
    for form in FORMS:
        try:
            return datetime.strptime(text, form).date()  # noqa: DTZ007 - a civil date has no zone
        except ValueError:
            continue
    raise ValueError(f"「{text}」不是日期，请写成 2027-01-01 的样子")


def difference(rows: list[Holiday], *, year: int) -> Difference:
    """Return what these rows would change."""
    known = {row.day: row for row in Holiday.objects.filter(day__year=year)}
    named = {row.day for row in rows}
    both = [(known[row.day], row) for row in rows if row.day in known]
    same = [(before, row) for before, row in both if before.kind == row.kind]
    return Difference(
        added=[row for row in rows if row.day not in known],
        changed=[(before, row) for before, row in both if before.kind != row.kind],
        confirmed=[row for before, row in same if before.is_provisional],
        removed=[row for day, row in sorted(known.items()) if day not in named],
        kept=sum(not before.is_provisional for before, _ in same),
    )


def apply(rows: list[Holiday], *, year: int) -> Difference:
    """Put the rows in the place of what was known of the year; return what this changed."""
    with transaction.atomic():
        list(Holiday.objects.select_for_update().filter(day__year=year).order_by("day"))
        found = difference(rows, year=year)
        Holiday.objects.filter(day__year=year).delete()
        Holiday.objects.bulk_create(rows)
    return found
