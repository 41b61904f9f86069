"""Frequent questions: begun, worked on, counted by month; what resembles a question."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from uuid import UUID, uuid5

from django.db import IntegrityError, transaction
from django.db.models import Count, F, IntegerField, OuterRef, Q, QuerySet, Subquery, Sum
from django.db.models.functions import Coalesce

from faq.consult.facts import Answered
from faq.consult.process import QuestionProcess
from faq.models import Entry, Logged, Question, Theme
from faq.search.asking import pairs_of
from faq.search.words import words_of
from portal import clock
from portal.accounts.models import User
from portal.cases.perform import perform
from portal.cases.refusals import Refused

SIMILAR, LEAST = 6, 0.12
MOST_COMPARED = 500
FIRST_YEAR = 2020


class ChangedMeanwhileError(Exception):
    """Somebody else has settled the question since the page was opened."""


@dataclass(frozen=True)
class Month:
    """A calendar month."""

    first: date

    @property
    def after(self) -> date:
        """Return the first day of the next month."""
        year, month = divmod(self.first.year * 12 + self.first.month, 12)
        return date(year, month + 1, 1)

    @property
    def before(self) -> date:
        """Return the first day of the month before."""
        year, month = divmod(self.first.year * 12 + self.first.month - 2, 12)
        return date(year, month + 1, 1)


def begin_theme(title: str, topic: str, *, by: User) -> Theme:
    """Return the frequent question of this title; two who begin the same at once begin one."""
    try:
        with transaction.atomic():
            return Theme.objects.create(title=title, topic=topic, opened_by=by)
    except IntegrityError:
        return Theme.objects.get(title=title)


@transaction.atomic
def settle_theme(
    theme: Theme,
    *,
    state: str,
    remark: str,
    entry: Entry | None,
    owner: User | None,
    seen: str | None = None,
) -> None:
    """Say what became of a frequent question, and who works on it.

    `seen` is how it stood when the page was opened; raises ChangedMeanwhileError.
    """
    row = Theme.objects.select_for_update(of=("self",)).get(pk=theme.pk)
    if seen is not None and seen != standing_of(row):
        raise ChangedMeanwhileError
    row.state, row.remark, row.entry, row.owner = state, remark, entry, owner
    row.save(update_fields=["state", "remark", "entry", "owner"])


def standing_of(theme: Theme) -> str:
    """Return how a frequent question stands, for a form to compare."""
    return f"{theme.state}|{theme.entry_id}|{theme.owner_id}|{theme.remark}"


def answer_themes(entry: Entry) -> None:
    """Note that the frequent questions of an entry are answered, now that it stands on the site."""
    waiting = Theme.objects.filter(entry=entry).exclude(state=Theme.State.ANSWERED)
    waiting.update(state=Theme.State.ANSWERED)


def similar_themes(text: str, themes: Iterable[Theme] | None = None) -> list[Theme]:
    """Return the frequent questions that read like a text, the most alike first."""
    rows = Theme.objects.order_by("-pk")[:MOST_COMPARED] if themes is None else themes
    pairs, words = pairs_of(text), set(words_of(text))
    scored = []
    for theme in rows:
        title = pairs_of(theme.title)
        own = set(words_of(theme.title))
        like = 2 * len(pairs & title) / (len(pairs) + len(title)) if pairs and title else 0.0
        shared = len(words & own) / len(own) if own else 0.0
        scored.append((like + shared / 2, theme))
    scored.sort(key=lambda one: (-one[0], one[1].pk))
    return [theme for score, theme in scored[:SIMILAR] if score > LEAST]


def frequent(month: Month) -> QuerySet[Theme]:
    """Return the frequent questions of a month with how often they were asked, most asked first."""
    asked = Count(
        "questions",
        filter=Q(questions__asked_on__gte=month.first, questions__asked_on__lt=month.after),
    )
    logged = (
        Logged.objects.filter(theme=OuterRef("pk"), on__gte=month.first, on__lt=month.after)
        .order_by()
        .values("theme")
        .annotate(total=Sum("times"))
        .values("total")
    )
    spoken = Coalesce(Subquery(logged, output_field=IntegerField()), 0)
    rows = Theme.objects.annotate(asked=asked, spoken=spoken).annotate(
        times=F("asked") + F("spoken")
    )
    found = rows.filter(times__gt=0).select_related("owner", "entry")
    return found.order_by("-times", "pk")


def waiting_in(theme: Theme, *, office_id: int) -> QuerySet[Question]:
    """Return the questions of a theme that an office has still to answer, oldest first."""
    rows = Question.objects.filter(theme=theme, case__is_open=True, case__office_id=office_id)
    return rows.select_related("case").order_by("case_id")


@transaction.atomic
def log_question(theme: Theme, *, channel: str, times: int, key: UUID, by: User) -> Logged:
    """Count what was asked elsewhere; the same form twice counts once."""
    made, _ = Logged.objects.get_or_create(
        key=key,
        defaults={
            "theme": theme,
            "channel": channel,
            "times": times,
            "office_id": by.office_id,
            "by": by,
        },
    )
    return made


def reply_to_all(
    theme: Theme, waiting: Iterable[Question], *, text: str, key: UUID, by: User
) -> tuple[int, int]:
    """Give the same answer to questions that are the same; return how many were, and were not.

    Each is an act of its own, so that one that was answered meanwhile stops none of the others.
    """
    version = theme.entry.current_id if theme.entry else None
    done = refused = 0
    for one in waiting:
        try:
            perform(
                one.case,
                QuestionProcess.answer,
                by=by,
                facts=Answered(text, version),
                key=uuid5(key, str(one.pk)),
            )
            done += 1
        except Refused:
            refused += 1
    return done, refused


def month_of(typed: str) -> Month:
    """Return the month that an address names, this one where it names none."""
    today = clock.today()
    try:
        year, month = typed.split("-")
        found = date(max(int(year), FIRST_YEAR), int(month), 1)
    except ValueError:
        return Month(today.replace(day=1))
    return Month(min(found, today.replace(day=1)))
