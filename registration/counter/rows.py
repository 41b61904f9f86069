"""Entries of windows as lists: of one clerk on a day, of the towns of an agency's counties."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import Exists, OuterRef, Q, QuerySet

from portal.accounts.models import User
from portal.offices.models import Power, Town
from registration.access import OFFICERS, counties_of
from registration.models import CounterEntry
from registration.people.workers import Cursor

PAGE = 25


@dataclass(frozen=True)
class Sheet:
    """A page of entries, the latest first, and the places before and after it."""

    rows: Sequence[CounterEntry]
    newer: Cursor | None
    older: Cursor | None


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


def sheet(entries: QuerySet[CounterEntry], *, at: Cursor | None) -> Sheet:
    """Return the page that begins at a place; one row more is fetched to know if more follow."""
    is_backwards = at is not None and at.is_backwards
    mark, side = ("", "gt") if is_backwards else ("-", "lt")
    if at is not None:
        same = Q(made_on=at.day, **{f"id__{side}": at.pk})
        entries = entries.filter(**{f"made_on__{side}e": at.day})
        entries = entries.filter(same | Q(**{f"made_on__{side}": at.day}))
    found = list(entries.order_by(f"{mark}made_on", f"{mark}id")[: PAGE + 1])
    has_more, kept = len(found) > PAGE, found[:PAGE]
    if is_backwards:
        kept.reverse()
    if not kept:
        return Sheet([], None, None)
    has_newer = has_more if is_backwards else at is not None
    has_older = is_backwards or has_more
    first, last = kept[0], kept[-1]
    return Sheet(
        kept,
        Cursor(first.made_on, first.pk, is_backwards=True) if has_newer else None,
        Cursor(last.made_on, last.pk) if has_older else None,
    )


def _rows() -> QuerySet[CounterEntry]:
    return CounterEntry.objects.select_related("employer", "clerk", "office", "town", "employment")
