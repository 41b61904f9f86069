"""Who may act for whom: made at filing, or by the one-time code of a served letter."""

from collections import defaultdict
from collections.abc import Mapping
from datetime import date, timedelta
from typing import TYPE_CHECKING

from django.db import transaction
from django.db.models import Q, QuerySet

from portal import clock
from portal.accounts.models import ActivationCode, Identity, Mandate, User
from portal.accounts.models.identity import Assurance, MandateKind, Scope
from portal.accounts.models.user import valid_on
from portal.audit.record import record
from portal.audit.verbs import Verb

if TYPE_CHECKING:
    from portal.cases.models import Case, Party


def grant_filing_mandate(
    user: User,
    *,
    identity: Identity | None,
    case: "Case",
    kind: str,
    party: "Party | None" = None,
    proof: str = "filing",
) -> Mandate:
    """Give an asserted mandate for this one case; the proof says by what: filing, or a code."""
    mandate, made = Mandate.objects.get_or_create(
        user=user,
        identity=identity,
        case=case,
        party=party,
        kind=kind,
        defaults={"scope": Scope.ONE_CASE, "assurance": Assurance.ASSERTED, "proof": proof},
    )
    if made:
        record(Verb.MANDATE_GIVEN, actor=user, case_id=case.pk, reason=proof)
    return mandate


def agents_of(identity_id: int) -> QuerySet[Mandate]:
    """Return the mandates of those who act for an organisation in all matters today."""
    rows = Mandate.objects.filter(
        valid_on(clock.today()),
        identity_id=identity_id,
        kind=MandateKind.EMPLOYER_AGENT,
        scope=Scope.ALL,
    )
    return rows.select_related("user").order_by("pk")


@transaction.atomic
def grant_agent_mandate(
    user: User, *, identity: Identity, proof: str, by: User | None = None
) -> tuple[Mandate, bool]:
    """Let somebody whose papers were seen act for an organisation; whoever does already stays.

    `by` is the officer whose act gives it; without one the agent took it up by code.
    The second value says whether the mandate is new.
    """
    lock_agents(identity.pk)
    present = agents_of(identity.pk).filter(user=user).first()
    if present is not None:
        return present, False
    mandate = Mandate.objects.create(
        user=user,
        identity=identity,
        kind=MandateKind.EMPLOYER_AGENT,
        scope=Scope.ALL,
        assurance=Assurance.COUNTER,
        proof=proof,
    )
    record(Verb.MANDATE_GIVEN, actor=by or user, target=f"mandate {mandate.pk}", reason=proof)
    return mandate, True


@transaction.atomic
def end_agent(mandate: Mandate, *, by: User, reason: str) -> bool:
    """End at once all that an agent may do for an organisation; once, and say whether it was now.

    With the mandate for all matters end those for single cases of the same organisation, and the
    codes that wait for this agent.
    """
    identity_id = mandate.identity_id or 0
    lock_agents(identity_id)
    yesterday = clock.today() - timedelta(days=1)
    rows = Mandate.objects.filter(
        valid_on(clock.today()),
        user_id=mandate.user_id,
        identity_id=identity_id,
        kind=MandateKind.EMPLOYER_AGENT,
    )
    ended = list(rows.values_list("pk", "case_id"))
    if mandate.pk not in {pk for pk, _ in ended}:
        return False
    rows.update(to_on=yesterday)
    codes = ActivationCode.objects.filter(identity_id=identity_id, agent_name=mandate.user.name)
    codes.filter(used_at=None).update(expires_on=yesterday)
    for pk, case_id in ended:
        record(Verb.MANDATE_ENDED, actor=by, target=f"mandate {pk}", case_id=case_id, reason=reason)
    return True


def lock_agents(identity_id: int) -> None:
    """Let those who give and end the mandates of one organisation wait for each other."""
    Identity.objects.select_for_update(no_key=True).get(pk=identity_id)


def in_force(user: User, *, on: date | None = None) -> Q:
    """Return the condition for mandates of this user that hold on a day, today by default."""
    return Q(user=user) & valid_on(on or clock.today())


def users_of_parties(parties: Mapping[int, int | None], *, on: date) -> dict[int, list[int]]:
    """Return the users who act for each of some parties on a day; in order, each once.

    `parties` gives the identity of each party, through which those act who may in all matters.
    """
    if not parties:
        return {}
    known = {identity for identity in parties.values() if identity}
    rows = Mandate.objects.filter(valid_on(on)).filter(
        Q(party__in=parties) | Q(scope=Scope.ALL, identity__in=known)
    )
    by_party: dict[int, list[int]] = defaultdict(list)
    by_identity: dict[int, list[int]] = defaultdict(list)
    columns = rows.order_by("pk").values_list("party_id", "identity_id", "scope", "user_id")
    for party_id, identity_id, scope, user_id in columns:
        if party_id in parties:
            by_party[party_id].append(user_id)
        if scope == Scope.ALL and identity_id:
            by_identity[identity_id].append(user_id)
    found = {
        party: [*by_party.get(party, ()), *by_identity.get(identity or 0, ())]
        for party, identity in parties.items()
    }
    return {party: list(dict.fromkeys(users)) for party, users in found.items() if users}
