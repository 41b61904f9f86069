"""Who may act for whom: made at filing, or by the one-time code of a served letter."""

from collections import defaultdict
from collections.abc import Mapping
from datetime import date
from typing import TYPE_CHECKING

from django.db.models import Q

from portal import clock
from portal.accounts.models import Identity, Mandate, User
from portal.accounts.models.identity import Assurance, Scope
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
