"""Places in the law that are no longer in force, and the answers that still name them."""

from collections.abc import Iterable
from datetime import date

from django.db.models import Exists, F, OuterRef, Q, QuerySet

from faq.laws import Ends
from faq.models import Citation, Entry, Repeal


def ends_on(day: date) -> Ends:
    """Return what is no longer in force on a day."""
    rows = Repeal.objects.filter(from_on__lte=day)
    return {(one.instrument, one.article): (one.from_on, one.instead) for one in rows}


def naming_repealed(*, on: date) -> QuerySet[Entry]:
    """Return the answers on the site that rest on something no longer in force."""
    ended = Repeal.objects.filter(
        Q(article=0) | Q(article=OuterRef("article")),
        instrument=OuterRef("instrument"),
        from_on__lte=on,
    )
    cited = Citation.objects.filter(Exists(ended), version=OuterRef("current"))
    return Entry.objects.published().filter(Exists(cited))


def answers_on(repeals: Iterable[Repeal]) -> dict[int, int]:
    """Return for each repeal how many answers on the site still name it."""
    counts: dict[int, int] = {}
    for one in repeals:
        rows = Citation.objects.filter(
            instrument=one.instrument, version__entry__current=F("version")
        )
        if one.article:
            rows = rows.filter(article=one.article)
        counts[one.pk] = rows.values("version").distinct().count()
    return counts
