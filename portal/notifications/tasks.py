"""The delivery task: safe to run twice, at once, late, or to be killed."""

from time import monotonic

from celery import shared_task
from django.db import transaction

from portal.notifications import delivery, outbox
from portal.notifications.send import DELIVER, wake

BUDGET = 20.0  # seconds; with one slow call more it stays below the task limit


@shared_task(name=DELIVER, ignore_result=True, acks_late=True)
def deliver() -> None:
    """Deliver what waits in the outbox; what is left when the time is up wakes another run."""
    end = monotonic() + BUDGET
    outbox.notice_stale()
    while delivery.deliver_inbox() == delivery.INBOX_BATCH:
        pass
    is_asking, is_sending, is_working = True, True, True
    while is_asking or is_sending or is_working:
        if monotonic() > end:
            transaction.on_commit(wake, robust=True)
            return
        is_working = is_working and delivery.run_one_job()
        is_sending = is_sending and bool(delivery.send_one_text())
        is_asking = is_asking and delivery.ask_about_one()
