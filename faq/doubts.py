"""The writers of doubts: a place is declared repealed, a contradiction is looked at."""

from datetime import date

from django.db import IntegrityError, transaction

from faq.laws import Place
from faq.models import Conflict, Entry, Repeal
from faq.reading import is_broken
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
    """Return the answers on the site that name a period which the law's tables no longer hold."""
    rows = Entry.objects.published().select_related("current")
    marked = rows.prefetch_related("current__wordings").iterator(chunk_size=500)
    return [entry for entry in marked if entry.current and is_broken(entry.current, on=on)]
