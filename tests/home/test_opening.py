"""When an office is open: weekday, noon, holiday, make-up day, closure; each by a table."""

from datetime import date, datetime, time, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from portal.clock import CHINA
from portal.deadlines.calendar import Almanac
from portal.home.opening import Shut, Span, State, Week, on_day, today_at, week_words
from tests import reference

WEEKDAYS = [
    span
    for day in range(5)
    for span in (Span(day, time(9), time(12)), Span(day, time(13, 30), time(17)))
]
SATURDAY_MORNING = Span(5, time(9), time(11, 30))
MOVED = Shut(date(2026, 11, 30), date(2026, 12, 2), "搬家", "市政务服务中心 1 楼")


def week(
    spans: list[Span] | None = None,
    shuts: tuple[Shut, ...] = (),
    *,
    holidays: tuple[date, ...] = (),
    makeups: tuple[date, ...] = (),
) -> Week:
    """Return a week in which some days are holidays or make-up working days."""

    def is_working_day(day: date) -> bool:
        return day in makeups or (day.weekday() < 5 and day not in holidays)

    return Week(
        WEEKDAYS if spans is None else spans,
        shuts,
        is_working_day,
        lambda day: "春节" if day in holidays else "",
    )


def at(text: str) -> datetime:
    """Return an instant in the time of China."""
    return datetime.fromisoformat(text).replace(tzinfo=CHINA)


@pytest.mark.parametrize(
    ("moment", "state", "again"),
    [
        ("2026-11-24T08:59", State.LATER, "2026-11-24T09:00"),
        ("2026-11-24T09:00", State.OPEN, None),
        ("2026-11-24T11:59", State.OPEN, None),
        ("2026-11-24T12:00", State.LATER, "2026-11-24T13:30"),
        ("2026-11-24T17:00", State.OVER, "2026-11-25T09:00"),
        ("2026-11-27T18:00", State.OVER, "2026-11-30T09:00"),  # Friday evening
        ("2026-11-28T10:00", State.CLOSED, "2026-11-30T09:00"),  # Saturday
    ],
)
def test_the_hours_of_a_week(moment: str, state: State, again: str | None) -> None:
    found = today_at(week(), at(moment))
    assert (found.state, found.again) == (state, at(again) if again else None)


def test_a_holiday_is_named_and_the_next_opening_comes_after_it() -> None:
    holidays = tuple(date(2026, 2, 16) + timedelta(days=n) for n in range(7))
    found = today_at(week(holidays=holidays), at("2026-02-17T10:00"))
    assert (found.state, found.why) == (State.CLOSED, "春节放假")
    assert found.again == at("2026-02-23T09:00")


def test_a_saturday_that_is_worked_has_the_hours_of_a_monday() -> None:
    saturday = date(2026, 2, 28)
    spans, _ = on_day(week(makeups=(saturday,)), saturday)
    assert [span.words for span in spans] == ["9:00 到 12:00", "13:30 到 17:00"]
    assert on_day(week(), saturday) == ((), "休息")


def test_an_office_that_opens_on_saturdays_does_so_unless_it_is_a_holiday() -> None:
    spans = [*WEEKDAYS, SATURDAY_MORNING]
    saturday = date(2026, 11, 28)
    assert on_day(week(spans), saturday)[0] == (SATURDAY_MORNING,)
    assert on_day(week(spans, makeups=(saturday,)), saturday)[0] == (SATURDAY_MORNING,)
    assert on_day(week(spans, holidays=(saturday,)), saturday) == ((), "春节放假")


def test_a_closure_goes_before_everything_and_counts_both_its_ends() -> None:
    for moment in ("2026-11-30T10:00", "2026-12-02T16:59"):
        found = today_at(week(shuts=(MOVED,)), at(moment))
        assert (found.state, found.why) == (State.CLOSED, "搬家")
        assert found.again == at("2026-12-03T09:00")
    assert today_at(week(shuts=(MOVED,)), at("2026-12-03T10:00")).state == State.OPEN


def test_an_office_without_hours_says_so_and_is_closed_when_it_is() -> None:
    assert today_at(week([]), at("2026-11-24T10:00")).state == State.UNKNOWN
    assert today_at(week([], (MOVED,)), at("2026-12-01T10:00")).state == State.CLOSED


def test_equal_days_stand_in_one_line() -> None:
    assert week_words([*WEEKDAYS, SATURDAY_MORNING]) == [
        ("周一到周五", "9:00 到 12:00，13:30 到 17:00"),
        ("周六", "9:00 到 11:30"),
    ]
    assert week_words([]) == []


@pytest.mark.django_db
def test_the_calendar_names_its_holidays() -> None:
    reference.load()
    almanac = Almanac()
    assert almanac.holiday_on(date(2026, 10, 1)) != ""
    assert almanac.holiday_on(date(2026, 11, 24)) == ""


@given(
    st.datetimes(min_value=datetime(2026, 1, 1), max_value=datetime(2027, 12, 31)),  # noqa: DTZ001
    st.lists(st.sampled_from([*WEEKDAYS, SATURDAY_MORNING]), unique=True),
)
def test_what_is_told_of_the_next_opening_is_true(moment: datetime, spans: list[Span]) -> None:
    found = today_at(week(spans), moment.replace(tzinfo=CHINA))
    if not spans:
        assert found.state == State.UNKNOWN
    elif found.state != State.OPEN:
        assert found.again is not None
        assert found.again > moment.replace(tzinfo=CHINA)
        assert today_at(week(spans), found.again).state == State.OPEN
