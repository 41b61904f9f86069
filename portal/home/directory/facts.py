"""What the pages say of an office: open or not, hours, windows, what it does, how to get there."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from urllib.parse import urlencode

from django.db.models import Prefetch, QuerySet, prefetch_related_objects
from django.urls import reverse

from portal import clock
from portal.deadlines.calendar import Almanac
from portal.home.matters import Matter, all_matters
from portal.home.opening import Shut, Span, Today, Week, today_at, week_words
from portal.offices.models import Closure, Office, OfficeWindow, Power

AHEAD = timedelta(days=30)  # closures are told this long before
MAP = "https://uri.amap.com/"


@dataclass(frozen=True)
class WindowFacts:
    """A window: where it is in the building and what it takes."""

    words: str
    matters: str


@dataclass(frozen=True)
class OfficeFacts:
    """One office as a visitor reads it."""

    office: Office
    today: Today
    week: Sequence[tuple[str, str]]
    shuts: Sequence[Shut]
    windows: Sequence[WindowFacts]
    matters: Sequence[Matter]

    @property
    def url(self) -> str:
        """Return the office's own page."""
        return reverse("home:place", args=[self.office.code])

    @property
    def before(self) -> list[str]:
        """Return what to think of before going there."""
        return [line for line in self.office.before_visit.splitlines() if line.strip()]

    @property
    def matter_words(self) -> str:
        """Return what is done there in one line."""
        return "、".join(matter.title for matter in self.matters)

    @property
    def map_url(self) -> str:
        """Return a map of the point, or of the address where the point is not known."""
        office = self.office
        if office.latitude is not None and office.longitude is not None:
            position = f"{office.longitude},{office.latitude}"
            return f"{MAP}marker?{urlencode({'position': position, 'name': office.full_name})}"
        return f"{MAP}search?{urlencode({'keyword': office.address, 'city': '济宁市'})}"


def facts_of(offices: Iterable[Office], *, at: datetime | None = None) -> list[OfficeFacts]:
    """Return what is to be read of some offices, in their order, in a fixed number of questions."""
    found, at = list(offices), at or clock.now()
    prefetch_related_objects(
        found, "windows", "openings", Prefetch("closures", _closures(at.date()), to_attr="shut")
    )
    almanac = Almanac()
    return [_facts(office, almanac, at) for office in found]


def facts_for(office: Office, *, at: datetime | None = None) -> OfficeFacts:
    """Return what is to be read of one office."""
    return facts_of([office], at=at)[0]


def closures_of(office_id: int, *, on: date) -> list[Shut]:
    """Return the days on which an office is closed now or soon."""
    return [_shut(row) for row in _closures(on).filter(office=office_id)]


def matters_of(office: Office) -> list[Matter]:
    """Return the matters that an office takes by its power."""
    if office.power == Power.TOWN:
        return [one for one in all_matters() if one.is_for_towns]
    return [one for one in all_matters() if one.power == office.power]


def _closures(on: date) -> QuerySet[Closure]:
    rows = Closure.objects.filter(is_withdrawn=False, to_on__gte=on, from_on__lte=on + AHEAD)
    return rows.order_by("from_on")


def _facts(office: Office, almanac: Almanac, at: datetime) -> OfficeFacts:
    spans = [Span(row.weekday, row.opens, row.closes) for row in office.openings.all()]
    shuts = [_shut(row) for row in office.shut]  # type: ignore[attr-defined]
    week = Week(spans, shuts, almanac.is_working_day, almanac.holiday_on)
    matters = matters_of(office)
    return OfficeFacts(
        office=office,
        today=today_at(week, at),
        week=week_words(spans),
        shuts=shuts,
        windows=[_window(row, matters) for row in office.windows.all()],
        matters=matters,
    )


def _window(row: OfficeWindow, matters: Sequence[Matter]) -> WindowFacts:
    taken = [one.title for one in matters if not row.matters or one.name in row.matters]
    return WindowFacts(row.words, "、".join(taken))


def _shut(row: Closure) -> Shut:
    return Shut(row.from_on, row.to_on, row.reason, row.instead)
