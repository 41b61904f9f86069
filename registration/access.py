"""Which employers somebody may open: agents by mandate, officers of the agency by place."""

from typing import Any

from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.http import Http404, HttpRequest

from portal import clock
from portal.accounts.models import Mandate, User
from portal.accounts.models.identity import MandateKind, Scope
from portal.accounts.models.user import valid_on
from portal.offices.models import Jurisdiction, Office, Power
from portal.workflow.roles import Role
from registration.models import Employer

OFFICERS = (Role.REGISTRAR, Role.REGISTER_REVIEWER, Role.SUPERVISOR)
"""Roles of the agency that read its register."""


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
