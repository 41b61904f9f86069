"""F2: Redis goes away and comes back empty; nobody notices but the messages, which catch up."""

import shutil
import time

from portal.notifications.models import Message, Outbox
from tests.faults.visitor import filings
from tests.stack import RunningPortal

AWAY = 10
CATCH_UP = 120


def test_receipt_is_shown_without_redis_and_messages_come_once_afterwards(
    portal: RunningPortal,
) -> None:
    portal.set_clock("2026-11-24T10:00")
    with portal.orm():
        visitor, drafts = filings(portal, number=4)
    portal.kill("valkey")
    begun = time.monotonic()
    for draft in drafts:
        pressed = time.monotonic()
        assert "/receipt/" in visitor.submit(draft).place
        assert time.monotonic() - pressed < 5
    time.sleep(max(0, AWAY - (time.monotonic() - begun)))
    shutil.rmtree(portal.folder / "valkey")
    portal.revive("valkey")
    end = time.monotonic() + CATCH_UP
    with portal.orm():
        open_rows = Outbox.objects.filter(state__in=["pending", "sending", "unknown"])
        while open_rows.exists():
            assert time.monotonic() < end, list(open_rows.values_list("kind", "state"))
            time.sleep(0.5)
        sent = Outbox.objects.filter(kind="inbox", state="sent")
        assert sent.exists()
        assert Message.objects.count() == sent.count()
        assert not Outbox.objects.filter(state="failed").exists()
