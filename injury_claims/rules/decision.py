"""Conditions of suspension, of the two periods, and of the decision by three people."""

from typing import TYPE_CHECKING

from injury_claims import terms
from injury_claims.outcomes import CERTIFIED, NegativeBasis
from injury_claims.rules.subject import subject_of
from portal.law.instruments import (
    HOUSE_RULES,
    INSURANCE_LAW,
    MEASURES,
    OPINION_2013,
    REGULATION,
)
from portal.law.rule import rule
from portal.law.words import day_words
from portal.workflow.process import Attempt

if TYPE_CHECKING:
    from injury_claims.facts import (
        Proposal,
        Resumption,
        Signature,
    )


@rule(OPINION_2013.point(5))
def conclusion_came_during_suspension(attempt: Attempt) -> str | None:
    """The clock runs on from the day on which the office received the conclusion."""
    resumption: Resumption = attempt.facts
    suspended_on = subject_of(attempt).suspended_on()
    if resumption.resume_on > attempt.on:
        return "恢复日期不能晚于今天。"
    if suspended_on is not None and resumption.resume_on < suspended_on:
        return "恢复日期不能早于中止日期。"
    if (
        resumption.resume_on != attempt.on
        and resumption.proof_id not in subject_of(attempt).attachment_ids()
    ):
        return "恢复日期早于今天的，请上传收到结论的凭证。"
    return None


@rule(REGULATION.article(20, 2))
def case_is_ordinary(attempt: Attempt) -> str | None:
    """Only an ordinary case is marked as simple."""
    return "本案已经按简单案件办理。" if subject_of(attempt).is_simple else None


@rule(REGULATION.article(20, 2))
def case_is_simple(attempt: Attempt) -> str | None:
    """Only a simple case goes back to the ordinary period."""
    return None if subject_of(attempt).is_simple else "本案没有按简单案件办理。"


@rule(REGULATION.article(20, 2))
def simple_period_is_not_over(attempt: Attempt) -> str | None:
    """A case whose short period is over cannot become a simple one."""
    accepted_on = subject_of(attempt).accepted_on
    if accepted_on is None:
        return "案件还没有受理。"
    due = terms.DETERMINATION_SIMPLE.due_on(
        accepted_on, is_working_day=attempt.is_working_day, values=attempt.values
    )
    if attempt.on > due.due_on:
        return f"自受理之日起的简单案件期限（{day_words(due.due_on)}）已经届满。"
    return None


@rule(MEASURES.article(17))
def employer_was_asked(attempt: Attempt) -> str | None:
    """An officer is reminded that the burden of proof was never put to the employer."""
    subject = subject_of(attempt)
    if subject.evidence_notice_state() == "none" and subject.filed_by != "employer":
        return "还没有向用人单位发出限期举证通知书。"
    return None


@rule(MEASURES.article(17))
def employer_was_heard(attempt: Attempt) -> str | None:
    """A notice that was sent is waited for: its answer, or the end of its period."""
    subject = subject_of(attempt)
    state = subject.evidence_notice_state()
    if state in {"issued", "served"}:
        return "限期举证通知书还在等待送达或者答复；期限届满未答复的，请先记录。"
    return None


@rule(HOUSE_RULES.article(8))
def facts_were_established(attempt: Attempt) -> str | None:
    """A decision rests on an investigation, unless the case is clear or a disease is certified."""
    proposal: Proposal = attempt.facts
    subject = subject_of(attempt)
    is_certified = proposal.ground == CERTIFIED
    if subject.records_count() == 0 and not subject.is_simple and not is_certified:
        return "还没有调查记录。请先记录调查，或者将案件标记为事实清楚的简单案件。"
    return None


@rule(MEASURES.article(19))
def proposal_is_founded(attempt: Attempt) -> str | None:
    """Facts, evidence and reasons stand in the decision."""
    proposal: Proposal = attempt.facts
    if not proposal.facts_found.strip() or not proposal.reasons.strip():
        return "请写明查明的事实和认定的理由。"
    if not proposal.outcome.is_positive and proposal.negative_basis is None:
        return "不予认定的，请写明依据的条款。"
    return None


@rule(REGULATION.article(15, 1))
def ground_fits_the_case(attempt: Attempt) -> str | None:
    """Sudden illness counts only with a death; fault in traffic only on the way; a law by name."""
    proposal: Proposal = attempt.facts
    if proposal.ground == "G15_1" and not subject_of(attempt).is_death:
        return "第十五条第一款第（一）项只适用于突发疾病死亡的情形。"
    unproved = proposal.negative_basis is NegativeBasis.TRAFFIC_FAULT_UNPROVED
    if unproved and proposal.ground != "G14_6":
        return "交通事故责任不能证明的理由，只适用于上下班途中的情形。"
    if proposal.ground == "G14_7" and proposal.outcome.is_positive and "《" not in proposal.reasons:
        return "适用第十四条第（七）项的，理由中应当写明所依据的法律、行政法规及条款。"
    return None


@rule(INSURANCE_LAW.article(37))
def exclusion_names_cause(attempt: Attempt) -> str | None:
    """Drink, drugs or crime exclude recognition only where they caused the injury."""
    proposal: Proposal = attempt.facts
    basis = proposal.negative_basis
    if basis is not None and basis.is_exclusion and not proposal.has_caused:
        return "醉酒、吸毒、故意犯罪或者自残，只有导致伤亡的才排除认定，请确认因果关系。"
    return None


@rule(HOUSE_RULES.article(5))
def reviewer_is_another_person(attempt: Attempt) -> str | None:
    """Whoever proposed does not review."""
    subject = subject_of(attempt)
    if attempt.by in {subject.proposed_by_id, subject.handler_id}:
        return "审核人不能是本案承办人。"
    return None


@rule(HOUSE_RULES.article(5))
def signer_is_third_person(attempt: Attempt) -> str | None:
    """Whoever proposed or reviewed does not sign."""
    subject = subject_of(attempt)
    if attempt.by in {subject.proposed_by_id, subject.reviewed_by_id, subject.handler_id}:
        return "签发人不能是本案承办人或者审核人。"
    return None


@rule(REGULATION.article(20, 1))
def late_signature_is_explained(attempt: Attempt) -> str | None:
    """A decision after its last day is still made, with the delay on record."""
    signature: Signature = attempt.facts
    due_on = subject_of(attempt).determination_due_on()
    if due_on is not None and attempt.on > due_on and not signature.late_explanation.strip():
        return f"已超过决定期限（{day_words(due_on)}），签发时应当写明超期原因。"
    return None


@rule(REGULATION.article(62))
def employer_pays(attempt: Attempt) -> str | None:
    """An employer that did not insure, or did not pay in time, pays for a recognised injury."""
    return None if subject_of(attempt).employer_pays() else "待遇不由用人单位全部负担。"
