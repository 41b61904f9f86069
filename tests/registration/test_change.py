"""单位变更登记: from the duty or the filing to the register, by two persons of the agency."""

import uuid
from concurrent.futures import ThreadPoolExecutor
from datetime import date, timedelta

import pytest
from django.db import connection

from portal.accounts.models import RoleGrant
from portal.cases.models import Case, Entry
from portal.cases.refusals import Refused
from portal.deadlines.models import Deadline
from portal.deadlines.reminders import sweep
from portal.letters.models import Letter
from portal.notifications.models import Outbox
from portal.offices.models import Office
from registration.filings.facts import ChangeFiled
from registration.filings.filing import open_filing
from registration.filings.process import ChangeProcess
from registration.filings.states import FilingState as S
from registration.models import EmployerChange, EmployerFiling
from tests import reference
from tests.cast import Cast
from tests.conftest import Clock
from tests.desk import (
    Desk,
    address,
    assert_done,
    assert_refused,
    day,
    filled,
    fresh,
    photo,
    text,
)
from tests.registration import filing, making
from tests.registration.filing import AGENCY_DUE, running

# Filing ---------------------------------------------------------------------------------------


def test_a_change_is_filed_and_the_agency_has_ten_working_days(cast: Cast) -> None:
    case = filing.change(cast)
    assert (case.state, case.kind, case.person_name) == (S.SUBMITTED, "employer-change", "")
    assert case.office == cast.agency
    assert running(case) == {"registration_agency": AGENCY_DUE}
    assert EmployerFiling.objects.get(case=case).asked == {"address": filing.NEW_ADDRESS}


def test_only_what_is_different_is_filed(cast: Cast) -> None:
    case = filing.change(cast, name="济宁新名机械有限公司", phone="0537-2200009")
    asked = EmployerFiling.objects.get(case=case).asked
    assert set(asked) == {"name", "phone", "address"}


def test_what_the_register_never_held_may_stay_open_in_a_change(cast: Cast) -> None:
    case = filing.change(cast, filing.unit(cast, phone="", legal_representative=""))
    assert set(EmployerFiling.objects.get(case=case).asked) == {"address"}


def test_nothing_different_is_no_change_and_nothing_typed_is_lost(cast: Cast) -> None:
    employer = filing.unit(cast)
    page = filing.begin(
        cast, employer, "change", reason="换个说法", **day("happened_on", filing.TODAY)
    )
    assert page.status_code == 422
    assert "请至少改一项" in text(page)
    assert "换个说法" in text(page)
    assert Case.objects.count() == 0


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        (day("happened_on", filing.TODAY + timedelta(days=1)), "不能晚于今天"),
        ({"industry_code": "工业"}, "行业代码是 2 到 4 位数字"),
        ({"phone": "123"}, "7 到 16 位"),
        ({"parent_code": "123"}, "18 位"),
        ({"name": ""}, "请填写单位名称"),
    ],
)
def test_what_is_wrong_is_told_at_its_field(
    cast: Cast, typed: dict[str, object], sentence: str
) -> None:
    typed = {"address": filing.NEW_ADDRESS, **day("happened_on", filing.TODAY)} | typed
    page = filing.begin(cast, filing.unit(cast), "change", **typed)
    assert page.status_code == 422
    assert sentence in text(page)
    assert filing.NEW_ADDRESS in text(page)


def test_a_parent_is_on_the_register_and_not_below_the_unit(cast: Cast) -> None:
    employer = filing.unit(cast)
    below = making.employer("下级演示公司", parent=employer)
    elsewhere = making.credit_code()
    for code, sentence in (
        (elsewhere, "册上没有这个代码"),
        (below.credit_code, "不能把本单位自己或者它的下级"),
        (employer.credit_code, "不能把本单位自己或者它的下级"),
    ):
        typed = {"parent_code": code, **day("happened_on", filing.TODAY)}
        page = filing.begin(cast, employer, "change", **typed)
        assert page.status_code == 422
        assert sentence in text(page)


def test_the_same_form_sent_twice_is_one_filing(cast: Cast) -> None:
    employer = filing.unit(cast)
    client = cast.client(cast.agent)
    url = f"/units/{employer.pk}/filings/change/"
    typed = filled(client.get(url)) | {
        "address": filing.NEW_ADDRESS,
        **day("happened_on", filing.CHANGED_ON),
    }
    first, second = client.post(url, typed), client.post(url, typed)
    assert first["Location"] == second["Location"]
    assert Case.objects.count() == 1


def test_one_change_runs_at_a_time(cast: Cast) -> None:
    employer = filing.unit(cast)
    case = filing.change(cast, employer)
    page = filing.begin(
        cast, employer, "change", address="别的演示地址 1 号", **day("happened_on", filing.TODAY)
    )
    assert page.status_code in {422, 200}
    assert "已经有一件" in text(page)
    assert Case.objects.count() == 1
    assert_done(Desk(cast, cast.agent).act(case, "withdraw", reason="写错了"), case)
    filing.change(cast, employer)


@pytest.mark.django_db(transaction=True)
def test_six_agents_at_once_begin_one_change() -> None:
    reference.load()
    cast = Cast(Office.objects.get(code="rencheng"), Office.objects.get(code="jinxiang"))
    employer = filing.unit(cast)
    facts = ChangeFiled(filing.CHANGED_ON, (("address", filing.NEW_ADDRESS),))
    user = cast.agent

    def file(_: int) -> bool:
        try:
            open_filing(
                ChangeProcess,
                ChangeProcess.submit,
                employer,
                by=user,
                facts=facts,
                key=uuid.uuid4(),
            )
        except Refused:
            return False
        finally:
            connection.close()
        return True

    with ThreadPoolExecutor(6) as pool:
        filed = list(pool.map(file, range(6)))
    assert sorted(filed) == [False] * 5 + [True]
    assert Case.objects.count() == 1


def test_strangers_officers_and_agents_of_others_find_no_form(cast: Cast) -> None:
    employer, other = filing.unit(cast), making.employer("另一家有限公司")
    for user, unit in (
        (cast.stranger, employer),
        (cast.registrar, employer),
        (cast.agent, other),
    ):
        for page in ("", "change/", "cancellation/"):
            url = f"/units/{unit.pk}/filings/{page}"
            assert cast.client(user).get(url).status_code == 404


def test_a_cancelled_unit_files_nothing_more(cast: Cast) -> None:
    employer = filing.unit(cast, status="cancelled", closed_on=filing.TODAY)
    client = cast.client(cast.agent)
    assert client.get(f"/units/{employer.pk}/filings/").status_code == 200
    assert client.get(f"/units/{employer.pk}/filings/change/").status_code == 404


@pytest.mark.parametrize(("offset", "is_late"), [(30, False), (31, True)])
def test_a_late_filing_is_taken_and_marked(
    cast: Cast, clock: Clock, offset: int, is_late: bool
) -> None:
    on = date(2026, 10, 21)  # 30 days later is a Friday
    clock.set(on + timedelta(days=offset))
    case = filing.change(cast, **day("happened_on", on))
    assert case.state == S.SUBMITTED
    for user in (cast.agent, cast.registrar):
        assert ("逾期申报" in text(Desk(cast, user).page(case))) is is_late


def test_the_receipt_of_a_late_change_says_so_with_its_article(cast: Cast, clock: Clock) -> None:
    case = filing.noted(cast, filing.unit(cast))
    clock.set("2026-12-11")
    typed = {"legal_representative": "孙经理", **day("happened_on", filing.CHANGED_ON)}
    assert_done(Desk(cast, cast.agent).act(case, "file", **typed), case)
    filing.approved(cast, case)
    inputs = Letter.objects.get(case=case, kind="filing_receipt").inputs
    assert "逾期申报：应在2026年12月10日（星期四）前申报" in inputs["lines"][-1]
    assert "社会保险经办条例》第十条" in inputs["result"]


# Whose turn it is -----------------------------------------------------------------------------


def reminded(case: Case) -> set[str]:
    """Return the names of everybody who was reminded of a case."""
    rows = Outbox.objects.filter(key__startswith="reminder:").select_related("user")
    return {row.user.name for row in rows if row.user and case.reference in str(row.payload)}


def test_the_agency_is_reminded_through_the_person_whose_turn_it_is(
    cast: Cast, clock: Clock
) -> None:
    _ = cast.registrar, cast.register_reviewer
    case = filing.change(cast)
    clock.set("2026-12-05")
    sweep(clock.today())
    assert reminded(case) == {"季经办"}
    filing.proposed(cast, case)
    clock.set("2026-12-07")
    sweep(clock.today())
    assert reminded(case) == {"季经办", "宓复核"}


# Correction -----------------------------------------------------------------------------------


def test_the_correction_stops_the_clock_and_a_full_new_period_follows(
    cast: Cast, clock: Clock
) -> None:
    case = filing.corrected(cast, filing.change(cast))
    assert (case.state, running(case)) == (S.CORRECTING, {})
    letter = Letter.objects.get(case=case, kind="filing_correction")
    assert letter.number.startswith("济任社保登补字〔2026〕")
    assert letter.inputs["missing"] == ["写明门牌号"]
    clock.set("2026-12-01")
    assert "写明门牌号" in text(Desk(cast, cast.agent).open(case, "supply_correction"))
    page = Desk(cast, cast.agent).act(case, "supply_correction", address="演示路 9 号附 2 号")
    assert_done(page, case)
    assert case.state == S.SUBMITTED_AGAIN
    assert running(case) == {"registration_agency": date(2026, 12, 15)}
    assert EmployerFiling.objects.get(case=case).asked["address"] == "演示路 9 号附 2 号"


def test_a_paper_may_come_with_the_correction(cast: Cast) -> None:
    case = filing.corrected(cast, filing.change(cast))
    page = Desk(cast, cast.agent).act(case, "supply_correction", paper=photo("执照.jpg"))
    assert_done(page, case)
    assert "执照.jpg" in text(Desk(cast, cast.registrar).page(case))


def test_a_second_correction_is_refused(cast: Cast) -> None:
    case = filing.corrected(cast, filing.change(cast))
    assert_done(Desk(cast, cast.agent).act(case, "supply_correction"), case)
    page = Desk(cast, cast.registrar).send(
        case, "notify_correction", fresh(case) | {"missing": "还缺一样"}
    )
    assert_refused(page, case, "已经告知过一次补正")


def test_the_period_to_correct_begins_with_the_service_of_the_notice(cast: Cast) -> None:
    case = filing.change(cast, consents="on")
    filing.corrected(cast, case)
    page = Desk(cast, cast.registrar).act(case, "record_service")
    assert_done(page, case)
    assert running(case) == {"filing_correction": date(2026, 12, 9)}
    assert Deadline.objects.get(case=case, term="filing_correction").party is not None
    assert_done(Desk(cast, cast.agent).act(case, "supply_correction"), case)
    assert set(running(case)) == {"registration_agency"}


# Withdrawal -----------------------------------------------------------------------------------


@pytest.mark.parametrize("stage", ["submitted", "correcting", "checked"])
def test_the_employer_withdraws_before_the_decision(cast: Cast, stage: str) -> None:
    case = filing.change(cast)
    if stage == "correcting":
        filing.corrected(cast, case)
    if stage == "checked":
        filing.proposed(cast, case)
    assert_done(Desk(cast, cast.agent).act(case, "withdraw", reason="写错了"), case)
    assert (case.state, case.is_open, running(case)) == (S.WITHDRAWN, False, {})


def test_after_the_decision_nothing_is_withdrawn(cast: Cast) -> None:
    case = filing.approved(cast, filing.change(cast))
    page = Desk(cast, cast.agent).send(case, "withdraw", fresh(case) | {"reason": "不办了"})
    assert_refused(page, case, "案件现在的状态是「已办结」")


# The decision ---------------------------------------------------------------------------------


def test_two_persons_change_the_register_and_the_receipt_says_what(cast: Cast) -> None:
    employer = filing.unit(cast)
    case = filing.change(cast, employer, name="济宁新名机械有限公司")
    assert "济宁新名机械有限公司" in text(Desk(cast, cast.registrar).page(case))
    employer.refresh_from_db()
    filing.proposed(cast, case)
    employer.refresh_from_db()
    assert employer.name == "济宁演示机械有限公司"
    assert_done(Desk(cast, cast.register_reviewer).act(case, "approve"), case)
    employer.refresh_from_db()
    assert (employer.name, employer.address) == ("济宁新名机械有限公司", filing.NEW_ADDRESS)
    changes = EmployerChange.objects.filter(case=case)
    assert {(one.what, one.on, one.by) for one in changes} == {
        ("单位名称", filing.CHANGED_ON, cast.register_reviewer),
        ("地址", filing.CHANGED_ON, cast.register_reviewer),
    }
    letter = Letter.objects.get(case=case, kind="filing_receipt")
    assert letter.number.startswith("济任社保登字〔2026〕")
    assert (
        "单位名称：由“济宁演示机械有限公司”变更为“济宁新名机械有限公司”" in letter.inputs["lines"]
    )
    assert letter.inputs["head"]["verify_url"]
    assert running(case) == {}
    page = text(Desk(cast, cast.agent).page(case))
    assert "已经办好" in page
    assert letter.number in page


def test_whoever_proposed_does_not_decide(cast: Cast) -> None:
    RoleGrant.objects.create(
        user=cast.registrar,
        role="register_reviewer",
        office=cast.agency,
        from_on=date(2020, 1, 1),
    )
    case = filing.proposed(cast, filing.change(cast))
    for act in ("approve", "return_to_checker"):
        typed = fresh(case) | {"reason": "再看看"}
        page = Desk(cast, cast.registrar).send(case, act, typed)
        assert_refused(page, case, "提出意见的人不能自己复核")


def test_the_second_person_decides_what_was_proposed_or_returns_it(cast: Cast) -> None:
    case = filing.proposed(cast, filing.change(cast))
    desk = Desk(cast, cast.register_reviewer)
    assert_refused(desk.send(case, "refuse", fresh(case)), case, "提出的意见是予以办理")
    assert_done(desk.act(case, "return_to_checker", reason="请核对门牌号"), case)
    assert case.state == S.SUBMITTED
    assert "请核对门牌号" in text(Desk(cast, cast.registrar).page(case))
    assert "请核对门牌号" not in text(Desk(cast, cast.agent).page(case))
    filing.proposed(cast, case, decision="refuse", refusal_reason="门牌号不对")
    assert_refused(desk.send(case, "approve", fresh(case)), case, "提出的意见是不予办理")


def test_after_a_return_a_corrected_filing_is_still_a_corrected_one(cast: Cast) -> None:
    case = filing.corrected(cast, filing.change(cast))
    assert_done(Desk(cast, cast.agent).act(case, "supply_correction"), case)
    filing.proposed(cast, case)
    desk = Desk(cast, cast.register_reviewer)
    assert_done(desk.act(case, "return_to_checker", reason="再看看"), case)
    assert case.state == S.SUBMITTED_AGAIN


def test_a_refusal_says_why_and_what_remains(cast: Cast) -> None:
    employer = filing.unit(cast)
    case = filing.refusal(cast, filing.change(cast, employer))
    assert (case.state, case.is_open, running(case)) == (S.REFUSED, False, {})
    employer.refresh_from_db()
    assert employer.address != filing.NEW_ADDRESS
    inputs = Letter.objects.get(case=case, kind="filing_refusal").inputs
    assert "地址与营业执照不一致" in inputs["reason"]
    for words in ("《社会保险经办条例》第五十二条", "60日", "6个月", "任城区人民政府"):
        assert words in inputs["remedy"]
    page = text(Desk(cast, cast.agent).page(case))
    assert "行政复议" in page
    assert "告知书送达以后 60日内" in page


def test_the_last_days_to_contest_a_refusal_are_told_once_it_was_served(cast: Cast) -> None:
    case = filing.refusal(cast, filing.change(cast))
    desk = Desk(cast, cast.registrar)
    letter = Letter.objects.get(case=case, kind="filing_refusal")
    typed = {"letter_id": letter.pk, "method": "direct", "received_by": "赵会计"}
    assert_refused(desk.act(case, "record_service", **typed), case, "请上传送达凭证")
    assert_done(desk.act(case, "record_service", **typed, proof=photo()), case)
    page = text(Desk(cast, cast.agent).page(case))
    assert "2027年1月25日" in page  # 60 days are 01-23, a Saturday
    assert "2027年5月24日" in page
    again = {**fresh(case), **typed, **day("served_on", filing.TODAY)}
    assert desk.send(case, "record_service", again).status_code == 422


def test_a_refusal_without_reason_is_not_proposed(cast: Cast) -> None:
    case = filing.change(cast)
    page = Desk(cast, cast.registrar).act(case, "propose", decision="refuse", opinion="看过了")
    assert_refused(page, case, "请写明理由")
    assert "看过了" in text(page)


# Who may do what -----------------------------------------------------------------------------

WRONG = [
    ("propose", "register_reviewer", {"decision": "approve"}, "只有参保经办人员"),
    ("notify_correction", "register_reviewer", {"missing": "门牌号"}, "只有参保经办人员"),
    ("approve", "register_reviewer", {}, "案件现在的状态是「已提交」"),
    ("refuse", "register_reviewer", {}, "案件现在的状态是「已提交」"),
    ("return_to_checker", "register_reviewer", {"reason": "再看"}, "现在的状态是「已提交」"),
    ("close_duty", "registrar", {"reason": "不用办"}, "案件现在的状态是「已提交」"),
    ("approve", "registrar", {}, "只有参保复核人员"),
]


@pytest.mark.parametrize(("act", "who", "typed", "sentence"), WRONG)
def test_an_act_of_another_role_or_state_is_refused(
    cast: Cast, act: str, who: str, typed: dict[str, str], sentence: str
) -> None:
    case = filing.change(cast)
    page = Desk(cast, getattr(cast, who)).send(case, act, fresh(case) | typed)
    assert_refused(page, case, sentence)


def test_a_party_finds_no_act_of_officers_and_officers_none_of_a_party(cast: Cast) -> None:
    case = filing.change(cast)
    for user, acts in (
        (cast.agent, ("propose", "approve", "refuse", "notify_correction", "record_service")),
        (cast.registrar, ("withdraw", "file", "supply_correction")),
        (cast.agent, ("submit", "note_duty", "nothing")),
    ):
        for act in acts:
            assert cast.client(user).get(address(case, act)).status_code == 404, act


def test_strangers_and_other_agencies_do_not_find_the_case(cast: Cast) -> None:
    case = filing.change(cast)
    for user in (cast.stranger, cast.foreign_registrar, cast.handler, cast.worker):
        assert Desk(cast, user).page(case).status_code == 404
        assert Desk(cast, user).send(case, "propose", fresh(case)).status_code == 404


def test_the_ledger_names_both_persons(cast: Cast) -> None:
    case = filing.approved(cast, filing.change(cast))
    acts = Entry.objects.filter(case=case).order_by("number").values_list("act", "by__name")
    assert list(acts) == [
        ("submit", "赵会计"),
        ("propose", "季经办"),
        ("approve", "宓复核"),
    ]


def test_a_change_of_a_unit_that_ended_meanwhile_is_not_approved(cast: Cast) -> None:
    employer = filing.unit(cast)
    case = filing.change(cast, employer)
    end = filing.cancellation(cast, employer)
    filing.proposed(cast, case)
    filing.approved(cast, end)
    page = Desk(cast, cast.register_reviewer).send(case, "approve", fresh(case))
    assert_refused(page, case, "这个单位已经注销")
