"""Searches in vain: kept without numbers or names of accounts, until somebody says what becomes."""

from django.db.models import F, QuerySet

from faq.models import Miss
from faq.personal import without_long_numbers
from faq.search.words import plain
from portal import clock
from portal.accounts.models import User

SHORTEST, LONGEST = 2, 60
MOST_OPEN = 5000


def note_miss(typed: str) -> None:
    """Count words that were searched in vain; what was settled comes back when asked again."""
    text = plain(without_long_numbers(typed.casefold()))[:LONGEST].strip()
    if len(text) < SHORTEST:
        return
    rows = Miss.objects.filter(text=text).exclude(state=Miss.State.FOREIGN)
    if rows.update(times=F("times") + 1, last_on=clock.today(), state=Miss.State.OPEN):
        return
    if Miss.objects.filter(text=text).update(times=F("times") + 1, last_on=clock.today()):
        return
    if open_misses()[:MOST_OPEN].count() < MOST_OPEN:
        Miss.objects.bulk_create([Miss(text=text)], ignore_conflicts=True)


def open_misses() -> QuerySet[Miss]:
    """Return what waits for somebody, the most frequent first."""
    return Miss.objects.filter(state=Miss.State.OPEN).order_by("-times", "-id")


def settle(miss: Miss, *, state: str, by: User) -> bool:
    """Say what became of a search, once; say whether it was still open."""
    rows = Miss.objects.filter(pk=miss.pk, state=Miss.State.OPEN)
    return bool(rows.update(state=state, settled_by=by, settled_on=clock.today()))
