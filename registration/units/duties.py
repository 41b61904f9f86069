"""What waits for an employer: dates of its cases, workers not yet reported, open contributions."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import Exists, F, OuterRef, Q, Subquery
from django.urls import reverse

from portal import clock
from portal.cases.clerkship import address
from portal.deadlines.calendar import working_day_reader
from portal.deadlines.models import Deadline
from portal.law.term import registered
from registration.models import Employer, EmployerMonth, Employment
from registration.people.workers import due_of

MOST = 100
UNREPORTED = "有职工登记了用工，还没有申报参保"
UNPAID = "有月份没有缴清"


@dataclass(frozen=True)
class Duty:
    """One thing that an employer has to do: what, until when if a day is set, and where."""

    what: str
    due_on: date | None
    url: str
    why_url: str = ""

    @property
    def days_left(self) -> int | None:
        """Return the days until the last one; negative once it is past."""
        return (self.due_on - clock.today()).days if self.due_on else None


def duties_of(employers: Sequence[Employer]) -> dict[int, list[Duty]]:
    """Return what waits for each of some employers, what is due first standing first."""
    if not employers:
        return {}
    found: dict[int, list[Duty]] = defaultdict(list)
    identities = [one.pk for one in employers]
    for row in _deadlines(identities):
        term = registered(row.term)
        if term.duty and row.party and row.party.identity_id:
            what = f"{term.duty}，案件 {row.case.reference}"
            why = reverse("cases:why", args=[row.case.reference, row.pk])
            duty = Duty(what, row.due_on, address(row.case), why)
            found[row.party.identity_id].append(duty)
    is_working_day = working_day_reader()
    for pk, started_on, kind, is_behind in _marked(identities):
        if started_on and kind:
            work = Employment(started_on=started_on, kind=kind)
            due = due_of(work, is_working_day=is_working_day)
            people = reverse("registration:unit_people", args=[pk])
            found[pk].append(Duty(UNREPORTED, due.due_on, people))
        if is_behind:
            months = reverse("registration:unit_months", args=[pk])
            found[pk].append(Duty(UNPAID, None, months))
    return {
        pk: sorted(duties, key=lambda duty: (duty.due_on is None, duty.due_on or date.max))
        for pk, duties in found.items()
        if duties
    }


def _deadlines(identities: list[int]) -> Iterable[Deadline]:
    rows = Deadline.objects.filter(
        ended_on=None, binds_office=False, due_on__isnull=False, party__identity__in=identities
    )
    return rows.select_related("case", "party").order_by("due_on", "pk")[:MOST]


Marks = tuple[int, date | None, str | None, bool]


def _marked(identities: list[int]) -> Iterable[Marks]:
    """Return the employers with their first unreported work and whether anything is unpaid."""
    workers = Employment.objects.filter(employer=OuterRef("pk"), ended_on=None, reported_on=None)
    months = EmployerMonth.objects.filter(employer=OuterRef("pk"), due_on__lt=clock.today())
    rows = Employer.objects.filter(pk__in=identities, status=Employer.Status.ACTIVE)
    first = workers.order_by("started_on", "id")
    is_late = Q(paid_on__gt=F("due_on"), surcharge_paid=0)
    is_behind = Exists(months.filter(Q(paid__lt=F("payable")) | Q(fine__gt=0) | is_late))
    return rows.values_list(
        "pk",
        Subquery(first.values("started_on")[:1]),
        Subquery(first.values("kind")[:1]),
        is_behind,
    )
