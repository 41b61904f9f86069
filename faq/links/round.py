"""The daily round: each link is looked at once a day, a few at a time."""

import time

from django.db.models import F

from faq.links.keeping import note_finding, purge_checks
from faq.links.looking import look
from faq.links.network import Limits
from faq.models import Link
from portal import clock

BUDGET = 20  # seconds after which no further look begins; the worker ends a task after 40


def go_round(limits: Limits | None = None, *, budget: float = BUDGET) -> int:
    """Look at the links that wait, those that never were looked at first; return how many.

    What is left over waits for the next call. Twice at once does no harm.
    """
    until = time.monotonic() + budget
    done = 0
    for link in _waiting():
        if time.monotonic() >= until:
            break
        done += note_finding(link, look(link.address, limits))
    purge_checks()
    return done


def _waiting() -> list[Link]:
    rows = Link.objects.kept().exclude(checked_on=clock.today())
    return list(rows.order_by(F("checked_on").asc(nulls_first=True), "pk"))
