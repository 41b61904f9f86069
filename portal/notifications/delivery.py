"""The way out: inbox, texts and jobs, each row once, whatever dies in between."""

import logging
from datetime import timedelta

from django.db import transaction

from portal import clock
from portal.notifications import jobs, notices, outbox
from portal.notifications.channels import (
    Answer,
    Letter,
    NotSentError,
    RefusedError,
    UnsureError,
    channel_for,
)
from portal.notifications.models import Message, Outbox

logger = logging.getLogger(__name__)

INBOX_BATCH = 200
HAND_OVER = timedelta(seconds=10)  # from counting an attempt to holding the row for its work
TEXTS = (Outbox.Kind.SMS, Outbox.Kind.MAIL)
SIGNATURE = "【济宁工伤保险】"


def deliver_inbox() -> int:
    """Put one batch into the inboxes in one transaction; return how many rows were looked at."""
    with transaction.atomic():
        rows = outbox.readable(outbox.due([Outbox.Kind.INBOX])[:INBOX_BATCH])
        messages, done = [], []
        for row in rows:
            try:
                messages.append(_message(row))
            except LookupError as error:
                outbox.give_up(row, error=type(error).__name__)
            else:
                done.append(row.pk)
        Message.objects.bulk_create(messages, ignore_conflicts=True)
        Outbox.objects.filter(pk__in=done).update(
            state=Outbox.State.SENT, sent_at=clock.now(), next_try_at=None
        )
    return len(rows)


def run_one_job() -> bool:
    """Run the oldest job that is due; the row's lock is held, so a killed worker frees it.

    The attempt is counted before the work, so that what kills its worker is not run for ever; until
    the work has locked the row again, nobody else takes it and counts one more. It waits for that
    lock: another worker may hold it for the moment of finding out that the row is taken.
    """
    with transaction.atomic():
        waiting = outbox.due([Outbox.Kind.JOB]).only("pk", "attempts").first()
        if waiting is None:
            return False
        waiting.attempts += 1
        waiting.next_try_at = clock.now() + HAND_OVER
        waiting.save(update_fields=["attempts", "next_try_at"])
    with transaction.atomic():
        rows = outbox.readable(outbox.pending(waits=True).filter(pk=waiting.pk))
        if rows:
            _run(rows[0])
    return True


def send_one_text() -> bool | None:
    """Send the oldest text that is due: False when none is, None when the gateway is in trouble."""
    with transaction.atomic():
        rows = outbox.readable(outbox.due(TEXTS)[:1])
        if not rows:
            return False
        letter = _letter(rows[0])
        if letter is not None:
            _claim(rows[0])
    return True if letter is None else _send(rows[0], letter)


def ask_about_one() -> bool:
    """Ask the gateway about the oldest row whose fate is unknown and due to be asked."""
    with transaction.atomic():
        rows = outbox.readable(
            Outbox.objects.select_for_update(skip_locked=True, of=("self",))
            .filter(state=Outbox.State.UNKNOWN, next_try_at__lte=clock.now())
            .order_by("id")[:1]
        )
        if not rows:
            return False
        _ask(rows[0])
    return True


def _message(row: Outbox) -> Message:
    """Return the message of an inbox row."""
    if row.user_id is None:
        raise LookupError("nobody's inbox")
    words = notices.get(row.notice).render(row.payload["context"])
    return Message(
        key=row.key,
        user_id=row.user_id,
        notice=row.notice,
        title=words.title,
        body=words.body,
        link=row.payload["link"],
        created_at=row.created_at,
    )


def _run(row: Outbox) -> None:
    """Run the handler of a job and note how it went; its own writes are undone when it breaks."""
    if row.attempts > len(outbox.PAUSES) + 1:
        outbox.give_up(row, error="its worker died each time")
        return
    try:
        with transaction.atomic():
            jobs.handler_of(row.notice)(row.payload)
    except Exception as error:
        logger.exception("job %s of row %s broke", row.notice, row.pk)
        outbox.mark_for_retry(row, error=type(error).__name__)
    else:
        outbox.mark_sent(row)


def _letter(row: Outbox) -> Letter | None:
    """Return what the channel gets; settle the row where there is nothing to send."""
    if row.expires_at is not None and row.expires_at <= clock.now():
        outbox.mark_cancelled(row, why="expired")
        return None
    recipient = row.recipient or _own_number(row)
    if not recipient:
        outbox.mark_cancelled(row, why="nobody to reach")
        return None
    try:
        words = notices.get(row.notice).render(row.payload["context"])
    except LookupError as error:
        outbox.give_up(row, error=type(error).__name__)
        return None
    text = f"{SIGNATURE}{words.sms}" if row.kind == Outbox.Kind.SMS else words.body
    return Letter(key=row.key, recipient=recipient, title=words.title, text=text)


def _own_number(row: Outbox) -> str:
    """Return the telephone number of the account, as it is today."""
    if row.user is None or not row.user.is_active:
        return ""
    return str(row.user.phone)


def _claim(row: Outbox) -> None:
    """Say `sending` before the call: what dies in it is asked about, never sent again blindly."""
    row.state = Outbox.State.SENDING
    row.attempts += 1
    row.claimed_at = clock.now()
    row.save(update_fields=["state", "attempts", "claimed_at"])


def _send(row: Outbox, letter: Letter) -> bool | None:
    """Call the channel, outside of any transaction, and note the outcome."""
    channel = channel_for(row.kind)
    try:
        gateway_id = channel.send(letter)
    except NotSentError as error:
        outbox.mark_for_retry(row, error=str(error))
        return None
    except UnsureError as error:
        outbox.mark_unknown(row, error=str(error), can_be_asked=channel.can_be_asked)
        return None
    except RefusedError as error:
        outbox.give_up(row, error=str(error))
        return True
    outbox.mark_sent(row, gateway_id=gateway_id)
    return True


def _ask(row: Outbox) -> None:
    """Ask what became of a message and go on from the answer."""
    channel = channel_for(row.kind)
    try:
        answer = channel.status(key=row.key)
    except UnsureError as error:
        row.questions += 1
        outbox.mark_unknown(row, error=str(error), can_be_asked=channel.can_be_asked)
        return
    if answer == Answer.SENT:
        outbox.mark_sent(row)
    elif answer == Answer.REFUSED:
        outbox.give_up(row, error="refused")
    else:
        outbox.mark_for_retry(row, error="never seen by the gateway")
