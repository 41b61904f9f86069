"""Who may see a case, and in which capacities somebody acts on it."""

from datetime import date

from django.contrib.auth.models import AnonymousUser
from django.db.models import Exists, OuterRef, Q, QuerySet

from portal import clock
from portal.accounts.models import Mandate, User
from portal.accounts.models.user import valid_on
from portal.cases.models import Case, Party, Recusal
from portal.workflow.roles import STAFF, Role

CASEWORK = STAFF - {Role.ADMINISTRATOR, Role.AUDITOR}
Visitor = User | AnonymousUser


def not_recused(user_id: int) -> Q:
    """Return the condition that an officer has not been recused from a case."""
    return ~Q(pk__in=Recusal.objects.filter(user_id=user_id).values("case_id"))


def visible_to(user: Visitor) -> QuerySet[Case]:
    """Return the cases that a person may open: by mandate for outsiders, by office for staff.

    It goes by the parties and the office, never by a matching identity number; an officer who is
    recused from a case has no part in it any more.
    """
    if not isinstance(user, User):
        return Case.objects.none()
    today = clock.today()
    if user.is_staff:
        if user.office_id is None or not user.roles(today) & CASEWORK:
            return Case.objects.none()
        return Case.objects.filter(not_recused(user.pk), office_id=user.office_id)
    return Case.objects.filter(Exists(_mandates(user, today).filter(case_id=OuterRef("pk"))))


def parties_of(user: Visitor, case: Case) -> list[Party]:
    """Return the parties of a case for which an outsider may act today."""
    if not isinstance(user, User) or user.is_staff:
        return []
    mandates = _mandates(user, clock.today()).filter(party_id=OuterRef("pk"))
    return list(Party.objects.filter(Exists(mandates), case=case).order_by("pk"))


def roles_on(user: Visitor, case: Case, *, on: date) -> frozenset[Role]:
    """Return the capacities in which a person may act on a case that day."""
    if not isinstance(user, User):
        return frozenset()
    if user.is_staff:
        return user.roles(on) & CASEWORK if user.office_id == case.office_id else frozenset()
    return frozenset().union(*(party.roles for party in parties_of(user, case)))


def _mandates(user: User, on: date) -> QuerySet[Mandate]:
    return Mandate.objects.filter(valid_on(on), user=user, case__isnull=False)
