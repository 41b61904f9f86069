"""Outlets on the postal authority's list that nobody has insured, and how their unit is told."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.db import transaction
from django.db.models import Exists, OuterRef, Q, QuerySet
from django.urls import reverse

from portal import clock
from portal.accounts.identifiers import IdentityKind
from portal.accounts.identities import number_index
from portal.accounts.mandates import agents_of
from portal.accounts.models import User
from portal.notifications.send import Post, notify_many
from registration.access import counties_of
from registration.models import Employer, Employment, Outlet, OutletListing
from registration.outlets.notices import UNINSURED
from registration.outlets.postal import present_lists


@dataclass(frozen=True)
class GoneLine:
    """An outlet of the register that is not on the latest list."""

    outlet: Outlet
    is_readable: bool


@dataclass(frozen=True)
class Line:
    """An outlet that nobody has insured, as the registrar sees it."""

    listing: OutletListing
    is_registered: bool
    unit: Employer | None
    is_readable: bool
    is_told: bool


class NobodyToTellError(Exception):
    """The unit is not on the register, or has no agent who could read a message."""


def counties_served(user: User) -> list[str] | None:
    """Return the counties of a registrar's agency; None is the whole city."""
    office = user.office
    if office is None:
        return []
    if office.is_city_level:
        return None
    return list(counties_of(office).values_list("county_id", flat=True))


def uninsured(user: User) -> QuerySet[OutletListing]:
    """Return the outlets of the latest lists of an agency at which nobody is insured."""
    counties = counties_served(user)
    insured = Employment.objects.filter(ended_on=None, reported_on__isnull=False)
    there = Exists(insured.filter(outlet=OuterRef("pk")))
    as_staff = Exists(insured.filter(employer=OuterRef("employer"), outlet=None))
    covered = Outlet.objects.filter(number=OuterRef("number"), to_on=None).filter(
        there | (Q(kind=Outlet.Kind.LICENSED) & as_staff)
    )
    rows = OutletListing.objects.filter(present_lists(counties).listings(), ~Exists(covered))
    rows = rows.filter(is_open=True).select_related("county")
    return rows if counties is None else rows.filter(county__in=counties)


def missing(user: User) -> QuerySet[Outlet]:
    """Return the outlets of the register of an agency that are not on the latest lists."""
    counties = counties_served(user)
    rows = Outlet.objects.filter(present_lists(counties).missing(), to_on=None)
    rows = rows.select_related("county", "employer")
    return rows if counties is None else rows.filter(county__in=counties)


def lines_of(listings: Sequence[OutletListing], *, user: User) -> list[Line]:
    """Return rows with their units, which are looked up together."""
    units = _units([one.credit_code for one in listings])
    numbers = [one.number for one in listings]
    known = set(
        Outlet.objects.filter(number__in=numbers, to_on=None).values_list("number", flat=True)
    )
    counties = counties_served(user)
    lines = []
    for one in listings:
        unit = units.get(number_index(one.credit_code))
        is_readable = unit is not None and (counties is None or unit.county_id in counties)
        lines.append(Line(one, one.number in known, unit, is_readable, is_told(one)))
    return lines


def gone_lines_of(outlets: Sequence[Outlet], *, user: User) -> list[GoneLine]:
    """Return outlets that left the list; their units are opened where the agency keeps them."""
    counties = counties_served(user)
    return [
        GoneLine(one, counties is None or one.employer.county_id in counties) for one in outlets
    ]


def is_told(listing: OutletListing) -> bool:
    """Say whether the unit was told this month already."""
    return listing.told_on is not None and listing.told_on >= clock.today().replace(day=1)


@transaction.atomic
def tell_unit(listing: OutletListing, *, by: User) -> bool:
    """Tell the agents of the unit, once a month; say whether they were told now.

    Raises NobodyToTellError where nobody would read it.
    """
    row = OutletListing.objects.select_for_update(of=("self",)).get(pk=listing.pk)
    if is_told(row):
        return False
    unit = _units([row.credit_code]).get(number_index(row.credit_code))
    agents = list(agents_of(unit.pk).values_list("user_id", flat=True)) if unit else []
    if unit is None or not agents:
        raise NobodyToTellError
    row.told_on, row.told_by = clock.today(), by
    row.save(update_fields=["told_on", "told_by"])
    notify_many(
        Post(
            notice=UNINSURED.name,
            key=f"outlet:{row.pk}:{row.told_on:%Y-%m}:{agent}",
            user_id=agent,
            context={"outlet": row.name, "unit": unit.name},
            link=reverse("registration:unit_outlets", args=[unit.pk]),
        )
        for agent in agents
    )
    return True


def _units(codes: Sequence[str]) -> dict[str, Employer]:
    """Return the employers of some codes by the index of the code."""
    rows = Employer.objects.filter(
        identity__kind=IdentityKind.CREDIT_CODE,
        identity__number_index__in={number_index(code) for code in codes},
    )
    return {row.identity.number_index: row for row in rows.select_related("identity")}
