"""Entering the chosen rows of a roster: each row whole or not at all, whoever else is at it.

A batch is one transaction and a few statements. Where somebody else gets between, its rows are
entered one by one, each behind a savepoint of its own.
"""

from collections.abc import Iterable, Mapping, Sequence
from time import monotonic
from uuid import UUID

from django.db import IntegrityError, transaction
from django.db.models import QuerySet

from portal import clock
from portal.law.words import day_words
from registration.entries import (
    AlreadyAtWorkError,
    EmployerClosedError,
    OutletClosedError,
    enter_employment,
    person_of,
)
from registration.models import Employment, Outlet, RosterRow, RosterUpload
from registration.people.adding import DIFFERS, Applicant, differing_field, refusal
from registration.people.many import NewWork, enter_employments, key_of, people_of
from registration.roster.checking import new_employment, new_person

BATCH = 100
WITHOUT_ANY = 600.0
CLOSED = "单位已经注销，不能再登记职工"
OUTLET_CLOSED = "这个网点已经结束，请换一个网点再上传"
OTHERS = f"姓名、性别、出生日期或者国籍{DIFFERS}"

State = RosterRow.State


class NotCheckedError(Exception):
    """The upload is not ready to be entered: still being checked, or already gone."""


class NobodyChosenError(Exception):
    """No row is ticked."""


class _ObjectionError(Exception):
    """The row cannot be entered any more; the text is the sentence for the person."""


Verdict = Employment | AlreadyAtWorkError | _ObjectionError


def chosen(upload: RosterUpload) -> QuerySet[RosterRow]:
    """Return the rows that are ticked and may be entered."""
    return RosterRow.objects.filter(
        upload=upload, state__in=[State.READY, State.HIDDEN], is_chosen=True
    )


def begin(upload: RosterUpload, *, key: UUID) -> int:
    """Hand the ticked rows over for entering and return how many; the same key begins nothing."""
    with transaction.atomic():
        row = RosterUpload.objects.select_for_update(of=("self",)).filter(pk=upload.pk).first()
        if row is None:
            raise NotCheckedError
        if row.enrol_key == key:
            return 0
        if row.state != RosterUpload.State.CHECKED:
            raise NotCheckedError
        count = chosen(row).count()
        if not count:
            raise NobodyChosenError
        row.state = RosterUpload.State.ENROLLING
        row.enrol_key = key
        row.moved_at = clock.now()
        row.save(update_fields=["state", "enrol_key", "moved_at"])
    return count


def run(upload: RosterUpload, *, seconds: float = WITHOUT_ANY) -> bool:
    """Enter the ticked rows until the time is up; say whether nothing is left to do."""
    end = monotonic() + seconds
    while True:
        row = RosterUpload.objects.select_related("employer", "by").filter(pk=upload.pk).first()
        if row is None or row.state != RosterUpload.State.ENROLLING:
            return True
        if not _enter_next(row) and not chosen(row).exists():
            _finish(row)
            return True
        RosterUpload.objects.filter(pk=row.pk).update(moved_at=clock.now())
        if monotonic() > end:
            return False


@transaction.atomic
def _enter_next(upload: RosterUpload) -> int:
    """Enter the next rows, all or none of them; return how many were settled."""
    rows = list(chosen(upload).select_for_update(of=("self",)).order_by("line")[:BATCH])
    if not rows:
        return 0
    try:
        with transaction.atomic():
            verdicts = _together(rows, upload)
    except (IntegrityError, EmployerClosedError, OutletClosedError):
        verdicts = {row.pk: _alone(row, upload) for row in rows}
    for row in rows:
        _settle(row, verdicts[row.pk])
    _write(rows)
    return len(rows)


def _together(rows: Sequence[RosterRow], upload: RosterUpload) -> dict[int, Verdict]:
    """Put the people and the work of all rows on the register, or say why not, row by row."""
    outlets = _open_outlets(rows, upload)
    verdicts: dict[int, Verdict] = {}
    for row in rows:
        objection = _objection(row, upload, outlets)
        if objection is not None:
            verdicts[row.pk] = objection
    good = [row for row in rows if row.pk not in verdicts]
    new = {row.pk: new_person(row.content) for row in good}
    people = people_of(new.values())
    work: dict[int, NewWork] = {}
    for row in good:
        person = people[key_of(new[row.pk])]
        if differing_field(Applicant(**row.content["person"]), person):
            verdicts[row.pk] = _ObjectionError(OTHERS)
            continue
        outlet = outlets.get(row.content.get("outlet", 0))
        work[row.pk] = NewWork(person, new_employment(row.content, outlet=outlet), row.key)
    entered = enter_employments(upload.employer, list(work.values()), by=upload.by)
    return verdicts | dict(zip(work, entered, strict=True))


def _alone(row: RosterRow, upload: RosterUpload) -> Verdict:
    """Put person and work of one row on the register, both or neither."""
    outlets = _open_outlets([row], upload)
    objection = _objection(row, upload, outlets)
    if objection is not None:
        return objection
    outlet = outlets.get(row.content.get("outlet", 0))
    work = new_employment(row.content, outlet=outlet)
    try:
        with transaction.atomic():
            person = person_of(new_person(row.content))
            if differing_field(Applicant(**row.content["person"]), person):
                raise _ObjectionError(OTHERS)
            return enter_employment(person, upload.employer, work, by=upload.by, key=row.key)
    except AlreadyAtWorkError as there:
        return there
    except _ObjectionError as differs:
        return differs
    except EmployerClosedError:
        return _ObjectionError(CLOSED)
    except OutletClosedError:
        return _ObjectionError(OUTLET_CLOSED)


def _objection(
    row: RosterRow, upload: RosterUpload, outlets: Mapping[int, Outlet]
) -> _ObjectionError | None:
    """Judge a row once more: days have passed since the check, and units and outlets end."""
    if not upload.employer.is_active:
        return _ObjectionError(CLOSED)
    sentence = refusal(Applicant(**row.content["person"]))
    if sentence:
        return _ObjectionError(sentence)
    outlet = row.content.get("outlet", 0)
    return _ObjectionError(OUTLET_CLOSED) if outlet and outlet not in outlets else None


def _open_outlets(rows: Iterable[RosterRow], upload: RosterUpload) -> dict[int, Outlet]:
    """Return the outlets that rows name, as far as somebody may begin to work there."""
    wanted = {row.content.get("outlet", 0) for row in rows} - {0}
    if not wanted:
        return {}
    return Outlet.objects.filter(employer=upload.employer, to_on=None).in_bulk(wanted)


def _settle(row: RosterRow, verdict: Verdict) -> None:
    """Say on a row what became of it."""
    if isinstance(verdict, Employment):
        row.state, row.employment = State.ENROLLED, verdict
    elif isinstance(verdict, AlreadyAtWorkError):
        found = verdict.employment
        row.content["notes"].append(f"{day_words(found.started_on)}起已在本单位登记")
        row.state, row.employment = State.ALREADY, found
    else:
        row.content["problems"].append(str(verdict))
        row.state = State.WRONG


def _write(rows: Sequence[RosterRow]) -> None:
    """Write what became of rows; the content of those that are entered stays as it is."""
    entered = [row for row in rows if row.state == State.ENROLLED]
    others = [row for row in rows if row.state != State.ENROLLED]
    RosterRow.objects.bulk_update(entered, ["state", "employment"])
    RosterRow.objects.bulk_update(others, ["state", "employment", "content"])


def _finish(upload: RosterUpload) -> None:
    """Say that the ticked rows are settled; the others may be ticked later."""
    RosterUpload.objects.filter(pk=upload.pk, state=RosterUpload.State.ENROLLING).update(
        state=RosterUpload.State.CHECKED, moved_at=clock.now()
    )
