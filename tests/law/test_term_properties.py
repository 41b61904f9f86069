"""What holds of every period, whatever the days."""

from datetime import date, timedelta

import chinese_calendar
from hypothesis import given
from hypothesis import strategies as st

from injury_claims import terms
from portal.law.term import Interval, merged_days

DAYS = st.dates(date(2023, 1, 1), date(2025, 12, 31))
SHORT = st.integers(0, 60)


def due(event: date, pauses: list[Interval] | None = None, extension: int = 0) -> date:
    """Return the last day for the decision."""
    return terms.DETERMINATION_SIMPLE.due_on(
        event,
        is_working_day=chinese_calendar.is_workday,
        values=lambda _code, _day: 15,
        pauses=pauses or [],
        extension=extension,
    ).due_on


def intervals(starts: list[tuple[date, int]]) -> list[Interval]:
    """Make intervals from their first days and lengths."""
    return [Interval(first, first + timedelta(days=length)) for first, length in starts]


@given(DAYS)
def test_a_period_ends_on_a_working_day(event: date) -> None:
    assert chinese_calendar.is_workday(due(event))


@given(DAYS, st.integers(0, 30))
def test_an_extension_never_shortens(event: date, days: int) -> None:
    assert due(event, extension=days) >= due(event)


@given(st.lists(st.tuples(DAYS, SHORT), max_size=6))
def test_the_order_of_pauses_does_not_matter(starts: list[tuple[date, int]]) -> None:
    assert merged_days(intervals(starts)) == merged_days(intervals(starts[::-1]))


@given(st.lists(st.tuples(DAYS, SHORT), max_size=6))
def test_merged_days_are_the_days_of_the_union(starts: list[tuple[date, int]]) -> None:
    union = {first + timedelta(days=number) for first, length in starts for number in range(length)}
    assert merged_days(intervals(starts)) == len(union)


@given(st.lists(st.tuples(DAYS, SHORT), max_size=4))
def test_a_pause_added_twice_counts_once(starts: list[tuple[date, int]]) -> None:
    assert merged_days(intervals(starts + starts)) == merged_days(intervals(starts))
