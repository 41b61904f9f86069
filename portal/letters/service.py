"""Record the service of letters: each attempt kept, one success a party, proof required."""

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from portal.accounts.models import User
from portal.letters.models import Letter, Service
from portal.workflow.service import Method

if TYPE_CHECKING:
    from portal.attachments.models import Attachment
    from portal.cases.models import Party

PROOF_NEEDED = "送达成功必须有凭证：送达回证、回执、退回面单、照片或者公告页面。"
LOG_NEEDED = "电子送达必须写明送达的系统、账号和时间。"
DAY_NEEDED = "发生效力的日期不能早于送达日期。"
ADDRESSED_ONLY = "这份文书不是发给该当事人的。"
SERVED_ALREADY = "这份文书已经送达该当事人。"
RECEIVER_NEEDED = "直接送达必须写明签收人。"


class UnlawfulServiceError(ValueError):
    """A service that may not be recorded; the sentence says why."""


@dataclass(frozen=True, kw_only=True)
class Delivery:
    """What happened when a letter was brought to a party; no `served_on`: it failed."""

    method: str
    attempted_on: date
    served_on: date | None = None
    place: str = ""
    received_by: str = ""
    relation: str = ""
    proof: "Attachment | None" = None
    servers: str = ""
    remark: str = ""


def record(letter: Letter, *, party: "Party", delivery: Delivery, by: User | None) -> Service:
    """Keep one attempt; what makes it unlawful is refused before the database would."""
    if refusal := why_not(letter, party=party, delivery=delivery):
        raise UnlawfulServiceError(refusal)
    return Service.objects.create(
        letter=letter,
        party=party,
        method=delivery.method,
        attempted_on=delivery.attempted_on,
        served_on=delivery.served_on,
        place=delivery.place,
        received_by=delivery.received_by,
        relation=delivery.relation,
        proof=delivery.proof,
        servers=delivery.servers,
        remark=delivery.remark,
        recorded_by=by,
    )


def why_not(letter: Letter, *, party: "Party", delivery: Delivery) -> str | None:
    """Return the sentence that says why the attempt may not be recorded, or none."""
    if not letter.recipients.filter(party=party).exists():
        return ADDRESSED_ONLY
    if letter.services.filter(party=party, served_on__isnull=False).exists():
        return SERVED_ALREADY
    if delivery.served_on is None:
        return None
    return _unproved(delivery)


def _unproved(delivery: Delivery) -> str | None:
    if delivery.served_on is not None and delivery.served_on < delivery.attempted_on:
        return DAY_NEEDED
    if delivery.method == Method.ELECTRONIC:
        return None if delivery.proof or delivery.remark else LOG_NEEDED
    if delivery.proof is None:
        return PROOF_NEEDED
    if delivery.method == Method.DIRECT and not delivery.received_by:
        return RECEIVER_NEEDED
    return None


def served_on(letter: Letter, *, party: "Party") -> date | None:
    """Return the day on which the letter took effect for a party."""
    served = letter.services.filter(party=party, served_on__isnull=False).first()
    return served.served_on if served else None


def is_served_on_all(letter: Letter) -> bool:
    """Tell whether every addressee has been served."""
    served = letter.services.filter(served_on__isnull=False).values("party")
    return not letter.recipients.exclude(party__in=served).exists()
