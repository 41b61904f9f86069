"""Two versions beside each other: what was said before, and what is said now."""

from collections.abc import Iterator
from dataclasses import dataclass
from difflib import SequenceMatcher

from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe

from faq.models import Audience, Version
from faq.publishing import places_of


@dataclass(frozen=True)
class Change:
    """One part of an answer that reads differently, old words struck and new ones marked."""

    label: str
    text: SafeString


def changes(before: Version | None, after: Version) -> list[Change]:
    """Return every part that differs; of a first version all that it says."""
    old = dict(_parts(before)) if before else {}
    new = dict(_parts(after))
    return [
        Change(label, marked(old.get(label, ""), new.get(label, "")))
        for label in dict.fromkeys([*new, *old])
        if old.get(label, "") != new.get(label, "")
    ]


def marked(before: str, after: str) -> SafeString:
    """Return a text as HTML with what went struck out and what came marked."""
    parts: list[str] = []
    for kind, a, b, c, d in SequenceMatcher(None, before, after, autojunk=False).get_opcodes():
        if kind == "equal":
            parts.append(escape(before[a:b]))
            continue
        if before[a:b]:
            parts.append(f"<del>{escape(before[a:b])}</del>")
        if after[c:d]:
            parts.append(f"<ins>{escape(after[c:d])}</ins>")
    return mark_safe("".join(parts))  # noqa: S308 - every part is escaped


def _parts(version: Version) -> Iterator[tuple[str, str]]:
    yield "问题", version.question
    yield "一句话回答", version.short
    yield "详细说明", version.body
    for one in version.wordings.all():
        who = Audience(one.audience).label
        yield f"{who}看的一句话", one.short
        if one.body:
            yield f"{who}看的说明", one.body
    yield "法律没有写明的", version.silent
    yield "依据", "\n".join(place.words for place in places_of(version))
    yield "适合谁看", "、".join(Audience(one).label for one in version.fits)
    yield "别的问法", "\n".join(version.also)
    yield "下一步", "、".join(version.next_steps)
