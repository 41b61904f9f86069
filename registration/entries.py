"""The writers of the register: an employer, a person, an employment come into being here alone.

Employers of a whole file are written by the chunk in registration.imports.employers, and workers
of a roster in registration.people.many.

Whoever writes work holds the lock of its employer first and that of the work after it: nobody waits
in a circle, and two writers of one employer's people follow each other.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any
from uuid import UUID

from django.db import IntegrityError, transaction
from django.db.models import Field, Q

from portal import clock
from portal.accounts.identifiers import IdentityKind
from portal.accounts.identities import identity_for
from portal.accounts.models import Identity, User
from portal.deadlines import parameters
from registration.models import (
    Employer,
    EmployerChange,
    Employment,
    EmploymentChange,
    Outlet,
    Person,
)
from registration.people.ended import tell_ended

What = EmploymentChange.What


class AlreadyThereError(Exception):
    """The employer, or the employment, is on the register already; it names which."""

    def __init__(self, found: Employer | Employment) -> None:
        super().__init__(str(found))
        self.found = found


class AlreadyAtWorkError(AlreadyThereError):
    """The person is at work for the employer already."""

    def __init__(self, employment: Employment) -> None:
        super().__init__(employment)
        self.employment = employment


class EmployerClosedError(Exception):
    """The employer is cancelled: nobody begins to work for it any more."""


class OutletClosedError(Exception):
    """The outlet is not, or no longer, one of the employer: nobody begins to work there."""


class KeyUsedError(Exception):
    """The key of a form belongs to the entry of somebody else."""


@dataclass(frozen=True)
class NewPerson:
    """A person as the document says; the number has been checked by its kind."""

    kind: IdentityKind
    number: str
    name: str
    sex: str
    born_on: date
    nationality: str = "CHN"
    phone: str = ""


@dataclass(frozen=True)
class NewEmployment:
    """The work that an employer registers; `is_reported` asks for the insurance at once."""

    kind: str
    started_on: date
    job: str = ""
    is_minor: bool = False
    is_reported: bool = True
    outlet: Outlet | None = None


def enter_employer(
    credit_code: str, *, by: User | None, values: Mapping[str, Any], **origin: Any
) -> Employer:
    """Put an employer on the register; raises AlreadyThereError for a code that is on it.

    The register knows an organisation's name better than whoever named it in a claim: the identity
    takes the registered name.
    """
    identity = identity_for(kind=IdentityKind.CREDIT_CODE, number=credit_code, name=values["name"])
    try:
        with transaction.atomic():
            employer = Employer.objects.create(
                identity=identity, **{"registered_on": clock.today(), **values}
            )
            EmployerChange.objects.create(
                employer=employer, on=employer.registered_on, what="参保登记", by=by, **origin
            )
            Identity.objects.filter(pk=identity.pk).update(name=employer.name)
    except IntegrityError:
        raise AlreadyThereError(Employer.objects.get(identity=identity)) from None
    return employer


def change_employer(
    employer: Employer, *, on: date, by: User | None, values: Mapping[str, Any], **origin: Any
) -> list[EmployerChange]:
    """Change the entry of an employer, and keep what was there before; the caller holds the lock.

    What is the same already is passed over. `origin` names the case or the run it came from.
    """
    changes = []
    for name, value in values.items():
        before = getattr(employer, name)
        if before == value:
            continue
        setattr(employer, name, value)
        label = str(_field(name).verbose_name)
        shown = (_shown(employer, name, before), _shown(employer, name, value))
        changes.append(
            EmployerChange(
                employer=employer,
                on=on,
                what=label,
                before=shown[0][:200],
                after=shown[1][:200],
                by=by,
                **origin,
            )
        )
    if changes:
        employer.save()
        EmployerChange.objects.bulk_create(changes)
        Identity.objects.filter(pk=employer.pk).update(name=employer.name)
    return changes


def _field(name: str) -> Field[Any, Any]:
    return next(field for field in Employer._meta.concrete_fields if field.name == name)


UNSAID = "（已登记）"
"""What the history says of a telephone number: that there is one."""


def _shown(employer: Employer, name: str, value: Any) -> str:
    """Return a value as the history tells it; telephone numbers are only said to have changed."""
    if name == "phone":
        return UNSAID if value else ""
    choices = dict(_field(name).flatchoices)
    return str(choices.get(value, "" if value is None else value))


def person_of(new: NewPerson) -> Person:
    """Return the person with this number, who is put on the register when new.

    Nothing of a person who is there already is changed: not everybody who types a number may.
    """
    identity = identity_for(kind=new.kind, number=new.number, name=new.name)
    person, _ = Person.objects.get_or_create(
        identity=identity,
        defaults={
            "name": new.name,
            "sex": new.sex,
            "born_on": new.born_on,
            "nationality": new.nationality,
            "phone": new.phone,
        },
    )
    return person


def insured_from(reported_on: date, *, started_on: date) -> date:
    """Return the first insured day of work that is reported on a day: never before the work."""
    return max(reported_on + effect_delay(reported_on), started_on)


def effect_delay(reported_on: date) -> timedelta:
    """Return how long after a report on a day the insurance begins."""
    return timedelta(days=parameters.value_on("enrolment_effect_days", reported_on))


def tomorrow() -> date:
    """Return when it is looked for the first time how much is left to report new work."""
    return clock.today() + timedelta(days=1)


@transaction.atomic
def enter_employment(
    person: Person, employer: Employer, new: NewEmployment, *, by: User | None, key: UUID | None
) -> Employment:
    """Register the work of a person for an employer; the same key again returns the first.

    Raises AlreadyAtWorkError when the person is at work there already on the first day: two
    agents at once make one. Raises EmployerClosedError when the employer is cancelled, and
    OutletClosedError when the outlet is not one of its, KeyUsedError for somebody else's key.
    """
    lock_active(employer)
    mine = Employment.objects.filter(person=person, employer=employer)
    repeated = mine.filter(key=key).first() if key else None
    if repeated is not None:
        return repeated
    require_outlet(new.outlet, employer.pk)
    fresh = Employment(person=person, employer=employer)
    keep_apart(fresh, started_on=new.started_on, ended_on=None)
    try:
        with transaction.atomic():
            employment = Employment.objects.create(
                person=person,
                employer=employer,
                person_name=person.name,
                kind=new.kind,
                job=new.job,
                outlet=new.outlet,
                started_on=new.started_on,
                is_minor=new.is_minor,
                remind_on=None if new.is_reported else tomorrow(),
                entered_by=by,
                key=key,
            )
    except IntegrityError:
        raise KeyUsedError from None
    note_change(employment, What.NOTED, on=clock.today(), by=by)
    if new.is_reported:
        report_employment(employment, by=by)
    return employment


@transaction.atomic
def report_employment(employment: Employment, *, by: User | None) -> Employment:
    """Ask for the insurance of work that was only noted down; asked twice it is done once.

    Work whose last day comes before the insurance could begin stays as it is. Raises
    EmployerClosedError when the employer is cancelled.
    """
    lock_active(employment.employer)
    row = Employment.objects.select_for_update(of=("self",)).get(pk=employment.pk)
    if row.reported_on is None and may_be_reported(row):
        row.reported_on = today = clock.today()
        row.insured_from = insured_from(today, started_on=row.started_on)
        row.insured_to = row.ended_on
        row.save(update_fields=["reported_on", "insured_from", "insured_to"])
        note_change(row, What.REPORTED, on=today, by=by)
    employment.refresh_from_db()
    return employment


def may_be_reported(employment: Employment) -> bool:
    """Say whether insurance that is asked for today would begin before the work ends."""
    begins = insured_from(clock.today(), started_on=employment.started_on)
    return employment.ended_on is None or begins <= employment.ended_on


@transaction.atomic
def correct_employment(
    employment: Employment, *, kind: str, job: str, outlet: Outlet | None = None, by: User | None
) -> Employment:
    """Correct what was written about the work, and keep what was there before.

    Work at an outlet names it. Raises OutletClosedError where another outlet than before is none
    of the employer's at which the work may have been.
    """
    locked(employment.employer_id, no_key=True)
    rows = Employment.objects.select_for_update(of=("self",)).select_related("outlet")
    row = rows.get(pk=employment.pk)
    kinds = dict(Employment.Kind.choices)
    told = []
    if row.kind != kind:
        told.append(f"用工形式：{kinds[row.kind]} → {kinds[kind]}")
    if row.outlet != outlet:
        require_outlet(outlet, row.employer_id, until=row.ended_on)
        told.append(f"快递网点：{_outlet_words(row.outlet)} → {_outlet_words(outlet)}")
    if row.job != job:
        told.append(f"岗位：{row.job or '没有填'} → {job or '没有填'}")
    if told:
        row.kind, row.outlet, row.job = kind, outlet, job
        row.save(update_fields=["kind", "outlet", "job"])
        note_change(row, What.CORRECTED, on=clock.today(), by=by, text="；".join(told))
    employment.refresh_from_db()
    return employment


def _outlet_words(outlet: Outlet | None) -> str:
    return outlet.name[:60] if outlet else "没有"


@transaction.atomic
def correct_days(
    employment: Employment, *, started_on: date, ended_on: date | None, by: User | None
) -> Employment:
    """Correct the first day, and the last day of work that has ended; the insured days follow.

    The agency has seen the papers: a last day that it sets was not told too late by the unit.
    Raises AlreadyAtWorkError when the days would overlap other work for the same employer.
    """
    locked(employment.employer_id, no_key=True)
    row = Employment.objects.select_for_update(of=("self",)).get(pk=employment.pk)
    last = ended_on if row.ended_on is not None and ended_on is not None else row.ended_on
    told = []
    if row.started_on != started_on:
        told.append(f"用工之日：{row.started_on:%Y-%m-%d} → {started_on:%Y-%m-%d}")
    if row.ended_on is not None and last is not None and row.ended_on != last:
        told.append(f"最后一天：{row.ended_on:%Y-%m-%d} → {last:%Y-%m-%d}")
    if told:
        keep_apart(row, started_on=started_on, ended_on=last)
        if row.ended_on != last:
            row.end_told_on = None
        row.started_on, row.ended_on = started_on, last
        row.remind_on = None if row.reported_on else tomorrow()
        if row.reported_on is not None:
            row.insured_from = insured_from(row.reported_on, started_on=started_on)
        is_covered = last is not None and row.insured_from and row.insured_from <= last
        row.insured_to = last if is_covered else None
        days = ("started_on", "ended_on", "end_told_on", "insured_from", "insured_to", "remind_on")
        row.save(update_fields=days)
        note_change(row, What.CORRECTED, on=clock.today(), by=by, text="；".join(told))
    employment.refresh_from_db()
    return employment


def keep_apart(row: Employment, *, started_on: date, ended_on: date | None) -> None:
    """Refuse days that overlap other work of the same person for the same employer.

    The caller holds the employer's lock; the database holds the same as a constraint.
    """
    others = Employment.objects.filter(person=row.person_id, employer=row.employer_id)
    others = others.exclude(pk=row.pk).filter(Q(ended_on=None) | Q(ended_on__gte=started_on))
    if ended_on is not None:
        others = others.filter(started_on__lte=ended_on)
    found = others.first()
    if found is not None:
        raise AlreadyAtWorkError(found)


@transaction.atomic
def end_employment(employment: Employment, *, on: date, reason: str, by: User | None) -> Employment:
    """End the work with its last day; the insurance ends with it, once, and the worker is told."""
    unit = locked(employment.employer_id, no_key=True)
    row = Employment.objects.select_for_update(of=("self",)).get(pk=employment.pk)
    if row.ended_on is None:
        row.ended_on, row.end_told_on = on, clock.today()
        row.end_reason = reason
        row.insured_to = on if row.insured_from and row.insured_from <= on else None
        row.save(update_fields=["ended_on", "end_told_on", "end_reason", "insured_to"])
        note_change(row, What.ENDED, on=on, by=by, text=reason)
        tell_ended([row], unit=unit.name)
    employment.refresh_from_db()
    return employment


@transaction.atomic
def end_employments_of(employer: Employer, *, on: date, reason: str, by: User | None) -> int:
    """End all present work for an employer that leaves the register; return how many ended."""
    locked(employer.pk, no_key=True)
    rows = list(
        Employment.objects.select_for_update(of=("self",))
        .filter(employer=employer, ended_on=None)
        .order_by("pk")
    )
    last_days = [max(on, row.started_on) for row in rows]
    for row, last in zip(rows, last_days, strict=True):
        row.ended_on, row.end_told_on, row.end_reason = last, clock.today(), reason
        row.insured_to = last if row.insured_from and row.insured_from <= last else None
    ended = ["ended_on", "end_told_on", "end_reason", "insured_to"]
    Employment.objects.bulk_update(rows, ended, batch_size=1000)
    EmploymentChange.objects.bulk_create(
        (
            EmploymentChange(employment=row, what=What.ENDED, on=last, text=reason, by=by)
            for row, last in zip(rows, last_days, strict=True)
        ),
        batch_size=1000,
    )
    tell_ended(rows, unit=employer.name)
    return len(rows)


def require_outlet(outlet: Outlet | None, employer_id: int, *, until: date | None = None) -> None:
    """See that an outlet is one of the employer, open on the last day of the work or still open.

    The caller holds the employer's lock.
    """
    if outlet is None:
        return
    is_open = Q(to_on=None)
    if until is not None:
        is_open |= Q(to_on__gte=until)
    if not Outlet.objects.filter(is_open, pk=outlet.pk, employer=employer_id).exists():
        raise OutletClosedError


def locked(employer_id: int, *, no_key: bool = False) -> Employer:
    """Lock the row of an employer: whoever writes its months or cancels it waits for the other.

    With `no_key` others may still refer to it, as who only adds or corrects its people does.
    """
    rows = Employer.objects.select_for_update(of=("self",), no_key=no_key)
    return rows.get(pk=employer_id)


def lock_active(employer: Employer) -> None:
    """Hold the employer's row, so that it is not cancelled meanwhile, and see that it is active."""
    if not locked(employer.pk, no_key=True).is_active:
        raise EmployerClosedError


def note_change(
    employment: Employment, what: What, *, on: date, by: User | None, text: str = ""
) -> None:
    """Write a line into the course of the work; it is never altered."""
    EmploymentChange.objects.create(employment=employment, what=what, on=on, text=text, by=by)
