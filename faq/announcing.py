"""How an announcement is made: written by one, published by another, withdrawn with a reason.

Each step is one transaction under the row's lock and leaves a line in its history, with all that
it said then.
"""

from collections.abc import Mapping
from datetime import date
from typing import Any

from django.db import transaction

from faq.editing import NotNowError, SavedMeanwhileError
from faq.models import Announcement, AnnouncementEdit
from portal import clock
from portal.accounts.models import User

State = Announcement.State
TEXTS = ("kind", "title", "summary", "body", "source", "author", "photo_credit")
DAYS = ("starts_on", "ends_on")
FIELDS = (*TEXTS, *DAYS)
WRITE, SAVE, PUBLISH, WITHDRAW = "新写", "保存", "发布", "撤下"


@transaction.atomic
def begin(said: Mapping[str, Any], *, by: User) -> Announcement:
    """Write an announcement that nobody reads yet."""
    row = Announcement()
    _fill(row, said, by=by)
    _note(row, WRITE, "", by)
    return row


@transaction.atomic
def save(row: Announcement, said: Mapping[str, Any], *, seen: int, by: User) -> None:
    """Save what an editor wrote; `seen` is how often it had been saved when it was opened.

    Raises SavedMeanwhileError, and NotNowError while it is on the site.
    """
    locked = _locked(row)
    if locked.state == State.PUBLISHED:
        raise NotNowError("已经发布的，要先撤下再改")
    if locked.edits != seen:
        raise SavedMeanwhileError
    locked.state = State.DRAFT
    _fill(locked, said, by=by)
    _note(locked, SAVE, "", by)


@transaction.atomic
def publish(row: Announcement, *, seen: int, by: User) -> None:
    """Publish what another person wrote, as it was read; raises NotNowError."""
    locked = _locked(row)
    if locked.state != State.DRAFT:
        raise NotNowError("这一条现在不能发布，请看一下它的情况")
    if locked.written_by_id == by.pk or _wrote(locked, by):
        raise NotNowError("自己写过的要由另一个人发布")
    if locked.edits != seen:
        raise NotNowError("您打开以后有人改过，请再看一遍")
    if locked.is_over:
        raise NotNowError("最后一天已经过了，请先改日期")
    locked.state, locked.published_on = State.PUBLISHED, clock.today()
    locked.withdrawn_because = ""
    locked.save(update_fields=["state", "published_on", "withdrawn_because"])
    _note(locked, PUBLISH, "", by)


@transaction.atomic
def withdraw(row: Announcement, *, why: str, by: User) -> None:
    """Take an announcement off the site, or give up one that was never there."""
    locked = _locked(row)
    if locked.state == State.WITHDRAWN:
        raise NotNowError("这一条已经撤下了")
    locked.state, locked.withdrawn_because = State.WITHDRAWN, why
    locked.save(update_fields=["state", "withdrawn_because"])
    _note(locked, WITHDRAW, why, by)


def said_by(row: Announcement) -> dict[str, Any]:
    """Return all that an announcement says, as its form begins."""
    return {name: getattr(row, name) for name in FIELDS}


def last_public(row: Announcement) -> dict[str, str] | None:
    """Return what was last published of an announcement; None when it never was."""
    edit = row.history.filter(what=PUBLISH).first()
    return edit.said if edit else None


def written_out(row: Announcement) -> dict[str, str]:
    """Return all that an announcement says as plain words, for its history."""
    return {name: _plain(getattr(row, name)) for name in FIELDS}


def _plain(value: Any) -> str:
    return value.isoformat() if isinstance(value, date) else str(value)


def _fill(row: Announcement, said: Mapping[str, Any], *, by: User) -> None:
    for name in FIELDS:
        setattr(row, name, said[name])
    row.written_by, row.written_at = by, clock.now()
    row.edits += 1
    row.save()


def _wrote(row: Announcement, user: User) -> bool:
    """Say whether somebody saved it since it was last on the site."""
    last = row.history.filter(what=PUBLISH).order_by("-pk").values_list("pk", flat=True).first()
    return row.history.filter(what__in=(WRITE, SAVE), by=user, pk__gt=last or 0).exists()


def _locked(row: Announcement) -> Announcement:
    return Announcement.objects.select_for_update().get(pk=row.pk)


def _note(row: Announcement, what: str, why: str, by: User) -> None:
    AnnouncementEdit.objects.create(
        announcement=row, what=what, why=why, said=written_out(row), by=by
    )
