"""F3: a worker that dies while it sets letters or sweeps: each letter and reminder once."""

import os
import signal
from datetime import date
from pathlib import Path

import pytest
from django.db import connections, transaction

from portal.cases.models import Case
from portal.celery import app
from portal.deadlines.calendar import Almanac
from portal.deadlines.clocks import Clocks
from portal.deadlines.models import Deadline
from portal.law.term import registered
from portal.letters.models import Letter
from portal.notifications.models import Message, Outbox
from tests import factories as make
from tests.cast import Cast
from tests.faults.visitor import wait_for
from tests.stack import RunningPortal

AGAIN = 60
FILINGS = 12
DEADLINES = 1200
FILED, REMINDED = date(2026, 11, 24), "2026-12-02T10:00"


def kill_worker(portal: RunningPortal, *, whole_group: bool) -> None:
    """Kill the children that do the tasks, or the whole group, and see to a worker again."""
    if whole_group:
        portal.kill("worker")
        portal.revive("worker")
        return
    worker = portal.child("worker").pid
    listed = Path(f"/proc/{worker}/task/{worker}/children").read_text(encoding="ascii")
    for pid in listed.split():
        os.kill(int(pid), signal.SIGKILL)


@pytest.mark.parametrize("whole_group", [False, True], ids=["child", "group"])
def test_letters_of_a_killed_worker_are_set_once_each(
    portal: RunningPortal, people: Cast, whole_group: bool
) -> None:
    portal.set_clock("2026-11-24T10:00")
    with portal.orm():
        with transaction.atomic():
            cases = [make.submitted(people) for _ in range(FILINGS)]
        letters = Letter.objects.filter(case__in=cases)
        unset = letters.filter(rendered_at=None)
        wait_for(lambda: unset.count() < FILINGS, seconds=30, pause=0.01)
        kill_worker(portal, whole_group=whole_group)
        assert unset.exists()
        portal.set_clock("2026-11-24T10:10")  # the pause before another attempt is over
        wait_for(lambda: not unset.exists(), seconds=AGAIN)
        jobs = Outbox.objects.filter(key__in=[f"render_letter:{one.pk}" for one in letters])
        wait_for(lambda: jobs.filter(state="sent").count() == FILINGS, seconds=AGAIN)
        folder = portal.folder / "private"
        for letter in letters:
            found = list(folder.glob(f"letters/*/{letter.pk}-*.pdf"))
            assert [path.relative_to(folder).as_posix() for path in found] == [letter.pdf]
        told = Message.objects.filter(notice="claim_filed", user=people.worker)
        ours = told.filter(link__in=[f"/cases/{case.reference}/" for case in cases])
        wait_for(lambda: ours.count() >= FILINGS, seconds=AGAIN)
        assert ours.count() == FILINGS
        assert letters.count() == FILINGS


@pytest.fixture
def many(portal: RunningPortal, people: Cast) -> list[int]:
    """Very many periods to be reminded of on the same day."""
    portal.set_clock("2026-11-24T10:00")
    with portal.orm(), transaction.atomic():
        _ = people.clerk
        case = make.submitted(people)
        term = registered(Deadline.objects.get(case=case).term)
        copies = [
            Case(
                kind=case.kind,
                reference=f"2026-8{number:05d}",
                state=case.state,
                office=case.office,
                person_name=case.person_name,
                employer_name=case.employer_name,
                filed_on=FILED,
            )
            for number in range(DEADLINES)
        ]
        almanac = Almanac()
        for copy in Case.objects.bulk_create(copies):
            Clocks(copy.pk, almanac=almanac, is_new=True).start(term, on=FILED)
        return list(
            Deadline.objects.filter(remind_on__lte=date(2026, 12, 2), ended_on=None).values_list(
                "pk", flat=True
            )
        )


def is_sweeping() -> bool:
    """Say whether another connection is writing reminders at this moment."""
    with connections["default"].cursor() as cursor:
        cursor.execute(
            "SELECT 1 FROM pg_locks WHERE relation = 'notifications_outbox'::regclass"
            " AND mode = 'RowExclusiveLock' AND pid <> pg_backend_pid()"
            " AND pid IN (SELECT pid FROM pg_locks"
            " WHERE relation = 'deadlines_deadline'::regclass AND mode = 'RowShareLock')"
        )
        return cursor.fetchone() is not None


def test_a_sweep_killed_in_the_middle_reminds_each_once(
    portal: RunningPortal, many: list[int]
) -> None:
    portal.set_clock(REMINDED)
    with portal.orm():
        waiting = Deadline.objects.filter(pk__in=many, remind_on__lte=date(2026, 12, 2))
        app.send_task("portal.deadlines.tasks.sweep")
        wait_for(is_sweeping, seconds=70, pause=0.005)
        portal.kill("worker")
        assert waiting.count() == len(many)
        assert not Outbox.objects.filter(key__startswith="reminder:").exists()
        portal.revive("worker")
        wait_for(lambda: not waiting.exists(), seconds=AGAIN, pause=0.5)
        keys = Outbox.objects.filter(key__startswith="reminder:").values_list("key", flat=True)
        swept = [int(key.split(":")[1]) for key in keys]
        assert set(many) <= set(swept)
        assert len(swept) == len(set(swept))
        open_rows = Outbox.objects.filter(key__startswith="reminder:", state="pending")
        wait_for(lambda: not open_rows.exists(), seconds=AGAIN, pause=0.5)
        told = Message.objects.filter(notice="deadline_before")
        assert told.count() == len(swept)
