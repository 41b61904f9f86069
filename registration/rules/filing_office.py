"""Conditions of what the agency does with a filing: one correction, two persons, service."""

from portal.law.instruments import AGENCY_RULES, CIVIL_PROCEDURE, HOUSE_RULES
from portal.law.rule import rule
from portal.workflow.process import Attempt
from portal.workflow.service import Method, Served
from registration.rules.filing import subject_of


@rule(HOUSE_RULES.article(6))
def correction_is_first(attempt: Attempt) -> str | None:
    """Everything that is missing is told once; there is no second notice."""
    if subject_of(attempt).is_corrected_once:
        return "已经告知过一次补正，不能再要求补正。请按现有内容提出意见。"
    return None


@rule(AGENCY_RULES.article(37))
def another_person_decides(attempt: Attempt) -> str | None:
    """Graded review: whoever proposed does not decide."""
    if subject_of(attempt).proposed_by_id == attempt.by:
        return "提出意见的人不能自己复核，请由另一名复核人员办理。"
    return None


@rule(AGENCY_RULES.article(37))
def approval_was_proposed(attempt: Attempt) -> str | None:
    """What is approved was proposed for approval."""
    if subject_of(attempt).proposal != "approve":
        return "提出的意见是不予办理；不同意的请退回。"
    return None


@rule(AGENCY_RULES.article(37))
def refusal_was_proposed(attempt: Attempt) -> str | None:
    """What is refused was proposed for refusal, with its reason."""
    if subject_of(attempt).proposal != "refuse":
        return "提出的意见是予以办理；不同意的请退回。"
    return None


@rule(CIVIL_PROCEDURE.article(87))
def something_is_to_be_served(attempt: Attempt) -> str | None:
    """There is a letter that has not reached its addressee yet."""
    return None if subject_of(attempt).unserved() else "文书都已经送达。"


@rule(CIVIL_PROCEDURE.article(88))
def letter_is_to_be_served(attempt: Attempt) -> str | None:
    """A letter is served on its addressee, once."""
    served, subject = attempt.facts, subject_of(attempt)
    if not subject.is_recipient(served.letter_id, served.party_id):
        return "这份文书不是发给该单位的。"
    if subject.is_served(served.letter_id, served.party_id):
        return "这份文书已经送达。"
    return None


@rule(CIVIL_PROCEDURE.article(87))
def service_is_proved(attempt: Attempt) -> str | None:
    """Service on paper has a slip of its own and says who signed; the portal logs its own."""
    served: Served = attempt.facts
    if served.method is Method.ELECTRONIC:
        return None
    subject = subject_of(attempt)
    if served.proof_id not in subject.attachment_ids():
        return "请上传送达凭证（送达回证或者邮件回执）。"
    if subject.proof_is_used(served.proof_id):
        return "这份凭证已经用于另一次送达，请上传这一次的凭证。"
    if served.method is Method.DIRECT and not served.received_by.strip():
        return "直接送达应当写明签收人。"
    return None


@rule(CIVIL_PROCEDURE.article(90))
def electronic_service_was_agreed(attempt: Attempt) -> str | None:
    """Electronic service needs consent and takes effect on the day it is sent."""
    served: Served = attempt.facts
    if served.method is not Method.ELECTRONIC:
        return None
    if not subject_of(attempt).consents_to_electronic(served.party_id):
        return "单位没有同意电子送达，请用纸质文书送达。"
    if served.served_on != attempt.on:
        return "电子送达自发送当日生效，日期应当是今天。"
    return None


@rule(CIVIL_PROCEDURE.article(88))
def service_day_is_possible(attempt: Attempt) -> str | None:
    """A letter is served between its issue and today."""
    served: Served = attempt.facts
    issued_on = subject_of(attempt).letter_issued_on(served.letter_id)
    if served.served_on > attempt.on:
        return "送达日期不能晚于今天。"
    if issued_on is not None and served.served_on < issued_on:
        return "送达日期不能早于文书的成文日期。"
    return None


SERVICE = (
    something_is_to_be_served,
    letter_is_to_be_served,
    service_is_proved,
    electronic_service_was_agreed,
    service_day_is_possible,
)
