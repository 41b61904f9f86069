"""Conditions under which a paper of any procedure counts as served on a party."""

from datetime import date
from typing import Protocol

from portal.law.instruments import CIVIL_PROCEDURE
from portal.law.rule import rule
from portal.workflow.process import Attempt
from portal.workflow.service import Method, Served


class ServedSubject(Protocol):
    """What a case must know of its papers so that their service can be judged."""

    def is_recipient(self, letter_id: int, party_id: int) -> bool:
        """Say whether a letter of the case is addressed to a party."""

    def is_served(self, letter_id: int, party_id: int) -> bool:
        """Say whether a letter has taken effect on a party."""

    def attachment_ids(self) -> frozenset[str]:
        """Return the papers of the case."""

    def proof_is_used(self, proof_id: str) -> bool:
        """Say whether an attachment proves another service already."""

    def other_sides(self, party_id: int) -> frozenset[str]:
        """Return the names of the sides that may not sign for a party."""

    def consents_to_electronic(self, party_id: int) -> bool:
        """Say whether a party agreed to electronic service and has an account that opens it."""

    def letter_issued_on(self, letter_id: int) -> date | None:
        """Return the date of a letter of the case."""


def _subject(attempt: Attempt) -> ServedSubject:
    subject: ServedSubject = attempt.subject
    return subject


@rule(CIVIL_PROCEDURE.article(88))
def recipient_is_addressed(attempt: Attempt) -> str | None:
    """A paper is served on a party to whom it is addressed, once."""
    subject = _subject(attempt)
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
    if served.proof_id not in _subject(attempt).attachment_ids():
        return "请上传送达凭证（送达回证、邮件回执或者影像）。"
    return None


@rule(CIVIL_PROCEDURE.article(88))
def receiver_is_named(attempt: Attempt) -> str | None:
    """Direct service says who signed."""
    served: Served = attempt.facts
    if served.method is Method.DIRECT and not served.received_by.strip():
        return "直接送达应当写明签收人。"
    return None


@rule(CIVIL_PROCEDURE.article(88))
def proof_is_its_own(attempt: Attempt) -> str | None:
    """Each service has a slip of its own, and the other side never signs for the recipient."""
    served: Served = attempt.facts
    subject = _subject(attempt)
    if served.proof_id in subject.attachment_ids() and subject.proof_is_used(served.proof_id):
        return "这份凭证已经用于另一次送达，请上传这一次的凭证。"
    if served.received_by.strip() in subject.other_sides(served.party_id):
        return "对方当事人不能代受送达人签收。"
    return None


@rule(CIVIL_PROCEDURE.article(91))
def returned_mail_is_explained(attempt: Attempt) -> str | None:
    """Returned mail counts as served only where the recipient is the cause, which is written."""
    served: Served = attempt.facts
    if served.method is Method.MAIL_RETURNED and not served.remark.strip():
        return "邮件退回视为送达的，应当写明是受送达人自己的原因（地址不实、拒收等）。"
    return None


@rule(CIVIL_PROCEDURE.article(90))
def electronic_service_was_agreed(attempt: Attempt) -> str | None:
    """Electronic service needs the recipient's consent and takes effect when it is sent."""
    served: Served = attempt.facts
    if served.method is not Method.ELECTRONIC:
        return None
    if not _subject(attempt).consents_to_electronic(served.party_id):
        return "该当事人没有同意电子送达，或者还没有在本平台开通查看。"
    if served.served_on != attempt.on:
        return "电子送达自发送当日生效，日期应当是今天。"
    return None


@rule(CIVIL_PROCEDURE.article(88))
def service_day_is_possible(attempt: Attempt) -> str | None:
    """A paper is served between its issue and today."""
    served: Served = attempt.facts
    issued_on = _subject(attempt).letter_issued_on(served.letter_id)
    if served.served_on > attempt.on:
        return "送达日期不能晚于今天。"
    if issued_on is not None and served.served_on < issued_on:
        return "送达日期不能早于文书的成文日期。"
    return None


SERVICE = (
    recipient_is_addressed,
    service_is_proved,
    receiver_is_named,
    returned_mail_is_explained,
    proof_is_its_own,
    electronic_service_was_agreed,
    service_day_is_possible,
)
"""What binds every service, whatever the procedure and the paper."""
