"""The filings of an employer as lists: what it is, whose turn, until when."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.db.models import QuerySet
from django.urls import reverse

from portal import clock
from portal.accounts.models import User
from portal.cases import clerkship
from portal.cases.kinds import StateLabel, kind_of
from portal.cases.models import Case
from portal.cases.visible import visible_to
from portal.deadlines.models import Deadline
from portal.law.term import registered
from portal.ui.parts import Clock
from registration.filings.process import PROCESSES, RegistrationProcess
from registration.keyset import Newest, newest
from registration.models import Employer


@dataclass(frozen=True)
class FilingLine:
    """A filing in a list."""

    case: Case
    title: str
    state: StateLabel
    url: str
    clock: Clock | None
    lead: str


def filings_of(employer: Employer, *, before: int = 0) -> Newest[FilingLine]:
    """Return the newest filings of an employer, or those before one of them."""
    cases = Case.objects.filter(employer_filing__employer=employer)
    return _list(cases, before=before)


def registrations_of(user: User, *, before: int = 0) -> Newest[FilingLine]:
    """Return the registrations by hand that somebody outside filed."""
    return _list(visible_to(user).filter(kind=RegistrationProcess.code), before=before)


def clock_of(row: Deadline, case: Case) -> Clock:
    """Return a period as the sentence of a date."""
    return Clock(
        label=registered(row.term).duty,
        due_on=row.due_on,
        days_left=(row.due_on - clock.today()).days if row.due_on else None,
        paused=row.due_on is None,
        why_url=reverse("cases:why", args=[case.reference, row.pk]),
    )


def running(cases: Sequence[Case]) -> dict[int, Deadline]:
    """Return the period that runs in each of some cases: the employer's before the agency's."""
    rows = Deadline.objects.filter(case__in=[case.pk for case in cases], ended_on__isnull=True)
    found: dict[int, Deadline] = {}
    for row in rows.order_by("binds_office", "due_on", "pk"):
        found.setdefault(row.case_id, row)
    return found


def _list(cases: QuerySet[Case], *, before: int) -> Newest[FilingLine]:
    found = newest(cases.filter(kind__in=[one.code for one in PROCESSES]), before=before)
    clocks = running(found.lines) if found.lines else {}
    return Newest([_line(case, clocks.get(case.pk)) for case in found.lines], found.before)


def _line(case: Case, row: Deadline | None) -> FilingLine:
    kind = kind_of(case.kind)
    return FilingLine(
        case=case,
        title=kind.title,
        state=kind.states[case.state],
        url=clerkship.address(case),
        clock=clock_of(row, case) if row else None,
        lead="应在" if row and row.binds_office else "请在",
    )
