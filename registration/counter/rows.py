"""Entries of windows as lists: of one clerk on a day, of the towns of an agency's counties."""

from datetime import date

from django.db.models import Exists, OuterRef, QuerySet

from portal.accounts.models import User
from portal.offices.models import Power, Town
from registration.access import OFFICERS, counties_of
from registration.keyset import Cursor, Dated, dated
from registration.models import CounterEntry

PAGE = 25


def entries_of(clerk: User, *, on: date) -> QuerySet[CounterEntry]:
    """Return what a clerk has entered on a day at the present window."""
    return _rows().filter(clerk=clerk, office=clerk.office_id, made_on=on)


def town_entries(user: User) -> QuerySet[CounterEntry]:
    """Return what towns have entered in the counties of an officer's agency; the city sees all."""
    office = user.office
    if office is None or office.power != Power.AGENCY or not user.has_role(*OFFICERS):
        return CounterEntry.objects.none()
    rows = _rows().filter(town__isnull=False)
    if office.is_city_level:
        return rows
    own = list(counties_of(office).values_list("county_id", flat=True))
    return rows.filter(county=own[0]) if len(own) == 1 else rows.filter(county__in=own)


def towns_with_entries(entries: QuerySet[CounterEntry]) -> list[Town]:
    """Return the towns that have entered something."""
    return list(Town.objects.filter(Exists(entries.filter(town=OuterRef("pk")))))


def page_of(entries: QuerySet[CounterEntry], *, at: Cursor | None) -> Dated[CounterEntry]:
    """Return the page of entries that begins at a place, the latest first."""
    return dated(entries, "made_on", is_falling=True, at=at, size=PAGE)


def _rows() -> QuerySet[CounterEntry]:
    return CounterEntry.objects.select_related(
        "employer", "case", "clerk", "office", "town", "employment"
    )
