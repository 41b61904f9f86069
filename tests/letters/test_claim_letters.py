"""The letters of a claim, as its acts issue them: contents, articles, and who learns what."""

from datetime import date
from pathlib import Path

import pytest
from django.db import connection

from injury_claims import facts as f
from injury_claims import letters
from injury_claims.models import ChecklistItem, InjuryClaim
from injury_claims.outcomes import NegativeBasis, Outcome, RefusalReason, SuspensionCause
from injury_claims.process import ClaimProcess as P
from portal import clock
from portal.accounts.models import ActivationCode
from portal.cases.kinds import Done
from portal.cases.models import Case, Party
from portal.letters import render
from portal.letters.models import Letter
from portal.workflow.roles import Role
from tests import factories as make
from tests.cast import Cast
from tests.conftest import Clock
from tests.letters.papers import text_of

HIDDEN = ("13800000001", "任城区演示路1号", "13800000003", "演示医院", "骨折", make.WORKER_NUMBER)


def words_of(case: Case, kind: str, folder: Path) -> str:
    """Return the words of the latest letter of a kind."""
    letter = Letter.objects.filter(case=case, kind=kind).latest("pk")
    return text_of(render.pdf(letter), folder=folder)


def names_of(case: Case, kind: str) -> list[str]:
    """Return to whom the latest letter of a kind is addressed."""
    letter = Letter.objects.filter(case=case, kind=kind).latest("pk")
    return [one.party.name for one in letter.recipients.select_related("party")]


def dump_of(table: str) -> str:
    """Return all that stands in a table, as a thief of the database would read it."""
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT string_agg(t::text, ' ') FROM {table} t")  # noqa: S608
        return str(cursor.fetchone()[0])


def test_the_receipt_says_what_came_in_and_until_when_we_answer(cast: Cast, tmp_path: Path) -> None:
    words = words_of(make.submitted(cast), "material_receipt", tmp_path)
    assert "材料接收凭证" in words
    assert "《工伤认定办法》第八条" in words
    assert "收到申请之日起15日内审核，最晚2026年12月9日答复" in words
    assert "不表示已经受理" in words


def test_the_acceptance_names_both_sides_and_the_last_day(cast: Cast, tmp_path: Path) -> None:
    case = make.accepted(cast)
    words = words_of(case, "acceptance", tmp_path)
    assert names_of(case, "acceptance") == ["李小满", "济宁演示机械有限公司"]
    assert "李小满、济宁演示机械有限公司：" in words
    assert "《工伤保险条例》第二十条第一款" in words
    assert "60日内作出工伤认定决定，最晚为2027年1月25日" in words


def test_what_both_sides_get_before_the_decision_hides_treatment_and_addresses(
    cast: Cast, tmp_path: Path
) -> None:
    case = make.investigating(cast)
    make.act(case, P.demand_evidence, cast.handler, f.EvidenceDemand(points="是否排班"))
    stop = f.Suspension(
        cause=SuspensionCause.JUDICIAL, awaited="法院判决", explanation="案件正在审理。"
    )
    make.act(case, P.suspend, cast.handler, stop)
    for kind in ("acceptance", "evidence_notice", "suspension_notice"):
        words = words_of(case, kind, tmp_path)
        assert [one for one in HIDDEN if one in words] == [], kind


def test_the_correction_notice_lists_everything_once_with_how_and_when(
    cast: Cast, tmp_path: Path
) -> None:
    case = make.submitted(cast)
    items = list(ChecklistItem.objects.filter(claim_id=case.pk, is_required=True))
    states = tuple(f.ItemState(item.code, ChecklistItem.State.MISSING) for item in items)
    make.act(case, P.check_materials, cast.clerk, f.MaterialsChecked(states))
    facts = f.Correction(items=tuple(item.code for item in items), explanation="请尽快补齐")
    make.act(case, P.notify_correction, cast.clerk, facts)
    words = words_of(case, "correction_notice", tmp_path)
    for item in items:
        assert item.label in words
    assert "自收到本告知书之日起" in words
    assert "自收到全部补正材料之日起15日内作出受理或者不予受理的决定" in words
    assert "不再第二次要求补正" in words
    assert names_of(case, "correction_notice") == ["李小满"]


def test_a_rejection_gives_reason_article_and_remedies(cast: Cast, tmp_path: Path) -> None:
    case = make.submitted(cast, happened_on=date(2024, 11, 4))
    facts = f.Refusal(reason=RefusalReason.OUT_OF_TIME, explanation="受伤已满两年")
    make.act(case, P.refuse, cast.clerk, facts)
    words = words_of(case, "rejection", tmp_path)
    assert "申请超过法定时限" in words
    assert "《工伤保险条例》第十七条第二款" in words
    assert f"60日内向{cast.office.reconsideration_organ}申请行政复议" in words
    assert "6个月内向" in words
    assert names_of(case, "rejection") == ["李小满"]


def test_a_withdrawal_before_acceptance_is_not_told_to_the_employer(
    cast: Cast, tmp_path: Path
) -> None:
    case = make.submitted(cast)
    facts = f.Withdrawal(reason="私下已经谈好", is_voluntary=True)
    make.act(case, P.withdraw, cast.worker, facts)
    words = words_of(case, "termination", tmp_path)
    assert names_of(case, "termination") == ["李小满"]
    assert "申请期限继续计算" in words
    assert "私下已经谈好" not in words


def test_only_the_employers_notice_bears_the_entry_code(cast: Cast, tmp_path: Path) -> None:
    case = make.investigating(cast)
    make.act(case, P.demand_evidence, cast.handler, f.EvidenceDemand(points="是否排班"))
    letter = Letter.objects.get(case=case, kind="evidence_notice")
    code = letter.inputs["entry_code"]
    words = words_of(case, "evidence_notice", tmp_path)
    assert names_of(case, "evidence_notice") == ["济宁演示机械有限公司"]
    assert code in words
    for needed in (
        "第十九条第二款",
        "《工伤认定办法》第十七条",
        "15日内",
        "安装护罩时右手食指被压伤",
    ):
        assert needed in words, needed
    stored = ActivationCode.objects.get(party__case=case, party__kind=Party.Kind.EMPLOYER)
    assert code.replace("-", "") not in stored.code_hash
    for table in ("letters_letter", "notifications_outbox", "cases_entry"):
        assert code not in dump_of(table), table


def test_a_preview_of_the_notice_makes_no_entry_code(cast: Cast, tmp_path: Path) -> None:
    case = make.investigating(cast)
    claim = InjuryClaim.objects.get(pk=case.pk)
    now = clock.now()
    done = Done(act=P.demand_evidence, by=cast.handler, role=Role.HANDLER, on=now.date(), at=now)
    facts = f.EvidenceDemand(points="是否排班")
    words = text_of(letters.preview("evidence_notice", claim, facts, done), folder=tmp_path)
    assert "草稿" in words
    assert "签发时生成" in words
    assert not ActivationCode.objects.exists()


def test_suspension_and_resumption_say_why_since_when_and_what_follows(
    cast: Cast, clock: Clock, tmp_path: Path
) -> None:
    case = make.investigating(cast)
    stop = f.Suspension(
        cause=SuspensionCause.COMPETENT_AUTHORITY,
        awaited="道路交通事故认定书",
        explanation="尚未作出",
    )
    make.act(case, P.suspend, cast.handler, stop)
    words = words_of(case, "suspension_notice", tmp_path)
    assert "《工伤保险条例》第二十条第三款" in words
    assert "自2026年11月24日起中止" in words
    assert "待取得道路交通事故认定书后" in words
    clock.set("2026-12-04")
    back = f.Resumption(resume_on=clock.today(), explanation="认定书已经收到")
    make.act(case, P.resume, cast.handler, back)
    words = words_of(case, "resumption_notice", tmp_path)
    assert "自2026年12月4日起恢复" in words
    assert "共10日" in words
    assert "顺延至2027年2月2日" in words


def test_the_record_of_an_interview_names_two_officers_and_shown_credentials(
    cast: Cast, tmp_path: Path
) -> None:
    case = make.interviewed(cast, make.investigating(cast))
    words = words_of(case, "interview_record", tmp_path)
    assert f"{cast.handler.name}、{cast.investigator.name}" in words
    assert "出示执法证件" in words
    assert "问：事故是怎样发生的？" in words
    assert names_of(case, "interview_record") == []


def test_the_decision_holds_article_19_and_the_remedies(cast: Cast, tmp_path: Path) -> None:
    case = make.decided(cast)
    words = words_of(case, "determination", tmp_path)
    for content in (
        "认定工伤决定书", "济宁演示机械有限公司", "职工姓名：李小满", "性别：男", "年龄：36岁",
        "职业：装配工",
        f"居民身份证号码：{make.WORKER_NUMBER}", "受伤害部位：", "事故时间：2026年11月2日9时20分",
        "诊断时间：", "职工在车间安装护罩时右手食指被压伤", "演示医院诊断为右手食指骨折",
        "调查笔录、诊断证明",
        "《工伤保险条例》第十四条第（一）项", "现予以认定为工伤", "60日内向", "6个月内向",
        "2026年11月24日",
    ):  # fmt: skip
        assert content in words, content
    for hidden in ("13800000001", "任城区演示路1号"):
        assert hidden not in words


@pytest.mark.parametrize(
    ("basis", "article"),
    [
        (NegativeBasis.GROUND_NOT_MET, "《工伤保险条例》第十四条、第十五条"),
        (NegativeBasis.NOT_PROVED, "《工伤认定办法》第十七条"),
        (NegativeBasis.INTOXICATION, "《工伤保险条例》第十六条第（二）项"),
    ],
)
def test_a_refusal_to_recognise_gives_its_basis_and_no_treatment(
    cast: Cast, tmp_path: Path, basis: NegativeBasis, article: str
) -> None:
    case = make.investigating(cast)
    claim = InjuryClaim.objects.get(pk=case.pk)
    claim.outcome = Outcome.NOT_RECOGNIZED.value
    claim.ground_decided = "G14_1"
    claim.negative_basis = basis.value
    claim.facts_found = "当日休息，自行外出时受伤"
    claim.reasons = "与工作无关"
    claim.medical = "演示医院诊断为右手食指骨折"
    now = clock.now()
    done = Done(act=P.sign, by=cast.signer, role=Role.SIGNER, on=now.date(), at=now)
    words = text_of(letters.preview("determination", claim, None, done), folder=tmp_path)
    assert "不予认定工伤决定书" in words
    assert article in words
    assert "现决定不予认定工伤" in words
    assert "骨折" not in words
    assert "演示医院" not in words


def test_the_service_form_is_filled_for_each_party(cast: Cast, tmp_path: Path) -> None:
    case = make.decided(cast)
    letter = Letter.objects.get(case=case, kind="determination")
    party = case.parties.get(kind=Party.Kind.EMPLOYER)
    paper = letters.service_receipt(letter, party=party, by=cast.handler, on=clock.today())
    words = text_of(paper, folder=tmp_path)
    for content in (case.reference, letter.number, party.name, cast.handler.name):
        assert content in words
