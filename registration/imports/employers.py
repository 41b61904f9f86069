"""The writer of employers by the chunk: what is new is entered, what differs is changed.

The order of locks is the same everywhere: identities by index, then entries by key. An entry is
locked as its foreign keys allow (FOR NO KEY UPDATE), so that units below it can be entered beside.
"""

from dataclasses import dataclass, field
from typing import Any

from django.db.models import Model

from portal import clock
from portal.accounts.identifiers import IdentityKind
from portal.accounts.identities import number_index
from portal.accounts.models import Identity
from portal.law.words import day_words
from registration.entries import change_employer
from registration.imports import closed
from registration.imports.closed import CLOSED_AT_REGISTRY, Closing
from registration.imports.employer_rows import Facts, check
from registration.imports.results import Batch, Outcome, Result, newer_is_kept, refusal
from registration.models import Employer, EmployerChange

BUSINESS_REGISTER = Employer.Source.BUSINESS_REGISTER


@dataclass
class _Chunk:
    """What the facts of a batch meet on the register; `known` identities were there before it."""

    batch: Batch
    identities: dict[str, int]
    employers: dict[int, Employer]
    parents: dict[str, Employer]
    known: set[int]
    noted: set[Closing] = field(default_factory=set)
    closings: list[Closing] = field(default_factory=list)
    moved: list[int] = field(default_factory=list)

    def employer_of(self, facts: Facts) -> Employer | None:
        """Return the entry with the code of a row."""
        pk = self.identities.get(facts.index)
        return self.employers.get(pk) if pk else None


def write(batch: Batch) -> list[Result]:
    """Take the rows of a batch over; the caller holds the transaction."""
    good, results = check(batch)
    chunk = _meet(batch, good)
    fresh: list[Facts] = []
    for facts in good:
        employer = chunk.employer_of(facts)
        if employer is not None:
            results.append(_compared(chunk, employer, facts))
        elif facts.closed_on:
            results.append(Result(facts.line, None))
        else:
            fresh.append(facts)
    results += _entered(chunk, fresh)
    Employer.objects.filter(pk__in=chunk.moved).update(
        as_of=batch.run.as_of, source=BUSINESS_REGISTER
    )
    closed.tell(batch.run, chunk.closings)
    return results


def _meet(batch: Batch, good: list[Facts]) -> _Chunk:
    identities = _identities([facts.index for facts in good])
    known = set(identities.values())
    new = [f for f in good if f.index not in identities and not f.closed_on]
    made = Identity.objects.bulk_create(
        Identity(kind=IdentityKind.CREDIT_CODE, number=f.code, number_index=f.index, name=f.name)
        for f in sorted(new, key=lambda facts: facts.index)
    )
    identities |= {identity.number_index: identity.pk for identity in made}
    locked = (
        Employer.objects.select_for_update(of=("self",), no_key=True)
        .filter(pk__in=identities.values())
        .order_by("pk")
    )
    employers = {employer.pk: employer for employer in locked}
    parents = _parents({facts.parent for facts in good if facts.parent})
    chunk = _Chunk(batch, identities, employers, parents, known)
    ended = [pk for f in good if f.closed_on and (pk := identities.get(f.index)) in employers]
    chunk.noted = closed.noted_before([pk for pk in ended if pk])
    return chunk


def _identities(indexes: list[str]) -> dict[str, int]:
    rows = Identity.objects.filter(kind=IdentityKind.CREDIT_CODE, number_index__in=indexes)
    return dict(rows.values_list("number_index", "pk"))


def _parents(codes: set[str]) -> dict[str, Employer]:
    """Return the units above by code; those that are not on the register are left out."""
    indexes = {number_index(code): code for code in codes}
    found = Employer.objects.filter(
        identity__kind=IdentityKind.CREDIT_CODE, identity__number_index__in=indexes
    ).select_related("identity")
    return {indexes[employer.identity.number_index]: employer for employer in found}


def _compared(chunk: _Chunk, employer: Employer, facts: Facts) -> Result:
    """Change an entry where the row says something else, unless there is a reason not to."""
    run = chunk.batch.run
    if not chunk.batch.places.is_own(employer.county_id):
        county = chunk.batch.places.counties[employer.county_id]
        reason = f"这个单位在{county.name}参保，不归本机构办理"
        return refusal(facts.line, facts.name, [reason])
    differing = _differing(chunk, employer, facts)
    closing = Closing(employer.pk, facts.closed_on) if facts.closed_on else None
    if closing and (not employer.is_active or closing in chunk.noted):
        closing = None
    if not differing and not closing:
        if run.as_of > employer.as_of or employer.source != BUSINESS_REGISTER:
            chunk.moved += [employer.pk] if run.as_of >= employer.as_of else []
        return Result(facts.line, None)
    if not employer.is_active:
        return refusal(facts.line, facts.name, ["已经办理社会保险注销登记，没有改动"])
    if run.as_of < employer.as_of:
        return refusal(facts.line, facts.name, [newer_is_kept(employer.as_of)])
    chunk.moved.append(employer.pk)
    told = _noted(chunk, employer, closing) if closing else []
    changes = change_employer(employer, on=run.as_of, by=run.by, values=differing, run=run)
    told += [_told(change) for change in changes]
    outcome = Outcome.CLOSED if closing else Outcome.CHANGED
    return Result(facts.line, outcome, employer.name, "；".join(told + facts.remarks), employer.pk)


def _differing(chunk: _Chunk, employer: Employer, facts: Facts) -> dict[str, Any]:
    """Return what a row says otherwise; the county is where the unit is insured and stays."""
    said = dict(facts.values)
    if facts.county.code != employer.county_id:
        said.pop("town", None)
    parent = chunk.parents.get(facts.parent)
    if parent is not None and parent.parent_id != employer.pk:
        said["parent"] = parent
    return {name: value for name, value in said.items() if _differs(employer, name, value)}


def _differs(employer: Employer, name: str, value: Any) -> bool:
    """Compare by key where the value is a row of its own: most rows differ in nothing."""
    if isinstance(value, Model):
        return bool(getattr(employer, f"{name}_id") != value.pk)
    return bool(getattr(employer, name) != value)


def _noted(chunk: _Chunk, employer: Employer, closing: Closing) -> list[str]:
    """Note once that the employer was struck off, and return how the report tells it."""
    run = chunk.batch.run
    EmployerChange.objects.create(
        employer=employer, on=closing.closed_on, what=CLOSED_AT_REGISTRY, by=run.by, run=run
    )
    chunk.closings.append(closing)
    return [f"登记机关已注销（{day_words(closing.closed_on)}），待办社会保险注销"]


def _told(change: EmployerChange) -> str:
    return f"{change.what}：{change.before or '空'} → {change.after or '空'}"


def _entered(chunk: _Chunk, fresh: list[Facts]) -> list[Result]:
    """Put new employers on the register, with the first line of their history."""
    run, today = chunk.batch.run, clock.today()
    ordered = sorted(fresh, key=lambda facts: chunk.identities[facts.index])
    employers = [
        Employer(
            pk=chunk.identities[facts.index],
            **facts.values,
            county=facts.county,
            parent=chunk.parents.get(facts.parent),
            registered_on=today,
            source=BUSINESS_REGISTER,
            as_of=run.as_of,
        )
        for facts in ordered
    ]
    Employer.objects.bulk_create(employers)
    EmployerChange.objects.bulk_create(
        EmployerChange(employer=employer, on=today, what="参保登记", by=run.by, run=run)
        for employer in employers
    )
    known = [
        Identity(pk=employer.pk, name=employer.name)
        for employer in employers
        if employer.pk in chunk.known
    ]
    Identity.objects.bulk_update(known, ["name"])
    return [
        Result(
            facts.line,
            Outcome.ADDED,
            facts.name,
            "；".join(_remarks(chunk, facts)),
            chunk.identities[facts.index],
        )
        for facts in ordered
    ]


def _remarks(chunk: _Chunk, facts: Facts) -> list[str]:
    if facts.parent and facts.parent not in chunk.parents:
        return [*facts.remarks, "上级单位不在登记里，没有登记上级单位"]
    return facts.remarks
