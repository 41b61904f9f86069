"""The writers of answers: a version comes into being, is published, is read against the law."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from django.db import transaction

from faq.contradictions import note_conflicts
from faq.laws import Place
from faq.models import Citation, Entry, Version, Wording
from faq.pictures import numbers_in
from faq.reading import UnknownMarkError, filled
from faq.search.index import index_entry
from faq.terms import ANSWER_REVIEW
from portal import clock
from portal.accounts.models import User
from portal.deadlines import parameters
from portal.deadlines.calendar import working_day_reader


@dataclass(frozen=True)
class Words:
    """How one audience reads an answer."""

    short: str
    body: str = ""


@dataclass(frozen=True)
class Content:
    """All that a version says; `wordings` by audience."""

    question: str
    short: str
    body: str
    fits: Sequence[str]
    places: Sequence[Place]
    silent: str = ""
    also: Sequence[str] = ()
    next_steps: Sequence[str] = ()
    wordings: Mapping[str, Words] = field(default_factory=dict)

    def texts(self) -> list[str]:
        """Return every text that may hold marks."""
        own = [self.short, self.body, self.silent]
        return own + [text for one in self.wordings.values() for text in (one.short, one.body)]


@transaction.atomic
def write(entry: Entry, content: Content, *, by: User | None, why: str = "") -> Version:
    """Add a version to an entry; nobody reads it yet. Raises UnknownMarkError."""
    locked = Entry.objects.select_for_update().get(pk=entry.pk)
    last = locked.versions.order_by("-number").values_list("number", flat=True).first() or 0
    version = Version(entry=locked, number=last + 1, why=why)
    fill(version, content, by=by)
    return version


@transaction.atomic
def fill(version: Version, content: Content, *, by: User | None) -> None:
    """Let a version that nobody reads yet say something; raises UnknownMarkError."""
    for text in content.texts():
        filled(text, on=clock.today())
    known = set(version.entry.pictures.values_list("number", flat=True))
    for number in (number for text in content.texts() for number in numbers_in(text)):
        if number not in known:
            raise UnknownMarkError(f"图 {number}")
    for name in ("question", "short", "body", "silent"):
        setattr(version, name, getattr(content, name))
    for name in ("fits", "also", "next_steps"):
        setattr(version, name, list(getattr(content, name)))
    version.written_by, version.written_at = by, clock.now()
    version.edits += 1
    version.save()
    version.wordings.all().delete()
    version.citations.all().delete()
    Wording.objects.bulk_create(
        Wording(version=version, audience=audience, short=words.short, body=words.body)
        for audience, words in content.wordings.items()
    )
    Citation.objects.bulk_create(
        Citation(
            version=version,
            position=position,
            instrument=place.instrument,
            article=place.article,
            paragraph=place.paragraph,
            item=place.item,
        )
        for position, place in enumerate(content.places)
    )


@transaction.atomic
def publish(version: Version, *, on: date) -> Entry:
    """Let a version stand on the site from a day on, and let the search find it.

    Where nobody has compared it with the law, its page says so.
    """
    entry = Entry.objects.select_for_update().get(pk=version.entry_id)
    version.published_on, version.state = on, Version.State.PUBLISHED
    version.save(update_fields=["published_on", "state"])
    stand(entry, version, on=on)
    return entry


def stand(entry: Entry, version: Version, *, on: date) -> None:
    """Let a published version be the one that is read; the caller holds the entry's lock."""
    Version.objects.filter(entry=entry, state=Version.State.PUBLISHED).exclude(
        pk=version.pk
    ).update(state=Version.State.PAST)
    entry.current = version
    entry.review_by = review_by(on)
    entry.retired_on, entry.retired_because = None, ""
    entry.save(update_fields=["current", "review_by", "retired_on", "retired_because"])
    index_entry(entry)
    note_conflicts([version])


def review_by(on: date) -> date:
    """Return the day by which an answer that was right on a day is compared with the law again."""
    due = ANSWER_REVIEW.due_on(on, is_working_day=working_day_reader(), values=parameters.value_on)
    return due.due_on


def content_of(version: Version) -> Content:
    """Return what a version says, as a new one begins."""
    return Content(
        question=version.question,
        short=version.short,
        body=version.body,
        silent=version.silent,
        fits=version.fits,
        also=version.also,
        next_steps=version.next_steps,
        places=places_of(version),
        wordings={one.audience: Words(one.short, one.body) for one in version.wordings.all()},
    )


def places_of(version: Version) -> list[Place]:
    """Return the places in the law on which a version rests, in their order."""
    return [
        Place(one.instrument, one.article, one.paragraph, one.item)
        for one in version.citations.all()
    ]
