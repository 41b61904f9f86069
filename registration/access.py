"""Which employers somebody may open: agents by mandate, officers of the agency by place."""

from typing import Any

from django.core.exceptions import PermissionDenied
from django.db.models import Q, QuerySet
from django.http import Http404, HttpRequest

from portal import clock
from portal.accounts.models import Mandate, User
from portal.accounts.models.identity import MandateKind, Scope
from portal.accounts.models.user import valid_on
from portal.offices.models import Jurisdiction, Office, Power
from portal.offices.towns import places_served
from portal.workflow.roles import Role
from registration.models import Employer

OFFICERS = (Role.REGISTRAR, Role.REGISTER_REVIEWER, Role.SUPERVISOR)
"""Roles of the agency that read its register."""
CLERKS = (Role.TOWN_CLERK, Role.REGISTRAR)
"""Roles that enter at a window."""


def employers_of(user: User) -> QuerySet[Employer]:
    """Return the employers for which an agent was verified to act today, cancelled ones too."""
    if user.is_staff:
        return Employer.objects.none()
    mandates = Mandate.objects.filter(
        valid_on(clock.today()),
        user=user,
        kind=MandateKind.EMPLOYER_AGENT,
        scope=Scope.ALL,
    )
    return Employer.objects.filter(identity__in=mandates.values("identity_id"))


def employers_of_agency(user: User) -> QuerySet[Employer]:
    """Return the register of the agency at which an officer works; the city's agency sees all."""
    office = user.office
    if office is None or office.power != Power.AGENCY or not user.has_role(*OFFICERS):
        return Employer.objects.none()
    if office.is_city_level:
        return Employer.objects.all()
    return Employer.objects.filter(county__in=counties_of(office))


def employers_of_town(user: User) -> QuerySet[Employer]:
    """Return the employers of the towns that a town clerk's window serves today.

    A town's window enters for the agency of its county: who is insured elsewhere is not there.
    """
    office = user.office
    if office is None or not user.has_role(Role.TOWN_CLERK):
        return Employer.objects.none()
    within = Q(pk__in=())
    for town, county in places_served(office, on=clock.today()):
        within |= Q(town=town, county=county)
    return Employer.objects.filter(within)


def employers_at_counter(user: User) -> QuerySet[Employer]:
    """Return the employers for which somebody enters at a window: of the town, of the agency."""
    if user.has_role(Role.TOWN_CLERK):
        return employers_of_town(user)
    return employers_of_agency(user) if user.has_role(Role.REGISTRAR) else Employer.objects.none()


def counties_of(office: Office) -> QuerySet[Jurisdiction, Any]:
    """Return the counties whose register an agency keeps today."""
    rows = Jurisdiction.objects.filter(valid_on(clock.today()), office=office, power=Power.AGENCY)
    return rows.values("county_id")


def own_employer_or_404(request: HttpRequest, employer_id: int) -> Employer:
    """Return an employer of the agent who asks; another's is as unknown as a missing one."""
    return _one(employers_of(_user(request)), employer_id)


def require_agency(request: HttpRequest) -> None:
    """Refuse a page of the register to officers of organs that keep none."""
    office = _user(request).office
    if office is None or office.power != Power.AGENCY:
        raise PermissionDenied


def agency_employer_or_404(request: HttpRequest, employer_id: int) -> Employer:
    """Return an employer of the officer's agency; another's is as unknown as a missing one."""
    return _one(employers_of_agency(_user(request)), employer_id)


def counter_employer_or_404(request: HttpRequest, employer_id: int) -> Employer:
    """Return an employer of the window's area; another's is as unknown as a missing one."""
    return _one(employers_at_counter(_user(request)), employer_id)


def _one(rows: QuerySet[Employer], employer_id: int) -> Employer:
    found = rows.select_related("identity", "county", "town", "parent").filter(pk=employer_id)
    employer = found.first()
    if employer is None:
        raise Http404
    return employer


def _user(request: HttpRequest) -> User:
    if not isinstance(request.user, User):
        raise Http404
    return request.user
