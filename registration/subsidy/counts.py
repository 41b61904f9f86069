"""How many applications stood where on a day: counted from the ledger, which is never altered."""

from dataclasses import dataclass
from datetime import date, timedelta

from django.db import models
from django.db.models import OuterRef, QuerySet, Subquery

from portal.cases.models import Case, Entry
from portal.offices.models import Office
from registration.models import FlexibleSubsidy, SubsidyMonth
from registration.subsidy.labels import STATES
from registration.subsidy.process import SubsidyProcess

MONTHS_BACK = 6
NUMBERS = {
    "cases": models.Count("pk", distinct=True),
    "people": models.Count("flexible_subsidy__identity", distinct=True),
}


@dataclass(frozen=True)
class Count:
    """How many cases and people stood in a state, or under a status."""

    label: str
    cases: int
    people: int


@dataclass(frozen=True)
class DayCounts:
    """The numbers as at a day."""

    day: date
    by_state: list[Count]
    by_ground: list[Count]
    cases: int
    people: int
    subsidised: int


@dataclass(frozen=True)
class MonthEnd:
    """How many people had applied by a day, and how many had been granted a month."""

    day: date
    people: int
    subsidised: int


def counts_on(office: Office, day: date) -> DayCounts:
    """Return the numbers of an office as at the end of a day."""
    last = Entry.objects.filter(case=OuterRef("pk"), on__lte=day).order_by("-number")
    cases = _cases(office, day).annotate(stood=Subquery(last.values("to_state")[:1]))
    stood = {row[0]: row[1:] for row in cases.values_list("stood").annotate(**NUMBERS)}
    grounds = cases.values_list("flexible_subsidy__ground__name").annotate(**NUMBERS)
    return DayCounts(
        day=day,
        by_state=[Count(label.label, *stood.get(state, (0, 0))) for state, label in STATES.items()],
        by_ground=[Count(*row) for row in grounds.order_by("flexible_subsidy__ground__name")],
        **cases.aggregate(**NUMBERS),
        subsidised=_subsidised(office, day),
    )


def series(office: Office, until: date) -> list[MonthEnd]:
    """Return the numbers of a day and of the ends of the months before it, the latest first."""
    days = [until]
    for _ in range(MONTHS_BACK):
        days.append(days[-1].replace(day=1) - timedelta(days=1))
    return [
        MonthEnd(day, _cases(office, day).aggregate(**NUMBERS)["people"], _subsidised(office, day))
        for day in days
    ]


def _cases(office: Office, day: date) -> QuerySet[Case]:
    return Case.objects.filter(kind=SubsidyProcess.code, office=office, filed_on__lte=day)


def _subsidised(office: Office, day: date) -> int:
    """Return how many people had been granted a month by a day."""
    granted = FlexibleSubsidy.objects.filter(case__office=office)
    rows = SubsidyMonth.objects.filter(subsidy__in=granted, granted_on__lte=day)
    return rows.values("identity").distinct().count()
