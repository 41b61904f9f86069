"""The writers: a file becomes drafts, a draft becomes an answer once somebody has read it."""

from collections.abc import Sequence

from django.db import transaction

from faq import editing
from faq.editing import NotNowError
from faq.intake.files import Raw
from faq.models import Draft, Entry
from faq.publishing import Content
from portal import clock
from portal.accounts.models import User


class SettledError(Exception):
    """Somebody else has settled the draft meanwhile."""


def keep(rows: Sequence[Raw], *, source: str, by: User) -> int:
    """Keep what was read and is not there yet; the same file again adds nothing."""
    before = Draft.objects.filter(source=source).count()
    Draft.objects.bulk_create(
        (
            Draft(
                source=source,
                number=row.number,
                question=row.question,
                answer=row.answer,
                cited=row.cited,
                read_by=by,
            )
            for row in rows
        ),
        ignore_conflicts=True,
    )
    return Draft.objects.filter(source=source).count() - before


@transaction.atomic
def take(draft: Draft, content: Content, *, code: str, topic: str, by: User) -> Entry:
    """Make a new question of a draft, or the next version of one that is there, and send it on.

    It is compared with the law and published like any other. Raises SettledError, and NotNowError
    while somebody else works on the question.
    """
    row = _waiting(draft)
    why = f"取自{row.source}第 {row.number} 问"
    entry = Entry.objects.filter(code=code).first()
    if entry is None:
        entry = editing.new_entry(code, topic, content, why=why, by=by)
        Entry.objects.filter(pk=entry.pk).update(seed_number=row.number)
    elif editing.at_work(entry) is not None:
        raise NotNowError("这个编号的回答正有人在改，等那一版办完，或者换一个编号")
    else:
        editing.save(entry, content, seen=0, why=why, by=by)
    editing.send(entry, by=by)
    row.state, row.entry = Draft.State.TAKEN, entry
    row.settled_by, row.settled_at = by, clock.now()
    row.save(update_fields=["state", "entry", "settled_by", "settled_at"])
    return entry


@transaction.atomic
def drop(draft: Draft, *, why: str, by: User) -> None:
    """Leave a draft aside, with the reason; raises SettledError."""
    row = _waiting(draft)
    row.state, row.why_dropped = Draft.State.DROPPED, why
    row.settled_by, row.settled_at = by, clock.now()
    row.save(update_fields=["state", "why_dropped", "settled_by", "settled_at"])


def _waiting(draft: Draft) -> Draft:
    row = Draft.objects.select_for_update(of=("self",)).get(pk=draft.pk)
    if row.state != Draft.State.WAITING:
        raise SettledError
    return row
