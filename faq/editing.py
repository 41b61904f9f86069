"""How an answer is changed: written, sent, compared with the law, published, undone, retired.

Each step is one transaction under the entry's lock and leaves one line in its history. Nobody who
saved a version compares it with the law.
"""

from django.db import IntegrityError, transaction

from faq.consult.themes import answer_themes
from faq.models import Edit, Entry, Version
from faq.moves import (
    AT_WORK,
    CHECK,
    DISCARD,
    GIVE_BACK,
    PUBLISH,
    READ_AGAIN,
    RETIRE,
    SEND,
    UNDO,
    WRITABLE,
    Move,
)
from faq.publishing import Content, content_of, fill, publish, review_by, stand, write
from faq.search.index import count_words, index_entry
from portal import clock
from portal.accounts.models import User

State = Version.State
SAVINGS = ("新写", "开始修改", "保存")
"""Steps by which somebody becomes a writer of a version."""


class NotNowError(Exception):
    """The step is not possible as things stand; the sentence says why."""


class SavedMeanwhileError(Exception):
    """Somebody else has saved the version since it was opened."""


def at_work(entry: Entry) -> Version | None:
    """Return the version that is being written or read, if there is one."""
    return Version.objects.filter(entry=entry, state__in=AT_WORK).first()


@transaction.atomic
def new_entry(code: str, topic: str, content: Content, *, why: str, by: User) -> Entry:
    """Begin a question that nobody has asked before; raises NotNowError for a code in use."""
    try:
        with transaction.atomic():
            entry = Entry.objects.create(code=code, topic=topic)
    except IntegrityError:
        raise NotNowError("这个编号已经有了，请换一个") from None
    version = write(entry, content, by=by, why=why)
    _note(entry, version, "新写", why, by)
    return entry


@transaction.atomic
def save(entry: Entry, content: Content, *, seen: int, why: str, by: User) -> Version:
    """Save what an editor wrote; `seen` is how often it had been saved when it was opened.

    The first saving begins a version beside the one that stands. Raises SavedMeanwhileError, and
    NotNowError while somebody reads it.
    """
    locked = _locked(entry)
    version = at_work(locked)
    if version is None:
        if seen:
            raise SavedMeanwhileError
        version = write(locked, content, by=by, why=why)
        _note(locked, version, "开始修改", why, by)
        return version
    if version.state not in WRITABLE:
        raise NotNowError("这一版正等着核对，先请核对的人退回")
    if version.edits != seen:
        raise SavedMeanwhileError
    version.why, version.state = why, State.DRAFT
    fill(version, content, by=by)
    _note(locked, version, "保存", why, by)
    return version


@transaction.atomic
def send(entry: Entry, *, by: User) -> None:
    """Send what was written to be compared with the law by another person."""
    _take(_in(entry, SEND), SEND, by, returned_because="")


@transaction.atomic
def check(entry: Entry, *, by: User) -> None:
    """Note, in the name of the own office, that a version agrees with the law."""
    version = _in(entry, CHECK)
    _refuse_writer(version, by)
    _take(version, CHECK, by, checked_on=clock.today(), checked_by=_office_of(by))


@transaction.atomic
def give_back(entry: Entry, *, why: str, by: User) -> None:
    """Give a version back to whoever wrote it, with the reason; it is compared anew then."""
    version = _in(entry, GIVE_BACK)
    said = {"returned_because": why, "checked_on": None, "checked_by": ""}
    _take(version, GIVE_BACK, by, why=why, **said)


@transaction.atomic
def publish_checked(entry: Entry, *, by: User) -> Entry:
    """Let a version that was compared with the law stand on the site."""
    version = _in(entry, PUBLISH)
    published = publish(version, on=clock.today())
    count_words()
    answer_themes(published)
    _note(published, version, PUBLISH.what, version.why, by)
    return published


@transaction.atomic
def discard(entry: Entry, *, by: User) -> None:
    """Give up what was written; what stands stays as it is."""
    _take(_in(entry, DISCARD), DISCARD, by)


@transaction.atomic
def undo(entry: Entry, *, why: str, by: User) -> Entry:
    """Let the version before the last publication stand again."""
    standing = _standing(entry)
    locked = standing.entry
    earlier = locked.versions.filter(published_on__isnull=False, number__lt=standing.number)
    before = earlier.order_by("-number").first()
    if before is None:
        raise NotNowError("没有更早的版本可以恢复")
    _take(standing, UNDO, by, why=why)
    before.state = State.PUBLISHED
    before.save(update_fields=["state"])
    stand(locked, before, on=clock.today())
    count_words()
    return locked


@transaction.atomic
def read_again(entry: Entry, *, by: User) -> None:
    """Note that the standing version was compared with the law and is right."""
    version = _standing(entry)
    _refuse_writer(version, by)
    _take(version, READ_AGAIN, by, checked_on=clock.today(), checked_by=_office_of(by))
    locked = version.entry
    locked.review_by = review_by(clock.today())
    locked.save(update_fields=["review_by"])


@transaction.atomic
def retire(entry: Entry, *, why: str, by: User) -> None:
    """Take an answer off the site; its versions stay."""
    version = _standing(entry)
    _take(version, RETIRE, by, why=why)
    locked = version.entry
    locked.current, locked.review_by = None, None
    locked.retired_on, locked.retired_because = clock.today(), why
    locked.save(update_fields=["current", "review_by", "retired_on", "retired_because"])
    index_entry(locked)
    count_words()


def begin_with(entry: Entry) -> tuple[Content | None, int]:
    """Return with what an editor begins, and how often it was saved by now."""
    version = at_work(entry)
    if version is not None:
        return content_of(version), version.edits
    newest = entry.current or entry.versions.order_by("-number").first()
    return (content_of(newest) if newest else None), 0


def _locked(entry: Entry) -> Entry:
    rows = Entry.objects.select_for_update(of=("self",)).select_related("current")
    return rows.get(pk=entry.pk)


def _in(entry: Entry, move: Move) -> Version:
    """Lock the entry and return its version at work, if it is where a step begins."""
    version = at_work(_locked(entry))
    if version is None or version.state not in move.source:
        raise NotNowError("这一步现在不能办：情况已经变了，请看一下页面")
    return version


def _standing(entry: Entry) -> Version:
    """Lock the entry and return the version that stands on the site."""
    locked = _locked(entry)
    if locked.current is None:
        raise NotNowError("这一条没有发布")
    locked.current.entry = locked
    return locked.current


def _take(version: Version, move: Move, by: User, *, why: str = "", **said: object) -> None:
    """Take a step: the state of the table, what else it says, one line of the history."""
    if move.target is not None:
        version.state = move.target
    for name, value in said.items():
        setattr(version, name, value)
    version.save(update_fields=["state", *said])
    _note(version.entry, version, move.what, why, by)


def _refuse_writer(version: Version, by: User) -> None:
    if wrote(version, by):
        raise NotNowError("自己写过的要由另一个人核对")


def wrote(version: Version, user: User) -> bool:
    """Say whether somebody saved this version, at whatever time."""
    saved = Edit.objects.filter(
        entry=version.entry_id, number=version.number, what__in=SAVINGS, by=user
    )
    return version.written_by_id == user.pk or saved.exists()


def _office_of(user: User) -> str:
    return user.office.full_name if user.office else "法规核对人员"


def _note(entry: Entry, version: Version, what: str, why: str, by: User) -> None:
    Edit.objects.create(entry=entry, number=version.number, what=what, why=why, by=by)
