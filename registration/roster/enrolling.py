"""Entering the chosen rows of a roster: each row whole or not at all, whoever else is at it."""

from time import monotonic
from uuid import UUID

from django.db import transaction
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
from registration.roster.checking import new_employment, new_person

BATCH = 100
WITHOUT_ANY = 600.0
CLOSED = "单位已经注销，不能再登记职工"
OUTLET_CLOSED = "这个网点已经结束，请换一个网点再上传"

State = RosterRow.State


class NotCheckedError(Exception):
    """The upload is not ready to be entered: still being checked, or already gone."""


class NobodyChosenError(Exception):
    """No row is ticked."""


class _ObjectionError(Exception):
    """The row cannot be entered any more; the text is the sentence for the person."""


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
        waiting = list(chosen(row).order_by("line").values_list("pk", flat=True)[:BATCH])
        if not waiting:
            _finish(row)
            return True
        for pk in waiting:
            _enter(pk, row)
            if monotonic() > end:
                return False
        RosterUpload.objects.filter(pk=row.pk).update(moved_at=clock.now())


def _enter(pk: int, upload: RosterUpload) -> None:
    """Enter one row in a transaction of its own; a row that somebody else has entered is left."""
    with transaction.atomic():
        row = RosterRow.objects.select_for_update(of=("self",)).filter(pk=pk).first()
        if row is None or not row.is_open:
            return
        try:
            row.state, row.employment = State.ENROLLED, _employment(row, upload)
        except AlreadyAtWorkError as there:
            _settle_there(row, there.employment)
        except _ObjectionError as objection:
            row.state = State.WRONG
            row.content["problems"].append(str(objection))
        except EmployerClosedError:
            row.state = State.WRONG
            row.content["problems"].append(CLOSED)
        except OutletClosedError:
            row.state = State.WRONG
            row.content["problems"].append(OUTLET_CLOSED)
        row.save(update_fields=["state", "employment", "content"])


def _employment(row: RosterRow, upload: RosterUpload) -> Employment:
    """Put person and work on the register; raises why not.

    Judged once more: days have passed since the check, and the register has learned of others.
    """
    applicant = Applicant(**row.content["person"])
    sentence = refusal(applicant)
    if sentence:
        raise _ObjectionError(sentence)
    with transaction.atomic():
        person = person_of(new_person(row.content))
        if differing_field(applicant, person):
            raise _ObjectionError(f"姓名、性别、出生日期或者国籍{DIFFERS}")
        work = new_employment(row.content, outlet=_outlet(row))
        return enter_employment(person, upload.employer, work, by=upload.by, key=row.key)


def _outlet(row: RosterRow) -> Outlet | None:
    """Return the outlet of a row, whether it is still open or not."""
    return Outlet.objects.filter(pk=row.content.get("outlet", 0)).first()


def _settle_there(row: RosterRow, found: Employment) -> None:
    """Note that somebody has entered the same person in the meantime."""
    row.content["notes"].append(f"{day_words(found.started_on)}起已在本单位登记")
    row.employment = found
    row.state = State.ALREADY


def _finish(upload: RosterUpload) -> None:
    """Say that the ticked rows are settled; the others may be ticked later."""
    RosterUpload.objects.filter(pk=upload.pk, state=RosterUpload.State.ENROLLING).update(
        state=RosterUpload.State.CHECKED, moved_at=clock.now()
    )
