"""Who may see a case, and in which capacities somebody acts on it."""

from collections.abc import Container, Iterable
from datetime import date
from typing import Any

from django.contrib.auth.models import AnonymousUser
from django.db.models import Exists, OuterRef, Q, QuerySet

from portal import clock
from portal.accounts.models import Mandate, User
from portal.accounts.models.identity import Scope
from portal.accounts.models.user import valid_on
from portal.cases.kinds import kinds_apart_from
from portal.cases.models import Case, Party, Recusal
from portal.workflow.roles import STAFF, Role

CASEWORK = STAFF - {
    Role.ADMINISTRATOR,
    Role.AUDITOR,
    Role.DIRECTORY_KEEPER,
    Role.EDITOR,
    Role.LEGAL_CHECKER,
}
Visitor = User | AnonymousUser


def not_recused(user_id: int) -> Q:
    """Return the condition that an officer has not been recused from a case."""
    return ~Q(pk__in=Recusal.objects.filter(user_id=user_id).values("case_id"))


def visible_to(user: Visitor) -> QuerySet[Case]:
    """Return the cases that a person may open: by mandate for outsiders, by office for staff.

    It goes by the parties and the office, never by a matching identity number; an officer who is
    recused from a case has no part in it any more. Whoever was verified to act for a person or an
    organisation in all matters sees the cases of which it is a party.
    """
    if not isinstance(user, User):
        return Case.objects.none()
    today = clock.today()
    if user.is_staff:
        held = user.roles(today) & CASEWORK
        if user.office_id is None or not held:
            return Case.objects.none()
        rows = Case.objects.filter(not_recused(user.pk), office_id=user.office_id)
        return rows.exclude(kind__in=kinds_apart_from(held))
    by_case = _mandates(user.pk, today).values("case_id")
    by_identity = Party.objects.filter(identity__in=_identities(user.pk, today)).values("case_id")
    return Case.objects.filter(pk__in=by_case.union(by_identity))


def parties_of(user: Visitor, case: Case) -> list[Party]:
    """Return the parties of a case for which an outsider may act today."""
    if not isinstance(user, User) or user.is_staff:
        return []
    rows = Party.objects.filter(represented_by(user.pk, on=clock.today()), case=case)
    return list(rows.order_by("pk"))


def represents(user_id: int, party_id: int, *, case_id: int, on: date) -> bool:
    """Say whether a user may act for a party of a case on a day."""
    rows = Party.objects.filter(represented_by(user_id, on=on), pk=party_id, case_id=case_id)
    return rows.exists()


def roles_on(user: Visitor, case: Case, *, on: date) -> frozenset[Role]:
    """Return the capacities in which a person may act on a case that day."""
    if not isinstance(user, User):
        return frozenset()
    if user.is_staff:
        return _roles_at(user, case.office_id, on=on)
    return frozenset().union(*(party.roles for party in parties_of(user, case)))


def roles_to_open(
    user: User, *, office_id: int, parties: Iterable[Party], on: date
) -> frozenset[Role]:
    """Return the capacities in which a person may open a case with these parties at an office.

    Whoever files is the applicant: the case begins with what they say of themselves. For a party
    whose identity is known they act beyond that only by a mandate for all its matters.
    """
    if user.is_staff:
        return _roles_at(user, office_id, on=on)
    sides = list(parties)
    known = [party.identity_id for party in sides if party.identity_id]
    own = set(
        _identities(user.pk, on).filter(identity__in=known).values_list("identity", flat=True)
    )
    return frozenset().union(*(_roles_of_filer(party, own) for party in sides))


def _roles_of_filer(party: Party, own: Container[int | None]) -> frozenset[Role]:
    """Return the roles that whoever files has by a party; `own` are the identities they act for."""
    if party.identity_id in own or (party.identity_id is None and party.is_applicant):
        return party.roles
    return party.roles & {Role.APPLICANT}


def _roles_at(user: User, office_id: int, *, on: date) -> frozenset[Role]:
    """Return the roles of an officer at an office; none at another than the own."""
    return user.roles(on) & CASEWORK if user.office_id == office_id else frozenset()


def represented_by(user_id: int, *, on: date) -> Q:
    """Return the condition that a party is one for which the user holds a mandate."""
    of_party = Exists(_mandates(user_id, on).filter(party_id=OuterRef("pk")))
    return Q(of_party) | Q(identity__in=_identities(user_id, on))


def _mandates(user_id: int, on: date) -> QuerySet[Mandate]:
    return Mandate.objects.filter(valid_on(on), user_id=user_id, case__isnull=False)


def _identities(user_id: int, on: date) -> QuerySet[Mandate, Any]:
    """Return for whom the user was verified to act in all matters."""
    rows = Mandate.objects.filter(valid_on(on), user_id=user_id, scope=Scope.ALL)
    return rows.values("identity_id")
