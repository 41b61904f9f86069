"""Who works on a roster when: small ones at once, large ones by the worker, one run at a time."""

from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from time import monotonic

from django.db import connection, transaction

from portal.notifications.send import tell_worker
from registration.models import RosterUpload
from registration.roster import course, enrolling

TASK = "registration.tasks.work_on_rosters"
SMALL_CHECK = 300
SMALL_ENROLMENT = 300
AT_ONCE = 15.0
BUDGET = 20.0
"""Seconds for one task; with one chunk more it stays below the limit of tasks."""
A_ROUND = 20

State = RosterUpload.State


def start(upload: RosterUpload, *, rows: int, small: int) -> None:
    """Do a small piece of work now and leave a large one to the worker."""
    if rows <= small and go_on(upload, seconds=AT_ONCE):
        return
    transaction.on_commit(partial(tell_worker, TASK), robust=True)


def go_on(upload: RosterUpload, *, seconds: float) -> bool:
    """Go on with an upload unless somebody is at it; say whether it is finished."""
    with _turn(upload.pk) as is_ours:
        if not is_ours:
            return False
        rows = RosterUpload.objects.select_related("employer")
        present = rows.filter(pk=upload.pk).first()
        if present is not None and present.state == State.CHECKING:
            return course.run(present, seconds=seconds)
        return enrolling.run(upload, seconds=seconds)


def go_on_with_all() -> None:
    """Go on with unfinished uploads, those that waited longest first, until the time is up."""
    end = monotonic() + BUDGET
    busy = RosterUpload.objects.filter(state__in=[State.CHECKING, State.ENROLLING])
    is_finished = True
    for upload in busy.order_by("moved_at")[:A_ROUND]:
        if monotonic() > end:
            is_finished = False
            break
        is_finished = go_on(upload, seconds=end - monotonic()) and is_finished
    if not is_finished and monotonic() > end:
        tell_worker(TASK)


@contextmanager
def _turn(pk: int) -> Iterator[bool]:
    """Hold the turn at an upload: the database frees it when its holder dies."""
    name = f"roster:{pk}"
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_try_advisory_lock(hashtextextended(%s, 0))", [name])
        is_ours = bool(cursor.fetchone()[0])
    try:
        yield is_ours
    finally:
        if is_ours:
            with connection.cursor() as cursor:
                cursor.execute("SELECT pg_advisory_unlock(hashtextextended(%s, 0))", [name])
