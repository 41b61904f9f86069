"""Ages: too young, minor, over the retirement age, which is delayed by steps; days of work."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from portal.law.term import corresponding_day
from registration.rules.ages import (
    OVERAGE_SINCE,
    Standing,
    Worker,
    birthday_on,
    is_minor,
    is_surely_overage,
    latest_minor_birth,
    may_be_overage,
    overage_is_insurable,
    standing,
    worker_is_sixteen,
)
from registration.rules.employment import (
    Span,
    duty_begins_on,
    end_follows_start,
    end_is_near,
    start_is_near,
)
from registration.rules.retirement import AGES, Post, Sex, retirement_day

TODAY = date(2026, 11, 24)
MAN, WOMAN = Sex.MALE, Sex.FEMALE
OFFICE, OTHER = Post.MANAGEMENT, Post.OTHER


def worker(
    born_on: date, *, sex: str = MAN, started_on: date = TODAY, today: date = TODAY
) -> Worker:
    """Return somebody who begins to work."""
    return Worker(born_on, sex, started_on, today)


@pytest.mark.parametrize(
    ("born", "sex", "post", "years", "months"),
    [
        ("1964-12-31", MAN, OTHER, 60, 0),
        ("1965-01-01", MAN, OTHER, 60, 1),
        ("1965-04-30", MAN, OTHER, 60, 1),
        ("1965-05-01", MAN, OTHER, 60, 2),
        ("1976-08-31", MAN, OTHER, 62, 11),
        ("1976-09-01", MAN, OTHER, 63, 0),
        ("2005-01-01", MAN, OTHER, 63, 0),
        ("1969-12-31", WOMAN, OFFICE, 55, 0),
        ("1970-01-01", WOMAN, OFFICE, 55, 1),
        ("1970-05-01", WOMAN, OFFICE, 55, 2),
        ("1981-08-31", WOMAN, OFFICE, 57, 11),
        ("1981-09-01", WOMAN, OFFICE, 58, 0),
        ("1974-12-31", WOMAN, OTHER, 50, 0),
        ("1975-01-01", WOMAN, OTHER, 50, 1),
        ("1975-02-28", WOMAN, OTHER, 50, 1),
        ("1975-03-01", WOMAN, OTHER, 50, 2),
        ("1984-10-31", WOMAN, OTHER, 54, 11),
        ("1984-11-01", WOMAN, OTHER, 55, 0),
    ],
)
def test_the_age_of_each_group_at_its_edges(
    born: str, sex: Sex, post: Post, years: int, months: int
) -> None:
    born_on = date.fromisoformat(born)
    expected = corresponding_day(born_on, months=12 * years + months)
    assert retirement_day(born_on, sex=sex, post=post) == expected


@given(
    born_on=st.dates(date(1930, 1, 1), date(2010, 12, 31)),
    sex=st.sampled_from(Sex),
    post=st.sampled_from(Post),
)
def test_whoever_is_born_later_never_retires_earlier(born_on: date, sex: Sex, post: Post) -> None:
    age = AGES[sex, post]
    day = retirement_day(born_on, sex=sex, post=post)
    month_later = corresponding_day(born_on, months=1)
    assert retirement_day(month_later, sex=sex, post=post) >= day
    base = corresponding_day(born_on, months=12 * age.years)
    assert base <= day <= corresponding_day(base, months=60)


@given(born_on=st.dates(date(1930, 1, 1), date(2010, 12, 31)))
def test_women_at_the_bench_retire_before_women_at_the_desk(born_on: date) -> None:
    bench = retirement_day(born_on, sex=WOMAN, post=OTHER)
    assert bench < retirement_day(born_on, sex=WOMAN, post=OFFICE)
    assert retirement_day(born_on, sex=MAN, post=OTHER) == retirement_day(
        born_on, sex=MAN, post=OFFICE
    )


def test_nobody_under_sixteen_is_registered() -> None:
    assert worker_is_sixteen(worker(date(2010, 11, 24))) is None
    said = worker_is_sixteen(worker(date(2010, 11, 25)))
    assert said is not None
    assert "第六十六条" in said
    assert str(worker_is_sixteen.basis) == "《工伤保险条例》第六十六条"


def test_who_was_too_young_on_the_first_day_stays_refused() -> None:
    young_then = worker(date(2010, 11, 1), started_on=date(2026, 10, 31))
    assert worker_is_sixteen(young_then) is not None
    assert worker_is_sixteen(worker(date(2010, 11, 1), started_on=date(2026, 11, 1))) is None


def test_sixteen_and_seventeen_are_minors_eighteen_is_not() -> None:
    assert standing(worker(date(2010, 11, 24))) is Standing.MINOR
    assert standing(worker(date(2008, 11, 25))) is Standing.MINOR
    assert standing(worker(date(2008, 11, 24))) is Standing.ORDINARY
    assert is_minor(date(2008, 11, 25), on=TODAY)
    assert not is_minor(date(2008, 11, 24), on=TODAY)


@given(born_on=st.dates(date(1990, 1, 1), date(2020, 1, 1)), on=st.dates(date(2020, 1, 1)))
def test_minors_are_found_by_their_birthday(born_on: date, on: date) -> None:
    if on.year < 9000 and (born_on.month, born_on.day) != (2, 29) and (on.month, on.day) != (2, 29):
        assert is_minor(born_on, on=on) == (born_on > latest_minor_birth(on))


def test_birth_on_a_leap_day_counts_from_the_last_of_february() -> None:
    assert birthday_on(date(2008, 2, 29), years=18) == date(2026, 2, 28)


def test_a_man_is_over_age_from_the_day_he_reaches_the_age() -> None:
    born_on = date(1966, 7, 24)
    assert retirement_day(born_on, sex=MAN, post=OTHER) == date(2026, 12, 24)
    assert standing(worker(born_on, today=date(2026, 12, 23))) is Standing.ORDINARY
    assert standing(worker(born_on, today=date(2026, 12, 24))) is Standing.OVERAGE


def test_work_that_begins_after_the_birthday_is_judged_by_its_first_day() -> None:
    born_on = date(1966, 7, 24)
    later = worker(born_on, started_on=date(2026, 12, 24))
    assert standing(later) is Standing.OVERAGE


def test_a_womans_post_is_asked_only_between_her_two_ages() -> None:
    between = worker(date(1974, 1, 1), sex=WOMAN)
    assert standing(between) is Standing.DEPENDS_ON_POST
    assert standing(between, post=OTHER) is Standing.OVERAGE
    assert standing(between, post=OFFICE) is Standing.ORDINARY
    assert standing(worker(date(1990, 1, 1), sex=WOMAN)) is Standing.ORDINARY
    assert standing(worker(date(1965, 1, 1), sex=WOMAN)) is Standing.OVERAGE
    assert may_be_overage(between)
    assert may_be_overage(worker(date(1965, 1, 1), sex=WOMAN))
    assert not may_be_overage(worker(date(1990, 1, 1), sex=WOMAN))
    assert not may_be_overage(worker(date(1974, 1, 1), sex=MAN))
    assert not is_surely_overage(date(1974, 1, 1), sex=WOMAN, on=TODAY)
    assert is_surely_overage(date(1965, 1, 1), sex=WOMAN, on=TODAY)


def test_over_age_people_are_insured_since_july_2026() -> None:
    old = date(1950, 1, 1)
    before = worker(old, today=OVERAGE_SINCE - timedelta(days=1))
    said = overage_is_insurable(before)
    assert said is not None
    assert "按项目" in said
    assert overage_is_insurable(worker(old, today=OVERAGE_SINCE)) is None


def test_the_duty_for_over_age_people_begins_with_its_rule() -> None:
    assert duty_begins_on(date(2025, 1, 1), is_overage=True) == date(2026, 7, 1)
    assert duty_begins_on(date(2026, 8, 1), is_overage=True) == date(2026, 8, 1)
    assert duty_begins_on(date(2025, 1, 1), is_overage=False) == date(2025, 1, 1)


def test_work_is_registered_at_most_thirty_days_ahead() -> None:
    assert start_is_near(Span(date(2026, 12, 24), TODAY)) is None
    assert start_is_near(Span(date(2026, 12, 25), TODAY)) is not None
    assert start_is_near(Span(date(2020, 1, 1), TODAY)) is None


def test_work_ends_between_its_first_day_and_thirty_days_ahead() -> None:
    began = date(2026, 11, 1)
    assert end_follows_start(Span(began, TODAY, began)) is None
    assert end_follows_start(Span(began, TODAY, began - timedelta(days=1))) is not None
    assert end_is_near(Span(began, TODAY, date(2026, 12, 24))) is None
    assert end_is_near(Span(began, TODAY, date(2026, 12, 25))) is not None
    assert end_follows_start(Span(began, TODAY)) is None
    assert end_is_near(Span(began, TODAY)) is None
