"""What editors change of the search's words; each change is one row and one line of the audit."""

from django.db import IntegrityError, transaction

from faq.models import Miss, Synonym
from faq.search.misses import settle
from portal import clock
from portal.accounts.models import User


class ThereAlreadyError(Exception):
    """Somebody else has just added the same phrase."""


def add_synonym(phrase: str, means: list[str], *, by: User) -> Synonym:
    """Add a phrase; raises ThereAlreadyError when two add the same at once."""
    try:
        with transaction.atomic():
            return Synonym.objects.create(phrase=phrase, means=means, by=by)
    except IntegrityError:
        raise ThereAlreadyError from None


def change_synonym(synonym: Synonym, phrase: str, means: list[str], *, by: User) -> None:
    """Change a phrase and what it means; raises ThereAlreadyError."""
    synonym.phrase, synonym.means = phrase, means
    synonym.by, synonym.changed_at = by, clock.now()
    try:
        with transaction.atomic():
            synonym.save()
    except IntegrityError:
        raise ThereAlreadyError from None


@transaction.atomic
def settle_miss(miss: Miss, *, state: str, phrase: str, means: list[str], by: User) -> bool:
    """Say what became of a search in vain, and add the synonym that helps it."""
    if not settle(miss, state=state, by=by):
        return False
    if state == Miss.State.WORDS:
        add_synonym(phrase, means, by=by)
    return True
