"""What readers see of an answer: periods and values of the law's tables, Markdown as safe HTML."""

import re
from dataclasses import dataclass
from datetime import date

from django.utils.safestring import SafeString, mark_safe
from markdown_it import MarkdownIt

from faq.models import Audience, Version
from faq.pictures import pictures_of, with_pictures
from portal import clock
from portal.deadlines import parameters
from portal.law.term import UNIT_WORDS, registered
from portal.law.values import Values, length_on

MARK = re.compile(r"\{\{\s*(期限|数值)\s+([a-z0-9_]+)\s*\}\}")
ANY_MARK = re.compile(r"\{\{[^{}]*\}\}")
PERIOD, PICTURE = "期限", re.compile(r"\{\{\s*图\s+\d{1,3}\s*\}\}")
NOT_KNOWN = "（以现行规定为准）"
"""What a reader sees where the law's tables have lost a period that an answer still names."""
_BOLD_WITH_STOP = re.compile(r"\*\*([^*\n]+?)([。，：；！？、）”]+)\*\*")
_MARKDOWN = (
    MarkdownIt("commonmark", {"html": False}).enable("table").disable(["image", "link", "autolink"])
)


class UnknownMarkError(ValueError):
    """A mark names no period and no value that the law's tables hold."""


@dataclass(frozen=True)
class Reading:
    """An answer for whoever asks: one sentence, and the rest."""

    audience: str
    short: str
    body: SafeString
    silent: str = ""


def reading(version: Version, *, audience: str, on: date | None = None) -> Reading:
    """Return a version in the words for an audience, with the periods in force on a day."""
    day = on or clock.today()
    wording = next((one for one in version.wordings.all() if one.audience == audience), None)
    short = wording.short if wording else version.short
    body = (wording.body if wording else "") or version.body
    html = with_pictures(to_html(said(body, on=day)), pictures_of(version))
    return Reading(audience, said(short, on=day), html, said(version.silent, on=day))


def audiences_of(version: Version) -> list[Audience]:
    """Return for whom a version has words of its own, and the first who reads it as it stands."""
    own = {one.audience for one in version.wordings.all()}
    if not own:
        return []
    first = next((one for one in version.fits if one not in own), Audience.WORKER)
    return [one for one in Audience if one in own or one == first]


def filled(text: str, *, on: date) -> str:
    """Return a text with its marks replaced, pictures left; raises UnknownMarkError."""
    result = MARK.sub(
        lambda found: _meaning(found[1], found[2], on=on, values=parameters.value_on), text
    )
    for found in ANY_MARK.finditer(result):
        if not PICTURE.fullmatch(found[0]):
            raise UnknownMarkError(found[0].strip("{} "))
    return result


def said(text: str, *, on: date, values: Values = parameters.value_on) -> str:
    """Return a text as readers see it; a mark that has lost its meaning bars nobody.

    Whoever reads many texts gives `values` that were all read at once.
    """

    def meant(found: re.Match[str]) -> str:
        try:
            return _meaning(found[1], found[2], on=on, values=values)
        except UnknownMarkError:
            return NOT_KNOWN

    return MARK.sub(meant, text)


def is_lost(mark: str, *, on: date) -> bool:
    """Say whether a mark names a period or a value that the law's tables no longer hold."""
    try:
        filled(mark, on=on)
    except UnknownMarkError:
        return True
    return False


def unmarked(text: str) -> str:
    """Return a text without its marks, as the search reads it."""
    return ANY_MARK.sub(" ", text)


def to_html(text: str) -> SafeString:
    """Return Markdown as HTML; what is no Markdown is text, whatever it looks like.

    Bold words that end with a Chinese full stop are bold without it: where a character follows at
    once, CommonMark would not see the end.
    """
    html: str = _MARKDOWN.render(_BOLD_WITH_STOP.sub(r"**\1**\2", text))
    return mark_safe(html)  # noqa: S308 - HTML in the text is escaped


def _meaning(kind: str, code: str, *, on: date, values: Values) -> str:
    """Return the words of one mark."""
    try:
        if kind == PERIOD:
            term = registered(code)
            length = length_on(term.length, event=on, values=values)
            return f"{length} {UNIT_WORDS[term.unit]}"
        return str(values(code, on))
    except LookupError:
        raise UnknownMarkError(f"{kind} {code}") from None
