"""单位参保登记 by hand: for the kinds that no business register hands over."""

import re
from datetime import date, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from portal.accounts.models import Mandate
from portal.accounts.models.identity import Assurance, Scope
from portal.cases.models import Case
from portal.deadlines.models import Deadline
from portal.letters.models import Letter
from registration.filings.facts import BUSINESS_KINDS
from registration.filings.states import RegistrationState as S
from registration.models import Employer, EmployerFiling
from registration.models.employer import FROM_BUSINESS_REGISTER
from tests.cast import Cast
from tests.conftest import Clock
from tests.desk import Desk, assert_done, assert_refused, day, filled, fresh, text
from tests.registration import filing, making

ADDRESS = "/units/register/"


def post(cast: Cast, **changes: object):
    """Send the form of a registration as a citizen."""
    client = cast.client(cast.stranger)
    return client.post(ADDRESS, filled(client.get(ADDRESS)) | filing.association(**changes))


def test_a_citizen_registers_an_association_and_the_agency_has_fifteen_days(cast: Cast) -> None:
    case = filing.registration(cast)
    assert (case.state, case.kind) == (S.SUBMITTED, "employer-registration")
    assert (case.office, case.employer_name) == (cast.agency, "济宁演示志愿者协会")
    row = Deadline.objects.get(case=case)
    assert (row.term, row.due_on) == ("registration_check", date(2026, 12, 9))
    assert Employer.objects.count() == 0
    party = case.parties.get()
    assert party.identity is None
    mandate = Mandate.objects.get(user=cast.stranger)
    assert (mandate.scope, mandate.case, mandate.assurance) == (
        Scope.ONE_CASE,
        case,
        Assurance.ASSERTED,
    )
    page = text(cast.client(cast.stranger).get(ADDRESS))
    assert case.reference in page
    assert case.reference in text(cast.client(cast.stranger).get("/me/"))


def test_kinds_of_the_business_register_are_told_that_they_need_nothing(cast: Cast) -> None:
    assert {kind.value for kind in FROM_BUSINESS_REGISTER} == BUSINESS_KINDS
    assert "在市场监管部门登记时已经一并办好" in text(cast.client(cast.stranger).get(ADDRESS))
    for kind in sorted(BUSINESS_KINDS):
        page = post(cast, kind=kind)
        assert page.status_code == 422
        assert "登记时已经一并登记，不用在这里申请" in text(page)
    assert Case.objects.count() == 0


def test_the_code_is_checked_by_its_own_digit(cast: Cast) -> None:
    good = making.credit_code()
    wrong = good[:-1] + ("0" if good[-1] != "0" else "1")
    page = post(cast, credit_code=wrong)
    assert page.status_code == 422
    assert wrong in text(page)
    assert re.search(r"校验|核对", text(page))
    assert Case.objects.count() == 0


def test_a_code_that_is_on_the_register_is_not_registered_again(cast: Cast) -> None:
    employer = making.employer()
    page = post(cast, credit_code=employer.credit_code)
    assert page.status_code == 422
    assert "已经在册" in text(page)


def test_two_registrations_of_one_code_end_as_one_employer(cast: Cast) -> None:
    code = making.credit_code()
    first, second = (filing.registration(cast, credit_code=code) for _ in range(2))
    filing.proposed(cast, second)
    filing.approved(cast, first)
    page = Desk(cast, cast.register_reviewer).send(second, "approve", fresh(second))
    assert_refused(page, second, "已经在册，不能再登记一次")
    assert Employer.objects.count() == 1


@pytest.mark.parametrize(("offset", "is_late"), [(30, False), (31, True)])
def test_a_unit_that_comes_late_is_registered_and_marked(
    cast: Cast, clock: Clock, offset: int, is_late: bool
) -> None:
    on = date(2026, 10, 21)
    clock.set(on + timedelta(days=offset))
    case = filing.registration(cast, **day("happened_on", on))
    assert ("逾期申报" in text(Desk(cast, cast.registrar).page(case))) is is_late


def test_without_a_visit_to_the_counter_the_receipt_says_to_come(cast: Cast) -> None:
    case = filing.approved(cast, filing.registration(cast))
    employer = Employer.objects.get()
    assert (employer.name, employer.kind, employer.source) == (
        "济宁演示志愿者协会",
        "social_group",
        "by_hand",
    )
    assert (employer.founded_on, employer.registered_on) == (filing.CHANGED_ON, filing.TODAY)
    assert employer.changes.get().case == case
    inputs = Letter.objects.get(case=case, kind="filing_receipt").inputs
    assert "领取单位激活码" in inputs["after"]
    assert f"统一社会信用代码：{employer.credit_code}" in inputs["lines"]
    assert not Mandate.objects.filter(scope=Scope.ALL).exists()
    assert cast.client(cast.stranger).get(f"/units/{employer.pk}/").status_code == 404
    page = text(Desk(cast, cast.stranger).page(case))
    assert "到窗口领单位激活码" in page


def test_whose_papers_were_seen_acts_for_the_unit_at_once(cast: Cast) -> None:
    case = filing.registration(cast)
    filing.approved(cast, case, identity_checked="on")
    mandate = Mandate.objects.get(scope=Scope.ALL)
    assert (mandate.user, mandate.assurance) == (cast.stranger, Assurance.COUNTER)
    employer = Employer.objects.get()
    assert mandate.identity_id == employer.pk
    assert cast.client(cast.stranger).get(f"/units/{employer.pk}/").status_code == 200
    assert "窗口核验" in Letter.objects.get(case=case, kind="filing_receipt").inputs["after"]


def test_a_tick_beside_a_refusal_gives_no_right(cast: Cast) -> None:
    case = filing.registration(cast)
    filing.proposed(cast, case, decision="refuse", refusal_reason="材料不实", identity_checked="on")
    assert EmployerFiling.objects.get(case=case).is_identity_checked is False
    assert_done(Desk(cast, cast.register_reviewer).act(case, "refuse"), case)
    assert not Mandate.objects.filter(scope=Scope.ALL).exists()
    assert Employer.objects.count() == 0
    letter = Letter.objects.get(case=case, kind="filing_refusal")
    assert "《中华人民共和国社会保险法》第五十七条第一款" in letter.inputs["decision"]


def test_a_registration_is_corrected_once_and_has_fifteen_new_days(
    cast: Cast, clock: Clock
) -> None:
    case = filing.corrected(cast, filing.registration(cast))
    assert not Deadline.objects.filter(case=case, ended_on=None).exists()
    clock.set("2026-12-01")
    page = Desk(cast, cast.stranger).act(case, "supply_correction", name="济宁市演示志愿者协会")
    assert_done(page, case)
    row = Deadline.objects.get(case=case, ended_on=None)
    assert (row.term, row.due_on) == ("registration_check", date(2026, 12, 16))
    filing.approved(cast, case)
    assert Employer.objects.get().name == "济宁市演示志愿者协会"
    assert EmployerFiling.objects.get(case=case).is_corrected_once


def test_a_correction_keeps_to_the_rules_of_the_filing(cast: Cast) -> None:
    case = filing.corrected(cast, filing.registration(cast))
    page = Desk(cast, cast.stranger).act(case, "supply_correction", kind="company")
    assert_refused(page, case, "不用在这里申请")


def test_whoever_filed_takes_it_back(cast: Cast) -> None:
    case = filing.registration(cast)
    assert_done(Desk(cast, cast.stranger).act(case, "withdraw", reason="名称填错"), case)
    assert case.state == S.WITHDRAWN


def test_only_citizens_register_and_only_the_filer_sees_the_case(cast: Cast) -> None:
    case = filing.registration(cast)
    for user in (cast.worker, cast.foreign_registrar, cast.clerk):
        assert Desk(cast, user).page(case).status_code == 404
    assert case.reference not in text(cast.client(cast.worker).get(ADDRESS))
    assert cast.client(cast.registrar).get(ADDRESS).status_code == 403


@pytest.mark.parametrize("count", [0, 1, 25])
def test_the_list_asks_the_same_however_many_there_are(cast: Cast, count: int) -> None:
    for number in range(count):
        filing.registration(cast, name=f"济宁演示第{number}协会")
    client = cast.client(cast.stranger)
    with CaptureQueriesContext(connection) as asked:
        client.get(ADDRESS)
    assert len(asked) <= 9
