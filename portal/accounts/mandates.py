"""Who may act for whom: made at filing, or by the one-time code of a served letter."""

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
