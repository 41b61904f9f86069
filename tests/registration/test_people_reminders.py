"""Units are told of workers who are noted down and not reported: on the days, and once."""

from datetime import date

import pytest

from portal.notifications.models import Outbox
from registration.entries import (
    NewEmployment,
    correct_days,
    end_employment,
    enter_employment,
    report_employment,
)
from registration.models import Employer, EmployerContact, Employment
from registration.people import reminders
from registration.tasks import remind_unreported
from tests.cast import Cast
from tests.conftest import Clock
from tests.desk import text
from tests.registration import making
from tests.registration.test_people_races import together

FIRST_DAY = date(2026, 11, 24)
pytestmark = pytest.mark.django_db


@pytest.fixture
def unit(cast: Cast) -> Employer:
    """A unit with one agent."""
    unit = making.employer()
    making.agent_for(cast.agent, unit)
    return unit


def noted(unit: Employer, name: str = "李小满", *, on: date = FIRST_DAY) -> Employment:
    """Return work that is noted down and not reported."""
    return making.employment(making.person(name), unit, started_on=on, is_reported=False)


def told() -> list[tuple[str, str, str]]:
    """Return who was told what by which channel, in order."""
    rows = Outbox.objects.filter(notice__startswith="workers_report").order_by("id")
    return [(str(row.kind), row.notice, row.payload["context"]["count"]) for row in rows]


def run_from(clock: Clock, first: date, last: date) -> list[date]:
    """Let the timetable run each day, and return the days on which somebody was told."""
    days = []
    for ordinal in range(first.toordinal(), last.toordinal() + 1):
        day = date.fromordinal(ordinal)
        clock.set(day.isoformat())
        before = Outbox.objects.count()
        for _ in range(2):
            remind_unreported()
        if Outbox.objects.count() > before:
            days.append(day)
    return days


def test_a_unit_is_told_on_days_20_and_28_on_the_last_day_and_the_day_after(
    unit: Employer, clock: Clock
) -> None:
    noted(unit)
    days = run_from(clock, FIRST_DAY, date(2027, 1, 20))
    assert days == [date(2026, 12, d) for d in (14, 22, 24, 25)]
    assert [notice for kind, notice, _ in told() if kind == "inbox"] == [
        *["workers_report_due"] * 3,
        "workers_report_late",
    ]


def test_several_workers_are_one_message_that_names_none_of_them(
    cast: Cast, unit: Employer, clock: Clock
) -> None:
    for name in ("甲小满", "乙小满", "丙小满"):
        noted(unit, name)
    clock.set("2026-12-14")
    remind_unreported()
    assert told() == [("inbox", "workers_report_due", "3"), ("sms", "workers_report_due", "3")]
    row = Outbox.objects.filter(kind="inbox").latest("id")
    assert row.payload["link"] == f"/units/{unit.pk}/people/?show=unreported"
    assert row.user_id == cast.agent.pk
    assert "小满" not in str(row.payload)
    assert "2026年12月24日" in row.payload["context"]["due"]


def test_who_was_noted_late_is_told_the_next_day(unit: Employer, clock: Clock) -> None:
    noted(unit, on=date(2026, 9, 1))
    assert run_from(clock, FIRST_DAY, date(2026, 12, 31)) == [date(2026, 11, 25)]
    assert told()[0][1] == "workers_report_late"


def test_days_that_were_slept_through_are_caught_up_once(unit: Employer, clock: Clock) -> None:
    noted(unit)
    clock.set("2026-12-16")
    remind_unreported()
    remind_unreported()
    assert len(told()) == 2
    assert Employment.objects.get().remind_on == date(2026, 12, 22)


def test_what_is_reported_or_over_asks_for_nothing(unit: Employer, clock: Clock) -> None:
    report_employment(noted(unit, "甲小满"), by=None)
    end_employment(noted(unit, "乙小满"), on=FIRST_DAY, reason="辞职", by=None)
    making.employment(making.person("丙小满"), unit, started_on=date(2026, 12, 20))
    assert run_from(clock, FIRST_DAY, date(2027, 1, 31)) == []


def test_a_first_day_that_is_still_ahead_counts_from_that_day(unit: Employer, clock: Clock) -> None:
    noted(unit, on=date(2026, 12, 20))
    assert run_from(clock, FIRST_DAY, date(2027, 1, 9))[0] == date(2027, 1, 9)


def test_a_corrected_first_day_moves_the_days(unit: Employer, clock: Clock) -> None:
    work = noted(unit)
    clock.set("2026-12-01")
    remind_unreported()
    correct_days(work, started_on=date(2026, 11, 10), ended_on=None, by=None)
    assert run_from(clock, date(2026, 12, 1), date(2026, 12, 9))[0] == date(2026, 12, 2)


def test_people_over_age_have_no_duty_before_the_rules_of_2026(unit: Employer) -> None:
    person = making.person(
        number=making.id_number(born="19550310", serial=1), born_on=date(1955, 3, 10)
    )
    new = NewEmployment(kind="overage", started_on=date(2024, 1, 5), is_reported=False)
    work = enter_employment(person, unit, new, by=None, key=None)
    days = reminders.reminder_days(work, is_working_day=lambda day: True)
    assert days[-1] == date(2026, 8, 1)


def test_a_unit_without_agents_is_told_by_its_contact(cast: Cast, clock: Clock) -> None:
    unit = making.employer()
    EmployerContact.objects.create(
        employer=unit,
        part=EmployerContact.Part.SOCIAL_INSURANCE,
        name="赵专员",
        phone="13800001234",
        from_on=date(2026, 1, 1),
    )
    noted(unit)
    clock.set("2026-12-14")
    remind_unreported()
    assert told() == [("sms", "workers_report_due", "1")]


def test_a_unit_that_is_cancelled_is_told_nothing(unit: Employer, clock: Clock) -> None:
    noted(unit)
    Employer.objects.filter(pk=unit.pk).update(status="cancelled", closed_on=FIRST_DAY)
    assert run_from(clock, date(2026, 12, 14), date(2026, 12, 25)) == []


def test_many_units_are_told_in_few_statements(
    cast: Cast, clock: Clock, django_assert_max_num_queries: object
) -> None:
    for number in range(30):
        unit = making.employer(f"济宁演示第{number}有限公司")
        making.agent_for(cast.agent, unit)
        noted(unit)
    clock.set("2026-12-14")
    with django_assert_max_num_queries(14):  # type: ignore[operator]
        assert reminders.remind() == 30


@pytest.mark.django_db(transaction=True)
def test_two_runs_at_once_tell_each_unit_once(cast: Cast, clock: Clock) -> None:
    for number in range(6):
        unit = making.employer(f"济宁演示第{number}有限公司")
        making.agent_for(cast.agent, unit)
        noted(unit)
    clock.set("2026-12-14")
    together([remind_unreported] * 3)
    assert len([kind for kind, _, _ in told() if kind == "inbox"]) == 6


# In time or late ------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("started_on", "words", "row"),
    [
        (date(2026, 10, 25), "在期限以内", "按时申报"),
        (date(2026, 10, 23), "比最后一天晚 1 天", "晚 1 天申报"),
        (date(2026, 9, 14), "比最后一天晚 41 天", "晚 41 天申报"),
    ],
)
def test_work_says_whether_it_was_reported_within_the_thirty_days(
    cast: Cast, unit: Employer, started_on: date, words: str, row: str
) -> None:
    work = making.employment(making.person(), unit, started_on=started_on)
    agent, officer = cast.client(cast.agent), cast.client(cast.registrar)
    assert words in text(agent.get(f"/units/{unit.pk}/people/{work.pk}/"))
    assert words in text(officer.get(f"/register/{unit.pk}/people/{work.pk}/"))
    assert row in text(agent.get(f"/units/{unit.pk}/people/"))
    assert row in text(officer.get(f"/register/{unit.pk}/people/"))
