"""The list that a search shows: answers, services, offices, with what was searched marked."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from django.urls import reverse
from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe

from faq.models import Entry
from faq.reading import said
from faq.search.beside import offices_for, services_for
from faq.search.finding import Result, find
from portal import clock
from portal.law.words import day_words

MOST = 40
NEARLY = 5  # shown where nothing fits well


class Kind(StrEnum):
    """What a hit leads to."""

    ANSWER = "answer"
    SERVICE = "service"
    OFFICE = "office"


LABELS = {Kind.ANSWER: "问答", Kind.SERVICE: "办事", Kind.OFFICE: "窗口"}


@dataclass(frozen=True)
class Hit:
    """One line of the list."""

    kind: Kind
    url: str
    title: SafeString
    text: SafeString
    meta: str


@dataclass(frozen=True)
class Hits:
    """All that was found; not `is_sure` where nothing fits well, `door` is where else to ask."""

    lines: Sequence[Hit]
    also: Sequence[str]
    is_sure: bool
    is_near: bool = False
    door: str = ""

    def of(self, kind: str) -> list[Hit]:
        """Return the lines of a kind, or all."""
        return [one for one in self.lines if not kind or one.kind == kind]


def search(typed: str, *, who: str = "") -> Hits:
    """Find what answers, in the order in which it is shown."""
    result = find(typed, most=MOST)
    marks = result.asked.words | set(result.asked.needs)
    services = [
        Hit(
            Kind.SERVICE,
            one.card.url,
            marked(one.card.title, marks),
            marked(one.card.summary, marks),
            "在网上办",
        )
        for one in services_for(result.asked)
    ]
    offices = [
        Hit(
            Kind.OFFICE,
            reverse("home:place", args=[one.code]),
            marked(one.full_name, marks),
            SafeString(escape(f"{one.address}，{one.phone_words}")),
            "窗口",
        )
        for one in offices_for(result.asked)
    ]
    answers = _answers(result, marks, who=who)
    if result.asked.door:
        return Hits([*services, *offices], [], is_sure=False, door=result.asked.door)
    is_sure = result.is_sure or bool(services or offices)
    first, rest = (answers[:1], answers[1:]) if result.is_sure else ([], answers[:NEARLY])
    also = list(dict.fromkeys(result.asked.also))[:6]
    return Hits(
        [*first, *services, *rest, *offices],
        also if is_sure or result.is_near else [],
        is_sure,
        is_near=is_sure or result.is_near,
    )


def titles_for(typed: str, *, most: int) -> list[tuple[str, str]]:
    """Return questions and addresses that may be meant while somebody is typing."""
    found = find(typed, most=most).found
    entries = _entries(one.entry_id for one in found)
    return [
        (entry.current.question, reverse("faq:answer", args=[entry.code]))
        for one in found
        if (entry := entries.get(one.entry_id)) and entry.current
    ]


def marked(text: str, words: Iterable[str]) -> SafeString:
    """Return a text as HTML with the words marked, the longest first."""
    longest = sorted((word for word in words if len(word) > 1), key=len, reverse=True)
    if not longest:
        return SafeString(escape(text))
    pattern = re.compile("|".join(re.escape(word) for word in longest), re.IGNORECASE)
    parts, last = [], 0
    for found in pattern.finditer(text):
        parts += [escape(text[last : found.start()]), f"<mark>{escape(found[0])}</mark>"]
        last = found.end()
    return mark_safe("".join([*parts, escape(text[last:])]))  # noqa: S308 - every part is escaped


def _answers(result: Result, marks: set[str], *, who: str) -> list[Hit]:
    entries = _entries(one.entry_id for one in result.found)
    today = clock.today()
    return [
        _answer(entries[one.entry_id], marks, who=who, on=today)
        for one in result.found
        if one.entry_id in entries
    ]


def _answer(entry: Entry, marks: set[str], *, who: str, on: date) -> Hit:
    version = entry.current
    assert version is not None  # noqa: S101 - only published entries are asked for
    wording = next((one for one in version.wordings.all() if one.audience == who), None)
    short = said(wording.short if wording else version.short, on=on)
    day = version.last_change()
    done = "核对" if version.is_checked else "发布"
    return Hit(
        Kind.ANSWER,
        reverse("faq:answer", args=[entry.code]) + (f"?who={who}" if wording else ""),
        marked(version.question, marks),
        marked(short, marks),
        f"问答，{day_words(day)}{done}" if day else "问答",
    )


def _entries(ids: Iterable[int]) -> dict[int, Entry]:
    rows = Entry.objects.published().filter(pk__in=list(ids)).select_related("current")
    return {one.pk: one for one in rows.prefetch_related("current__wordings")}
