"""Conditions under which a paper counts as served."""

from injury_claims.rules.subject import subject_of
from portal.law.instruments import (
    CIVIL_PROCEDURE,
    MEASURES,
)
from portal.law.rule import rule
from portal.workflow.process import Attempt
from portal.workflow.service import Method, Served


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


@rule(CIVIL_PROCEDURE.article(88))
def receiver_is_named(attempt: Attempt) -> str | None:
    """Direct service says who signed."""
    served: Served = attempt.facts
    if served.method is Method.DIRECT and not served.received_by.strip():
        return "直接送达应当写明签收人。"
    return None


@rule(CIVIL_PROCEDURE.article(91))
def returned_mail_is_explained(attempt: Attempt) -> str | None:
    """Returned mail counts as served only where the recipient is the cause, which is written."""
    served: Served = attempt.facts
    if served.method is Method.MAIL_RETURNED and not served.remark.strip():
        return "邮件退回视为送达的，应当写明是受送达人自己的原因（地址不实、拒收等）。"
    return None


@rule(CIVIL_PROCEDURE.article(88))
def proof_is_its_own(attempt: Attempt) -> str | None:
    """Each service has a slip of its own, and the other side never signs for the recipient."""
    served: Served = attempt.facts
    subject = subject_of(attempt)
    if served.proof_id in subject.attachment_ids() and subject.proof_is_used(served.proof_id):
        return "这份凭证已经用于另一次送达，请上传这一次的凭证。"
    if served.received_by.strip() in subject.other_sides(served.party_id):
        return "对方当事人不能代受送达人签收。"
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
    if served.second_server_id is None or not served.remark.strip():
        return "留置送达应当有两名送达人，并记明拒收的事由。"
    return None


@rule(CIVIL_PROCEDURE.article(89))
def second_server_is_of_the_office(attempt: Attempt) -> str | None:
    """Whoever is named beside the server, by whatever method, is another officer of the office."""
    served: Served = attempt.facts
    second, subject = served.second_server_id, subject_of(attempt)
    if second is None:
        return None
    if second == attempt.by:
        return "第二名送达人不能是登记送达的本人。"
    if second not in subject.officers_of_office():
        return "第二名送达人应当是本机构的工作人员。"
    if second in subject.recused_officers():
        return "第二名送达人已回避本案。"
    return None


@rule(MEASURES.article(22))
def everybody_served(attempt: Attempt) -> str | None:
    """The decision has been served on each of its recipients."""
    names = subject_of(attempt).unserved()
    return "还没有送达：" + "、".join(names) if names else None
