"""The feed, and what is told of a page in its head: for readers, messengers and engines."""

import re
from html import unescape
from html.parser import HTMLParser
from xml.etree import ElementTree as ET

import pytest
from django.test import Client
from pytest_django.fixtures import DjangoAssertNumQueries

from faq import announcing
from faq.editing import retire
from faq.feed import MOST
from faq.models import Version
from tests import reference
from tests.cast import Cast
from tests.conftest import Clock
from tests.desk import text
from tests.faq.answers import DEATH, HIT, answer, three
from tests.faq.news import SAID, published, said
from tests.faq.test_news import PAYLOADS

pytestmark = pytest.mark.django_db
ATOM = "{http://www.w3.org/2005/Atom}"
PATH = "/feed.xml"


def read(client: Client) -> ET.Element:
    """Return the feed as a reader takes it apart."""
    page = client.get(PATH)
    assert page.status_code == 200
    assert page["Content-Type"].startswith("application/atom+xml")
    root = ET.fromstring(page.content)  # noqa: S314 - our own answer
    assert root.tag == f"{ATOM}feed"
    return root


def told(root: ET.Element, name: str) -> list[str]:
    """Return one part of each entry."""
    return [one.findtext(f"{ATOM}{name}") or "" for one in root.findall(f"{ATOM}entry")]


class _Tags(HTMLParser):
    """Collects the elements of a piece of HTML."""

    def __init__(self) -> None:
        super().__init__()
        self.names: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Take a name."""
        self.names.append(tag)


def elements(html: str) -> list[str]:
    """Return the elements that a reader would draw."""
    reader = _Tags()
    reader.feed(html)
    return reader.names


def test_new_answers_and_announcements_come_newest_first(
    cast: Cast, client: Client, clock: Clock
) -> None:
    three()
    clock.move(days=1)
    row = published(cast)
    clock.move(days=1)
    answer("later", **DEATH | {"question": "后来加的一问？"})
    root = read(client)
    titles = told(root, "title")
    assert titles[:2] == ["后来加的一问？", str(SAID["title"])]
    assert len(titles) == 5
    assert f"http://testserver/news/{row.pk}/" in told(root, "id")
    assert told(root, "updated")[0] == "2026-11-26T00:00:00+08:00"
    short = told(root, "summary")[titles.index(str(HIT["question"]))]
    assert short == HIT["short"]
    for one in root.findall(f"{ATOM}entry"):
        link = one.find(f"{ATOM}link")
        assert link is not None
        path = link.get("href", "").removeprefix("http://testserver")
        assert client.get(path).status_code == 200


def test_nothing_that_cannot_be_read_is_told(cast: Cast, client: Client, clock: Clock) -> None:
    three()
    coming = clock.today().replace(month=12, day=1)
    published(cast, title="还没到日子的", starts_on=coming, ends_on=coming)
    announcing.begin(said(title="还没发布的"), by=cast.editor)
    gone = published(cast, title="撤下来的公告")
    entry = answer("gone", **HIT | {"question": "停用的一问，算吗？"})
    assert "撤下来的公告" in told(read(client), "title")
    announcing.withdraw(gone, why="写错了", by=cast.editor)
    retire(entry, why="规定废止", by=cast.editor)
    page = text(client.get(PATH))
    for words in ("还没到日子的", "还没发布的", "撤下来的公告", "停用的一问"):
        assert words not in page
    clock.set("2026-12-01")
    assert "还没到日子的" in told(read(client), "title")


def test_periods_in_the_feed_are_those_of_today(client: Client) -> None:
    reference.load()
    answer("period", **HIT | {"short": "算。单位在{{期限 employer_filing}}内申请。"})
    answer("broken", **HIT)
    Version.objects.filter(entry__code="broken").update(short="算，{{期限 nothing}}。")
    told_now = sorted(told(read(client), "summary"))
    assert told_now == ["算。单位在30 日内申请。", "算，（以现行规定为准）。"]


def test_payloads_are_text_for_every_reader(cast: Cast, client: Client) -> None:
    for payload in PAYLOADS:
        published(cast, title=payload, summary=payload, source=payload, body=payload * 2)
    root = read(client)
    assert sorted(told(root, "title")) == sorted(PAYLOADS)
    for one in root.findall(f"{ATOM}entry"):
        assert {child.tag.removeprefix(ATOM) for child in one} == {
            *("title", "link", "published", "updated", "author", "id", "summary", "category")
        }
        summary = one.find(f"{ATOM}summary")
        assert summary is not None
        assert elements(summary.text or "") == []
        assert unescape(summary.text or "") in PAYLOADS


def test_a_feed_that_is_unchanged_is_not_sent_again(
    cast: Cast, client: Client, clock: Clock
) -> None:
    three()
    first = client.get(PATH)
    mark, since = first["ETag"], first["Last-Modified"]
    for headers in ({"if-none-match": mark}, {"if-modified-since": since}):
        again = client.get(PATH, headers=headers)
        assert (again.status_code, again.content) == (304, b"")
    clock.move(hours=1)
    assert client.get(PATH, headers={"if-none-match": mark}).status_code == 304
    published(cast)
    for headers in ({"if-none-match": mark}, {"if-modified-since": since}):
        assert client.get(PATH, headers=headers).status_code == 200
    since = client.get(PATH)["Last-Modified"]
    retire(answer("commute-hit", **HIT), why="规定废止", by=cast.editor)
    clock.move(days=1)
    published(cast, title="第二天的公告")
    assert client.get(PATH, headers={"if-modified-since": since}).status_code == 200
    assert client.post(PATH).status_code == 405


def test_an_empty_feed_is_a_feed(client: Client) -> None:
    root = read(client)
    assert told(root, "title") == []
    assert root.findtext(f"{ATOM}updated") == "2026-11-24T00:00:00+08:00"


def test_the_feed_is_short_and_asks_as_many_questions_for_any_number(
    cast: Cast, client: Client, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    short = "算。单位在{{期限 employer_filing}}内申请，参保后{{数值 enrolment_effect_days}}天。"
    for number in (0, 1, MOST + 2):
        for index in range(number):
            answer(f"more-{index}", **HIT | {"short": short})
        with django_assert_num_queries(5):
            root = read(client)
        assert len(told(root, "id")) == min(number, MOST)
    published(cast)
    with django_assert_num_queries(5):
        root = read(client)
    assert len(told(root, "id")) == MOST
    assert told(root, "title")[0] == SAID["title"]  # many answers of one day do not hide it


# The head of pages ------------------------------------------------------------------------------


def head(page: str) -> dict[str, str]:
    """Return the named contents of a head."""
    found = dict(re.findall(r'<meta (?:property|name)="([^"]+)" content="([^"]*)"', page))
    links = re.findall(r'<link rel="(canonical|alternate)"[^>]* href="([^"]+)"', page)
    return found | dict(links)


def test_public_pages_say_what_they_are(cast: Cast, client: Client) -> None:
    three()
    row = published(cast)
    pages = {
        "/": ("您遇到了什么事？", "website"),
        "/guide/": ("工伤了怎么办", "article"),
        "/ask/": ("问一问", "website"),
        "/ask/about/commute/": ("上下班路上", "website"),
        "/ask/commute-hit/": (str(HIT["question"]), "article"),
        "/policies/": ("法律法规和文件", "website"),
        "/policies/gsbx/": ("工伤保险条例", "article"),
        "/news/": ("公告和活动", "website"),
        f"/news/{row.pk}/": (str(SAID["title"]), "article"),
    }
    descriptions = set()
    for path, (title, kind) in pages.items():
        said_of = head(text(client.get(path)))
        assert said_of["og:title"] == title
        assert said_of["og:type"] == kind
        assert said_of["og:site_name"] == "济宁工伤保险"
        assert said_of["canonical"] == said_of["og:url"] == f"http://testserver{path}"
        assert said_of["alternate"] == PATH
        assert 10 < len(said_of["description"]) <= 160
        assert said_of["og:description"] == said_of["description"]
        descriptions.add(said_of["description"])
    assert len(descriptions) == len(pages)


def test_filters_and_audiences_are_one_page(client: Client) -> None:
    three()
    page = text(client.get("/ask/commute-hit/?who=family"))
    assert head(page)["canonical"] == "http://testserver/ask/commute-hit/"
    assert "canonical" not in head(text(client.get("/news/?from=20")))
    assert head(text(client.get("/ask/?q=骑车")))["robots"] == "noindex"


def test_payloads_in_the_head_are_text(cast: Cast, client: Client) -> None:
    for payload in PAYLOADS:
        row = published(cast, title=payload, summary=payload * 2)
        page = text(client.get(f"/news/{row.pk}/"))
        assert unescape(head(page)["og:title"]) == payload
        names = elements(page.partition("</head>")[0])
        assert names.count("script") == 1
        assert not {"img", "svg"} & set(names)


def test_a_long_description_is_cut(client: Client) -> None:
    answer("long", **HIT | {"short": "算。" + "长" * 158})
    assert len(head(text(client.get("/ask/long/")))["description"]) == 160


class _Items(HTMLParser):
    """Reads microdata as an engine does: what stands within each named property."""

    def __init__(self) -> None:
        super().__init__()
        self.types: list[str] = []
        self.texts: dict[str, str] = {}
        self._open: list[tuple[str, str]] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Open an element, and note the property that it is."""
        known = dict(attrs)
        if "itemscope" in known:
            self.types.append(known.get("itemtype") or "")
        if tag not in {"meta", "link", "input", "br", "use"}:
            self._open.append((tag, known.get("itemprop") or ""))

    def handle_endtag(self, tag: str) -> None:
        """Close what was opened last under that name."""
        while self._open and self._open.pop()[0] != tag:
            pass

    def handle_data(self, data: str) -> None:
        """Add words to every property that is open."""
        for _, name in self._open:
            if name:
                self.texts[name] = self.texts.get(name, "") + data


def test_engines_read_question_and_answer(client: Client) -> None:
    reference.load()
    three()
    reader = _Items()
    reader.feed(text(client.get("/ask/commute-hit/")))
    assert reader.types == [
        f"https://schema.org/{one}" for one in ("FAQPage", "Question", "Answer")
    ]
    assert reader.texts["name"].strip() == HIT["question"]
    answered = reader.texts["text"]
    assert str(HIT["short"]) in answered
    assert "单位应在30 日内申请" in answered
    assert "依据" not in reader.texts["mainEntity"]
