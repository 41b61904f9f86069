"""A person's inbox: one page of messages after another, and how many are unread."""

from dataclasses import dataclass
from datetime import datetime

from django.contrib.auth.base_user import AbstractBaseUser
from django.contrib.auth.models import AnonymousUser
from django.core import signing
from django.db.models import Q

from portal import clock
from portal.notifications.models import Message

PAGE = 25
MOST_COUNTED = 99
SALT = "portal.notifications.inbox"


@dataclass(frozen=True, slots=True)
class InboxPage:
    """The messages of one page, newest first, and the cursors to its neighbours."""

    messages: list[Message]
    older: str
    is_first: bool


def page(user: AbstractBaseUser, *, after: str = "") -> InboxPage:
    """Return the page that follows the cursor; the first one without or with a false cursor."""
    place = _read(after)
    rows = Message.objects.filter(user_id=user.pk).order_by("-created_at", "-id")
    if place is not None:
        at, pk = place
        rows = rows.filter(Q(created_at__lt=at) | Q(created_at=at, id__lt=pk), created_at__lte=at)
    found = list(rows[: PAGE + 1])
    shown = found[:PAGE]
    older = _write(shown[-1]) if len(found) > PAGE else ""
    return InboxPage(messages=shown, older=older, is_first=place is None)


def unread_count(user: AbstractBaseUser | AnonymousUser) -> int:
    """Return how many messages wait unread, counted up to a limit that the head can show."""
    if not user.is_authenticated:
        return 0
    unread = Message.objects.filter(user_id=user.pk, read_at__isnull=True).order_by()
    return unread[: MOST_COUNTED + 1].count()


def unread_words(user: AbstractBaseUser | AnonymousUser) -> str:
    """Return the count as the head shows it, empty where nothing waits."""
    count = unread_count(user)
    return f"{MOST_COUNTED}+" if count > MOST_COUNTED else str(count or "")


def mark_read(message: Message) -> None:
    """Note when the person first opened the message."""
    if message.read_at is None:
        message.read_at = clock.now()
        Message.objects.filter(pk=message.pk, read_at__isnull=True).update(read_at=message.read_at)


def _write(message: Message) -> str:
    """Return the cursor of a message."""
    return signing.dumps([message.created_at.isoformat(), message.pk], salt=SALT)


def _read(cursor: str) -> tuple[datetime, int] | None:
    """Return where a cursor points to, None where we did not write it."""
    if not cursor:
        return None
    try:
        at, pk = signing.loads(cursor, salt=SALT)
    except signing.BadSignature:
        return None
    return datetime.fromisoformat(at), int(pk)
