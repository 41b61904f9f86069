"""How many applications stood where on a day: counted from the ledger, which is never altered."""

from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import OuterRef, Subquery

from portal.cases.models import Case, Entry
from portal.offices.models import Office
from registration.models import FlexibleSubsidy, SubsidyMonth
from registration.subsidy.labels import STATES
from registration.subsidy.process import SubsidyProcess

MONTHS_BACK = 6


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


def counts_on(office: Office, day: date) -> DayCounts:
    """Return the numbers of an office as at the end of a day."""
    last = Entry.objects.filter(case=OuterRef("pk"), on__lte=day).order_by("-number")
    cases = Case.objects.filter(
        kind=SubsidyProcess.code, office=office, filed_on__lte=day
    ).annotate(stood=Subquery(last.values("to_state")[:1]))
    details = "flexible_subsidy__identity_id", "flexible_subsidy__ground__name"
    rows = list(cases.values_list("stood", *details))
    grounds = sorted({ground for _, _, ground in rows})
    return DayCounts(
        day=day,
        by_state=[
            _count(label.label, [person for stood, person, _ in rows if stood == state])
            for state, label in STATES.items()
        ],
        by_ground=[
            _count(name, [person for _, person, ground in rows if ground == name])
            for name in grounds
        ],
        cases=len(rows),
        people=len({person for _, person, _ in rows}),
        subsidised=_subsidised(office, day),
    )


def series(office: Office, until: date) -> list[DayCounts]:
    """Return the numbers of a day and of the ends of the months before it, the latest first."""
    days = [until]
    for _ in range(MONTHS_BACK):
        days.append(days[-1].replace(day=1) - timedelta(days=1))
    return [counts_on(office, day) for day in days]


def _count(label: str, people: list[int]) -> Count:
    return Count(label, len(people), len(set(people)))


def _subsidised(office: Office, day: date) -> int:
    """Return how many people had been granted a month by a day."""
    granted = FlexibleSubsidy.objects.filter(case__office=office)
    rows = SubsidyMonth.objects.filter(subsidy__in=granted, granted_on__lte=day)
    return rows.values("identity").distinct().count()
