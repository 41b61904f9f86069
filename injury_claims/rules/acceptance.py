"""Conditions of acceptance, correction, refusal, transfer and withdrawal."""

from typing import TYPE_CHECKING

from injury_claims.outcomes import RefusalReason
from injury_claims.rules.filing import filing_due
from injury_claims.rules.subject import subject_of
from portal.law.instruments import (
    CIVIL_PROCEDURE,
    HOUSE_RULES,
    MEASURES,
    REGULATION,
)
from portal.law.rule import rule
from portal.law.words import day_words
from portal.workflow.process import Attempt

if TYPE_CHECKING:
    from injury_claims.facts import (
        Refusal,
        Transfer,
        Withdrawal,
    )


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
def list_was_checked(attempt: Attempt) -> str | None:
    """What nobody looked at cannot be told to be missing."""
    unchecked = subject_of(attempt).unchecked_materials()
    return "材料清单还没有核对完：" + "、".join(unchecked) if unchecked else None


@rule(MEASURES.article(8))
def listed_items_are_missing(attempt: Attempt) -> str | None:
    """The one notice lists everything missing, no more and no less."""
    missing = set(subject_of(attempt).missing_codes())
    if set(attempt.facts.items) != missing:
        return "一次性告知应当列全所有缺少的项目，请与材料清单核对。"
    return None


@rule(REGULATION.article(18, 3))
def listed_items_supplied(attempt: Attempt) -> str | None:
    """The review clock starts afresh when everything listed has come in."""
    lacking = subject_of(attempt).unsupplied_items()
    return "还没有补交：" + "、".join(lacking) if lacking else None


@rule(REGULATION.article(17, 2))
def lateness_is_real(attempt: Attempt) -> str | None:
    """Only a filing after the worker's year is out of time; a late employer only bears costs."""
    refusal: Refusal = attempt.facts
    if refusal.reason is not RefusalReason.OUT_OF_TIME:
        return None
    subject = subject_of(attempt)
    due = filing_due(
        "worker",
        subject.event_on,
        tolling=subject.tolled(),
        is_working_day=attempt.is_working_day,
        values=attempt.values,
    )
    if subject.filed_on() <= due.due_on:
        last = day_words(due.due_on)
        return f"申请没有超过一年的法定时限（最后一日是{last}），不能以超时限为由不予受理。"
    return None


@rule(REGULATION.article(18, 3))
def correction_was_asked_for(attempt: Attempt) -> str | None:
    """Nobody is refused for papers that nobody asked for."""
    refusal: Refusal = attempt.facts
    if refusal.reason is RefusalReason.NOT_CORRECTED and not subject_of(attempt).was_corrected():
        return "没有一次性告知补正的，不能以材料不符合规定为由不予受理。"
    return None


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
    if not subject.needs_workers_consent():
        return None
    if withdrawal.worker_consent_id not in subject.attachment_ids():
        return "替职工申请的，撤回时应当上传职工本人签名的同意书。"
    return None


@rule(HOUSE_RULES.article(2))
def office_exists(attempt: Attempt) -> str | None:
    """A transfer goes to an office that works."""
    transfer: Transfer = attempt.facts
    if not subject_of(attempt).is_working_office(transfer.office_id):
        return "请选择正在办理业务的机构。"
    return None


@rule(CIVIL_PROCEDURE.article(90))
def party_is_own(attempt: Attempt) -> str | None:
    """An address for service is confirmed by the side itself."""
    if not subject_of(attempt).represents(attempt.by, attempt.facts.party_id, attempt.on):
        return "只能确认自己一方的送达地址。"
    return None
