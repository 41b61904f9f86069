"""The citizen's way from the first question to the receipt, through HTTP."""

import pytest
from django.test import Client

from injury_claims.models import InjuryClaim
from portal.cases.models import Case, Party
from portal.letters.models import Letter
from portal.notifications.models import Outbox
from portal.wizard.models import Draft
from tests.cast import Cast
from tests.conftest import Clock
from tests.injury_claims.filer import RELATIVE, WORKER_NUMBER, Filer, day, errors, text


@pytest.fixture
def filer(cast: Cast) -> Filer:
    """A worker who has begun an application."""
    return Filer(cast.client(cast.worker)).begin()


@pytest.fixture
def relative(cast: Cast) -> Filer:
    """The wife of a worker who died at work."""
    return Filer(cast.client(cast.relative), typed=dict(RELATIVE)).begin()


def test_a_worker_walks_from_the_first_question_to_a_receipt_with_a_number(filer: Filer) -> None:
    check = filer.walk()
    assert "检查一遍，然后提交" in text(check)
    assert WORKER_NUMBER not in text(check)
    assert "100***********7713" in text(check)
    answer = filer.submit()
    case = Case.objects.get()
    assert answer["Location"] == f"/claims/{case.reference}/receipt/"
    receipt = text(filer.client.get(answer["Location"]))
    assert case.reference in receipt
    assert "2026年12月9日（星期三）前" in receipt  # 11-24 + 15 days
    assert "还没有。受理后书面通知" in receipt


def test_the_case_holds_what_was_typed_and_goes_to_the_office_of_the_place_of_insurance(
    filer: Filer,
) -> None:
    filer.walk()
    filer.submit()
    case = Case.objects.get()
    claim = InjuryClaim.objects.get(pk=case.pk)
    assert case.office.county_id == "370811"
    assert claim.ground_claimed == "G14_6"
    assert claim.work_town == "370811002"
    assert claim.worker_gender == "男"
    assert any(asked == "责任" and "没有责任" in said for asked, said in claim.ground_answers)
    worker = Party.objects.get(case=case, kind="worker")
    assert worker.is_applicant
    assert worker.identity is not None
    assert worker.electronic_service_consent


def test_nothing_typed_stays_in_the_draft_after_it_was_filed(filer: Filer) -> None:
    filer.walk()
    filer.submit()
    draft = Draft.objects.get()
    assert draft.case_id is not None
    assert draft.data == {}


def test_a_second_press_of_the_button_shows_the_first_receipt(filer: Filer) -> None:
    filer.walk()
    first = filer.submit()
    second = filer.submit()
    assert second["Location"] == first["Location"]
    assert Case.objects.count() == 1


def test_without_the_declaration_nothing_is_filed(filer: Filer) -> None:
    filer.walk()
    answer = filer.client.post(filer.address("check"), {})
    assert answer.status_code == 422
    assert "错误：" in text(answer)
    assert not Case.objects.exists()


def test_the_time_bar_is_told_at_once(filer: Filer) -> None:
    filer.post("basics")
    answer = filer.client.get(filer.post("when")["Location"])
    assert "最晚可以在" in text(answer)
    assert "2027年11月9日" in text(answer)  # 2026-11-09 + 1 year, a Tuesday
    assert "《工伤保险条例》第十七条" in text(answer)


def test_the_employer_is_told_its_thirty_days(cast: Cast) -> None:
    agent = Filer(cast.client(cast.agent)).begin()
    agent.post("basics", filed_by="employer")
    answer = agent.client.get(agent.post("when")["Location"])
    assert "2026年12月9日" in text(answer)  # 11-09 + 30 days
    assert "单位申请" in text(answer)


def test_a_late_worker_states_why_time_does_not_count_and_may_file_all_the_same(
    filer: Filer,
) -> None:
    filer.typed["when"] = day("happened_on", 2025, 9, 1)
    filer.post("basics")
    page = filer.client.get(filer.post("when")["Location"])
    assert "最后一天已经过了" in text(page)
    assert "因为用人单位的原因耽误" in text(page)
    typed = {
        "reason_1": "relation_dispute",
        **day("from_1", 2025, 10, 1),
        **day("to_1", 2026, 2, 1),
        "evidence_1": "仲裁裁决书",
    }
    told = filer.client.get(filer.post("limit", **typed)["Location"])
    # 2025-09-01 + 1 year = 2026-09-01, + 123 days = 2027-01-02, a Saturday in the holiday of
    # New Year, which has no arrangement yet: the first Monday after is 2027-01-04.
    assert "2027年1月4日" in text(told)
    filer.typed["limit"] = typed
    filer.walk()
    filer.submit()
    claim = InjuryClaim.objects.get()
    assert claim.is_filed_in_time
    assert len(claim.tolling) == 1


def test_a_day_that_is_changed_later_shows_the_time_bar_again(filer: Filer) -> None:
    filer.walk()
    answer = filer.post("when", **day("happened_on", 2024, 11, 16))
    assert answer["Location"] == filer.address("limit")
    page = text(filer.client.get(answer["Location"]))
    assert "最后一天已经过了" in page
    assert "前面的答案改了" in page
    assert filer.submit()["Location"] == filer.address("limit")
    assert filer.post("limit")["Location"] == filer.address("check")


def test_a_filer_that_is_changed_later_shows_the_time_bar_and_the_person_again(
    filer: Filer,
) -> None:
    filer.walk()
    assert filer.post("basics", filed_by="employer")["Location"] == filer.address("limit")
    assert filer.post("limit")["Location"] == filer.address("worker")
    page = text(filer.client.get(filer.address("worker")))
    assert 'value="周喆"' in page


def test_an_answer_saved_again_unchanged_asks_nothing_again(filer: Filer) -> None:
    filer.walk()
    for step in ("basics", "when", "ground"):
        assert filer.post(step)["Location"] == filer.address("check")


def test_the_reasons_for_lost_time_stand_open_on_the_page(filer: Filer) -> None:
    filer.typed["when"] = day("happened_on", 2025, 9, 1)
    page = text(filer.walk(to="limit"))
    assert 'type="radio" name="reason_1" value="relation_dispute"' in page
    answer = filer.post("limit", **day("from_1", 2025, 10, 1))
    assert answer.status_code == 422
    assert "请选一下是哪个原因" in errors(answer)["reason_1"][0]


def test_a_late_worker_without_reasons_is_not_shut_out(filer: Filer) -> None:
    filer.typed["when"] = day("happened_on", 2025, 9, 1)
    filer.walk()
    assert filer.submit().status_code == 302
    assert not InjuryClaim.objects.get().is_filed_in_time


def test_a_wrong_last_digit_of_the_identity_number_is_told_and_kept_as_typed(
    filer: Filer,
) -> None:
    filer.walk(to="worker")
    answer = filer.post("worker", id_number="100101199003077718")
    assert answer.status_code == 422
    assert "号码有一位填错了" in errors(answer)["id_number"][0]
    again = text(filer.client.get(filer.address("worker")))
    assert 'value="100101199003077718"' in again
    assert filer.client.get(filer.address())["Location"] == filer.address("worker")


def test_an_accident_in_the_future_is_refused_with_the_days_name(filer: Filer) -> None:
    filer.post("basics")
    answer = filer.post("when", **day("happened_on", 2026, 11, 25))
    assert answer.status_code == 422
    assert errors(answer)["happened_on"] == ["日期不能晚于今天（11月24日）"]
    assert filer.post("when", **day("happened_on", 2026, 11, 24)).status_code == 302


def test_a_day_that_does_not_exist_is_told(filer: Filer) -> None:
    filer.post("basics")
    answer = filer.post("when", **day("happened_on", 2026, 2, 30))
    assert answer.status_code == 422
    assert "2026" in text(answer)


def test_a_person_who_died_does_not_file(filer: Filer) -> None:
    answer = filer.post("basics", condition="dead")
    assert answer.status_code == 422
    assert "filed_by" in errors(answer)


def test_a_relative_files_for_a_worker_who_died_in_fitting_words(relative: Filer) -> None:
    page = text(relative.walk(to="materials"))
    assert "抢救记录" in page
    assert "死亡证明" in page
    check = text(relative.walk())
    assert "恭喜" not in check
    answer = relative.submit()
    claim = InjuryClaim.objects.get()
    assert claim.is_death
    assert claim.ground_claimed == "G15_1"
    assert claim.party("relative").is_applicant
    assert claim.party("worker").is_deceased
    receipt = text(relative.client.get(answer["Location"]))
    assert "职工本人" not in receipt


def test_the_hours_of_a_sudden_illness_are_counted_by_the_clock(relative: Filer) -> None:
    relative.walk(to="illness")
    answer = relative.client.get(relative.post("illness")["Location"])
    assert "18 小时 55 分，在 48 小时之内" in text(answer)


def test_the_worker_is_told_when_somebody_else_files_and_the_employer_is_not(cast: Cast) -> None:
    typed = {
        **RELATIVE,
        "basics": {"kind": "accident", "condition": "alive", "filed_by": "relative"},
        "ground": {"ground": "G14_1"},
    }
    filer = Filer(cast.client(cast.relative), typed=typed).begin()
    filer.walk()
    filer.submit()
    rows = Outbox.objects.filter(notice="claim_filed_for_you", kind="sms")
    told = {row.recipient for row in rows if row.recipient}
    assert told == {"13800000001"}
    assert {row.payload["context"]["applicant"] for row in rows} == {"李大山"}
    rows = Outbox.objects.filter(notice="claim_filed", kind="sms")
    told = {row.recipient for row in rows if row.recipient}
    assert "0537-0000000" not in told
    case = Case.objects.get()
    receipt = text(filer.client.get(f"/claims/{case.reference}/receipt/"))
    assert "138****0001" in receipt


@pytest.mark.parametrize(
    ("ground", "step"),
    [
        ("G14_1", "materials"),
        ("G14_2", "materials"),
        ("G14_3", "violence"),
        ("G14_5", "trip"),
        ("G14_6", "commute"),
        ("G14_7", "statute"),
        ("G15_2", "rescue"),
        ("G15_3", "veteran"),
        ("unsure", "materials"),
    ],
)
def test_each_plain_sentence_leads_to_its_own_questions(
    filer: Filer, ground: str, step: str
) -> None:
    filer.walk(to="ground")
    answer = filer.post("ground", ground=ground)
    assert answer["Location"] == filer.address(step)


def test_an_occupational_disease_is_asked_for_its_diagnosis_and_no_accident(cast: Cast) -> None:
    filer = Filer(cast.client(cast.worker)).begin()
    filer.typed |= {
        "basics": {"kind": "disease", "condition": "alive", "filed_by": "worker"},
        "disease": {
            "diagnosis": "职业性尘肺病（矽肺一期）",
            "hospital": "济宁演示职业病防治院",
            "place": "破碎车间",
            "course": "2009年起在破碎车间看皮带，粉尘大，做了11年。",
        },
        "ground": {"ground": "G14_4"},
    }
    page = text(filer.walk(to="materials"))
    assert "职业病诊断证明书" in page
    filer.walk()
    filer.submit()
    claim = InjuryClaim.objects.get()
    assert claim.ground_claimed == "G14_4"
    assert claim.diagnosed_on == claim.event_on


def test_nobody_else_sees_the_receipt(filer: Filer, cast: Cast) -> None:
    filer.walk()
    address = filer.submit()["Location"]
    assert cast.client(cast.stranger).get(address).status_code == 404
    assert Client().get(address).status_code == 302


def test_the_receipt_is_a_paper_with_a_number(filer: Filer) -> None:
    filer.walk()
    receipt = text(filer.client.get(filer.submit()["Location"]))
    letter = Letter.objects.get(kind="material_receipt")
    assert letter.number in receipt
    address = f"/cases/{letter.case.reference}/letters/{letter.pk}/"
    assert address in receipt
    paper = filer.client.get(address)
    assert paper["Content-Type"] == "application/pdf"
    assert paper.content.startswith(b"%PDF")


def test_a_filing_of_23_59_bears_that_day(cast: Cast, clock: Clock) -> None:
    clock.set("2026-11-24 23:50:00")
    filer = Filer(cast.client(cast.worker)).begin()
    filer.walk()
    clock.set("2026-11-24 23:59:59")
    filer.submit()
    assert Case.objects.get().filed_on.isoformat() == "2026-11-24"


def test_a_zone_without_towns_is_a_place_of_work_too(filer: Filer) -> None:
    filer.walk(to="workplace")
    page = text(filer.client.get(filer.address("workplace")))
    place = page.partition('name="work_place"')[2].partition("</select>")[0]
    assert "济宁经济开发区" in place
    assert ">市直<" not in place
