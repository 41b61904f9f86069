from datetime import date

import pytest

from portal.accounts.models import Identity
from registration.entries import (
    AlreadyThereError,
    change_employer,
    end_employment,
    report_employment,
)
from registration.models import Employer, EmployerChange, Employment, EmploymentChange
from tests.cast import Cast
from tests.registration import making


def test_an_employer_is_on_the_register_once(cast: Cast) -> None:
    first = making.employer()
    with pytest.raises(AlreadyThereError) as again:
        making.employer("另一个名称", credit_code=first.credit_code)
    assert again.value.found == first
    assert Employer.objects.get().name == "济宁演示机械有限公司"


def test_the_registered_name_stands_on_the_identity(cast: Cast) -> None:
    employer = making.employer()
    change_employer(employer, on=date(2026, 11, 24), by=None, values={"name": "济宁新名有限公司"})
    assert Identity.objects.get(pk=employer.pk).name == "济宁新名有限公司"
    change = EmployerChange.objects.first()
    assert change is not None
    assert (change.what, change.before, change.after) == (
        "单位名称",
        "济宁演示机械有限公司",
        "济宁新名有限公司",
    )


def test_what_is_the_same_already_is_no_change(cast: Cast) -> None:
    employer = making.employer()
    values = {"name": employer.name, "address": employer.address}
    assert change_employer(employer, on=date(2026, 11, 24), by=None, values=values) == []


def test_reported_work_is_insured_from_the_next_day(cast: Cast) -> None:
    work = making.employment(making.person(), making.employer(), started_on=date(2026, 11, 20))
    assert (work.reported_on, work.insured_from) == (date(2026, 11, 24), date(2026, 11, 25))


def test_work_that_begins_later_is_insured_from_its_first_day(cast: Cast) -> None:
    work = making.employment(making.person(), making.employer(), started_on=date(2026, 12, 1))
    assert work.insured_from == date(2026, 12, 1)


def test_noted_work_is_not_insured_until_it_is_reported(cast: Cast) -> None:
    work = making.employment(making.person(), making.employer(), is_reported=False)
    assert work.insured_from is None
    report_employment(work, by=None)
    report_employment(work, by=None)
    assert work.insured_from == date(2026, 11, 25)
    assert EmploymentChange.objects.filter(what="reported").count() == 1


def test_a_person_is_at_work_once_for_one_employer_and_may_be_for_several(cast: Cast) -> None:
    person, one, other = making.person(), making.employer(), making.employer("另一家有限公司")
    first = making.employment(person, one)
    making.employment(person, other)
    with pytest.raises(AlreadyThereError) as again:
        making.employment(person, one)
    assert again.value.found == first


def test_work_may_begin_anew_after_its_end(cast: Cast) -> None:
    person, employer = making.person(), making.employer()
    work = making.employment(person, employer, started_on=date(2026, 1, 5))
    end_employment(work, on=date(2026, 11, 25), reason="合同到期", by=None)
    assert work.insured_to == date(2026, 11, 25)
    making.employment(person, employer, started_on=date(2026, 11, 26))


def test_work_that_ended_before_it_was_insured_has_no_last_insured_day(cast: Cast) -> None:
    work = making.employment(making.person(), making.employer(), started_on=date(2026, 11, 20))
    end_employment(work, on=date(2026, 11, 24), reason="试用不合格", by=None)
    assert work.insured_to is None


DAY = date(2026, 11, 24)
NOTED, RUNNING, AHEAD, OVER, NEVER = range(5)
DAYS = {
    NOTED: (None, None, None),
    RUNNING: (date(2026, 3, 2), None, None),
    AHEAD: (date(2026, 12, 2), None, None),
    OVER: (date(2026, 3, 2), date(2026, 6, 30), date(2026, 6, 30)),
    NEVER: (date(2026, 3, 3), date(2026, 3, 2), None),
}


@pytest.mark.parametrize(
    ("asked", "found"),
    [
        ({}, {RUNNING, AHEAD, OVER}),
        ({"until": DAY}, {RUNNING, OVER}),
        ({"since": DAY}, {RUNNING, AHEAD}),
        ({"since": DAY, "until": DAY}, {RUNNING}),
        ({"since": date(2026, 6, 30), "until": date(2026, 6, 30)}, {RUNNING, OVER}),
        ({"since": date(2026, 7, 1), "until": date(2026, 7, 1)}, {RUNNING}),
        ({"until": date(2026, 3, 1)}, set()),
    ],
)
def test_whether_work_is_insured_is_one_question(
    cast: Cast, asked: dict[str, date], found: set[int]
) -> None:
    unit, names = making.employer(), {}
    for case, (first, ended_on, last) in DAYS.items():
        work = making.employment(making.person(), unit, started_on=date(2026, 3, 2))
        Employment.objects.filter(pk=work.pk).update(
            reported_on=first and date(2026, 3, 2),
            insured_from=first,
            ended_on=ended_on,
            insured_to=last,
        )
        names[work.pk] = case
    rows = Employment.objects.insured(**asked)
    assert {names[row.pk] for row in rows} == found
    alone = {names[row.pk] for row in Employment.objects.all() if row.insured_days}
    assert alone == {RUNNING, AHEAD, OVER}
