"""What waits for an employer: dates of its cases, workers not yet reported, open contributions."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import chain

from django.db.models import Exists, F, OuterRef, Q, QuerySet, Subquery
from django.urls import reverse

from portal import clock
from portal.cases.clerkship import address
from portal.cases.models import Party
from portal.deadlines.calendar import working_day_reader
from portal.deadlines.models import Deadline
from portal.law.term import registered
from registration.filings.process import CancellationProcess, ChangeProcess, RegistrationProcess
from registration.filings.states import FilingState
from registration.models import Employer, EmployerMonth, Employment, Project
from registration.people.workers import due_of
from registration.projects.process import ProjectProcess

MOST = 100
UNREPORTED = "有职工登记了用工，还没有申报参保"
UNPAID = "有月份没有缴清"
UNPAID_PROJECT = "有工程项目没有缴清"
CORRECTION = "补正登记申请"
FILED = (
    ChangeProcess.code,
    CancellationProcess.code,
    RegistrationProcess.code,
    ProjectProcess.code,
)


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
    identities = [one.pk for one in employers]
    if not identities:
        return {}
    found: dict[int, list[Duty]] = defaultdict(list)
    waiting = (_of_cases(identities), _of_the_register(identities))
    for pk, duty in chain.from_iterable(waiting):
        found[pk].append(duty)
    return {
        pk: sorted(duties, key=lambda duty: (duty.due_on is None, duty.due_on or date.max))
        for pk, duties in found.items()
    }


def _of_cases(identities: list[int]) -> Iterator[tuple[int, Duty]]:
    """Yield what runs against a last day."""
    for row in _deadlines(identities):
        term = registered(row.term)
        if term.duty and row.party and row.party.identity_id:
            what = f"{term.duty}，案件 {row.case.reference}"
            why = reverse("cases:why", args=[row.case.reference, row.pk])
            yield row.party.identity_id, Duty(what, row.due_on, address(row.case), why)


def _of_the_register(identities: list[int]) -> Iterator[tuple[int, Duty]]:
    """Yield what the register itself knows: unreported work, open money, corrections told."""
    is_working_day = working_day_reader()
    for pk, started_on, kind, is_behind, owes, correcting in _marked(identities):
        if started_on and kind:
            work = Employment(started_on=started_on, kind=kind)
            due = due_of(work, is_working_day=is_working_day)
            people = reverse("registration:unit_people", args=[pk])
            yield pk, Duty(UNREPORTED, due.due_on, people)
        if correcting:
            what = f"{CORRECTION}，案件 {correcting}"
            yield pk, Duty(what, None, reverse("cases:page", args=[correcting]))
        if is_behind:
            yield pk, Duty(UNPAID, None, reverse("registration:unit_months", args=[pk]))
        if owes:
            yield pk, Duty(UNPAID_PROJECT, None, reverse("registration:unit_projects", args=[pk]))


def _deadlines(identities: list[int]) -> Iterable[Deadline]:
    rows = Deadline.objects.filter(
        ended_on=None, binds_office=False, due_on__isnull=False, party__identity__in=identities
    )
    return rows.select_related("case", "party").order_by("due_on", "pk")[:MOST]


Marks = tuple[int, date | None, str | None, bool, bool, str | None]


def _marked(identities: list[int]) -> Iterable[Marks]:
    """Return the employers with their first unreported work, what is unpaid, and a correction."""
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
        Exists(_unpaid_projects()),
        Subquery(_corrections().values("case__reference")[:1]),
    )


def _unpaid_projects() -> QuerySet[Project]:
    """Return the insured projects of an employer whose contribution has not arrived."""
    return Project.objects.filter(
        employer=OuterRef("pk"), insured_from__isnull=False, settled_on=None, contribution__gt=0
    )


def _corrections() -> QuerySet[Party]:
    """Return what an employer has to correct and has no last day yet: its letter is not served."""
    running = Deadline.objects.filter(case=OuterRef("case"), ended_on=None, binds_office=False)
    rows = Party.objects.filter(
        identity=OuterRef("pk"),
        case__is_open=True,
        case__state=FilingState.CORRECTING,
        case__kind__in=FILED,
    )
    return rows.exclude(Exists(running)).order_by("pk")
