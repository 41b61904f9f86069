"""The way in: rows of the outbox, inserted in the transaction of whoever has something to say."""

import logging
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from celery import current_app
from django.db import transaction

from portal import clock
from portal.law.words import day_words
from portal.notifications import jobs, notices
from portal.notifications.models import Outbox

logger = logging.getLogger(__name__)

BATCH = 500
CONNECT_TIMEOUT = 0.3
DELIVER = "portal.notifications.tasks.deliver"


@dataclass(frozen=True, slots=True, kw_only=True)
class Post:
    """One notice to one person, by the channels named."""

    notice: str
    key: str
    context: Mapping[str, object]
    user_id: int | None = None
    phone: str | None = None
    email: str | None = None
    link: str = ""
    channels: Sequence[str] = ("inbox", "sms")
    expires_at: datetime | None = None


def notify(
    notice: str,
    *,
    key: str,
    user_id: int | None = None,
    phone: str | None = None,
    context: Mapping[str, object],
    link: str = "",
    channels: Sequence[str] = ("inbox", "sms"),
) -> None:
    """Say one thing to one person, once for each key and channel, when this transaction commits."""
    notify_many(
        [
            Post(
                notice=notice,
                key=key,
                user_id=user_id,
                phone=phone,
                context=context,
                link=link,
                channels=channels,
            )
        ]
    )


def notify_many(posts: Iterable[Post]) -> None:
    """Say many things in few statements; keys already in the outbox are passed over."""
    _insert([row for post in posts for row in _rows(post)])


def enqueue_job(job: str, *, key: str, payload: dict[str, Any]) -> None:
    """Have the worker run a registered job, once for each key, when this transaction commits."""
    jobs.handler_of(job)
    _insert([Outbox(key=key, kind=Outbox.Kind.JOB, notice=job, payload=payload)])


def wake() -> None:
    """Tell the worker that something waits to be delivered."""
    tell_worker(DELIVER)


def tell_worker(task: str) -> None:
    """Have the worker run a task soon; a broker that is away costs a moment and no error."""
    options = {"socket_connect_timeout": CONNECT_TIMEOUT, "socket_timeout": CONNECT_TIMEOUT}
    options |= {"max_retries": 0}
    try:
        with current_app.connection_for_write(transport_options=options) as connection:
            current_app.send_task(task, connection=connection, retry=False)
    except Exception as error:
        logger.warning("worker not woken (%s); the timetable will do it", type(error).__name__)


def _insert(rows: list[Outbox]) -> None:
    """Insert what is new and wake the worker once after the commit."""
    if not rows:
        return
    Outbox.objects.bulk_create(rows, batch_size=BATCH, ignore_conflicts=True)
    waiting = transaction.get_connection().run_on_commit
    if not any(entry[1] is wake for entry in waiting):
        transaction.on_commit(wake, robust=True)


def _rows(post: Post) -> Iterator[Outbox]:
    """Yield one row for each channel by which this person can be reached."""
    if post.link and not (post.link.startswith("/") and post.link[1:2] not in {"/", "\\"}):
        raise ValueError("a message may lead only to a page of this site")
    notice = notices.get(post.notice)
    context = {name: _words(value) for name, value in post.context.items()}
    notice.require(context)
    for channel in post.channels:
        kind = Outbox.Kind(channel)
        recipient = _recipient(post, kind)
        if recipient is None or (kind == Outbox.Kind.SMS and not notice.sms):
            continue
        yield Outbox(
            key=f"{post.key}:{kind}",
            kind=kind,
            notice=post.notice,
            user_id=post.user_id,
            recipient=recipient,
            payload={"context": context, "link": post.link},
            expires_at=post.expires_at,
        )


def _recipient(post: Post, kind: Outbox.Kind) -> str | None:
    """Return the number or address, empty where the user's own is meant, None where none is."""
    if kind == Outbox.Kind.SMS and post.phone:
        return post.phone
    if kind == Outbox.Kind.MAIL:
        return post.email
    return "" if post.user_id is not None and kind != Outbox.Kind.JOB else None


def _words(value: object) -> str:
    """Return a value as it stands in a sentence."""
    if isinstance(value, datetime):
        local = value.astimezone(clock.CHINA)
        return f"{_words(local.date())}{local:%H:%M}"
    if isinstance(value, date):
        return day_words(value)
    return "" if value is None else str(value)
