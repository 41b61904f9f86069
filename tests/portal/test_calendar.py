"""Which days are working days, which civil day an instant belongs to, and what is provisional."""

import os
import time as process_time
from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta

import chinese_calendar
import holidays
import pytest
from django.core.management import call_command

from portal.cases.models import Entry
from portal.deadlines import calendar, reference
from portal.deadlines.models import Deadline, Holiday
from portal.letters.models import Letter
from tests import factories as make
from tests.cast import Cast
from tests.conftest import Clock

pytestmark = pytest.mark.django_db

LAST_PUBLISHED = 2026


@pytest.fixture
def server_in_utc() -> Iterator[None]:
    """Run this process in UTC, as servers do."""
    before = os.environ.get("TZ")
    os.environ["TZ"] = "UTC"
    process_time.tzset()
    yield
    if before is None:
        del os.environ["TZ"]
    else:
        os.environ["TZ"] = before
    process_time.tzset()


@pytest.mark.parametrize(
    ("day", "works", "why"),
    [
        ("2026-11-24", True, "a Tuesday"),
        ("2026-11-28", False, "a Saturday"),
        ("2026-11-29", False, "a Sunday"),
        ("2026-10-01", False, "a Thursday of the National Day"),
        ("2026-10-07", False, "the last day off"),
        ("2026-10-08", True, "the day after"),
        ("2026-10-10", True, "a Saturday that makes up for a day off"),
        ("2026-09-20", True, "a Sunday that makes up for a day off"),
        ("2026-02-23", False, "the last day of the Spring Festival"),
        ("2026-02-24", True, "the day after"),
        ("2024-02-29", True, "a leap day, a Thursday"),
    ],
)
def test_a_listed_day_goes_before_its_weekday(cast: Cast, day: str, works: bool, why: str) -> None:
    asked = date.fromisoformat(day)
    assert calendar.is_working_day(asked) is works, why
    assert calendar.working_day_reader()(asked) is works


def test_an_editor_overrides_a_weekday_and_a_weekend(cast: Cast) -> None:
    tuesday, sunday = date(2026, 11, 24), date(2026, 11, 29)
    Holiday.objects.create(day=tuesday, kind="holiday", name="临时放假", source="市政府通知")
    Holiday.objects.create(day=sunday, kind="makeup", name="补班", source="市政府通知")
    assert not calendar.is_working_day(tuesday)
    assert calendar.is_working_day(sunday)


@pytest.mark.parametrize("year", range(2020, LAST_PUBLISHED + 1))
def test_two_sources_agree_on_every_day_of_a_year(cast: Cast, year: int) -> None:
    others = holidays.country_holidays("CN", years=year)
    ours = calendar.working_day_reader()
    day, differing = date(year, 1, 1), []
    while day.year == year:
        if not ours(day) == others.is_working_day(day) == chinese_calendar.is_workday(day):
            differing.append(day)
        day += timedelta(days=1)
    assert differing == []


def test_a_published_year_is_sure_and_the_next_one_provisional(cast: Cast) -> None:
    assert not calendar.is_provisional(LAST_PUBLISHED)
    assert calendar.is_provisional(LAST_PUBLISHED + 1)
    assert calendar.is_provisional(LAST_PUBLISHED + 20)
    assert not calendar.is_working_day(date(2027, 10, 1))


def test_a_period_that_ends_in_an_unpublished_year_says_so(cast: Cast) -> None:
    case = make.accepted(cast)
    running = Deadline.objects.get(case=case, term="determination")
    assert (running.due_on, running.is_provisional) == (date(2027, 1, 25), True)
    ended = Deadline.objects.get(case=case, term="acceptance_review")
    assert (ended.due_on, ended.is_provisional) == (date(2026, 12, 9), False)


def test_a_second_load_undoes_no_edit(cast: Cast) -> None:
    Holiday.objects.filter(day=date(2026, 10, 10)).update(kind="holiday", name="改为放假")
    call_command("load_reference", verbosity=0)
    assert Holiday.objects.get(day=date(2026, 10, 10)).name == "改为放假"
    assert reference.load_calendar().created == 0


@pytest.mark.usefixtures("server_in_utc")
@pytest.mark.parametrize(
    ("instant", "filed_on", "due_on"),
    [
        # the last second of a day in China is 15:59:59 in UTC; 15 days; 办法8
        ("2026-11-23T15:59:59", "2026-11-23", "2026-12-08"),
        ("2026-11-23T16:00:00", "2026-11-24", "2026-12-09"),
        # the year ends in China eight hours before it ends in UTC
        ("2025-12-31T15:59:59", "2025-12-31", "2026-01-15"),
        ("2025-12-31T16:00:00", "2026-01-01", "2026-01-16"),
        # a leap day begins; 15 days from 02-29 is 03-15
        ("2024-02-28T15:59:59", "2024-02-28", "2024-03-14"),
        ("2024-02-28T16:00:00", "2024-02-29", "2024-03-15"),
        # the evening before a holiday, and its first second: 15 days from 09-30 and 10-01
        ("2026-09-30T15:59:59", "2026-09-30", "2026-10-15"),
        ("2026-09-30T16:00:00", "2026-10-01", "2026-10-16"),
    ],
)
def test_the_filing_day_is_the_civil_day_of_china(
    cast: Cast, clock: Clock, instant: str, filed_on: str, due_on: str
) -> None:
    clock.set(datetime.fromisoformat(instant).replace(tzinfo=UTC))
    case = make.submitted(cast, happened_on=clock.today() - timedelta(days=3))
    case.refresh_from_db()
    assert case.filed_on == date.fromisoformat(filed_on)
    assert case.next_due_on == date.fromisoformat(due_on)
    assert case.reference.startswith(filed_on[:4])
    entry = Entry.objects.get(case=case)
    assert entry.on == case.filed_on
    assert Letter.objects.get(case=case, kind="material_receipt").issued_on == case.filed_on


@pytest.mark.usefixtures("server_in_utc")
def test_an_accident_of_this_morning_in_china_is_past_even_where_utc_is_a_day_behind(
    cast: Cast, clock: Clock
) -> None:
    clock.set("2026-11-24T00:00:01")
    case = make.submitted(cast, happened_on=date(2026, 11, 24), happened_at=None)
    assert case.filed_on == date(2026, 11, 24)


@pytest.mark.usefixtures("server_in_utc")
def test_numbers_of_letters_begin_anew_at_midnight_of_the_chinese_year(
    cast: Cast, clock: Clock
) -> None:
    clock.set("2026-12-31T23:59:59")
    last = make.accepted(cast)
    clock.set("2027-01-01T00:00:00")
    first = make.accepted(cast)
    numbers = [Letter.objects.get(case=case, kind="acceptance").number for case in (last, first)]
    assert "〔2026〕" in numbers[0]
    assert "〔2027〕" in numbers[1]
    assert numbers[1].endswith("第0001号")
