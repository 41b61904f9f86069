"""What two persons of the agency write, whatever was filed: correction, proposal, service."""

from typing import Any

from portal.cases import serving
from portal.cases.kinds import Done, Effect, effect
from portal.letters.models import Letter
from portal.workflow.process import Process
from portal.workflow.service import Served
from registration.filings import facts as f
from registration.models.reviewed import Reviewed

APPROVE, REFUSE = "approve", "refuse"


def correct(detail: Reviewed, facts: f.Correction, done: Done) -> None:
    """Keep what is missing; it is told once."""
    detail.missing = facts.missing
    detail.is_corrected_once = True
    detail.save(update_fields=["missing", "is_corrected_once"])


def close(detail: Reviewed, facts: f.Because, done: Done) -> None:
    """Keep why the filing was taken back, or why the duty was none."""
    detail.closing_reason = facts.reason
    detail.save(update_fields=["closing_reason"])


def propose(detail: Reviewed, facts: f.Proposal, done: Done) -> None:
    """Keep what the checker proposes."""
    detail.proposed_by = done.by
    detail.proposal = APPROVE if facts.is_approval else REFUSE
    detail.opinion = facts.opinion
    detail.refusal_reason = "" if facts.is_approval else facts.refusal_reason
    detail.returned_because = ""
    detail.save()


def return_to_checker(detail: Reviewed, facts: f.Because, done: Done) -> None:
    """The proposal is void; the checker reads why."""
    detail.returned_because = facts.reason
    detail.proposal, detail.proposed_by, detail.refusal_reason = "", None, ""
    detail.save()


def decide(detail: Reviewed, facts: None, done: Done) -> None:
    """Keep who decided and when."""
    detail.decided_by, detail.decided_on = done.by, done.on
    detail.save(update_fields=["decided_by", "decided_on"])


def serve(detail: Reviewed, facts: Served, done: Done) -> None:
    """Keep the service of a letter."""
    letter = Letter.objects.get(pk=facts.letter_id, case=detail.case)
    serving.record(letter, party=detail.party(), served=facts, done=done)


SHARED: dict[str, Effect] = {
    "notify_correction": correct,
    "withdraw": close,
    "close_duty": close,
    "propose": propose,
    "return_to_checker": return_to_checker,
    "refuse": decide,
    "record_service": serve,
}


def register(process: type[Process], **own: Any) -> None:
    """Have the acts of a process write what all filings write, or what is its own instead."""
    effects = SHARED | own
    for act in process.acts():
        if act.name in effects:
            effect(process, act)(effects[act.name])
