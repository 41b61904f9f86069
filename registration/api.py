"""What other services may ask the register: plain frozen values go out, never a model."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date

from django.db.models import Case, F, Q, QuerySet, When

from portal import clock
from portal.accounts.identifiers import IdentityKind
from portal.accounts.identities import number_index
from portal.accounts.models import Identity, User
from portal.crypto import mask_id
from registration.access import employers_of
from registration.models import Employer, EmployerMonth, Employment, InsuredDays
from registration.projects.cover import insured_projects, rosters_on, with_projects
from registration.rules.insured import Answer, Cover, Insured, Month, Why, judged, unknown
from registration.units.finding import (
    MOST,
    Hit,
    TooShortError,
    hits_of,
    search_employers,
)

__all__ = [
    "MOST",
    "Answer",
    "Hit",
    "Insured",
    "TooShortError",
    "Unit",
    "Worker",
    "employer_named",
    "insured_on",
    "own_units",
    "search_employers",
    "unit_of",
    "unit_of_code",
    "units_by_id",
    "worker_of",
    "workers_of",
]


@dataclass(frozen=True)
class Unit:
    """An employer for somebody who chose it, or who acts for it."""

    id: int
    name: str
    credit_code: str
    county: str
    county_name: str
    address: str
    is_cancelled: bool


@dataclass(frozen=True)
class Worker:
    """Somebody who works for an employer, as the employer's own agent may read."""

    employment_id: int
    name: str
    masked_number: str
    kind: str
    number: str
    job: str


def insured_on(*, person: int | None, employer: int | None, on: date) -> Insured:
    """Say whether a person was insured at an employer on a day; both by their identity.

    A number that is none of the register is no insurance where it is the one number that a person
    has for life (经办条例 Art.6); whoever holds several documents may be there under another.
    An insured construction project covers whoever works on it beside that.
    """
    found = _at_work_on(person=person, employer=employer, on=on)
    if person is None:
        return found
    rosters = rosters_on(person, on=on)
    is_no = found.answer is Answer.NO
    insured = insured_projects(employer, on=on) if employer and is_no else []
    return with_projects(found, on_roster=rosters, insured=insured, employer_id=employer)


def _at_work_on(*, person: int | None, employer: int | None, on: date) -> Insured:
    """Answer from the employments alone."""
    today = clock.today()
    if person is None:
        return unknown(Why.NO_NUMBER, on=on, today=today)
    covers = _covers_of(person)
    unit = Employer.objects.filter(pk=employer).first() if employer else None
    if unit is None:
        return unknown(Why.NO_EMPLOYER, on=on, today=today, covers=covers)
    if not covers and _may_have_other_documents(person):
        return unknown(Why.OTHER_DOCUMENT, on=on, today=today)
    if _is_insured_by_a_relative(covers, unit, on=on):
        return unknown(Why.RELATED_UNIT, on=on, today=today, covers=covers)
    return judged(
        covers,
        _month_of(unit.pk, on=on),
        employer_id=unit.pk,
        unit=unit.name,
        on=on,
        today=today,
    )


def unit_of(employer_id: int) -> Unit | None:
    """Return an employer by its identity, for whoever has chosen it."""
    return _unit(Employer.objects.filter(pk=employer_id))


def unit_of_code(code: str) -> Unit | None:
    """Return the employer with a whole credit code."""
    found = Q(identity__kind=IdentityKind.CREDIT_CODE, identity__number_index=number_index(code))
    return _unit(Employer.objects.filter(found))


def employer_named(name: str) -> Unit | None:
    """Return the one employer of exactly this name; none when several bear it."""
    found = list(Employer.objects.filter(name=name).values_list("pk", flat=True)[:2])
    return unit_of(found[0]) if len(found) == 1 else None


def units_by_id(ids: Collection[int]) -> list[Hit]:
    """Return employers that were found before, in the order of the register."""
    rows = Employer.objects.filter(pk__in=ids).select_related("identity", "county")
    return hits_of(rows.order_by("pk")[:MOST])


def own_units(user: User) -> list[Hit]:
    """Return the employers for which somebody was verified to act, at most ten."""
    rows = employers_of(user).select_related("identity", "county").order_by("name", "pk")
    return hits_of(rows[:MOST])


def workers_of(user: User, employer_id: int, *, on: date, name: str = "") -> list[Worker]:
    """Return who was at work for a user's own employer on a day, by part of a name; at most ten."""
    at_work = Q(started_on__lte=on) & (Q(ended_on=None) | Q(ended_on__gte=on))
    rows = _own_employments(user).filter(at_work, employer_id=employer_id)
    if name:
        rows = rows.filter(person_name__contains=name)
    return [_worker(one) for one in rows.order_by("person_name", "pk")[:MOST]]


def worker_of(user: User, employment_id: int) -> Worker | None:
    """Return one worker of an employer for which the user was verified to act."""
    found = _own_employments(user).filter(pk=employment_id).first()
    return _worker(found) if found else None


def _own_employments(user: User) -> QuerySet[Employment]:
    rows = Employment.objects.filter(employer__in=employers_of(user))
    return rows.select_related("person__identity")


def _worker(row: Employment) -> Worker:
    identity = row.person.identity
    return Worker(
        employment_id=row.pk,
        name=row.person_name,
        masked_number=mask_id(identity.number),
        kind=identity.kind,
        number=identity.number,
        job=row.job,
    )


def _unit(rows: QuerySet[Employer]) -> Unit | None:
    one = rows.select_related("identity", "county").first()
    if one is None:
        return None
    return Unit(
        id=one.pk,
        name=one.name,
        credit_code=one.credit_code,
        county=one.county_id,
        county_name=one.county.name,
        address=one.address,
        is_cancelled=not one.is_active,
    )


def _covers_of(person: int) -> list[Cover]:
    """Return the insured periods of a person; an employer's cancellation ends those it left."""
    rows = Employment.objects.filter(person=person).insured()
    rows = rows.select_related("employer").order_by("insured_from", "pk")
    return [_cover(row, days) for row in rows if (days := row.insured_days)]


def _cover(row: Employment, days: InsuredDays) -> Cover:
    unit = row.employer
    last = min((day for day in (days.last, unit.closed_on) if day), default=None)
    return Cover(unit.pk, unit.name, days.first, last, told_on=row.end_told_on)


def _is_insured_by_a_relative(covers: list[Cover], unit: Employer, *, on: date) -> bool:
    """Say whether nobody but a parent, a child or a sister of a unit insured somebody on a day.

    A branch is no employer beside its company: whether they are one is for an officer to find out.
    """
    insuring = {one.employer_id for one in covers if one.holds(on)}
    if not insuring or unit.pk in insuring:
        return False
    family = Q(parent=unit.pk) | Q(pk=unit.parent_id)
    if unit.parent_id:
        family |= Q(parent=unit.parent_id)
    return Employer.objects.filter(family, pk__in=insuring).exists()


def _may_have_other_documents(person: int) -> bool:
    return Identity.objects.filter(pk=person).exclude(kind=IdentityKind.RESIDENT_ID).exists()


def _month_of(employer: int, *, on: date) -> Month | None:
    """Return the month that decides: the injury's own, once due or paid, else the last one due."""
    own = on.replace(day=1)
    decides = Q(due_on__lt=on) | Q(month=own, paid__gte=F("payable"))
    rows = EmployerMonth.objects.filter(decides | Q(month=own), employer=employer, month__lte=own)
    rank = Case(When(decides, then=1), default=0)
    row = rows.order_by(rank.desc(), "-month").first()
    if row is None:
        return None
    return Month(
        month=row.month,
        payable=row.payable,
        paid=row.paid,
        due_on=row.due_on,
        paid_on=row.paid_on,
        as_of=row.as_of,
    )
