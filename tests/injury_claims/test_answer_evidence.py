"""The employer answers the served notice, or is silent."""

from injury_claims.process import ClaimProcess as P
from portal.accounts.mandates import grant_filing_mandate
from portal.attachments.models import Attachment
from portal.cases.models import Entry
from portal.deadlines.models import Deadline
from tests import factories as make
from tests.cast import Cast
from tests.conftest import Clock
from tests.desk import Desk, filled, photo, text
from tests.injury_claims.sides import contested, demanded


def test_the_employer_reads_the_claim_what_to_prove_until_when_and_what_silence_means(
    cast: Cast,
) -> None:
    case, agent = contested(cast)
    page = text(agent.open(case, "answer_evidence"))
    for told in ("请说明当天的排班", "2026年12月9日（星期三）", "逾期不提交", "装配车间三号线"):
        assert told in page


def test_a_denial_with_evidence_ends_the_period(cast: Cast, clock: Clock) -> None:
    case, agent = contested(cast)
    clock.move(minutes=20)
    page = agent.act(
        case,
        "answer_evidence",
        upload="employer_evidence",
        agrees="no",
        statement="当天没有排班。",
        file_employer_evidence=photo("考勤.jpg"),
    )
    assert "已收到“考勤.jpg”" in text(page)
    assert filled(page)["statement"] == "当天没有排班。"
    assert filled(page)["agrees"] == "no"
    done = agent.send(case, "answer_evidence", filled(page))
    assert done.status_code == 303
    notice = make.claim_of(case).evidence_notice
    assert (notice.status, notice.agrees) == ("replied", False)
    deadline = Deadline.objects.get(case=case, term="employer_evidence")
    assert deadline.ended_by == "met"
    assert Attachment.objects.get(original_name="考勤.jpg").visibility == "employer_side"
    worker = text(Desk(cast, cast.worker).page(case))
    assert "单位交来了答复" in worker
    assert "单位有不同意见" in worker
    assert "当天没有排班" not in worker


def test_a_denial_needs_its_reasons(cast: Cast) -> None:
    case, agent = contested(cast)
    page = agent.act(case, "answer_evidence", agrees="no")
    assert page.status_code == 422
    assert "请写明理由" in text(page)


def test_an_agreement_needs_none(cast: Cast) -> None:
    case, agent = contested(cast)
    assert agent.act(case, "answer_evidence", agrees="yes").status_code == 303
    assert "单位认可是工伤" in text(Desk(cast, cast.worker).page(case))


def test_a_double_click_answers_once_even_with_files(cast: Cast, clock: Clock) -> None:
    case, agent = contested(cast)
    clock.move(minutes=5)
    page = agent.act(
        case,
        "answer_evidence",
        upload="employer_evidence",
        agrees="yes",
        file_employer_evidence=photo(),
    )
    clock.move(minutes=1)
    typed = filled(page)
    assert agent.send(case, "answer_evidence", typed).status_code == 303
    assert agent.send(case, "answer_evidence", typed).status_code == 303
    assert Entry.objects.filter(case=case, act="answer_evidence").count() == 1


def test_after_the_silence_was_noted_an_answer_is_still_taken(cast: Cast, clock: Clock) -> None:
    case, _ = contested(cast)
    clock.set("2026-12-10")
    make.act(case, P.note_silence, cast.handler)
    agent = Desk(cast, cast.agent)  # logged in again
    page = text(agent.page(case))
    assert "还可以答复" in page
    assert "单位到期没有举证" in text(Desk(cast, cast.worker).page(case))
    assert agent.act(case, "answer_evidence", agrees="yes").status_code == 303


def test_a_notice_that_was_not_served_is_not_answered(cast: Cast) -> None:
    case = make.investigating(cast)
    demanded(cast, case)
    employer = case.parties.get(kind="employer")
    grant_filing_mandate(
        cast.agent, identity=None, case=case, party=employer, kind="employer_agent"
    )
    agent = Desk(cast, cast.agent)
    assert "提交答复和证据" not in text(agent.page(case))
    refused = agent.act(case, "answer_evidence", agrees="yes")
    assert refused.status_code == 422


def test_the_worker_and_strangers_answer_nothing(cast: Cast) -> None:
    case, _ = contested(cast)
    address = f"/cases/{case.reference}/answer_evidence/"
    typed = {"agrees": "yes", "file_employer_evidence": photo()}
    assert Desk(cast, cast.stranger).client.post(address, typed).status_code == 404
    assert Desk(cast, cast.worker).client.post(address, typed).status_code == 404
    assert not Attachment.objects.filter(case=case, material="employer_evidence").exists()
    assert make.claim_of(case).evidence_notice.status == "served"


def test_what_is_typed_is_shown_as_text_and_never_runs(cast: Cast) -> None:
    case, agent = contested(cast)
    evil = "<script>alert(1)</script>"
    page = agent.act(case, "answer_evidence", upload="employer_evidence", statement=evil)
    assert evil not in text(page)
    assert "&lt;script&gt;" in text(page)
