"""What waits for an employer: dates of its cases, workers not yet reported, open contributions."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import Exists, F, OuterRef, Q, Subquery

from portal import clock
from portal.cases.clerkship import address
from portal.deadlines import parameters
from portal.deadlines.calendar import working_day_reader
from portal.deadlines.models import Deadline
from portal.law.term import registered
from registration.models import Employer, EmployerMonth, Employment
from registration.terms import EMPLOYEE_REGISTRATION

MOST = 100
UNREPORTED = "有职工登记了用工，还没有申报参保"
UNPAID = "有月份没有缴清"


@dataclass(frozen=True)
class Duty:
    """One thing that an employer has to do: what, until when if a day is set, and where."""

    what: str
    due_on: date | None
    url: str = ""


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
            found[row.party.identity_id].append(Duty(what, row.due_on, address(row.case)))
    is_working_day = working_day_reader()
    for pk, first_unreported, is_behind in _marked(identities):
        if first_unreported:
            due_on = registration_due_on(first_unreported, is_working_day=is_working_day)
            found[pk].append(Duty(UNREPORTED, due_on))
        if is_behind:
            found[pk].append(Duty(UNPAID, None))
    return {
        pk: sorted(duties, key=lambda duty: (duty.due_on is None, duty.due_on or date.max))
        for pk, duties in found.items()
        if duties
    }


def registration_due_on(started_on: date, *, is_working_day: Callable[[date], bool]) -> date:
    """Return the last day to report a worker (社会保险法 Art.58)."""
    due = EMPLOYEE_REGISTRATION.due_on(
        started_on, is_working_day=is_working_day, values=parameters.value_on
    )
    return due.due_on


def _deadlines(identities: list[int]) -> Iterable[Deadline]:
    rows = Deadline.objects.filter(
        ended_on=None, binds_office=False, due_on__isnull=False, party__identity__in=identities
    )
    return rows.select_related("case", "party").order_by("due_on", "pk")[:MOST]


def _marked(identities: list[int]) -> Iterable[tuple[int, date | None, bool]]:
    """Return the employers with their first unreported worker and whether anything is unpaid."""
    workers = Employment.objects.filter(employer=OuterRef("pk"), ended_on=None, reported_on=None)
    months = EmployerMonth.objects.filter(employer=OuterRef("pk"), due_on__lt=clock.today())
    rows = Employer.objects.filter(pk__in=identities, status=Employer.Status.ACTIVE)
    first = Subquery(workers.order_by("started_on").values("started_on")[:1])
    is_behind = Exists(months.filter(Q(paid__lt=F("payable")) | Q(fine__gt=0)))
    return rows.values_list("pk", first, is_behind)
