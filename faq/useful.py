"""「有用吗」: counted a day and a version; what was missed waits for an editor."""

from django.db import connection
from django.db.models import F, QuerySet, Sum

from faq.models import Entry, Lack, Tally, Version
from faq.personal import without_numbers
from portal import clock
from portal.accounts.models import User

MOST_OPEN = 5000
COUNT = """
INSERT INTO faq_tally (version_id, "on", yes, no) VALUES (%s, %s, %s, %s)
ON CONFLICT (version_id, "on") DO UPDATE
SET yes = faq_tally.yes + EXCLUDED.yes, no = faq_tally.no + EXCLUDED.no
"""


def note_vote(version: Version, *, is_useful: bool) -> None:
    """Count one reader; many at once are each counted."""
    with connection.cursor() as cursor:
        cursor.execute(COUNT, [version.pk, clock.today(), int(is_useful), int(not is_useful)])


def note_lack(version: Version, words: str) -> None:
    """Keep what somebody missed, without numbers and without a person."""
    text = without_numbers(words)[:200]
    if open_lacks()[:MOST_OPEN].count() < MOST_OPEN:
        Lack.objects.create(entry_id=version.entry_id, version=version, text=text)


def open_lacks() -> QuerySet[Lack]:
    """Return what waits for somebody, newest first."""
    return Lack.objects.filter(settled_at=None).order_by("-pk")


def settle_lack(lack: Lack, *, what: str, by: User) -> bool:
    """Say what became of it, once; say whether it was still open."""
    rows = Lack.objects.filter(pk=lack.pk, settled_at=None)
    return bool(rows.update(settled_by=by, settled_at=clock.now(), what=what))


def votes_of(entry: Entry) -> tuple[int, int]:
    """Return how many readers of the version that stands said yes, and no."""
    rows = Tally.objects.filter(version=F("version__entry__current"), version__entry=entry)
    found = rows.aggregate(yes=Sum("yes"), no=Sum("no"))
    return found["yes"] or 0, found["no"] or 0
