"""F2: Redis goes away and comes back empty; nobody notices but the messages, which catch up."""

import shutil
import time

from django.db import transaction

from portal.cases import ledger
from portal.letters.models import Letter
from portal.notifications.models import DevelopmentMessage, Message, Outbox
from portal.notifications.send import notify_many
from tests import factories as make
from tests.cast import Cast
from tests.faults.visitor import NUMBER, filings, form_of, officer, texts
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


def test_officers_decide_without_redis_and_the_parties_hear_of_it_once(
    portal: RunningPortal, people: Cast
) -> None:
    portal.set_clock("2026-11-24T10:00")
    with portal.orm():
        cases = [make.checked(people, make.submitted(people)) for _ in range(3)]
        ready = make.approved(people)
        clerk, signer = (officer(portal, people, user) for user in (people.clerk, people.signer))
    portal.kill("valkey")
    for case in cases:
        pressed = time.monotonic()
        assert clerk.post(f"/cases/{case.reference}/accept/", **form_of(case)).status == 303
        assert time.monotonic() - pressed < 5
    signed = signer.post(f"/cases/{ready.reference}/sign/", opinion="同意", **form_of(ready))
    assert signed.status == 303
    shutil.rmtree(portal.folder / "valkey")
    portal.revive("valkey")
    end = time.monotonic() + CATCH_UP
    with portal.orm():
        for case in [*cases, ready]:
            case.refresh_from_db()
            assert ledger.faults(case.pk) == []
        assert [case.state for case in [*cases, ready]] == ["accepted"] * 3 + ["decided"]
        told = Message.objects.filter(user=people.worker, notice="claim_accepted")
        unset = Letter.objects.filter(case__in=[*cases, ready], rendered_at=None)
        while told.count() < 4 or unset.exists():
            assert time.monotonic() < end, (told.count(), unset.count())
            time.sleep(0.5)
        assert told.count() == 4
        assert Letter.objects.filter(case__in=cases, kind="acceptance").count() == 3
        assert Letter.objects.filter(case=ready, kind="determination").count() == 1


def test_a_worker_in_the_middle_of_a_task_outlives_its_broker(portal: RunningPortal) -> None:
    portal.set_clock("2026-11-24T10:00")
    worker = portal.child("worker")
    with portal.orm():
        with transaction.atomic():
            notify_many(texts("f2"))
        ours = DevelopmentMessage.objects.filter(key__startswith="f2:")
        while not ours.exists():
            time.sleep(0.02)
        portal.kill("valkey")
        assert ours.count() < NUMBER
        portal.revive("valkey")
        end = time.monotonic() + CATCH_UP
        while ours.count() < NUMBER:
            assert not worker.ended(), worker.last_words()
            assert time.monotonic() < end, ours.count()
            time.sleep(0.2)
        with transaction.atomic():
            notify_many(texts("f2-after"))
        after = DevelopmentMessage.objects.filter(key__startswith="f2-after:")
        while after.count() < NUMBER:
            assert not worker.ended(), worker.last_words()
            assert time.monotonic() < end, after.count()
            time.sleep(0.2)
