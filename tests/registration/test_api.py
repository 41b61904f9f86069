"""Was somebody insured at an employer on a day: before, on and after, paid or not."""

from datetime import date, timedelta
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from portal.accounts.identifiers import IdentityKind
from portal.accounts.identities import identity_for
from registration.api import (
    Answer,
    Insured,
    employer_named,
    insured_on,
    own_units,
    unit_of,
    unit_of_code,
    worker_of,
    workers_of,
)
from registration.entries import NewPerson, correct_days, end_employment, person_of
from registration.models import Employer, EmployerMonth, Employment
from registration.rules.insured import Cover, Month, judged, was_unpaid
from tests.cast import Cast
from tests.conftest import Clock
from tests.registration import making

DAYS = st.dates(date(2025, 1, 1), date(2027, 12, 31))


def worked(
    cast: Cast,
    clock: Clock,
    *,
    begun: str = "2026-03-02",
    ended: str = "",
    unit: Employer | None = None,
) -> tuple[Employment, Employer]:
    """Return work that was reported on its first day, and perhaps ended."""
    clock.set(begun)
    unit = unit or making.employer()
    work = making.employment(making.person(), unit)
    if ended:
        clock.set(ended)
        end_employment(work, on=date.fromisoformat(ended), reason="合同到期", by=None)
    clock.set("2026-11-24")
    return work, unit


def asked(work: Employment, unit: Employer, on: str) -> Insured:
    """Ask the register."""
    return insured_on(person=work.person_id, employer=unit.pk, on=date.fromisoformat(on))


@pytest.mark.parametrize(
    ("on", "answer"),
    [
        ("2026-03-01", Answer.NO),
        ("2026-03-02", Answer.NO),  # the first day of work is not yet an insured one
        ("2026-03-03", Answer.YES),
        ("2026-08-31", Answer.YES),
        ("2026-09-01", Answer.NO),
    ],
)
def test_the_day_of_the_injury_is_compared_with_the_insured_days(
    cast: Cast, clock: Clock, on: str, answer: Answer
) -> None:
    work, unit = worked(cast, clock, ended="2026-08-31")
    found = asked(work, unit, on)
    assert found.answer is answer
    assert found.unit == unit.name
    assert found.since == (date(2026, 3, 3) if answer is Answer.YES else None)


def test_a_gap_between_two_employments_is_not_insured(cast: Cast, clock: Clock) -> None:
    work, unit = worked(cast, clock, ended="2026-05-29")
    clock.set("2026-07-01")
    making.employment(work.person, unit)
    clock.set("2026-11-24")
    assert asked(work, unit, "2026-06-15").answer is Answer.NO
    assert "之前参保到2026年5月29日，之后自2026年7月2日起参保" in (
        asked(work, unit, "2026-06-15").source
    )
    assert asked(work, unit, "2026-05-29").since == date(2026, 3, 3)
    assert asked(work, unit, "2026-07-02").since == date(2026, 7, 2)


def test_work_that_was_only_noted_down_is_no_insurance(cast: Cast) -> None:
    unit, who = making.employer(), making.person()
    making.employment(who, unit, is_reported=False, started_on=date(2026, 9, 1))
    found = insured_on(person=who.pk, employer=unit.pk, on=date(2026, 11, 9))
    assert found.answer is Answer.NO
    assert "没有参保记录" in found.source


def test_work_reported_and_ended_on_the_same_day_insured_nobody(cast: Cast) -> None:
    unit, who = making.employer(), making.person()
    work = making.employment(who, unit, started_on=date(2026, 11, 20))
    end_employment(work, on=date(2026, 11, 24), reason="试用不合格", by=None)
    assert asked(work, unit, "2026-11-25").answer is Answer.NO


@pytest.mark.parametrize(
    ("on", "answer"),
    [
        ("2026-08-31", Answer.YES),  # the last day as it was told
        ("2026-09-01", Answer.UNKNOWN),
        ("2026-11-20", Answer.UNKNOWN),  # told on that very day
        ("2026-11-21", Answer.NO),
    ],
)
def test_an_end_that_the_unit_tells_after_the_injury_is_to_be_checked(
    cast: Cast, clock: Clock, on: str, answer: Answer
) -> None:
    work, unit = worked(cast, clock)
    clock.set("2026-11-20")
    end_employment(work, on=date(2026, 8, 31), reason="辞职", by=None)
    clock.set("2026-11-24")
    found = asked(work, unit, on)
    assert found.answer is answer
    if answer is Answer.UNKNOWN:
        assert "2026年8月31日" in found.source
        assert "2026年11月20日才申报" in found.source


def test_a_last_day_that_the_agency_put_right_is_no_late_word_of_the_unit(
    cast: Cast, clock: Clock
) -> None:
    work, unit = worked(cast, clock)
    clock.set("2026-11-20")
    end_employment(work, on=date(2026, 8, 31), reason="辞职", by=None)
    correct_days(work, started_on=work.started_on, ended_on=date(2026, 9, 30), by=cast.registrar)
    clock.set("2026-11-24")
    assert asked(work, unit, "2026-09-30").answer is Answer.YES
    assert asked(work, unit, "2026-10-01").answer is Answer.NO


def paid(unit: Employer, **changes: object) -> None:
    """Report November of an employer: 1000 owed by the 20th, nothing paid unless said so."""
    plain = {
        "month": date(2026, 11, 1),
        "payable": Decimal(1000),
        "due_on": date(2026, 11, 20),
        "as_of": date(2026, 11, 23),
    }
    EmployerMonth.objects.create(employer=unit, **plain | changes)


ALL = Decimal(1000)


@pytest.mark.parametrize(
    ("on", "month", "answer"),
    [
        ("2026-11-09", {}, Answer.ENROLLED_UNPAID),
        ("2026-11-09", {"paid": Decimal("999.99")}, Answer.ENROLLED_UNPAID),
        ("2026-11-09", {"due_on": date(2026, 11, 24)}, Answer.YES),  # today is the last day
        ("2026-11-09", {"due_on": date(2026, 11, 23)}, Answer.ENROLLED_UNPAID),
        ("2026-11-09", {"paid": ALL, "paid_on": date(2026, 11, 18)}, Answer.YES),
        ("2026-11-09", {"paid": ALL, "paid_on": date(2026, 11, 23)}, Answer.YES),
        ("2026-11-21", {"paid": ALL, "paid_on": date(2026, 11, 23)}, Answer.ENROLLED_UNPAID),
        ("2026-11-20", {"paid": ALL, "paid_on": date(2026, 11, 23)}, Answer.YES),
        ("2026-11-23", {"paid": ALL, "paid_on": date(2026, 11, 23)}, Answer.YES),
        ("2026-10-09", {}, Answer.YES),  # the month of the injury alone counts
    ],
)
def test_an_unpaid_month_of_the_injury_is_told(
    cast: Cast, clock: Clock, on: str, month: dict[str, object], answer: Answer
) -> None:
    work, unit = worked(cast, clock)
    paid(unit, **month)
    found = asked(work, unit, on)
    assert found.answer is answer
    assert found.since == date(2026, 3, 3)
    assert ("第六十二条" in found.source) is (answer is Answer.ENROLLED_UNPAID)


@pytest.mark.parametrize(
    ("october", "november", "answer", "told"),
    [
        ({}, None, Answer.ENROLLED_UNPAID, "2026年10月保费应在2026年10月20日前缴清"),
        ({"paid": ALL, "paid_on": date(2026, 10, 19)}, None, Answer.YES, "还没有当月的缴费数据"),
        ({}, {"paid": ALL, "paid_on": date(2026, 11, 5)}, Answer.YES, "当月保费已缴清"),
        (  # November is not due yet on the day of the injury: October decides
            {},
            {"due_on": date(2026, 11, 30)},
            Answer.ENROLLED_UNPAID,
            "2026年10月保费",
        ),
    ],
)
def test_until_the_month_of_the_injury_is_due_the_one_before_decides(
    cast: Cast,
    clock: Clock,
    october: dict[str, object],
    november: dict[str, object] | None,
    answer: Answer,
    told: str,
) -> None:
    work, unit = worked(cast, clock)
    paid(unit, month=date(2026, 10, 1), **({"due_on": date(2026, 10, 20)} | october))
    if november is not None:
        paid(unit, **november)
    found = asked(work, unit, "2026-11-09")
    assert (found.answer, told in found.source) == (answer, True), found.source


def test_the_register_names_the_day_of_the_payments_it_knows(cast: Cast, clock: Clock) -> None:
    work, unit = worked(cast, clock)
    assert asked(work, unit, "2026-11-09").register_on == date(2026, 11, 24)
    paid(unit, paid=ALL, paid_on=date(2026, 11, 18))
    assert asked(work, unit, "2026-11-09").register_on == date(2026, 11, 23)


def test_who_is_not_insured_there_is_not_called_unpaid(cast: Cast) -> None:
    unit, who = making.employer(), making.person()
    paid(unit)
    found = insured_on(person=who.pk, employer=unit.pk, on=date(2026, 11, 9))
    assert found.answer is Answer.NO


def test_a_cancelled_employer_insured_people_until_its_last_day(cast: Cast, clock: Clock) -> None:
    work, unit = worked(cast, clock)
    Employer.objects.filter(pk=unit.pk).update(
        status=Employer.Status.CANCELLED, closed_on=date(2026, 10, 15)
    )
    assert asked(work, unit, "2026-10-15").answer is Answer.YES
    assert asked(work, unit, "2026-10-16").answer is Answer.NO
    found = unit_of(unit.pk)
    assert found is not None
    assert found.is_cancelled


def test_of_several_employers_the_one_that_is_asked_about_answers_and_others_are_named(
    cast: Cast, clock: Clock
) -> None:
    work, unit = worked(cast, clock)
    clock.set("2026-06-01")
    other = making.employer("济宁另一家有限公司")
    making.employment(work.person, other)
    third = making.employer("济宁第三家有限公司")
    clock.set("2026-11-24")
    assert asked(work, unit, "2026-11-09").elsewhere == ("济宁另一家有限公司",)
    found = asked(work, third, "2026-11-09")
    assert found.answer is Answer.NO
    assert found.elsewhere == (unit.name, other.name)
    assert asked(work, third, "2026-05-31").elsewhere == (unit.name,)


@pytest.mark.parametrize("which", ["parent", "child", "sister"])
def test_whom_a_branch_or_its_company_insured_is_for_an_officer_to_find_out(
    cast: Cast, clock: Clock, which: str
) -> None:
    company = making.employer("演示总公司")
    branch = making.employer("演示总公司一分公司", parent=company)
    sister = making.employer("演示总公司二分公司", parent=company)
    insuring, named = {
        "parent": (company, branch),
        "child": (branch, company),
        "sister": (sister, branch),
    }[which]
    work, _ = worked(cast, clock, unit=insuring)
    found = asked(work, named, "2026-11-09")
    assert found.answer is Answer.UNKNOWN
    assert "上级或者下级单位参保" in found.source
    assert found.elsewhere == (insuring.name,)


def test_an_employer_that_is_not_on_the_register_is_unknown(cast: Cast, clock: Clock) -> None:
    work, unit = worked(cast, clock)
    typed = identity_for(
        kind=IdentityKind.CREDIT_CODE, number=making.credit_code(), name="没登记的单位"
    )
    for employer in (None, typed.pk):
        found = insured_on(person=work.person_id, employer=employer, on=date(2026, 11, 9))
        assert found.answer is Answer.UNKNOWN
        assert "没有找到这家单位" in found.source
        assert found.elsewhere == (unit.name,)
        assert (found.unit, found.since) == ("", None)


def test_without_a_number_nobody_is_asked_about(cast: Cast) -> None:
    found = insured_on(person=None, employer=making.employer().pk, on=date(2026, 11, 9))
    assert found.answer is Answer.UNKNOWN
    assert "证件号码" in found.source


def test_a_resident_whose_number_is_unknown_is_not_insured(cast: Cast) -> None:
    who = identity_for(kind=IdentityKind.RESIDENT_ID, number=making.id_number(), name="周喆")
    found = insured_on(person=who.pk, employer=making.employer().pk, on=date(2026, 11, 9))
    assert found.answer is Answer.NO


@pytest.mark.parametrize(
    ("kind", "number"),
    [
        (IdentityKind.PASSPORT, "E12345678"),
        (IdentityKind.TRAVEL_PERMIT, "H12345678"),
        (IdentityKind.FOREIGN_PERMANENT, "USA123456789012"),
    ],
)
def test_another_document_that_is_unknown_says_nothing_and_one_that_is_known_does(
    cast: Cast, clock: Clock, kind: IdentityKind, number: str
) -> None:
    unit = making.employer()
    who = identity_for(kind=kind, number=number, name="OTHER")
    found = insured_on(person=who.pk, employer=unit.pk, on=date(2026, 11, 9))
    assert found.answer is Answer.UNKNOWN
    assert "别的证件" in found.source
    clock.set("2026-03-02")
    new = NewPerson(kind, number, "OTHER", "male", date(1990, 1, 1))
    making.employment(person_of(new), unit)
    found = insured_on(person=who.pk, employer=unit.pk, on=date(2026, 11, 9))
    assert found.answer is Answer.YES


def test_the_question_takes_few_queries(
    cast: Cast,
    clock: Clock,
    django_assert_max_num_queries: Any,
) -> None:
    work, unit = worked(cast, clock)
    with django_assert_max_num_queries(4):
        assert asked(work, unit, "2026-11-09").answer is Answer.YES


# Finding a unit, and the workers of one's own --------------------------------------------------


def test_a_unit_is_found_by_its_whole_code_or_by_a_name_that_is_its_own(cast: Cast) -> None:
    unit = making.employer()
    found = unit_of_code(unit.credit_code)
    assert found == unit_of(unit.pk) == employer_named(unit.name)
    assert found is not None
    assert (found.credit_code, found.county) == (unit.credit_code, "370811")
    assert unit_of_code(making.credit_code()) is None
    making.employer(unit.name)
    assert employer_named(unit.name) is None


def test_an_agent_reads_the_workers_of_the_own_unit_on_that_day(cast: Cast, clock: Clock) -> None:
    work, unit = worked(cast, clock, ended="2026-08-31")
    foreign = making.employment(making.person("别家的人"), making.employer("别家有限公司"))
    agent = making.agent_for(cast.agent, unit)
    assert [one.name for one in own_units(agent)] == [unit.name]
    (found,) = workers_of(agent, unit.pk, on=date(2026, 8, 31))
    assert found.name == "李小满"
    assert found.masked_number.startswith("100****")
    assert workers_of(agent, unit.pk, on=date(2026, 9, 1)) == []
    assert workers_of(agent, unit.pk, on=date(2026, 8, 1), name="王") == []
    assert worker_of(agent, work.pk) == found
    assert worker_of(agent, foreign.pk) is None
    assert workers_of(agent, foreign.employer_id, on=date(2026, 11, 24)) == []


def test_nobody_else_reads_the_workers_of_a_unit(cast: Cast, clock: Clock) -> None:
    work, unit = worked(cast, clock)
    for user in (cast.stranger, cast.registrar):
        assert own_units(user) == []
        assert workers_of(user, unit.pk, on=date(2026, 8, 1)) == []
        assert worker_of(user, work.pk) is None


# The comparison itself -------------------------------------------------------------------------


@given(first=DAYS, length=st.integers(0, 400), on=DAYS)
def test_a_day_is_insured_exactly_when_it_lies_within_the_period(
    first: date, length: int, on: date
) -> None:
    last = first + timedelta(days=length)
    covers = [Cover(1, "甲", first, last), Cover(2, "乙", first, None)]
    found = judged(covers, None, employer_id=1, unit="甲", on=on, today=date(2028, 1, 1))
    assert (found.answer is Answer.YES) is (first <= on <= last)
    assert ("乙" in found.elsewhere) is (first <= on)


@given(due=DAYS, on=DAYS, late=st.integers(-60, 60))
def test_whoever_paid_in_time_is_never_called_unpaid(due: date, on: date, late: int) -> None:
    paid_on = due + timedelta(days=late)
    month = Month(due.replace(day=1), Decimal(5), Decimal(5), due, paid_on, paid_on)
    is_unpaid = was_unpaid(month, on=on, today=date(2029, 1, 1))
    assert is_unpaid is (due < on < paid_on)
    assert not (is_unpaid and late <= 0)
