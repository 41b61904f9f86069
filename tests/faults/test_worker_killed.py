"""F3: the worker is killed with -9 in the middle of its work, one child or the whole group."""

import os
import signal
import time
from pathlib import Path

import pytest
from django.db import transaction

from portal.notifications.models import DevelopmentMessage, Outbox
from portal.notifications.send import notify_many
from tests.faults.visitor import NUMBER, texts, wait_for
from tests.stack import RunningPortal

AGAIN = 60


def pool(portal: RunningPortal) -> list[int]:
    """Return the children of the worker that do its tasks."""
    worker = portal.child("worker").pid
    listed = Path(f"/proc/{worker}/task/{worker}/children").read_text(encoding="ascii")
    return [int(pid) for pid in listed.split()]


@pytest.mark.parametrize("whole_group", [False, True], ids=["child", "group"])
def test_texts_of_a_killed_worker_are_sent_once_each(
    portal: RunningPortal, whole_group: bool
) -> None:
    portal.set_clock("2026-11-24T10:00")
    mark = f"f3-{whole_group}"
    with portal.orm():
        with transaction.atomic():
            notify_many(texts(mark))
        ours = DevelopmentMessage.objects.filter(key__startswith=f"{mark}:")
        while not ours.exists():
            time.sleep(0.02)
        if whole_group:
            portal.kill("worker")
        else:
            for pid in pool(portal):
                os.kill(pid, signal.SIGKILL)
        at_the_kill = ours.count()
        assert at_the_kill < NUMBER
        if whole_group:
            portal.revive("worker")
        wait_for(lambda: ours.count() >= NUMBER - 2, seconds=AGAIN)
        portal.set_clock("2026-11-24T10:05")  # the text in mid-call is asked about a little later
        rows = Outbox.objects.filter(key__startswith=f"{mark}:")
        wait_for(lambda: rows.filter(state="sent").count() == NUMBER, seconds=AGAIN)
        assert rows.count() == NUMBER
        assert set(ours.values_list("key", flat=True)) == set(rows.values_list("key", flat=True))
        assert ours.count() == ours.values("text").distinct().count() == NUMBER
