"""When an office is open: its hours by the weekday, holidays, and days on which it is closed."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from enum import StrEnum
from itertools import groupby

from portal.law.words import day_words

WEEKDAYS = ("周一", "周二", "周三", "周四", "周五", "周六", "周日")
MONDAY, SATURDAY = 0, 5
LOOK_AHEAD = 60  # days; longer than any holiday, so that an office with hours opens within them

IsWorkingDay = Callable[[date], bool]
HolidayOn = Callable[[date], str]


@dataclass(frozen=True)
class Span:
    """From when to when on a weekday."""

    weekday: int
    opens: time
    closes: time

    @property
    def words(self) -> str:
        """Return the span as people say it."""
        return f"{clock_words(self.opens)} 到 {clock_words(self.closes)}"


@dataclass(frozen=True)
class Shut:
    """Days on which an office is closed, both ends counted."""

    from_on: date
    to_on: date
    reason: str
    instead: str = ""

    @property
    def words(self) -> str:
        """Return what everybody who goes there has to know."""
        until = f"{day_words(self.from_on)}到{day_words(self.to_on)}"
        days = day_words(self.from_on) if self.from_on == self.to_on else until
        return f"{days}暂停办公：{self.reason}。"


@dataclass(frozen=True)
class Week:
    """All that decides whether an office is open."""

    spans: Sequence[Span]
    shuts: Sequence[Shut]
    is_working_day: IsWorkingDay
    holiday_on: HolidayOn


class State(StrEnum):
    """Whether it makes sense to go there now."""

    OPEN = "open"
    LATER = "later"
    OVER = "over"
    CLOSED = "closed"
    UNKNOWN = "unknown"


@dataclass(frozen=True)
class Today:
    """What stands beside 今天: open or not, from when to when, why not, when again, until when."""

    state: State
    spans: tuple[Span, ...] = ()
    why: str = ""
    again: datetime | None = None
    until: time | None = None

    @property
    def span_words(self) -> str:
        """Return the hours of the day."""
        return "，".join(span.words for span in self.spans)


def on_day(week: Week, day: date) -> tuple[tuple[Span, ...], str]:
    """Return the spans of a day, or why there are none.

    A make-up working day at a weekend has the hours of that weekday, or else those of Monday.
    """
    shut = next((one for one in week.shuts if one.from_on <= day <= one.to_on), None)
    if shut is not None:
        return (), shut.reason
    if holiday := week.holiday_on(day):
        return (), f"{holiday}放假"
    spans = _of(week, day.weekday())
    if not spans and day.weekday() >= SATURDAY and week.is_working_day(day):
        spans = _of(week, MONDAY)
    return spans, "" if spans else "休息"


def today_at(week: Week, at: datetime) -> Today:
    """Say what is true of an office at an instant."""
    if not week.spans:
        spans, why = on_day(week, at.date())
        closed = any(one.from_on <= at.date() <= one.to_on for one in week.shuts)
        return Today(State.CLOSED, why=why) if closed else Today(State.UNKNOWN)
    spans, why = on_day(week, at.date())
    now = at.time()
    here = next((span for span in spans if span.opens <= now < span.closes), None)
    if here is not None:
        return Today(State.OPEN, spans, until=here.closes)
    later = next((span for span in spans if span.opens > now), None)
    if later is not None:
        return Today(State.LATER, spans, again=_moment(at, at.date(), later.opens))
    state = State.OVER if spans else State.CLOSED
    return Today(state, spans, why=why, again=_next(week, at))


def week_words(spans: Sequence[Span]) -> list[tuple[str, str]]:
    """Return the week in as few lines as it has different days: days, and their hours."""
    days = [(day, tuple(one.words for one in spans if one.weekday == day)) for day in range(7)]
    lines = []
    for words, group in groupby(days, key=lambda one: one[1]):
        found = [day for day, _ in group]
        if words:
            lines.append((_days(found), "，".join(words)))
    return lines


def clock_words(at: time) -> str:
    """Return a time of the day as people here write it."""
    return f"{at.hour}:{at:%M}"


def _of(week: Week, weekday: int) -> tuple[Span, ...]:
    found = [span for span in week.spans if span.weekday == weekday]
    return tuple(sorted(found, key=lambda span: span.opens))


def _next(week: Week, at: datetime) -> datetime | None:
    for ahead in range(1, LOOK_AHEAD + 1):
        day = at.date() + timedelta(days=ahead)
        spans, _ = on_day(week, day)
        if spans:
            return _moment(at, day, spans[0].opens)
    return None


def _moment(at: datetime, day: date, when: time) -> datetime:
    return datetime.combine(day, when, tzinfo=at.tzinfo)


def _days(found: Sequence[int]) -> str:
    first, last = WEEKDAYS[found[0]], WEEKDAYS[found[-1]]
    return first if first == last else f"{first}到{last}"
