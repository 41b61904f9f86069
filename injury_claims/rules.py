"""The conditions of the acts: one sentence each, said when it is not met."""

from collections.abc import Iterable
from datetime import date

from injury_claims import terms
from injury_claims.facts import (
    Answer,
    ClaimSubject,
    Filing,
    Handover,
    Interview,
    Proposal,
    Resumption,
    Signature,
    SiteVisit,
    Tolling,
    Transfer,
    Withdrawal,
)
from portal.law.instruments import (
    CIVIL_PROCEDURE,
    HOUSE_RULES,
    INSURANCE_LAW,
    MEASURES,
    OPINION_2013,
    OPINION_2016,
    REGULATION,
)
from portal.law.rule import rule
from portal.law.term import Due, Interval, IsWorkingDay
from portal.law.values import Values
from portal.workflow.process import Attempt
from portal.workflow.service import Method, Served


def subject_of(attempt: Attempt) -> ClaimSubject:
    """Return the detail that the attempt is about, as rules may question it."""
    subject: ClaimSubject = attempt.subject
    return subject


# Filing ---------------------------------------------------------------------------------------


def filing_due(
    filed_by: str,
    event_on: date,
    *,
    tolling: Iterable[Tolling],
    is_working_day: IsWorkingDay,
    values: Values,
) -> Due:
    """Return the last day for an applicant of this kind; tolling helps the worker's side only."""
    is_employer = filed_by == "employer"
    term = terms.EMPLOYER_FILING if is_employer else terms.CLAIMANT_FILING
    pauses = [] if is_employer else [_interval(one) for one in tolling]
    return term.due_on(event_on, is_working_day=is_working_day, values=values, pauses=pauses)


def _interval(tolling: Tolling) -> Interval:
    return Interval(tolling.from_on, tolling.to_on, tolling.reason.label, OPINION_2016.point(8))


@rule(REGULATION.article(17))
def filed_in_time(attempt: Attempt) -> str | None:
    """A late filing is told, never shut out: lateness is for a person to judge."""
    filing: Filing = attempt.facts
    due = filing_due(
        filing.filed_by,
        filing.event_on,
        tolling=filing.tolling,
        is_working_day=attempt.is_working_day,
        values=attempt.values,
    )
    if attempt.on > due.due_on:
        return f"申请日期晚于法定时限的最后一日（{due.due_on:%Y-%m-%d}）"
    return None


@rule(REGULATION.article(17))
def event_is_past(attempt: Attempt) -> str | None:
    """Nobody files for an accident that has not happened."""
    filing: Filing = attempt.facts
    if filing.event_on > attempt.on or filing.happened_on > attempt.on:
        return "事故或者诊断日期不能晚于今天。"
    return None


# Officers -------------------------------------------------------------------------------------


@rule(MEASURES.article(16))
def officer_is_not_recused(attempt: Attempt) -> str | None:
    """An officer with an interest stays away from the case."""
    if attempt.by in subject_of(attempt).recused_officers():
        return "您已回避本案，不能办理。"
    return None


@rule(MEASURES.article(16))
def officer_has_no_interest(attempt: Attempt) -> str | None:
    """Recusal is asked before a case is taken."""
    if not attempt.facts.no_interest:
        return "请先确认与申请人没有利害关系；有利害关系的应当回避。"
    return None


@rule(HOUSE_RULES.article(1))
def case_is_free(attempt: Attempt) -> str | None:
    """A case that somebody has taken is re-assigned, not taken again."""
    if subject_of(attempt).handler_id is not None:
        return "这个案件已经有承办人。"
    return None


@rule(HOUSE_RULES.article(1))
def officer_handles_the_case(attempt: Attempt) -> str | None:
    """Only the officer who took the case acts as its handler."""
    handler = subject_of(attempt).handler_id
    if handler is None:
        return "请先领取这个案件。"
    if handler != attempt.by:
        return "您不是本案承办人。"
    return None


@rule(HOUSE_RULES.article(1))
def new_handler_is_eligible(attempt: Attempt) -> str | None:
    """A case goes to a handler of the same office who is not recused and not its handler yet."""
    handover: Handover = attempt.facts
    subject = subject_of(attempt)
    if handover.handler_id not in subject.handlers_of_office():
        return "请选择本机构有承办权限的人员。"
    if handover.handler_id in subject.recused_officers():
        return "该人员已回避本案。"
    if handover.handler_id == subject.handler_id:
        return "该人员已经是本案承办人。"
    return None


@rule(MEASURES.article(16))
def interested_officer_is_ours(attempt: Attempt) -> str | None:
    """A recusal names an officer of the deciding office."""
    if attempt.facts.officer_id not in subject_of(attempt).officers_of_office():
        return "请选择本机构的工作人员。"
    return None


# Acceptance -----------------------------------------------------------------------------------


@rule(MEASURES.article(8))
def materials_complete(attempt: Attempt) -> str | None:
    """Every item of the checklist was found present or not needed."""
    missing = subject_of(attempt).missing_materials()
    return "材料清单还有未核对或者缺少的项目：" + "、".join(missing) if missing else None


@rule(MEASURES.article(8))
def something_is_missing(attempt: Attempt) -> str | None:
    """A correction notice needs at least one item that the clerk found missing."""
    if not subject_of(attempt).missing_materials():
        return "材料已经齐全，应当受理，不能再要求补正。"
    return None


@rule(MEASURES.article(8))
def listed_items_are_missing(attempt: Attempt) -> str | None:
    """The one notice lists everything missing, no more and no less."""
    missing = set(subject_of(attempt).missing_codes())
    if set(attempt.facts.items) != missing:
        return "一次性告知应当列全所有缺少的项目，请与材料清单核对。"
    return None


@rule(MEASURES.article(8))
def not_corrected_before(attempt: Attempt) -> str | None:
    """There is one correction notice, not two."""
    if subject_of(attempt).was_corrected():
        return "补正只能一次性告知，不能再次通知补正。"
    return None


@rule(REGULATION.article(18, 3))
def listed_items_supplied(attempt: Attempt) -> str | None:
    """The review clock starts afresh when everything listed has come in."""
    lacking = subject_of(attempt).unsupplied_items()
    return "还没有补交：" + "、".join(lacking) if lacking else None


@rule(HOUSE_RULES.article(2))
def office_differs(attempt: Attempt) -> str | None:
    """A transfer goes to another office."""
    transfer: Transfer = attempt.facts
    if subject_of(attempt).office_is(transfer.office_id):
        return "案件已经在这个机构。"
    return None


@rule(HOUSE_RULES.article(3))
def withdrawal_is_voluntary(attempt: Attempt) -> str | None:
    """A withdrawal is of free will."""
    withdrawal: Withdrawal = attempt.facts
    return None if withdrawal.is_voluntary else "撤回申请应当出于自愿，请确认。"


@rule(HOUSE_RULES.article(3))
def worker_agrees_to_withdrawal(attempt: Attempt) -> str | None:
    """An employer cannot take back what protects the worker without the worker's written word."""
    withdrawal: Withdrawal = attempt.facts
    subject = subject_of(attempt)
    if not subject.applicant_is_employer():
        return None
    if withdrawal.worker_consent_id not in subject.attachment_ids():
        return "由用人单位申请的，撤回时应当上传职工本人签名的同意书。"
    return None


# Papers and evidence --------------------------------------------------------------------------


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
    """A record tells what happened."""
    return "调查时间不能晚于现在。" if attempt.facts.taken_at > attempt.at else None


# Service --------------------------------------------------------------------------------------


@rule(MEASURES.article(22))
def recipient_is_addressed(attempt: Attempt) -> str | None:
    """A paper is served on a party to whom it is addressed, once."""
    subject = subject_of(attempt)
    if not subject.is_recipient(attempt.facts.letter_id, attempt.facts.party_id):
        return "这份文书不是发给该当事人的。"
    if subject.is_served(attempt.facts.letter_id, attempt.facts.party_id):
        return "这份文书已经送达该当事人。"
    return None


@rule(CIVIL_PROCEDURE.article(87))
def service_is_proved(attempt: Attempt) -> str | None:
    """A claim of service needs its proof; the log of the portal proves electronic service."""
    served: Served = attempt.facts
    if served.method is Method.ELECTRONIC:
        return None
    if served.proof_id not in subject_of(attempt).attachment_ids():
        return "请上传送达凭证（送达回证、邮件回执或者影像）。"
    return None


@rule(CIVIL_PROCEDURE.article(90))
def electronic_service_was_agreed(attempt: Attempt) -> str | None:
    """Electronic service needs the recipient's consent and takes effect when it is sent."""
    served: Served = attempt.facts
    if served.method is not Method.ELECTRONIC:
        return None
    if not subject_of(attempt).consents_to_electronic(served.party_id):
        return "该当事人没有同意电子送达，或者还没有在本平台开通查看。"
    if served.served_on != attempt.on:
        return "电子送达自发送当日生效，日期应当是今天。"
    return None


@rule(CIVIL_PROCEDURE.article(88))
def service_day_is_possible(attempt: Attempt) -> str | None:
    """A paper is served between its issue and today."""
    served: Served = attempt.facts
    issued_on = subject_of(attempt).letter_issued_on(served.letter_id)
    if served.served_on > attempt.on:
        return "送达日期不能晚于今天。"
    if issued_on is not None and served.served_on < issued_on:
        return "送达日期不能早于文书的成文日期。"
    return None


@rule(CIVIL_PROCEDURE.article(89))
def left_service_has_two_officers(attempt: Attempt) -> str | None:
    """Leaving a paper behind needs a second officer and the reason."""
    served: Served = attempt.facts
    if served.method is not Method.LEFT:
        return None
    second = served.second_server_id
    if second is None or second == attempt.by or not served.remark.strip():
        return "留置送达应当有两名送达人，并记明拒收的事由。"
    if second not in subject_of(attempt).officers_of_office():
        return "第二名送达人应当是本机构的工作人员。"
    return None


@rule(MEASURES.article(22))
def everybody_served(attempt: Attempt) -> str | None:
    """The decision has been served on each of its recipients."""
    names = subject_of(attempt).unserved()
    return "还没有送达：" + "、".join(names) if names else None


# Suspension -----------------------------------------------------------------------------------


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


# Decision -------------------------------------------------------------------------------------


@rule(REGULATION.article(20, 2))
def case_is_ordinary(attempt: Attempt) -> str | None:
    """Only an ordinary case is marked as simple."""
    return "本案已经按简单案件办理。" if subject_of(attempt).is_simple else None


@rule(REGULATION.article(20, 2))
def case_is_simple(attempt: Attempt) -> str | None:
    """Only a simple case goes back to the ordinary period."""
    return None if subject_of(attempt).is_simple else "本案没有按简单案件办理。"


@rule(MEASURES.article(17))
def employer_was_heard(attempt: Attempt) -> str | None:
    """A decision waits for the employer's answer, or for its period to run out."""
    subject = subject_of(attempt)
    state = subject.evidence_notice_state()
    if state in {"issued", "served"}:
        return "限期举证通知书还在等待送达或者答复；期限届满未答复的，请先记录。"
    return None


@rule(REGULATION.article(19, 1))
def facts_were_established(attempt: Attempt) -> str | None:
    """A decision rests on an investigation, or on papers that need none."""
    subject = subject_of(attempt)
    if subject.records_count() == 0 and not subject.needs_no_investigation():
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
        return f"已超过决定期限（{due_on:%Y-%m-%d}），签发时应当写明超期原因。"
    return None


OFFICER = (officer_is_not_recused,)
CASE_HANDLER = (officer_handles_the_case, officer_is_not_recused)
SERVICE = (
    recipient_is_addressed,
    service_is_proved,
    electronic_service_was_agreed,
    service_day_is_possible,
    left_service_has_two_officers,
)
INVESTIGATION = (
    two_officers_took_part,
    credentials_were_shown,
    record_is_not_in_future,
    papers_belong_to_case,
)
