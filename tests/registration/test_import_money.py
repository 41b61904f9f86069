"""Contributions, arrears and benefits are taken over: each key once, the newer file wins."""

import logging
from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from registration.entries import change_employer
from registration.imports.columns import Subject
from registration.models import Benefit, Contribution, EmployerMonth, ImportRow, ImportRun
from registration.money.months import owed_by
from tests.registration import importing, making
from tests.registration.importing import counts, said

pytestmark = pytest.mark.usefixtures("cast")
LATER = date(2026, 11, 23)
MONTHS, CONTRIBUTIONS, BENEFITS = (
    Subject.EMPLOYER_MONTHS,
    Subject.CONTRIBUTIONS,
    Subject.BENEFITS,
)


def month(code: str, **changes: Any) -> dict[str, Any]:
    return {
        "credit_code": code,
        "month": "2026-09",
        "payable": "1,200.50",
        "paid": "0",
        "paid_on": "",
        "due_on": "2026-10-15",
        "surcharge_paid": "",
        "fine": "",
    } | changes


def contribution(number: str, code: str, **changes: Any) -> dict[str, Any]:
    return {
        "document_kind": "居民身份证",
        "document_number": number,
        "credit_code": code,
        "month": "202609",
        "base": "4500",
        "is_paid": "是",
    } | changes


def benefit(number: str, **changes: Any) -> dict[str, Any]:
    return {
        "document_kind": "resident_id",
        "document_number": number,
        "reference": "ZF2026-0001",
        "name": "一次性伤残补助金",
        "paid_on": "2026-10-09",
        "amount": "31500.00",
    } | changes


def take(subject: Subject, *rows: dict[str, Any], **changes: Any) -> ImportRun:
    return importing.take(rows, subject=subject, **changes)


def test_a_month_of_an_employer_is_written_and_paid_later() -> None:
    employer = making.employer()
    run = take(MONTHS, month(employer.credit_code))
    assert said(run) == ["2026年9月"]
    line = ImportRow.objects.get(run=run)
    assert (line.name, line.employer_id) == (employer.name, employer.pk)
    row = EmployerMonth.objects.get()
    assert (row.employer_id, row.month, row.payable) == (
        employer.pk,
        date(2026, 9, 1),
        Decimal("1200.50"),
    )
    assert (row.paid, row.fine, row.due_on) == (0, 0, date(2026, 10, 15))
    paid = month(employer.credit_code, paid="1200.50", paid_on="2026-11-21", surcharge_paid="22.2")
    run = take(MONTHS, paid, as_of=LATER)
    assert said(run) == [
        "2026年9月；已缴金额：0.00 → 1200.50；已缴滞纳金：0.00 → 22.20；缴清日期：空 → 2026-11-21"
    ]
    row.refresh_from_db()
    assert (row.paid, row.paid_on, row.as_of) == (
        Decimal("1200.50"),
        date(2026, 11, 21),
        LATER,
    )


def test_of_a_month_that_was_paid_in_parts_only_the_rest_was_late() -> None:
    employer = making.employer()
    take(MONTHS, month(employer.credit_code, paid="1000.50"))
    paid = month(employer.credit_code, paid="1200.50", paid_on="2026-11-21")
    take(MONTHS, paid, as_of=LATER)
    row = EmployerMonth.objects.get()
    assert (row.paid, row.paid_before) == (Decimal("1200.50"), Decimal("1000.50"))
    assert owed_by(employer.pk).surcharge == Decimal("3.70")  # 200.00 for 37 days


@pytest.mark.parametrize(
    ("changes", "why"),
    [
        ({"credit_code": "1"}, "应是 18 位"),
        ({"month": "2026-13"}, "费款所属期"),
        ({"month": "2026-12"}, "费款所属期晚于"),
        ({"month": ""}, "没有填费款所属期"),
        ({"payable": "-1"}, "不小于 0"),
        ({"payable": "1.005"}, "最多两位小数"),
        ({"payable": "1" * 13}, "应缴金额太大"),
        ({"payable": "NaN"}, "应缴金额"),
        ({"paid": ""}, "没有填已缴金额"),
        ({"paid": "2000"}, "已缴金额大于应缴金额"),
        ({"paid_on": "2026-10-01"}, "还没有缴清"),
        ({"paid": "1200.50"}, "没有缴清日期"),
        ({"paid": "1200.50", "paid_on": "2026-11-22"}, "缴清日期晚于"),
        ({"due_on": "2025-01-01"}, "缴费截止日和费款所属期对不上"),
        ({"due_on": ""}, "没有填缴费截止日"),
        ({"fine": "很多"}, "罚款"),
    ],
)
def test_a_month_that_makes_no_sense_is_refused(changes: dict[str, Any], why: str) -> None:
    code = making.employer().credit_code
    run = take(MONTHS, month(code, month="2026-08", due_on="2026-09-15"), month(code, **changes))
    assert counts(run) == (1, 0, 0, 1), said(run)
    assert why in ImportRow.objects.get(run=run, outcome="refused").text


def test_an_older_file_of_months_is_kept_out_and_the_same_changes_nothing() -> None:
    code = making.employer().credit_code
    take(MONTHS, month(code), as_of=LATER)
    old = take(MONTHS, month(code, payable="1"))
    assert counts(old) == (0, 0, 0, 1)
    assert "现有信息截至2026年11月23日" in said(old)[0]
    same = take(MONTHS, month(code), as_of=date(2026, 11, 24))
    assert counts(same) == (0, 0, 1, 0)
    assert EmployerMonth.objects.get().as_of == date(2026, 11, 24)


def test_one_month_written_in_two_ways_counts_once() -> None:
    code = making.employer().credit_code
    run = take(MONTHS, month(code), month(code, month="2026年9月", payable="7"))
    assert counts(run) == (0, 0, 0, 2)
    assert "内容却不一样" in said(run)[0]


def test_months_of_unknown_foreign_and_cancelled_employers_are_refused() -> None:
    foreign = making.employer(county_id="370828", county=None)
    gone = making.employer("已注销有限公司")
    values = {"status": "cancelled", "closed_on": date(2026, 11, 2)}
    change_employer(gone, on=date(2026, 11, 2), by=None, values=values)
    run = take(
        MONTHS,
        month(making.credit_code()),
        month(foreign.credit_code),
        month(gone.credit_code),
        month(
            gone.credit_code,
            month="2026-08",
            due_on="2026-09-15",
            paid="1200.50",
            paid_on="2026-09-01",
        ),
        office="rencheng-sb",
    )
    assert said(run) == [
        "这个单位不在参保登记里",
        "这个单位在金乡县参保，不归本机构办理",
        "这个单位已在2026年11月2日注销参保登记，还有欠费，请先核实",
        "2026年8月",
    ]


def test_a_month_of_a_person_is_written_once_and_changed_by_a_newer_file() -> None:
    person, employer = making.person(), making.employer()
    number = person.identity.number
    run = take(CONTRIBUTIONS, contribution(number, employer.credit_code))
    assert counts(run) == (1, 0, 0, 0)
    row = Contribution.objects.get()
    assert (row.person_id, row.employer_id, row.is_paid) == (person.pk, employer.pk, True)
    newer = contribution(number, employer.credit_code, base="4600", is_paid="否")
    assert said(take(CONTRIBUTIONS, newer, as_of=LATER)) == [
        "2026年9月；缴费工资：4500.00 → 4600.00；已到账：是 → 否"
    ]
    row.refresh_from_db()
    assert (row.base, row.is_paid) == (Decimal("4600.00"), False)


@pytest.mark.parametrize(
    ("changes", "why"),
    [
        ({"document_kind": "工作证"}, "证件类型“工作证”认不出来"),
        ({"document_number": ""}, "没有填证件号码"),
        ({"document_number": "1.00101199003078E+17"}, "科学计数"),
        ({"document_number": "100101199003077710"}, "校验位"),
        ({"base": "0.001"}, "缴费工资"),
        ({"is_paid": "也许"}, "应写是或者否"),
        ({"document_number": making.id_number(born="19800101", serial=990)}, "不在参保登记里"),
        ({"credit_code": making.credit_code()}, "这个单位不在参保登记里"),
    ],
)
def test_a_month_of_a_person_that_makes_no_sense_is_refused(
    changes: dict[str, Any], why: str
) -> None:
    number, code = making.person().identity.number, making.employer().credit_code
    bad = contribution(number, code, **changes)
    run = take(CONTRIBUTIONS, contribution(number, code, month="2026-08"), bad)
    assert counts(run) == (1, 0, 0, 1), said(run)
    assert why in ImportRow.objects.get(run=run, outcome="refused").text


def test_a_benefit_is_written_once_for_each_reference() -> None:
    number = making.person().identity.number
    assert counts(take(BENEFITS, benefit(number))) == (1, 0, 0, 0)
    run = take(BENEFITS, benefit(number, amount="31600"), as_of=LATER)
    assert said(run) == ["支付编号 ZF2026-0001；金额：31500.00 → 31600.00"]
    assert Benefit.objects.get().amount == Decimal("31600.00")


@pytest.mark.parametrize(
    ("changes", "why"),
    [
        ({"reference": ""}, "没有填支付编号"),
        ({"name": "长" * 41}, "超过 40 个字"),
        ({"amount": "0"}, "金额是 0"),
        ({"paid_on": "2026-11-21"}, "支付日期晚于"),
    ],
)
def test_a_benefit_that_makes_no_sense_is_refused(changes: dict[str, Any], why: str) -> None:
    number = making.person().identity.number
    run = take(BENEFITS, benefit(number, reference="好的"), benefit(number, **changes))
    assert counts(run) == (1, 0, 0, 1), said(run)
    assert why in ImportRow.objects.get(run=run, outcome="refused").text


def test_a_reference_belongs_to_one_person() -> None:
    one, other = making.person(), making.person("王另外")
    take(BENEFITS, benefit(one.identity.number))
    run = take(BENEFITS, benefit(other.identity.number), as_of=LATER)
    assert said(run) == ["这个支付编号已经用在另一个人身上"]


def test_a_county_agency_takes_benefits_of_those_whom_it_insured() -> None:
    ours, theirs = making.person(), making.person("王外县")
    making.employment(ours, making.employer())
    making.employment(theirs, making.employer("金乡演示有限公司", county_id="370828", county=None))
    run = take(
        BENEFITS,
        benefit(ours.identity.number),
        benefit(theirs.identity.number, reference="二号"),
        office="rencheng-sb",
    )
    assert said(run) == ["支付编号 ZF2026-0001", "这个人没有在本机构参保，不归本机构办理"]


def test_no_number_of_a_person_stands_in_report_or_log(caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.DEBUG)
    person, employer = making.person(), making.employer()
    number, wrong = person.identity.number, "100101199003077710"
    runs = [
        take(CONTRIBUTIONS, contribution(number, employer.credit_code)),
        take(CONTRIBUTIONS, contribution(wrong, employer.credit_code)),
        take(BENEFITS, benefit(number), benefit(wrong, reference="b")),
    ]
    told = "".join(f"{row.name}{row.text}" for row in ImportRow.objects.filter(run__in=runs))
    for secret in (number, wrong):
        assert secret not in told
        assert secret not in caplog.text
    assert f"{number[:3]}***********{number[-4:]}" in told
