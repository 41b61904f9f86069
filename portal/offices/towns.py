"""Towns: who manages one on a day, which window takes its entries, which towns a window serves."""

from datetime import date

from django.db.models import CharField, Exists, F, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce

from portal.offices.models import County, Office, Power, Town, TownArea, TownDesk


def county_of(town: Town, *, on: date) -> County:
    """Return the functional area that manages a town on a day, else the county it belongs to."""
    row = TownArea.objects.filter(_valid(on), town=town).select_related("area").first()
    return row.area if row else town.county


def town_window(town: Town, *, on: date) -> Office | None:
    """Return the window that takes a town's entries on a day, where it has one that is open."""
    row = _desks(on).filter(town=town).select_related("office").first()
    return row.office if row else None


def places_served(office: Office, *, on: date) -> list[tuple[str, str]]:
    """Return the towns whose entries a window takes on a day, each with the county it is under."""
    managed = TownArea.objects.filter(_valid(on), town=OuterRef("town")).values("area")[:1]
    rows = _desks(on).filter(office=office).order_by("town")
    under = Coalesce(Subquery(managed), F("town__county"), output_field=CharField())
    return list(rows.annotate(under=under).values_list("town_id", "under"))


def open_desks(*, on: date) -> QuerySet[TownDesk]:
    """Return the rows of all towns that have an open window on a day, by county and town."""
    rows = _desks(on).select_related("office", "town__county")
    return rows.order_by("town__county__sort", "town_id")


def towns_to_choose(county: str, *, on: date) -> QuerySet[Town]:
    """Return the towns of a county, and those that it manages as a functional area."""
    managed = TownArea.objects.filter(_valid(on), town=OuterRef("pk"), area=county)
    return Town.objects.filter(Q(county=county) | Exists(managed)).select_related("county")


def _desks(on: date) -> QuerySet[TownDesk]:
    rows = TownDesk.objects.filter(_valid(on), office__power=Power.TOWN)
    return rows.exclude(office__retired_on__lte=on)


def _valid(on: date) -> Q:
    return Q(from_on__lte=on) & (Q(to_on=None) | Q(to_on__gte=on))
