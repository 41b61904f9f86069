"""The claim asks the register: at filing by itself, again by an officer; each answer is kept."""

from injury_claims.facts import EmployerFacts
from injury_claims.models import InjuryClaim, InsuredCheck
from injury_claims.process import ClaimProcess as P
from portal.accounts.models import Identity, User
from portal.audit.record import record
from portal.audit.verbs import Verb
from portal.cases.kinds import Done, effect
from portal.cases.models import Party
from registration.api import employer_named, insured_on, unit_of, unit_of_code

REASON = "工伤认定：查事故当天参保情况"


def identity_on_register(typed: EmployerFacts) -> int | None:
    """Return the register's employer of a filing: the one chosen, or the one with its code."""
    if typed.register_id is not None:
        unit = unit_of(typed.register_id)
    else:
        unit = unit_of_code(typed.credit_code) if typed.credit_code else None
    return unit.id if unit else None


def ask_register(claim: InjuryClaim, *, by: User | None, done: Done) -> None:
    """Ask for the day of the injury or of the diagnosis, and freeze the answer into the claim.

    An employer that is only named is looked for by its whole name; its party is not linked by it.
    """
    worker = claim.party(Party.Kind.WORKER)
    person = worker.identity_id if worker else None
    found = insured_on(person=person, employer=_employer(claim), on=claim.event_on)
    if person:
        record(
            Verb.LOOK_RECORDS,
            actor=by,
            target=f"identity {person}",
            case_id=claim.pk,
            subject_id=person,
            reason=REASON,
        )
    claim.insured = InsuredCheck.objects.create(
        claim=claim,
        answer=found.answer.value,
        on=found.on,
        since=found.since,
        unit=found.unit,
        elsewhere="、".join(found.elsewhere)[:400],
        source=found.source,
        register_on=found.register_on,
        asked_at=done.at,
        asked_by=by,
    )
    claim.save(update_fields=["insured"])


def link_employer(claim: InjuryClaim) -> None:
    """Let the verified agents of a registered employer into the case: from acceptance, not before.

    The party at hand is changed too, so that the notices of the same act reach them.
    """
    party = claim.party(Party.Kind.EMPLOYER)
    if party is None or party.identity_id or claim.employer_identity_id is None:
        return
    party.identity = Identity.objects.get(pk=claim.employer_identity_id)
    party.save(update_fields=["identity"])


@effect(P, P.check_insured)
def ask_again(claim: InjuryClaim, facts: None, done: Done) -> None:
    """Ask the register again; the answers before stay."""
    ask_register(claim, by=done.by, done=done)


def _employer(claim: InjuryClaim) -> int | None:
    if claim.employer_identity_id is not None or claim.employer_credit_code:
        return claim.employer_identity_id or _late_entry(claim.employer_credit_code)
    unit = employer_named(claim.case.employer_name)
    return unit.id if unit else None


def _late_entry(code: str) -> int | None:
    """Return an employer that came onto the register after the filing, by its code."""
    unit = unit_of_code(code)
    return unit.id if unit else None
