"""Pages for whoever asks: topics, the search, one answer."""

from urllib.parse import urlencode

from django.db.models import Prefetch
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.views.decorators.http import require_safe

from faq.answer_form import PAGES
from faq.laws import by_text
from faq.models import Audience, Entry, Topic
from faq.models.entry import EntryQuerySet
from faq.publishing import places_of
from faq.reading import audiences_of, reading
from faq.repeals import ends_on
from faq.search.hits import LABELS, Kind, search, titles_for
from faq.search.misses import note_miss
from portal import clock
from portal.accounts import throttle
from portal.caching import public_page
from portal.home.services import open_cards
from portal.ui.parts import Chip
from portal.ui.text import search_words

LONGEST = 60
GONE = 410
PAGE = 10
SUGGESTED = 6
OF_TOPIC = 4


@require_safe
def ask(request: HttpRequest) -> HttpResponse:
    """Answer a search, or show what people ask about."""
    typed = search_words(request.GET.get("q", ""), most=LONGEST)
    return _results(request, typed) if typed else _topics(request)


@require_safe
def suggest(request: HttpRequest) -> HttpResponse:
    """Return the questions that may be meant while somebody is typing."""
    typed = search_words(request.GET.get("q", ""), most=LONGEST)
    found = titles_for(typed, most=SUGGESTED) if len(typed) > 1 else []
    return render(request, "faq/_suggestions.html", {"found": found})


@public_page
@require_safe
def topic(request: HttpRequest, topic: str) -> HttpResponse:
    """List all questions of a topic."""
    if topic not in Topic.values:
        raise Http404
    entries = Entry.objects.published().filter(topic=topic).select_related("current")
    context = {"topic": Topic(topic), "entries": list(entries.order_by("sort", "pk"))}
    return render(request, "faq/topic.html", context)


@public_page
@require_safe
def answer(request: HttpRequest, code: str) -> HttpResponse:
    """Show one answer in the words for whoever asks."""
    entry = _whole().filter(code=code).first()
    version = entry.current if entry else None
    if entry is None or version is None:
        return _retired(request, code)
    own = audiences_of(version)
    who = request.GET.get("who", "")
    if who not in Audience.values:
        who = ""
    current = Audience(who) if who in own else (own[0] if own else None)
    context = {
        "entry": entry,
        "version": version,
        "reading": reading(version, audience=current or ""),
        "audiences": [
            Chip(label=one.label, url=f"?who={one}", is_current=one == current) for one in own
        ],
        "sources": by_text(places_of(version), ends_on(clock.today())),
        "steps": _steps(version.next_steps),
        "related": _related(entry, who),
        "topic": Topic(entry.topic),
    }
    return render(request, "faq/answer.html", context)


@public_page
def _topics(request: HttpRequest) -> HttpResponse:
    entries = Entry.objects.published().select_related("current").order_by("topic", "sort", "pk")
    by_topic: dict[str, list[Entry]] = {}
    for entry in entries:
        by_topic.setdefault(entry.topic, []).append(entry)
    groups = [
        (one, by_topic[one][:OF_TOPIC], len(by_topic[one])) for one in Topic if one in by_topic
    ]
    return render(request, "faq/ask.html", {"groups": groups})


def _retired(request: HttpRequest, code: str) -> HttpResponse:
    """Say of an answer that was taken off the site when and why, and lead on."""
    entry = get_object_or_404(Entry, code=code, current=None, retired_on__isnull=False)
    last = entry.versions.filter(published_on__isnull=False).order_by("-number").first()
    context = {"entry": entry, "question": last.question if last else "", "topic": entry.topic}
    return render(request, "faq/retired.html", context, status=GONE)


def _note_miss(request: HttpRequest, typed: str) -> None:
    """Keep a search in vain; one network cannot fill the editors' list."""
    try:
        throttle.begin(throttle.Kind.MISS, account="anybody", request=request)
    except throttle.LockedError:
        return
    note_miss(typed)


def _results(request: HttpRequest, typed: str) -> HttpResponse:
    who = request.GET.get("who", "")
    hits = search(typed, who=who if who in Audience.values else "")
    kind = request.GET.get("kind", "")
    kind = kind if kind in LABELS else ""
    if not hits.is_near and not hits.door and request.method == "GET":
        _note_miss(request, typed)
    begin = _number(request.GET.get("from", ""))
    lines = hits.of(kind)
    context = {
        "typed": typed,
        "hits": hits,
        "lines": lines[begin : begin + PAGE],
        "count": len(hits.lines),
        "chips": _chips(typed, kind, {one: len(hits.of(one)) for one in Kind}),
        "left": max(0, len(lines) - begin - PAGE),
        "next_url": _search_url(typed, kind, begin + PAGE),
        "before_url": _search_url(typed, kind, max(0, begin - PAGE)) if begin else "",
    }
    return render(request, "faq/results.html", context)


def _chips(typed: str, kind: str, counts: dict[Kind, int]) -> list[Chip]:
    """Return the kinds to choose from, where there is more than one."""
    if sum(1 for count in counts.values() if count) < 2:
        return []
    total = sum(counts.values())
    first = Chip(label="全部", url=_search_url(typed), count=str(total), is_current=not kind)
    return [
        first,
        *(
            Chip(
                label=LABELS[one],
                url=_search_url(typed, one),
                count=str(count),
                is_current=one == kind,
            )
            for one, count in counts.items()
            if count
        ),
    ]


def _search_url(typed: str, kind: str = "", begin: int = 0) -> str:
    asked = {"q": typed} | ({"kind": kind} if kind else {}) | ({"from": begin} if begin else {})
    return f"{reverse('faq:ask')}?{urlencode(asked)}"


def _steps(names: list[str]) -> list[tuple[str, str]]:
    """Return the next steps that can be taken now, as words and addresses."""
    cards = {card.name: (card.title, card.url) for card in open_cards()}
    pages = {name: (words, reverse(f"home:{name}")) for name, words in PAGES.items()}
    known = cards | pages
    return [known[name] for name in names if name in known]


def _related(entry: Entry, who: str) -> list[tuple[str, str]]:
    """Return related questions with their addresses; whoever asks stays the same."""
    asked = f"?who={who}" if who else ""
    return [
        (one.current.question, reverse("faq:answer", args=[one.code]) + asked)
        for one in entry.related.all()
        if one.current is not None
    ]


def _whole() -> EntryQuerySet:
    related = Entry.objects.published().select_related("current").order_by("topic", "sort", "pk")
    rows = Entry.objects.published().select_related("current")
    return rows.prefetch_related(
        "current__wordings", "current__citations", Prefetch("related", queryset=related)
    )


def _number(typed: str) -> int:
    return int(typed) if typed.isascii() and typed.isdigit() and len(typed) < 4 else 0
