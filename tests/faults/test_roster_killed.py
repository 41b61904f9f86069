"""F3, F12: the worker is killed with -9 while it checks a roster, and while it enters one."""

import time
import uuid
from collections.abc import Callable
from typing import Any

from django.core.files.base import ContentFile

from portal.accounts.models import User
from registration.models import Employment, Person, RosterRow, RosterUpload
from registration.roster import enrolling, uploads
from tests.registration import making, rosters
from tests.stack import RunningPortal

COUNT, ENTERED = 5_000, 150
AGAIN = 120


def wait_until(is_so: Callable[[], bool]) -> None:
    """Look again and again, for a bearable time."""
    end = time.monotonic() + AGAIN
    while not is_so():
        assert time.monotonic() < end
        time.sleep(0.05)


def test_a_roster_survives_the_death_of_its_worker(portal: RunningPortal, settings: Any) -> None:
    settings.PRIVATE_ROOT = portal.folder / "private"
    portal.set_clock("2026-11-24T10:00")
    with portal.orm():
        employer = making.employer("济宁花名册有限公司")
        agent = User.objects.create_user(phone="13800009876", name="赵会计", password="x" * 12)
        table = ContentFile(rosters.csv_bytes(rosters.people(COUNT)), name="花名册.csv")
        upload = uploads.take(table, employer=employer, by=agent, key=uuid.uuid4())

        def present() -> RosterUpload:
            return RosterUpload.objects.get(pk=upload.pk)

        wait_until(lambda: present().done > 0)
        portal.kill("worker")
        assert 0 < present().done < COUNT
        portal.revive("worker")
        wait_until(lambda: present().state == "checked")
        lines = list(RosterRow.objects.filter(upload=upload).values_list("line", flat=True))
        assert lines == list(range(2, COUNT + 2))

        RosterRow.objects.filter(upload=upload, line__gt=ENTERED + 1).update(is_chosen=False)
        enrolling.begin(present(), key=uuid.uuid4())
        entered = RosterRow.objects.filter(upload=upload, state="enrolled")
        wait_until(entered.exists)
        portal.kill("worker")
        assert 0 < entered.count() < ENTERED
        assert entered.count() == Employment.objects.filter(employer=employer).count()
        portal.revive("worker")
        wait_until(lambda: present().state == "checked")
        assert entered.count() == Employment.objects.filter(employer=employer).count() == ENTERED
        assert Person.objects.filter(employments__employer=employer).count() == ENTERED
