"""Conditions of papers, the evidence track and records of investigation."""

from typing import TYPE_CHECKING

from injury_claims.rules.subject import subject_of
from portal.law.instruments import (
    HOUSE_RULES,
    MEASURES,
)
from portal.law.rule import rule
from portal.workflow.process import Attempt

if TYPE_CHECKING:
    from injury_claims.facts import (
        Answer,
        Interview,
        SiteVisit,
    )


@rule(HOUSE_RULES.article(4))
def papers_belong_to_case(attempt: Attempt) -> str | None:
    """Papers named by an act are papers of this case."""
    named = set(attempt.facts.attachment_ids)
    if not named <= subject_of(attempt).attachment_ids():
        return "所选材料不属于本案，请重新选择。"
    return None


@rule(HOUSE_RULES.article(4))
def some_paper_is_named(attempt: Attempt) -> str | None:
    """Handing in papers means at least one paper."""
    return None if attempt.facts.attachment_ids else "请先上传至少一份材料。"


@rule(MEASURES.article(17))
def no_evidence_notice_yet(attempt: Attempt) -> str | None:
    """One evidence notice is enough."""
    if subject_of(attempt).evidence_notice_state() != "none":
        return "已经发出过限期举证通知书。"
    return None


@rule(MEASURES.article(17))
def evidence_notice_served(attempt: Attempt) -> str | None:
    """The employer answers a notice that was served."""
    if subject_of(attempt).evidence_notice_state() not in {"served", "silence_noted"}:
        return "没有等待答复的限期举证通知书。"
    return None


@rule(MEASURES.article(17))
def denial_is_explained(attempt: Attempt) -> str | None:
    """An employer that denies the injury carries the burden of proof and must say why."""
    answer: Answer = attempt.facts
    if not answer.agrees and not answer.statement.strip():
        return "不认为是工伤的，请写明理由；举证责任由用人单位承担。"
    return None


@rule(MEASURES.article(17))
def evidence_period_is_running(attempt: Attempt) -> str | None:
    """Only a period that runs can be extended."""
    subject = subject_of(attempt)
    if subject.evidence_notice_state() != "served" or subject.evidence_is_overdue(attempt.on):
        return "举证期限没有在计算，不能延长。"
    return None


@rule(MEASURES.article(17))
def evidence_period_is_over(attempt: Attempt) -> str | None:
    """Silence is noted on the day after the last day, not before."""
    subject = subject_of(attempt)
    if subject.evidence_notice_state() != "served":
        return "没有已送达而未答复的限期举证通知书。"
    if not subject.evidence_is_overdue(attempt.on):
        return "举证期限还没有届满。"
    return None


@rule(MEASURES.article(10))
def two_officers_took_part(attempt: Attempt) -> str | None:
    """An investigation is made by two different officers of the office."""
    record: Interview | SiteVisit = attempt.facts
    subject = subject_of(attempt)
    if record.second_officer_id == attempt.by:
        return "调查应当由两名以上工作人员共同进行，请选择另一名调查人员。"
    if record.second_officer_id not in subject.officers_of_office():
        return "第二名调查人员应当是本机构的工作人员。"
    if record.second_officer_id in subject.recused_officers():
        return "第二名调查人员已回避本案。"
    return None


@rule(MEASURES.article(10))
def credentials_were_shown(attempt: Attempt) -> str | None:
    """Officers show their credentials."""
    return None if attempt.facts.credentials_shown else "调查时应当出示执行公务的证件。"


@rule(MEASURES.article(10))
def record_is_not_in_future(attempt: Attempt) -> str | None:
    """A record tells what happened, in the course of this procedure."""
    if attempt.facts.taken_at > attempt.at:
        return "调查时间不能晚于现在。"
    if attempt.facts.taken_at.astimezone(attempt.at.tzinfo).date() < subject_of(attempt).filed_on():
        return "调查时间不能早于申请日期。"
    return None
