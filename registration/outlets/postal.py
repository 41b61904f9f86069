"""The latest list of the postal authority, and which outlets of the register are not on it.

A county's latest list is the newest finished import that covers it: of the city's agency, or of
its own. What an older list said last still stands, but it is not on the present list.
"""

from collections import defaultdict
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date

from django.db.models import Exists, Max, OuterRef, Q

from portal import clock
from portal.accounts.models.user import valid_on
from portal.offices.models import County, Jurisdiction, Office, Power
from registration.models import ImportRun, Outlet, OutletListing


@dataclass(frozen=True)
class PresentLists:
    """As of which day the latest list of each county is; counties without a list are not there."""

    days: dict[str, date]

    def listings(self) -> Q:
        """Return which listings stand on the latest list of their county."""
        found = Q(pk__in=())
        for day, codes in self._by_day():
            found |= Q(county__in=codes, as_of__gte=day)
        return found

    def missing(self) -> Q:
        """Return which outlets of the register are not open on the latest list of their county."""
        found = Q(pk__in=())
        for day, codes in self._by_day():
            listed = OutletListing.objects.filter(
                number=OuterRef("number"), as_of__gte=day, is_open=True
            )
            found |= Q(~Exists(listed), county__in=codes)
        return found

    def _by_day(self) -> Iterable[tuple[date, list[str]]]:
        days: dict[date, list[str]] = defaultdict(list)
        for code, day in self.days.items():
            days[day].append(code)
        return sorted(days.items())


def present_lists(counties: Collection[str] | None = None) -> PresentLists:
    """Read the days of the latest lists, of some counties or of all."""
    runs = ImportRun.objects.filter(
        subject=ImportRun.Subject.OUTLETS, finished_at__isnull=False
    ).order_by()
    by_office = dict(runs.values_list("office").annotate(day=Max("as_of")))
    if not by_office:
        return PresentLists({})
    city = Office.objects.filter(pk__in=by_office, is_city_level=True).values_list("pk", flat=True)
    days: dict[str, date] = {}
    latest = max((by_office[pk] for pk in city), default=None)
    if latest is not None:
        days = dict.fromkeys(County.objects.values_list("code", flat=True), latest)
    kept = Jurisdiction.objects.filter(
        valid_on(clock.today()), power=Power.AGENCY, office__in=by_office
    )
    for code, office in kept.values_list("county", "office"):
        days[code] = max(by_office[office], days.get(code, date.min))
    if counties is not None:
        days = {code: day for code, day in days.items() if code in counties}
    return PresentLists(days)


def missing_among(outlets: Collection[Outlet]) -> dict[int, date]:
    """Return which of some outlets are not on the latest list, and as of which day that list is."""
    present = [one for one in outlets if one.to_on is None]
    lists = present_lists({one.county_id for one in present})
    if not lists.days:
        return {}
    rows = Outlet.objects.filter(lists.missing(), pk__in=[one.pk for one in present])
    return {pk: lists.days[code] for pk, code in rows.values_list("pk", "county")}
