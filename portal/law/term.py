"""Statutory periods and the arithmetic of their last day (law table 9, T1 to T18)."""

import calendar
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import date, timedelta
from enum import StrEnum

from portal.law.citation import Citation
from portal.law.instruments import CIVIL_CODE, HOUSE_RULES
from portal.law.values import Length, Values, length_on
from portal.law.words import day_words

IsWorkingDay = Callable[[date], bool]


class Unit(StrEnum):
    """What a period is counted in."""

    DAY = "day"
    MONTH = "month"
    YEAR = "year"
    WORKING_DAY = "working_day"


UNIT_WORDS = {Unit.DAY: "日", Unit.MONTH: "个月", Unit.YEAR: "年", Unit.WORKING_DAY: "个工作日"}


class Binds(StrEnum):
    """Whose duty or right a period limits."""

    OFFICE = "office"
    PARTY = "party"


@dataclass(frozen=True)
class Interval:
    """Days that do not count: from a day (included) to the day on which counting resumes."""

    from_on: date
    to_on: date
    reason: str = ""
    basis: Citation | str | None = None


@dataclass(frozen=True)
class Step:
    """One line of 「怎么算的」."""

    text: str
    day: date | None
    basis: Citation | str | None


@dataclass(frozen=True)
class Due:
    """The last day of a period and how it was reached."""

    raw_end: date
    due_on: date
    target_on: date
    steps: tuple[Step, ...]


def counted_days(intervals: Iterable[Interval]) -> list[tuple[Interval, int]]:
    """Return `intervals` in order with the days that each adds; overlaps count once (T13)."""
    counted, covered_to = [], date.min
    for interval in sorted(intervals, key=lambda one: one.from_on):
        start = max(interval.from_on, covered_to)
        if interval.to_on > start:
            counted.append((interval, (interval.to_on - start).days))
            covered_to = interval.to_on
    return counted


def merged_days(intervals: Iterable[Interval]) -> int:
    """Return the number of days in `intervals`; days that overlap count once (T13)."""
    return sum(days for _, days in counted_days(intervals))


def corresponding_day(event: date, *, months: int) -> date:
    """Return the same day of a later month, or that month's last day if it lacks one (T2)."""
    index = event.year * 12 + event.month - 1 + months
    year, month = divmod(index, 12)
    month += 1
    return date(year, month, min(event.day, calendar.monthrange(year, month)[1]))


def roll_forward(day: date, is_working_day: IsWorkingDay) -> date:
    """Return `day`, or the first working day after it when it is a statutory rest day (T3, T4)."""
    while not is_working_day(day):
        day += timedelta(days=1)
    return day


def roll_back(day: date, is_working_day: IsWorkingDay) -> date:
    """Return the last working day that is not after `day` (T18)."""
    while not is_working_day(day):
        day -= timedelta(days=1)
    return day


@dataclass(frozen=True, eq=False)
class Term:
    """A statutory period; `remind` counts days before the due day, negative after it.

    Reminders before the end keep to working time (T18), unless they are promised for certain days
    of the period: `by_day` counts them from its plain end, before any roll-over.
    """

    code: str
    label: str
    length: Length
    unit: Unit
    basis: Citation
    binds: Binds
    remind: tuple[int, ...] = (7, 3, 1, 0, -1)
    rolls: bool = True
    duty: str = ""
    extra_basis: tuple[Citation, ...] = field(default_factory=tuple)
    by_day: bool = False

    def __post_init__(self) -> None:
        _REGISTRY[self.code] = self

    def due_on(
        self,
        event: date,
        *,
        is_working_day: IsWorkingDay,
        values: Values,
        pauses: Iterable[Interval] = (),
        extension: int = 0,
    ) -> Due:
        """Return the last day of the period that `event` starts.

        The event's own day is not counted; pauses and the extension (days) are added before one
        roll-over at the very end. Raises LookupError when no length is in force that day.
        """
        length = length_on(self.length, event=event, values=values)
        steps = [Step("从这一天起算，当天不算", event, CIVIL_CODE.article(201, 1))]
        day = self._plain_end(event, length, is_working_day)
        steps.append(Step(f"{length}{UNIT_WORDS[self.unit]}届满", day, self._length_basis()))
        if extension:
            day += timedelta(days=extension)
            steps.append(Step(f"延长 {extension} 日", day, HOUSE_RULES.article(9)))
        for interval, days in counted_days(pauses):
            day += timedelta(days=days)
            span = f"{day_words(interval.from_on)}至{day_words(interval.to_on)}"
            text = f"不计入期间 {days} 日（{interval.reason or '中止'}，{span}）"
            steps.append(Step(text, day, interval.basis))
        raw_end = day
        if self.rolls and self.unit is not Unit.WORKING_DAY:
            day = roll_forward(raw_end, is_working_day)
            if day != raw_end:
                text = "最后一日是法定休假日，顺延至下一工作日"
                steps.append(Step(text, day, CIVIL_CODE.article(203, 1)))
        target = raw_end if self.by_day else roll_back(raw_end, is_working_day)
        return Due(raw_end, day, target, tuple(steps))

    def _length_basis(self) -> Citation | str:
        """Return the article of the length, and that of the corresponding day where it counts."""
        if self.unit in {Unit.MONTH, Unit.YEAR}:
            return f"{self.basis}；{CIVIL_CODE.article(202)}"
        return self.basis

    def length_text(self, event: date, *, values: Values) -> str:
        """Return the length in words for a period that begins with `event`, such as 60日."""
        return f"{length_on(self.length, event=event, values=values)}{UNIT_WORDS[self.unit]}"

    def _plain_end(self, event: date, length: int, is_working_day: IsWorkingDay) -> date:
        if self.unit is Unit.DAY:
            return event + timedelta(days=length)
        if self.unit is Unit.WORKING_DAY:
            day = event
            for _ in range(length):
                day = roll_forward(day + timedelta(days=1), is_working_day)
            return day
        return corresponding_day(event, months=length * (12 if self.unit is Unit.YEAR else 1))


_REGISTRY: dict[str, Term] = {}


def registered(code: str) -> Term:
    """Return the term of that code; raises KeyError when no app declared it."""
    return _REGISTRY[code]


def registered_terms() -> tuple[Term, ...]:
    """Return all declared terms in the order of their declaration."""
    return tuple(_REGISTRY.values())
