"""Unit, county and cancellation write one work at once: they wait for each other, in one order."""

from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor, wait
from datetime import date
from uuid import uuid4

import pytest
from django.db import IntegrityError, connection, transaction

from registration.counter.visits import end_worker
from registration.entries import (
    AlreadyAtWorkError,
    correct_days,
    correct_employment,
    end_employment,
    end_employments_of,
    locked,
    report_employment,
)
from registration.models import CounterVisit, Employer, Employment
from tests.cast import Cast
from tests.registration import making, town_hall

pytestmark = pytest.mark.django_db(transaction=True)
FIRST, LATER = date(2026, 11, 2), date(2026, 11, 16)
Write = Callable[[Employment], object]


def over(unit: Employer, *, on: date) -> Employment:
    """Return work that has ended."""
    work = making.employment(making.person(), unit, started_on=FIRST)
    return end_employment(work, on=on, reason="辞职", by=None)


def begun(pool: ThreadPoolExecutor, act: Callable[[], object]) -> Future[object]:
    """Begin an act in a connection of its own; return it once it stands before a lock."""

    def run() -> object:
        try:
            return act()
        finally:
            connection.close()

    going = pool.submit(run)
    assert not wait([going], timeout=1).done, "it waits for nobody"
    return going


def test_a_corrected_last_day_never_reaches_into_work_entered_at_that_moment(cast: Cast) -> None:
    unit = making.employer()
    old = over(unit, on=date(2026, 11, 10))
    with ThreadPoolExecutor(1) as pool:
        with transaction.atomic():
            new = making.employment(old.person, unit, started_on=LATER)
            last = date(2026, 11, 20)
            going = begun(pool, lambda: correct_days(old, started_on=FIRST, ended_on=last, by=None))
        with pytest.raises(AlreadyAtWorkError) as refused:
            going.result(20)
    assert refused.value.employment == new
    old.refresh_from_db()
    assert old.ended_on == date(2026, 11, 10)


WRITERS: dict[str, Write] = {
    "end": lambda work: end_employment(work, on=LATER, reason="辞职", by=None),
    "days": lambda work: correct_days(work, started_on=LATER, ended_on=None, by=None),
    "facts": lambda work: correct_employment(work, kind="part_time", job="质检员", by=None),
    "report": lambda work: report_employment(work, by=None),
    "all": lambda work: end_employments_of(work.employer, on=LATER, reason="单位注销", by=None),
}


@pytest.mark.parametrize("name", WRITERS)
def test_who_waits_for_the_employer_holds_no_work_of_it(cast: Cast, name: str) -> None:
    unit = making.employer()
    work = making.employment(making.person(), unit, started_on=FIRST, is_reported=False)
    with ThreadPoolExecutor(1) as pool:
        with transaction.atomic():
            locked(unit.pk)
            going = begun(pool, lambda: WRITERS[name](work))
            Employment.objects.select_for_update(of=("self",), nowait=True).get(pk=work.pk)
        going.result(20)


def test_the_window_of_a_town_waits_in_the_same_order(cast: Cast) -> None:
    window = town_hall.Window(cast, town_hall.clerk_at(town_hall.hall()))
    window.next_person()
    unit = town_hall.unit()
    work = making.employment(making.person(), unit, started_on=FIRST)
    visit, key = CounterVisit.objects.get(), uuid4()
    with ThreadPoolExecutor(1) as pool:
        with transaction.atomic():
            locked(unit.pk)
            going = begun(pool, lambda: end_worker(visit, work, on=LATER, reason="辞职", key=key))
            Employment.objects.select_for_update(of=("self",), nowait=True).get(pk=work.pk)
        going.result(20)
    work.refresh_from_db()
    assert work.ended_on == LATER


@pytest.mark.parametrize(
    ("first", "last", "is_fine"),
    [
        (date(2026, 11, 10), date(2026, 11, 12), False),
        (date(2026, 10, 1), date(2026, 11, 2), False),
        (date(2026, 10, 1), date(2026, 11, 1), True),
        (date(2026, 11, 11), date(2026, 11, 12), True),
        (date(2026, 11, 11), None, True),
        (date(2026, 10, 1), None, False),
    ],
)
def test_the_database_itself_keeps_the_work_of_a_person_for_a_unit_apart(
    cast: Cast, first: date, last: date | None, is_fine: bool
) -> None:
    unit = making.employer()
    there = over(unit, on=date(2026, 11, 10))
    new = Employment(
        person=there.person, employer=unit, person_name="李小满", started_on=first, ended_on=last
    )
    if is_fine:
        new.save()
        return
    with pytest.raises(IntegrityError, match="employment_once_at_a_time"):
        new.save()
