"""The writers of doubts: a place is declared repealed, a contradiction is looked at."""

from datetime import date

from django.db import IntegrityError, connection, transaction
from django.db.models import Q

from faq.laws import Place
from faq.models import Conflict, Entry, Repeal
from faq.reading import is_lost
from portal import clock
from portal.accounts.models import User


def declare(place: Place, *, from_on: date, instead: str, by: User) -> bool:
    """Keep that a place is not in force from a day on; say whether nobody had said so before."""
    try:
        with transaction.atomic():
            Repeal.objects.create(
                instrument=place.instrument,
                article=place.article,
                from_on=from_on,
                instead=instead,
                by=by,
            )
    except IntegrityError:
        return False
    return True


def take_back(repeal: Repeal) -> bool:
    """Take back what was declared by mistake; say whether it was still there."""
    return bool(Repeal.objects.filter(pk=repeal.pk).delete()[0])


def clear(conflict: Conflict, *, why: str, by: User) -> bool:
    """Note why both answers are right; say whether nobody had looked before."""
    rows = Conflict.objects.filter(pk=conflict.pk, cleared_at=None)
    return bool(rows.update(cleared_by=by, cleared_at=clock.now(), why=why))


def broken_entries(*, on: date) -> list[Entry]:
    """Return the answers on the site that name a period which the law's tables no longer hold.

    The database tells which marks there are, a few dozen however many answers; each is tried once.
    """
    with connection.cursor() as cursor:
        cursor.execute(MARKS)
        marks = [mark for (mark,) in cursor.fetchall()]
    lost = [mark for mark in marks if is_lost(mark, on=on)]
    wanted = Q(pk__in=[])
    for mark in lost:
        for field in ("short", "body", "silent", "wordings__short", "wordings__body"):
            wanted |= Q(**{f"current__{field}__contains": mark})
    rows = Entry.objects.published().select_related("current")
    return list(rows.filter(wanted).distinct()) if lost else []


MARKS = """
SELECT DISTINCT found[1] FROM (
    SELECT v.short || v.body || v.silent AS said FROM faq_version v
    JOIN faq_entry e ON e.current_id = v.id
    UNION ALL
    SELECT w.short || w.body FROM faq_wording w JOIN faq_entry e ON e.current_id = w.version_id
) AS texts, regexp_matches(said, '(\\{\\{[^{}]*\\}\\})', 'g') AS found
"""
