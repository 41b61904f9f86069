"""Instruments of law and citations of their articles."""

from dataclasses import dataclass
from datetime import date

DIGITS = "零一二三四五六七八九"


def chinese_number(number: int) -> str:
    """Return `number` (1 to 999) in the numerals in which articles are numbered."""
    if not 0 < number < 1000:
        message = f"article numbers run from 1 to 999, not {number}"
        raise ValueError(message)
    hundreds, rest = divmod(number, 100)
    tens, ones = divmod(rest, 10)
    text = f"{DIGITS[hundreds]}百" if hundreds else ""
    if tens:
        text += "十" if tens == 1 and not hundreds else f"{DIGITS[tens]}十"
    elif hundreds and ones:
        text += "零"
    return text + (DIGITS[ones] if ones else "")


@dataclass(frozen=True)
class Instrument:
    """A statute, regulation, opinion or house rule that can be cited.

    `from_on` is the day since when the text is in force, where the city's law table tells it;
    `is_current` is False where it does not tell whether the text still is. Of a text that is no
    longer in force, `until_on` is its last day and `superseded_by` the code of what replaced it.
    `organ` issued it; empty for the house's own rules. `official_url` is where the state publishes
    the text, as far as that is certain.
    """

    code: str
    title: str
    number: str = ""
    from_on: date | None = None
    is_current: bool = True
    organ: str = ""
    until_on: date | None = None
    superseded_by: str = ""
    official_url: str = ""

    def article(self, article: int, paragraph: int = 0, item: int = 0) -> "Citation":
        """Cite an article, one of its paragraphs (款) and items (项), each counted from 1."""
        return Citation(instrument=self, article_no=article, paragraph=paragraph, item=item)

    def point(self, point: int) -> "Citation":
        """Cite a numbered point of an opinion (意见第几条 written as a bare number)."""
        return Citation(instrument=self, point_no=point)

    def __str__(self) -> str:
        return f"《{self.title}》"


@dataclass(frozen=True)
class Citation:
    """One place in an instrument; reads as lawyers write it."""

    instrument: Instrument
    article_no: int = 0
    paragraph: int = 0
    item: int = 0
    point_no: int = 0

    def __str__(self) -> str:
        text = str(self.instrument)
        if self.point_no:
            text += f"第{chinese_number(self.point_no)}条"
        if self.article_no:
            text += f"第{chinese_number(self.article_no)}条"
        if self.paragraph:
            text += f"第{chinese_number(self.paragraph)}款"
        if self.item:
            text += f"第（{chinese_number(self.item)}）项"
        return text
