"""Rows of the outbox: how they are claimed, and every move from one state to the next."""

from collections.abc import Sequence
from datetime import timedelta

from django.db import transaction
from django.db.models import Q, QuerySet

from portal import clock
from portal.crypto import UnreadableError
from portal.notifications import failures
from portal.notifications.models import Outbox

Kind = Outbox.Kind
State = Outbox.State

PAUSES = (10, 60, 300, 1800, 7200, 21600)  # seconds between attempts
QUESTION_PAUSES = (20, 60, 300, 1800, 7200)  # seconds between questions to a gateway
STALE_AFTER = timedelta(seconds=45)  # by then the task limit has killed a hanging call


def due(kinds: Sequence[str]) -> QuerySet[Outbox]:
    """Return the rows of these kinds that may be tried now, oldest first, and lock them."""
    may_be_tried = Q(next_try_at__isnull=True) | Q(next_try_at__lte=clock.now())
    return pending().filter(may_be_tried, kind__in=kinds).order_by("id")


def pending(*, waits: bool = False) -> QuerySet[Outbox]:
    """Return the rows to be tried and lock them; held ones are left out, or waited for."""
    locked = Outbox.objects.select_for_update(skip_locked=not waits, of=("self",))
    return locked.filter(state=State.PENDING)


def readable(rows: QuerySet[Outbox]) -> list[Outbox]:
    """Return the locked rows with their payload; give up those that no key opens."""
    ids = list(rows.values_list("pk", flat=True))
    if not ids:
        return []
    try:
        return list(Outbox.objects.filter(pk__in=ids).order_by("id"))
    except UnreadableError:
        return [row for pk in ids if (row := _open(pk)) is not None]


def mark_sent(row: Outbox, *, gateway_id: str = "") -> None:
    """Note that the message left, or that the job is done."""
    row.state = State.SENT
    row.sent_at = clock.now()
    row.next_try_at = None
    row.gateway_id = gateway_id
    row.last_error = ""
    _save(row, "sent_at", "gateway_id")


def mark_cancelled(row: Outbox, *, why: str) -> None:
    """Note that the message is of no use any more, or has nobody to go to."""
    row.state = State.CANCELLED
    row.next_try_at = None
    row.last_error = why[:100]
    _save(row)


def mark_for_retry(row: Outbox, *, error: str) -> None:
    """Have the row tried again after a pause, or give it up after the last attempt."""
    row.last_error = error[:100]
    if row.attempts > len(PAUSES):
        give_up(row, error=error)
        return
    row.state = State.PENDING
    row.next_try_at = clock.now() + timedelta(seconds=PAUSES[max(row.attempts, 1) - 1])
    _save(row)


def mark_unknown(row: Outbox, *, error: str, can_be_asked: bool) -> None:
    """Note that nobody here knows whether the message left; ask later, and at last tell people."""
    row.state = State.UNKNOWN
    row.last_error = error[:100]
    if not can_be_asked or row.questions >= len(QUESTION_PAUSES):
        row.next_try_at = None
        _save(row, "questions")
        failures.tell(row, link=_link(row))
        return
    row.next_try_at = clock.now() + timedelta(seconds=QUESTION_PAUSES[row.questions])
    _save(row, "questions")


def give_up(row: Outbox, *, error: str) -> None:
    """Note that the row failed for good and tell the higher floors."""
    row.state = State.FAILED
    row.next_try_at = None
    row.last_error = error[:100]
    _save(row)
    failures.tell(row, link=_link(row))


def notice_stale() -> int:
    """Turn rows whose sender died in mid-call into unknown ones, to be asked about at once."""
    now = clock.now()
    stale = Outbox.objects.filter(state=State.SENDING, claimed_at__lt=now - STALE_AFTER)
    return stale.update(state=State.UNKNOWN, next_try_at=now, last_error="sender died")


def _open(pk: int) -> Outbox | None:
    """Return one row, or give it up where no key opens it."""
    try:
        return Outbox.objects.get(pk=pk)
    except UnreadableError:
        row = Outbox.objects.defer("payload", "recipient").get(pk=pk)
        row.state = State.FAILED
        row.next_try_at = None
        row.last_error = "unreadable"
        _save(row)
        failures.tell(row, link="")
        return None


def _save(row: Outbox, *more: str) -> None:
    """Write what a move changes."""
    with transaction.atomic():
        row.save(update_fields=["state", "next_try_at", "last_error", *more])


def _link(row: Outbox) -> str:
    """Return the address that the message leads to."""
    return str(row.payload.get("link", ""))
