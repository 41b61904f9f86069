"""Front page, directory, search over ten thousand answers, beside a page without a query."""

from collections.abc import Callable
from itertools import islice
from random import Random

from django.contrib.postgres.search import SearchVector
from django.db.models import Value
from django.test import Client

from faq.loading import content_of, rows
from faq.models import Entry, SearchText, Topic, Version
from faq.search.index import count_words
from faq.search.words import words_of
from tests.bench.measures import get
from tests.bench.timing import interleaved, line, ratio

LARGE = 10_000
STATIC = "/rules/"
ASKED = ("骑车上班被撞算工伤吗", "老板不给申请", "老公在工地上摔死了能赔多少钱", "qiche shangban")
WORDS = 40


def answers() -> bool:
    """What visitors open first, and the search amid real answers and amid ten thousand."""
    print(f"首页、找地方、搜索（{LARGE:,} 条回答）")
    visitor = Client()
    pages = {
        "static": get(visitor, STATIC),
        "front": get(visitor, "/"),
        "places": get(visitor, "/places/"),
        "answer": get(visitor, f"/ask/{Entry.objects.published()[0].code}/"),
        "search": _searches(visitor),
    }
    small = interleaved(pages, rounds=25)
    add_answers(LARGE - Entry.objects.count())
    large = interleaved(pages, rounds=25)
    static = large["static"]
    return all(
        [
            line("首页 / 没有查询的页", ratio(large["front"], static), 2.5),
            line("回答页 / 没有查询的页", ratio(large["answer"], static), 7.0),
            line("找地方 / 没有查询的页", ratio(large["places"], static), 30.0),
            line("搜索四次 / 没有查询的页", ratio(large["search"], static), 100.0),
            line("搜索：一万条 / 现有条数", ratio(large["search"], small["search"]), 4.0),
        ]
    )


def add_answers(count: int) -> None:
    """Publish answers made of the words of the real ones, so that common words stay common."""
    chance = Random(20261124)
    real = [content_of(row) for row in rows()]
    titles = [[one.question, *one.also] for one in real]
    words = [words_of(one.body) for one in real]
    made = Entry.objects.bulk_create(
        Entry(code=f"bench-{n}", topic=Topic.values[n % len(Topic.values)]) for n in range(count)
    )
    versions = Version.objects.bulk_create(
        Version(entry=entry, number=1, question="", short="", body="", fits=["worker"])
        for entry in made
    )
    texts = []
    for entry, version in zip(made, versions, strict=True):
        version.question = chance.choice(chance.choice(titles))[:60]
        version.short = "".join(chance.sample(chance.choice(words), k=5))[:160]
        entry.current = version
        body = sorted(
            {word for _ in range(4) for word in chance.sample(chance.choice(words), k=10)}
        )
        texts.append((entry, version, body))
    Version.objects.bulk_update(versions, ["question", "short"], batch_size=2000)
    Entry.objects.bulk_update(made, ["current"], batch_size=2000)
    waiting = iter(texts)
    while part := list(islice(waiting, 1000)):
        SearchText.objects.bulk_create(_indexed(*one) for one in part)
    count_words()


def _indexed(entry: Entry, version: Version, body: list[str]) -> SearchText:
    title = words_of(version.question)
    every = " ".join({*title, *body})
    return SearchText(
        entry=entry,
        titles=[version.question],
        title_words=title,
        short_words=[],
        body_words=body,
        vector=SearchVector(Value(every), config="simple"),
    )


def _searches(visitor: Client) -> Callable[[], object]:
    opened = [get(visitor, f"/ask/?q={asked}") for asked in ASKED]
    return lambda: [one() for one in opened]
