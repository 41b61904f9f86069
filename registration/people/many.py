"""Many workers of one employer, entered in as few statements as one: people first, then their work.

The order of locks is that of a single entry: the people, sorted by number, then the employer; so
that nobody who enters one of them at the same moment waits in a circle.
"""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db import transaction

from portal import clock
from portal.accounts.identities import number_index
from portal.accounts.models import Identity, User
from registration.entries import (
    AlreadyAtWorkError,
    NewEmployment,
    NewPerson,
    OutletClosedError,
    effect_delay,
    lock_active,
    tomorrow,
)
from registration.models import Employer, Employment, EmploymentChange, Outlet, Person

What = EmploymentChange.What
Key = tuple[str, str]
"""Document and index of the number."""
Entered = Employment | AlreadyAtWorkError


@dataclass(frozen=True)
class NewWork:
    """The work of somebody who is on the register, with the key of its entry."""

    person: Person
    work: NewEmployment
    key: UUID


def key_of(new: NewPerson) -> Key:
    """Return document and index of somebody's number."""
    return str(new.kind), number_index(new.number)


def people_of(new: Iterable[NewPerson]) -> dict[Key, Person]:
    """Return people by their numbers, who are put on the register when new; each asked for once.

    Nothing of a person who is there already is changed. The caller holds a transaction.
    """
    wanted = {key_of(one): one for one in new}
    identities = _identities(wanted)
    missing = sorted(wanted.keys() - identities.keys())
    if missing:
        rows = (
            Identity(kind=kind, number_index=index, number=one.number, name=one.name)
            for kind, index in missing
            if (one := wanted[kind, index])
        )
        Identity.objects.bulk_create(rows, ignore_conflicts=True)
        identities |= _identities(missing)
    known = _people(identities)
    fresh = [key for key in sorted(identities) if key not in known]
    if fresh:
        Person.objects.bulk_create(
            (_person(identities[key], wanted[key]) for key in fresh), ignore_conflicts=True
        )
        known |= _people({key: identities[key] for key in fresh})
    return known


@transaction.atomic
def enter_employments(
    employer: Employer, new: Sequence[NewWork], *, by: User | None
) -> list[Entered]:
    """Register and report work in its order; the same key again returns the first entry.

    Whoever is at work there already on the first day comes back as the error. Raises
    EmployerClosedError or OutletClosedError, and then nothing is entered.
    """
    lock_active(employer)
    _require_outlets(employer, {one.work.outlet for one in new if one.work.outlet})
    people = [one.person.pk for one in new]
    there: dict[int, list[Employment]] = {}
    for found in Employment.objects.filter(employer=employer, person__in=people).order_by("pk"):
        there.setdefault(found.person_id, []).append(found)
    today = clock.today()
    begins = today + effect_delay(today)
    entered: list[Entered] = []
    made: list[Employment] = []
    for one in new:
        mine = there.setdefault(one.person.pk, [])
        outcome = _settled(mine, one)
        if outcome is None:
            outcome = _employment(employer, one, by=by, today=today, begins=begins)
            mine.append(outcome)
            made.append(outcome)
        entered.append(outcome)
    Employment.objects.bulk_create(made)
    EmploymentChange.objects.bulk_create(
        EmploymentChange(employment=row, what=what, on=today, by=by)
        for row in made
        for what in (What.NOTED, What.REPORTED)
        if what is What.NOTED or row.reported_on is not None
    )
    return entered


def _identities(keys: Collection[Key]) -> dict[Key, Identity]:
    rows = Identity.objects.filter(number_index__in=[index for _, index in keys])
    return {
        (row.kind, row.number_index): row for row in rows if (row.kind, row.number_index) in keys
    }


def _people(identities: dict[Key, Identity]) -> dict[Key, Person]:
    keys = {identity.pk: key for key, identity in identities.items()}
    return {keys[one.pk]: one for one in Person.objects.filter(pk__in=keys).defer("phone")}


def _person(identity: Identity, new: NewPerson) -> Person:
    return Person(
        identity=identity,
        name=new.name,
        sex=new.sex,
        born_on=new.born_on,
        nationality=new.nationality,
        phone=new.phone,
    )


def _require_outlets(employer: Employer, outlets: set[Outlet]) -> None:
    """See that all outlets are present ones of the employer; its lock is held."""
    if not outlets:
        return
    present = Outlet.objects.filter(employer=employer, to_on=None, pk__in=[o.pk for o in outlets])
    if present.count() != len(outlets):
        raise OutletClosedError


def _settled(mine: list[Employment], new: NewWork) -> Entered | None:
    """Return the entry of the same key, or work that is not over on the first day."""
    for found in mine:
        if found.key == new.key:
            return found
    for found in reversed(mine):
        if found.ended_on is None or found.ended_on >= new.work.started_on:
            return AlreadyAtWorkError(found)
    return None


def _employment(
    employer: Employer, new: NewWork, *, by: User | None, today: date, begins: date
) -> Employment:
    work = new.work
    return Employment(
        person=new.person,
        employer=employer,
        person_name=new.person.name,
        kind=work.kind,
        job=work.job,
        outlet=work.outlet,
        started_on=work.started_on,
        is_minor=work.is_minor,
        reported_on=today if work.is_reported else None,
        insured_from=max(begins, work.started_on) if work.is_reported else None,
        remind_on=None if work.is_reported else tomorrow(),
        entered_by=by,
        key=new.key,
    )
