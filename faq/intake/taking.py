"""The writers: a file becomes drafts, a draft becomes an answer once somebody has read it."""

from collections.abc import Sequence

from django.db import transaction

from faq.intake.files import Raw
from faq.models import Draft, Entry
from faq.publishing import Content, publish, write
from faq.search.index import count_words
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
def take(draft: Draft, content: Content, *, entry: Entry, by: User) -> Entry:
    """Publish what was made of a draft, as a new version of an entry or the first of a new one.

    The office of whoever has read it stands beside the answer. Raises SettledError.
    """
    row = _waiting(draft)
    if entry._state.adding:
        entry.seed_number = row.number
        entry.save()
    version = write(entry, content, by=by)
    office = by.office.full_name if by.office else "问答编辑"
    published = publish(version, on=clock.today(), checked_by=office)
    count_words()
    row.state, row.entry = Draft.State.TAKEN, published
    row.settled_by, row.settled_at = by, clock.now()
    row.save(update_fields=["state", "entry", "settled_by", "settled_at"])
    return published


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
