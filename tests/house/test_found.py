"""What crawlers are told: every public page that is named answers, nothing personal is named."""

import re
from datetime import date
from xml.etree import ElementTree as ET

import pytest
from django.test import Client
from pytest_django.fixtures import DjangoAssertNumQueries

from faq.editing import retire
from portal.home import found
from portal.home.found import CLOSED, FoundPage
from portal.offices.models import Office
from tests.cast import Cast
from tests.desk import text
from tests.faq.answers import HIT, answer, three
from tests.faq.news import published
from tests.house.routes import Route, routes
from tests.house.test_every_address import CLOSED as GUARDED
from tests.house.test_every_address import PUBLIC

pytestmark = pytest.mark.django_db
SPACE = "{http://www.sitemaps.org/schemas/sitemap/0.9}"
ORIGIN = "http://testserver"
UNSHOWN = {"faq:suggest", "healthz", "letters:verify", "letters:verify_code"}
FORMS = {one.name for one in routes() if one.name.startswith("accounts:")}


@pytest.fixture
def known(cast: Cast) -> None:
    """Load offices and values, three answers and an announcement."""
    three()
    published(cast)


def listed(client: Client) -> dict[str, str]:
    """Return the paths of the sitemap with the day of their last change."""
    page = client.get("/sitemap.xml")
    assert page.status_code == 200
    assert page["Content-Type"].startswith("application/xml")
    root = ET.fromstring(page.content)  # noqa: S314 - our own answer
    assert root.tag == f"{SPACE}urlset"
    lines = {}
    for one in root:
        address = one.findtext(f"{SPACE}loc") or ""
        assert address.startswith(f"{ORIGIN}/")
        lines[address.removeprefix(ORIGIN)] = one.findtext(f"{SPACE}lastmod") or ""
    assert len(lines) == len(root)
    return lines


def is_open(rules: str, path: str) -> bool:
    """Say whether a crawler may read a path: the longest rule decides (RFC 9309)."""
    longest, verdict = -1, True
    for line in rules.splitlines():
        name, _, value = line.partition(": ")
        if name not in {"Allow", "Disallow"}:
            continue
        pattern = re.escape(value.removesuffix("$")) + ("$" if value.endswith("$") else "")
        if re.match(pattern, path) and len(value) > longest:
            longest, verdict = len(value), name == "Allow"
    return verdict


def test_every_page_of_the_sitemap_answers_and_may_be_read(client: Client, known: None) -> None:
    rules = text(client.get("/robots.txt"))
    lines = listed(client)
    for path in (
        *("/", "/guide/", "/places/", "/places/jinxiang/", "/ask/", "/ask/commute-hit/"),
        *("/ask/about/benefits/", "/policies/", "/policies/gsbx/", "/news/", "/ways/"),
        *("/subsidies/", "/reports/new/"),
    ):
        assert path in lines
    for path in lines:
        assert client.get(path).status_code == 200, path
        assert is_open(rules, path), path


def test_days_of_change_are_those_of_the_pages(client: Client, known: None) -> None:
    lines = listed(client)
    assert lines["/ask/commute-hit/"] == "2026-11-24"
    assert lines["/ask/about/commute/"] == "2026-11-24"
    assert lines["/policies/gsbx/"] == "2026-11-24"
    assert lines["/guide/"] == ""
    Office.objects.filter(code="jinxiang").update(verified_on=date(2026, 10, 8))
    assert listed(client)["/places/jinxiang/"] == "2026-10-08"


def test_what_cannot_be_read_is_not_listed(client: Client, cast: Cast, known: None) -> None:
    entry = answer("gone", **HIT)
    coming = published(cast, starts_on=date(2026, 12, 1), ends_on=date(2026, 12, 2))
    assert "/ask/gone/" in listed(client)
    retire(entry, why="规定废止", by=cast.editor)
    Office.objects.filter(code="jinxiang").update(retired_on=date(2026, 11, 24))
    lines = listed(client)
    for path in ("/ask/gone/", "/places/jinxiang/", f"/news/{coming.pk}/"):
        assert path not in lines
    assert not [path for path in lines if path.startswith(CLOSED) and path not in OPEN_PATHS]


OPEN_PATHS = {one.removesuffix("$") for one in found.OPEN}


@pytest.mark.parametrize("route", GUARDED, ids=[one.name for one in GUARDED])
def test_what_is_closed_to_strangers_is_closed_to_crawlers(client: Client, route: Route) -> None:
    is_object = route.has_arguments and client.get(route.path).status_code == 404
    if not is_object:
        assert not is_open(text(client.get("/robots.txt")), route.path)


def test_what_is_public_is_open_to_crawlers(client: Client) -> None:
    rules = text(client.get("/robots.txt"))
    personal = UNSHOWN | FORMS | {"registration:report_receipt", "registration:report_follow"}
    personal |= {"faq:sent", "faq:follow", "cases:forget", "faq:found", "registration:report_found"}
    personal |= {"registration:subsidy_publication"}
    for route in routes():
        if route.name in PUBLIC:
            assert is_open(rules, route.path) == (route.name not in personal), route.name


def test_every_closed_path_begins_an_address_that_exists() -> None:
    paths = {"/admin/", *(one.path for one in routes())}
    for prefix in CLOSED:
        assert any(path.startswith(prefix) for path in paths), prefix


def test_the_rules_name_the_sitemap_by_the_outside_name(client: Client, settings: object) -> None:
    settings.PUBLIC_ORIGIN = "https://gongshang.example"  # type: ignore[attr-defined]
    page = client.get("/robots.txt", headers={"host": "localhost"})
    assert page["Content-Type"].startswith("text/plain")
    assert "Sitemap: https://gongshang.example/sitemap.xml" in text(page)
    assert "https://gongshang.example/guide/" in text(client.get("/sitemap.xml"))


def test_a_list_that_is_unchanged_is_not_sent_again(client: Client, known: None) -> None:
    for path in ("/sitemap.xml", "/robots.txt"):
        mark = client.get(path)["ETag"]
        again = client.get(path, headers={"if-none-match": mark})
        assert (again.status_code, again.content) == (304, b"")
        assert client.post(path).status_code == 405


def test_another_app_adds_its_pages_once(client: Client) -> None:
    found.register("twice", lambda: [FoundPage("/guide/"), FoundPage("/only-here/")])
    try:
        assert "/only-here/" in listed(client)
    finally:
        found._SECTIONS.pop("twice")
    assert "/only-here/" not in listed(client)


def test_the_list_asks_as_many_questions_for_any_number_of_pages(
    cast: Cast, client: Client, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    for number in (0, 1, 12):
        for index in range(number):
            answer(f"more-{index}", **HIT)
            published(cast, title=f"第 {index} 条公告")
        with django_assert_num_queries(4):
            client.get("/sitemap.xml")
