"""An application for the subsidy: filed, checked, granted by another person, a month once."""

import threading
import uuid
from datetime import date
from decimal import Decimal
from html import unescape
from typing import Any

import pytest
from django.db import connection
from django.http import HttpResponse
from django.test import Client

from portal.cases import ledger
from portal.cases.models import Case
from portal.cases.perform import perform
from portal.cases.refusals import Refused
from portal.deadlines.models import Deadline
from portal.letters.models import Letter
from portal.notifications.models import Outbox
from registration.models import (
    Employment,
    FlexibleSubsidy,
    SubsidyGround,
    SubsidyMonth,
    SubsidyRule,
)
from registration.subsidy import facts as f
from registration.subsidy.process import SubsidyProcess as P
from tests.cast import Cast
from tests.desk import Desk, Typed, assert_done, assert_refused, day, filled, fresh, photo, text
from tests.registration import making
from tests.registration.own_records import verified
from tests.registration.subsidies import application, granted, paid, proposed

pytestmark = pytest.mark.django_db
APPLY = "/subsidies/apply/"

CHECKED = {"checked": "register", **day("until", date(2030, 12, 31))}


def said(page: HttpResponse) -> str:
    """Return what a page says."""
    return unescape(text(page))


def typed(**changes: Any) -> dict[str, Any]:
    """Return a filled application."""
    return {
        "name": "李小满",
        "kind": "resident_id",
        "number": making.id_number(serial=77),
        "phone": "13800000009",
        "county": "370811",
        "ground": str(SubsidyGround.objects.get(name="就业困难人员").pk),
        "year": "2026",
        "pension_1": "604.91",
        "medical_1": "300",
        "pension_3": "100.00",
    } | changes


def send(client: Client, **changes: Any) -> HttpResponse:
    """Open the form as a browser would, and post it."""
    return client.post(APPLY, filled(client.get(APPLY)) | typed(**changes))


def test_a_citizen_applies_and_reads_what_was_granted_to_the_cent(cast: Cast) -> None:
    mine = cast.client(cast.worker)
    answer = send(mine, ground_until_0="2027", ground_until_1="6", ground_until_2="30")
    case = Case.objects.get(kind=P.code)
    assert (answer.status_code, answer["Location"]) == (303, f"/cases/{case.reference}/")
    assert (case.office, case.state, case.person_name) == (cast.agency, "received", "李小满")
    assert Deadline.objects.get(case=case).due_on == date(2026, 12, 8)
    registrar, reviewer = Desk(cast, cast.registrar), Desk(cast, cast.register_reviewer)
    assert "按号码推算的退休日" in said(registrar.page(case))
    assert_done(registrar.act(case, "propose", proposal="grant", **CHECKED), case)
    assert case.handler == cast.registrar
    assert_done(reviewer.act(case, "approve"), case)
    subsidy = FlexibleSubsidy.objects.get(pk=case.pk)
    assert subsidy.amount == Decimal("669.94")
    page = said(mine.get(f"/cases/{case.reference}/"))
    assert "603.27" in page
    assert "66.67" in page
    assert "669.94" in page
    assert "季经办" not in page
    assert Deadline.objects.get(case=case).ended_by == "met"
    assert "补贴 669.94 元" in said(mine.get("/subsidies/mine/"))


def test_bad_input_is_told_beside_the_field_and_kept(cast: Cast) -> None:
    page = send(
        cast.client(cast.worker),
        number="110101199001011234",
        phone="123",
        county="",
        pension_1="-3",
        pension_2="1e3",
        medical_1="一百",
        pension_3="12.345",
    )
    assert page.status_code == 422
    words = said(page)
    assert "校验位对不上" in words
    assert "手机号应是 11 位数字" in words
    assert "请回答：在哪个县市区缴社保？" in words
    assert 'value="一百"' in words
    assert "1月医疗保险：只写数字" in words
    assert "3月养老保险：最多写到分" in words
    assert "1月养老保险：不能是负数" in words
    assert "2月养老保险：只写数字" in words
    assert not Case.objects.exists()


def test_an_application_without_any_payment_is_refused(cast: Cast) -> None:
    page = send(cast.client(cast.worker), pension_1="", medical_1="0", pension_3="")
    assert page.status_code == 422
    assert "请填缴了哪几个月、每个月多少钱" in said(page)


EVEN = {"pension_1": "", "medical_1": "", "pension_3": ""} | {
    "first_month": "1",
    "last_month": "10",
    "pension_each": "604.91",
    "medical_each": "300",
}


def paid_months(case: Case) -> dict[int, tuple[Decimal, Decimal]]:
    """Return what the application says month by month."""
    months = FlexibleSubsidy.objects.get(pk=case.pk).months.all()
    return {one.month.month: (one.pension, one.medical) for one in months}


def test_the_same_amount_is_typed_once_for_all_its_months(cast: Cast) -> None:
    different = {"pension_4": "700.00", "pension_9": "0"}
    assert send(cast.client(cast.worker), **EVEN, **different).status_code == 303
    found = paid_months(Case.objects.get(kind=P.code))
    usual = (Decimal("604.91"), Decimal(300))
    odd = {4: (Decimal("700.00"), Decimal(0))}
    assert found == dict.fromkeys((1, 2, 3, 5, 6, 7, 8, 10), usual) | odd


@pytest.mark.parametrize(
    ("wrong", "told"),
    [
        ({"first_month": ""}, "请选月份"),
        ({"last_month": ""}, "请选月份"),
        ({"first_month": "10", "last_month": "2"}, "不能早于开始的月份"),
        ({"pension_each": "", "medical_each": ""}, "请填每个月缴了多少钱"),
        ({"pension_each": "多少"}, "每个月的养老保险：只写数字"),
    ],
)
def test_months_and_the_amount_of_each_come_together(
    cast: Cast, wrong: dict[str, str], told: str
) -> None:
    page = send(cast.client(cast.worker), **(EVEN | wrong))
    assert page.status_code == 422
    assert told in said(page)
    assert not Case.objects.exists()


def test_a_month_is_not_applied_for_twice_by_one_account(cast: Cast) -> None:
    mine = cast.client(cast.worker)
    assert send(mine).status_code == 303
    case = Case.objects.get(kind=P.code)
    page = send(mine, pension_1="", medical_1="", pension_3="90")
    assert page.status_code == 422
    assert f"有的月份您已经申请过，正在办（{case.reference}）" in said(page)
    assert send(mine, pension_1="", medical_1="", pension_3="", pension_5="90").status_code == 303
    assert send(cast.client(cast.stranger)).status_code == 303  # a typed number bars nobody else


def test_months_to_come_and_months_after_the_status_are_refused(cast: Cast) -> None:
    mine = cast.client(cast.worker)
    assert "还没有到的月份不能申请" in said(send(mine, pension_12="900"))
    until = {"ground_until_0": "2026", "ground_until_1": "2", "ground_until_2": "28"}
    assert "身份到期以后的月份不能申请" in said(send(mine, **until))
    assert not Case.objects.exists()


def test_who_was_verified_does_not_type_who_they_are(cast: Cast) -> None:
    person = making.person("李小满")
    verified(cast.worker, person)
    mine = cast.client(cast.worker)
    page = mine.get(APPLY)
    assert "id_number" not in text(page)
    assert person.identity.number not in text(page)
    send(mine)
    assert FlexibleSubsidy.objects.get().identity == person.identity


def test_the_same_form_twice_makes_one_application(cast: Cast) -> None:
    mine = cast.client(cast.worker)
    form = filled(mine.get(APPLY)) | typed()
    places = {mine.post(APPLY, form)["Location"] for _ in range(2)}
    assert len(places) == 1
    assert Case.objects.filter(kind=P.code).count() == 1


def test_whoever_proposes_does_not_decide(cast: Cast) -> None:
    case = proposed(cast, application(cast.worker))
    FlexibleSubsidy.objects.filter(pk=case.pk).update(proposed_by=cast.register_reviewer)
    with pytest.raises(Refused, match="不能自己复核"):
        perform(case, P.approve, by=cast.register_reviewer)


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"checked": ""}, "请写明身份是怎么核实的"),
        ({"checked": "file"}, "申请人还没有交证明"),
        (day("until", date(2026, 9, 30)), "有的月份在身份到期以后"),
        ({"until_0": "", "until_1": "", "until_2": ""}, "请写明身份到哪一天为止"),
    ],
)
def test_nobody_is_subsidised_by_a_status_that_nobody_saw(
    cast: Cast, changes: Typed, sentence: str
) -> None:
    case = application(cast.worker, months=paid(10))
    page = Desk(cast, cast.registrar).act(case, "propose", proposal="grant", **CHECKED | changes)
    assert_refused(page, case, sentence)


def test_who_was_insured_at_a_unit_in_those_months_is_told_to_the_officer(cast: Cast) -> None:
    number = making.id_number()
    person = making.person("李小满", number=number)
    work = making.employment(person, making.employer("济宁演示机械有限公司"))
    Employment.objects.filter(pk=work.pk).update(
        started_on=date(2026, 1, 5), reported_on=date(2026, 1, 5), insured_from=date(2026, 1, 6)
    )
    case = application(cast.worker, name="李小满", number=number)
    page = unescape(text(Desk(cast, cast.registrar).page(case)))
    assert "申请的月份里在单位参保（济宁演示机械有限公司）" in page


def test_work_whose_insurance_never_began_is_no_warning(cast: Cast) -> None:
    number = making.id_number()
    work = making.employment(making.person("李小满", number=number), making.employer())
    first = date(2026, 1, 5)
    Employment.objects.filter(pk=work.pk).update(
        started_on=first, reported_on=first, insured_from=date(2026, 1, 6), ended_on=first
    )
    case = application(cast.worker, name="李小满", number=number)
    assert "在单位参保" not in unescape(text(Desk(cast, cast.registrar).page(case)))


def test_a_refusal_says_why_to_the_applicant(cast: Cast) -> None:
    case = application(cast.worker)
    desk = Desk(cast, cast.registrar)
    assert_refused(desk.act(case, "propose", proposal="refuse"), case, "请写明理由")
    desk.act(case, "propose", proposal="refuse", reason="没有查到就业困难人员认定。")
    case.refresh_from_db()
    reviewer = Desk(cast, cast.register_reviewer)
    assert_refused(reviewer.act(case, "approve"), case, "提出的意见是不予补贴")
    assert_done(reviewer.act(case, "refuse"), case)
    assert "没有查到就业困难人员认定" in said(
        cast.client(cast.worker).get(f"/cases/{case.reference}/")
    )
    assert not SubsidyMonth.objects.filter(granted_on__isnull=False).exists()
    assert "认定" not in str([row.payload for row in Outbox.objects.filter(kind="sms")])


def test_a_returned_proposal_is_checked_again(cast: Cast) -> None:
    case = proposed(cast, application(cast.worker))
    Desk(cast, cast.register_reviewer).act(case, "return_to_checker", reason="请核对三月缴费")
    case.refresh_from_db()
    assert case.state == "received"
    assert "请核对三月缴费" in said(Desk(cast, cast.registrar).page(case))
    assert "请核对三月缴费" not in said(cast.client(cast.worker).get(f"/cases/{case.reference}/"))


def test_the_applicant_hands_in_a_proof_and_takes_the_application_back(cast: Cast) -> None:
    case = application(cast.worker)
    mine = Desk(cast, cast.worker)
    assert_refused(mine.act(case, "supply_proof"), case, "请选择要上传的文件")
    assert_done(mine.act(case, "supply_proof", proof=photo("认定表.jpg")), case)
    assert "认定表.jpg" in said(Desk(cast, cast.registrar).page(case))
    assert "认定表.jpg" in said(mine.page(case))
    assert_done(mine.act(case, "withdraw", reason="填错了"), case)
    assert (case.state, case.is_open) == ("withdrawn", False)


def test_a_month_is_subsidised_once_for_a_person(cast: Cast) -> None:
    number = making.id_number()
    granted(cast, application(cast.worker, number=number, months=paid(1, 2)))
    case = application(cast.stranger, number=number, months=paid(2, 3))
    page = Desk(cast, cast.registrar).act(case, "propose", proposal="grant", **CHECKED)
    assert_refused(page, case, "2026年2月已经补贴过，一人一个月只补一次")


def test_the_rule_of_each_month_is_applied(cast: Cast) -> None:
    SubsidyRule.objects.create(
        from_on=date(2026, 2, 1), numerator=1, denominator=2, month_cap=400, source="测试"
    )
    subsidy = granted(cast, application(cast.worker, months=paid(1, 2)))
    assert list(subsidy.months.values_list("amount", flat=True)) == [600, 400]


def test_without_any_rule_nothing_is_granted(cast: Cast) -> None:
    SubsidyRule.objects.all().delete()
    case = application(cast.worker)
    with pytest.raises(Refused, match="补贴标准还没有录入"):
        proposed(cast, case)


def test_a_stranger_and_another_county_find_no_application(cast: Cast) -> None:
    case = application(cast.worker)
    for user in (cast.stranger, cast.foreign_registrar, cast.handler, cast.agent):
        assert cast.client(user).get(f"/cases/{case.reference}/").status_code == 404
    assert cast.client(cast.worker).get(f"/cases/{case.reference}/").status_code == 200
    assert case.reference not in said(cast.client(cast.stranger).get("/subsidies/mine/"))
    assert cast.client(cast.registrar).get(APPLY).status_code == 403
    mine = Desk(cast, cast.worker)
    assert mine.open(case, "propose").status_code == 404


def test_another_name_for_the_number_is_told_to_the_officer(cast: Cast) -> None:
    person = making.person("李小满")
    case = application(cast.worker, name="李大山", number=person.identity.number)
    assert "姓名和登记簿里" in said(Desk(cast, cast.registrar).page(case))


def test_numbers_and_telephones_are_masked(cast: Cast) -> None:
    number = making.id_number()
    case = application(cast.worker, number=number)
    for user in (cast.registrar, cast.worker):
        page = text(cast.client(user).get(f"/cases/{case.reference}/"))
        assert number not in page
        assert "13800000009" not in page


@pytest.mark.django_db(transaction=True)
def test_two_applications_for_one_month_decided_at_once_give_one_grant(cast: Cast) -> None:
    number = making.id_number()
    cases = [
        proposed(cast, application(user, number=number, months=paid(5)))
        for user in (cast.worker, cast.stranger, cast.relative)
    ]
    assert sorted(decided_at_once(cast, cases)) == ["granted", "refused", "refused"]
    assert SubsidyMonth.objects.filter(granted_on__isnull=False).count() == 1
    assert all(ledger.faults(case.pk) == [] for case in cases)


@pytest.mark.django_db(transaction=True)
def test_applications_decided_at_once_stay_within_the_months_together(cast: Cast) -> None:
    SubsidyRule.objects.update(most_months=3)
    number = making.id_number()
    cases = [
        proposed(cast, application(user, number=number, months=paid(first, first + 1)))
        for user, first in ((cast.worker, 1), (cast.stranger, 3), (cast.relative, 5))
    ]
    assert sorted(decided_at_once(cast, cases)) == ["granted", "refused", "refused"]
    assert SubsidyMonth.objects.filter(granted_on__isnull=False).count() == 2


def decided_at_once(cast: Cast, cases: list[Case]) -> list[str]:
    """Approve all of them at the same moment, and return how each ended."""
    reviewer, results = cast.register_reviewer, []
    gate = threading.Barrier(len(cases))

    def decide(case: Case) -> None:
        try:
            gate.wait()
            perform(case, P.approve, by=reviewer)
            results.append("granted")
        except Refused:
            results.append("refused")
        finally:
            connection.close()

    threads = [threading.Thread(target=decide, args=[case]) for case in cases]
    for one in threads:
        one.start()
    for one in threads:
        one.join()
    return results


@pytest.mark.django_db(transaction=True)
def test_one_application_posted_by_four_at_once_is_one_case(cast: Cast) -> None:
    mine, results = cast.client(cast.worker), []
    form = filled(mine.get(APPLY)) | typed()
    clients = [cast.client(cast.worker) for _ in range(4)]

    def post(client: Client) -> None:
        try:
            results.append(client.post(APPLY, form).status_code)
        finally:
            connection.close()

    threads = [threading.Thread(target=post, args=[client]) for client in clients]
    for one in threads:
        one.start()
    for one in threads:
        one.join()
    assert results == [303] * 4
    assert Case.objects.filter(kind=P.code).count() == 1


@pytest.mark.parametrize("count", [0, 1, 25])
def test_the_own_list_asks_as_many_questions_for_any_length(
    cast: Cast, count: int, django_assert_max_num_queries: Any
) -> None:
    for _ in range(count):
        application(cast.worker)
    mine = cast.client(cast.worker)
    mine.get("/subsidies/mine/")
    with django_assert_max_num_queries(8):
        assert mine.get("/subsidies/mine/").status_code == 200


def test_the_same_key_withdraws_once(cast: Cast) -> None:
    case = application(cast.worker)
    key = uuid.uuid4()
    perform(case, P.withdraw, by=cast.worker, facts=f.Because("一"), key=key)
    assert perform(case, P.withdraw, by=cast.worker, facts=f.Because("一"), key=key)
    assert case.state == "withdrawn"


def refused(cast: Cast, **typed: Any) -> Case:
    """Return an application that two officers refused."""
    assert send(cast.client(cast.worker), **typed).status_code == 303
    case = Case.objects.get(kind=P.code)
    why = {"proposal": "refuse", "reason": "没有就业困难人员登记"}
    assert_done(Desk(cast, cast.registrar).act(case, "propose", **why), case)
    assert_done(Desk(cast, cast.register_reviewer).act(case, "refuse"), case)
    return case


def test_a_refusal_is_a_letter_with_reason_number_and_remedies(cast: Cast) -> None:
    case = refused(cast)
    letter = Letter.objects.get(case=case)
    assert letter.kind == "filing_refusal"
    assert letter.number.startswith("济任社保登不字〔2026〕第")
    assert [one.party.kind for one in letter.recipients.all()] == ["worker"]
    words = str(letter.inputs)
    for told in (
        f"您于2026年11月24日提交的灵活就业社保补贴申请（编号{case.reference}）收悉",
        "没有就业困难人员登记",
        "决定不予办理灵活就业社保补贴",
        "2026年1月、2026年3月",
        "任城区人民政府申请行政复议",
        "提起行政诉讼",
    ):
        assert told in words, told
    assert "社会保险经办条例》第五十二条" not in words
    page = said(cast.client(cast.worker).get(f"/cases/{case.reference}/"))
    assert "不服怎么办" in page
    assert "告知书送达以后 60日内" in page
    assert "不予办理告知书" in page


def test_the_last_day_to_contest_is_told_once_it_was_served(cast: Cast) -> None:
    case = refused(cast, consents="on")
    desk = Desk(cast, cast.registrar)
    assert "登记送达" in said(desk.page(case))
    assert_done(desk.act(case, "record_service", method="electronic"), case)
    page = said(cast.client(cast.worker).get(f"/cases/{case.reference}/"))
    assert "2027年1月25日" in page  # sixty days after 24 November is a Saturday
    assert "登记送达" not in said(desk.page(case)).split("经过")[0]
    again = desk.send(case, "record_service", fresh(case) | {"method": "electronic"})
    assert again.status_code == 422


def test_electronic_service_needs_the_consent_of_the_applicant(cast: Cast) -> None:
    case = refused(cast)
    page = Desk(cast, cast.registrar).act(case, "record_service", method="electronic")
    assert_refused(page, case, "同意")
