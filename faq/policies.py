"""The library of laws and notices: what each is, and what of the portal rests on its articles."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from django.db.models import Count, F, QuerySet
from django.urls import reverse

from faq.laws import Ends, Place, anchor_of, policy_url, successor_of
from faq.models import Citation
from portal import clock
from portal.deadlines.parameters import values_on
from portal.law.citation import Citation as LawCitation
from portal.law.citation import Instrument, chinese_number
from portal.law.instruments import CONGRESS, COUNCIL, INSTRUMENTS, STANDING, TABLE_OF
from portal.law.term import UNIT_WORDS, Term, registered_terms
from portal.law.values import length_on
from portal.law.words import day_words
from portal.ui.parts import Row

LAWS, REGULATIONS, RULINGS = "法律", "行政法规", "司法解释"
MINISTRIES, LOCAL, HOUSE, PAST = "部门规章和文件", "地方规定", "本平台的规则", "已失效"
ORDER = (LAWS, REGULATIONS, RULINGS, MINISTRIES, LOCAL, HOUSE, PAST)
KINDS = {
    CONGRESS: LAWS,
    STANDING: LAWS,
    COUNCIL: REGULATIONS,
    "最高人民法院": RULINGS,
    "山东省人民政府": LOCAL,
}
UNKNOWN = "待核实"
WHOLE = "全文"


@dataclass(frozen=True)
class PolicyLine:
    """A text in the list of the library, and how many answers rest on it."""

    text: Instrument
    url: str
    facts: str
    answers: int


@dataclass(frozen=True)
class AnswerLine:
    """A published answer that rests on an article, with the exact places."""

    question: str
    url: str
    places: str


@dataclass(frozen=True)
class PeriodLine:
    """A period that an article sets; the length is empty while the city has not set it."""

    label: str
    length: str


@dataclass(frozen=True)
class ArticleUse:
    """An article, and what rests on it; `ended` says since when it is no longer in force."""

    anchor: str
    words: str
    periods: tuple[PeriodLine, ...]
    answers: tuple[AnswerLine, ...]
    ended: str


def library(ends: Ends) -> list[tuple[str, list[PolicyLine]]]:
    """Return all texts by their kind, those no longer in force last.

    `ends` are the texts and articles that the desk has declared to have ended.
    """
    counts = dict(
        _standing().values_list("instrument").annotate(Count("version", distinct=True)).order_by()
    )
    groups: dict[str, list[PolicyLine]] = {kind: [] for kind in ORDER}
    for text in INSTRUMENTS.values():
        ended = end_of(text, ends)
        facts = "，".join(part for part in (_facts(text), ended) if part)
        line = PolicyLine(text, policy_url(text.code), facts, counts.get(text.code, 0))
        groups[PAST if ended else kind_of(text)].append(line)
    return [(kind, lines) for kind, lines in groups.items() if lines]


def end_of(text: Instrument, ends: Ends, article: int = 0) -> str:
    """Say since when a text or an article is declared to have ended; empty while it has not."""
    end = ends.get((text.code, article))
    return f"{day_words(end[0])}起失效，{end[1]}" if end else ""


def kind_of(text: Instrument) -> str:
    """Return what a text is, by whoever issued it."""
    if text.superseded_by:
        return PAST
    if not text.organ:
        return HOUSE
    return KINDS.get(text.organ, MINISTRIES)


def facts_of(text: Instrument) -> list[Row]:
    """Return the facts of a text; what the city's law table does not tell is said to be open."""
    if not text.organ:
        return [Row(term="性质", value=text.number)]
    rows = [
        Row(term="文号", value=text.number or UNKNOWN),
        Row(term="发布机关", value=text.organ),
        Row(term="施行日期", value=day_words(text.from_on) if text.from_on else UNKNOWN),
    ]
    if text.superseded_by:
        last = day_words(text.until_on) if text.until_on else UNKNOWN
        return [*rows, Row(term="最后有效的一天", value=last)]
    known = f"{day_words(TABLE_OF)}核对时有效" if text.is_current else f"现在是否有效，{UNKNOWN}"
    return [*rows, Row(term="核对", value=known)]


def uses_of(text: Instrument, ends: Ends) -> list[ArticleUse]:
    """Return the articles of a text that the portal uses, in their order."""
    periods = _periods(text)
    answers = _answers(text)
    return [
        ArticleUse(
            anchor_of(number),
            f"第{chinese_number(number)}条" if number else WHOLE,
            tuple(periods.get(number, ())),
            tuple(answers.get(number, ())),
            end_of(text, ends, number) if number else "",
        )
        for number in sorted(periods.keys() | answers.keys())
    ]


def _standing() -> QuerySet[Citation]:
    """Return the citations of the answers that stand on the site."""
    return Citation.objects.filter(version__entry__current=F("version"))


def _answers(text: Instrument) -> dict[int, list[AnswerLine]]:
    rows = _standing().filter(instrument=text.code).select_related("version__entry")
    found: dict[tuple[int, int], list[Citation]] = {}
    for one in rows.order_by("version__entry__topic", "version__entry__sort", "version", "pk"):
        found.setdefault((one.article, one.version_id), []).append(one)
    lines: dict[int, list[AnswerLine]] = {}
    for (number, _), cited in found.items():
        version = cited[0].version
        url = reverse("faq:answer", args=[version.entry.code])
        lines.setdefault(number, []).append(AnswerLine(version.question, url, _exact(cited)))
    return lines


def _exact(cited: Iterable[Citation]) -> str:
    """Name paragraphs and items, where an answer rests on them and not on the whole article."""
    places = [Place(one.instrument, one.article, one.paragraph, one.item) for one in cited]
    return "、".join(one.bare for one in places if one.paragraph or one.item)


def _periods(text: Instrument) -> dict[int, list[PeriodLine]]:
    """Return the periods that articles of a text set, by article."""
    resting = [
        (number, term)
        for term in registered_terms()
        for number in sorted({_number(one) for one in _bases(term) if one.instrument is text})
    ]
    values = values_on(clock.today()) if resting else {}
    lines: dict[int, list[PeriodLine]] = {}
    for number, term in resting:
        lines.setdefault(number, []).append(PeriodLine(term.label, _length(term, values)))
    return lines


def _bases(term: Term) -> tuple[LawCitation, ...]:
    return (term.basis, *term.extra_basis)


def _number(place: LawCitation) -> int:
    return place.article_no or place.point_no


def _length(term: Term, values: Mapping[str, int]) -> str:
    def known(code: str, on: date) -> int:
        return values[code]

    try:
        length = length_on(term.length, event=clock.today(), values=known)
    except LookupError:
        return ""
    return f"{length} {UNIT_WORDS[term.unit]}"


def _facts(text: Instrument) -> str:
    parts = [text.number] if text.number else []
    if text.from_on is not None:
        parts.append(f"{day_words(text.from_on)}起施行")
    else:
        parts.append(f"施行日期{UNKNOWN}")
    if text.superseded_by:
        parts.append(f"已失效，由{successor_of(text)}代替")
    elif not text.is_current:
        parts.append(f"现在是否有效，{UNKNOWN}")
    return "，".join(parts)
