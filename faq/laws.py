"""Places in the law as editors write them: gsbx:14(6) is 《工伤保险条例》第十四条第（六）项."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from django.urls import reverse

from portal.law.citation import Citation, Instrument
from portal.law.instruments import INSTRUMENTS, TABLE_OF
from portal.law.words import day_words

_PLACE = re.compile(r"([a-z0-9]+)(?::(\d{1,3})(?:\.(\d{1,2}))?(?:[（(](\d{1,2})[)）])?)?")


Ends = Mapping[tuple[str, int], tuple[date, str]]
"""When places ended and what stands instead, by text and article; 0 is the whole text."""


class UnknownPlaceError(ValueError):
    """What was written names no text that the portal knows, or no place in it."""


@dataclass(frozen=True)
class Place:
    """A place in a text, by numbers: article, paragraph, item; zero where none is meant."""

    instrument: str
    article: int = 0
    paragraph: int = 0
    item: int = 0

    @property
    def text(self) -> Instrument:
        """Return the text itself."""
        return INSTRUMENTS[self.instrument]

    @property
    def words(self) -> str:
        """Return it as lawyers write it."""
        citation = Citation(
            self.text, article_no=self.article, paragraph=self.paragraph, item=self.item
        )
        return str(citation)

    @property
    def bare(self) -> str:
        """Return the place without the title of its text."""
        return self.words.removeprefix(str(self.text))

    @property
    def url(self) -> str:
        """Return where the library shows the text, at the article."""
        return f"{policy_url(self.instrument)}#{anchor_of(self.article)}"

    @property
    def standing(self) -> str:
        """Say since when the text is in force, as far as the city's law table tells."""
        return standing_of(self.text, table_of=TABLE_OF)

    def __str__(self) -> str:
        text = self.instrument
        if self.article:
            text += f":{self.article}"
        if self.paragraph:
            text += f".{self.paragraph}"
        return f"{text}({self.item})" if self.item else text


@dataclass(frozen=True)
class Source:
    """A text with the places on which an answer rests, as words and addresses.

    `ended` says what of it has ended.
    """

    places: tuple[tuple[str, str], ...]
    standing: str
    ended: str = ""

    @property
    def words(self) -> str:
        """Return the places in one line."""
        return "、".join(words for words, _ in self.places)


def by_text(places: Iterable[Place], ends: Ends | None = None) -> list[Source]:
    """Return each text once with all its places, since when it is in force, and what has ended.

    `ends` says of a place from which day on it is no longer in force and what stands instead.
    """
    texts: dict[str, list[Place]] = {}
    for place in places:
        texts.setdefault(place.instrument, []).append(place)
    return [
        Source(
            places=((first.words, first.url), *((one.bare, one.url) for one in rest)),
            standing=first.standing,
            ended=_ended([first, *rest], ends or {}),
        )
        for first, *rest in texts.values()
    ]


def _ended(places: list[Place], ends: Ends) -> str:
    """Return which of these places of one text are no longer in force; empty when all are."""
    parts = []
    for place in places:
        for article in dict.fromkeys((place.article, 0)):
            if end := ends.get((place.instrument, article)):
                day, instead = end
                what = place.bare if article else ""
                parts.append(f"{what}{day_words(day)}起失效，{instead}")
                break
    return "；".join(dict.fromkeys(parts))


def policy_url(code: str) -> str:
    """Return the address of a text in the library."""
    return reverse("faq:policy", args=[code])


def anchor_of(article: int) -> str:
    """Return the mark of an article on the page of its text; zero is the text as a whole."""
    return f"a{article}" if article else "whole"


def place_of(typed: str) -> Place:
    """Return the place that an editor wrote; raises UnknownPlaceError."""
    found = _PLACE.fullmatch(typed.strip().replace("：", ":"))
    if found is None or found[1] not in INSTRUMENTS:
        raise UnknownPlaceError(typed)
    article, paragraph, item = (int(part or 0) for part in found.groups()[1:])
    return Place(found[1], article, paragraph, item)


def successor_of(text: Instrument) -> Instrument | None:
    """Return what has replaced a text; None while nothing has."""
    return INSTRUMENTS.get(text.superseded_by)


def standing_of(text: Instrument, *, table_of: date) -> str:
    """Return number, first day in force and whether it still is, in one line."""
    parts = [text.number] if text.number else []
    if text.from_on is not None:
        parts.append(f"{day_words(text.from_on)}起施行")
    if text.superseded_by:
        return "，".join([*parts, f"已失效，由{successor_of(text)}代替"])
    known = f"{day_words(table_of)}核对时有效"
    parts.append(known if text.is_current else "现在是否有效，待核实")
    return "，".join(parts)
