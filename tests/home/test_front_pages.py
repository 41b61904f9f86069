"""Front door, guide, places, progress and the pages of errors."""

import gzip
import re
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from django.test import Client, RequestFactory
from django.views.defaults import bad_request, server_error

from portal.home import services
from portal.offices.models import Office, TownDesk
from tests import reference as known

pytestmark = pytest.mark.django_db


@pytest.fixture
def reference() -> None:
    """Load the offices, counties and towns."""
    known.load()


def text(client: Client, address: str) -> str:
    """Return the page of an address that must answer."""
    response = client.get(address)
    assert response.status_code == 200
    return response.content.decode()


def test_the_front_door_asks_one_question_and_leads_only_to_what_works(
    client: Client, reference: None
) -> None:
    page = text(client, "/")
    assert page.count("<h1") == 1
    assert "您遇到了什么事？" in page
    for address in ("/guide/", "/places/", "/progress/"):
        assert f'href="{address}"' in page
    assert "13 处窗口" in page


def test_a_service_without_pages_has_no_door(client: Client) -> None:
    services.register(
        services.ServiceCard(
            name="nowhere", title="还没有的服务", summary="", icon="apply", url_name="nowhere:start"
        )
    )
    try:
        assert "还没有的服务" not in text(client, "/")
    finally:
        services._CARDS.pop("nowhere")


def test_legal_times_on_the_front_door_come_from_the_terms_of_the_law(client: Client) -> None:
    page = text(client, "/")
    assert "单位 30 日内，职工和家属 1 年内" in page
    assert "受理后 60 日内，事实清楚的 15 日内" in page
    assert "决定后 20 日内" in page


def test_the_guide_names_articles_and_speaks_of_death_gently(client: Client) -> None:
    page = text(client, "/guide/")
    assert "《工伤保险条例》第十七条" in page
    assert "《工伤保险条例》第十四条" in page
    assert 'id="death"' in page
    assert "请您节哀" in page
    for anchor in re.findall(r'href="#([a-z]+)"', page):
        assert f'id="{anchor}"' in page


def test_the_places_page_lists_every_open_office_and_says_where_a_number_is_missing(
    client: Client, reference: None
) -> None:
    page = text(client, "/places/")
    assert page.count('<th scope="row"') == Office.objects.count() == 26
    assert page.count("电话待补") >= 26
    assert "镇街窗口" not in page


def test_a_town_window_stands_on_the_places_page_once_it_is_entered(
    client: Client, reference: None
) -> None:
    hall = Office.objects.create(
        code="jincheng",
        name="金城街道窗口",
        full_name="便民服务中心",
        address="街 5 号",
        power="town",
    )
    assert "街 5 号" not in text(client, "/places/")
    TownDesk.objects.create(town_id="370811008", office=hall, from_on=date(2026, 11, 24))
    page = text(client, "/places/")
    assert "镇街窗口 1 处" in page
    assert "任城区金城街道" in page


def test_the_places_page_asks_what_is_to_be_done_and_leads_to_the_one_answer(
    client: Client, reference: None
) -> None:
    page = text(client, "/places/")
    assert '<form method="get" action="/where/#answer">' in page
    assert 'name="matter" value="enrol"' in re.sub(r"\s+", " ", page)
    assert 'name="county"' in page
    enrolment = {"matter": "enrol", "county": "370811", "town": "any"}
    assert "济宁市任城区社会保险事业中心" in client.get("/where/", enrolment).content.decode()
    listed = client.get("/places/", {"place": "370811"}).content.decode()
    assert "office-hit" not in listed


def recognition(client: Client, county: str, town: str = "any") -> str:
    """Return the page that answers who recognises injuries of a place."""
    return text(client, f"/where/?matter=recognition&county={county}&town={town}")


def test_a_town_leads_to_the_office_of_its_county(client: Client, reference: None) -> None:
    page = recognition(client, "370811", "370811008")
    assert "任城区金城街道，" in page
    assert '<h2 id="hit">济宁市任城区人力资源和社会保障局</h2>' in page


def test_a_place_whose_office_is_not_certain_says_so(client: Client, reference: None) -> None:
    assert "还没有最后核实" in recognition(client, "370871")
    assert "还没有最后核实" not in recognition(client, "370811")


@pytest.mark.parametrize("place", ["", "999999", "' OR 1=1", "\x00"])
def test_a_place_that_does_not_exist_is_an_error_with_a_link_to_the_field(
    client: Client, reference: None, place: str
) -> None:
    asked = {"matter": "recognition", "county": place}
    page = client.get("/where/", asked).content.decode()
    assert "<title>错误：" in page
    assert 'href="#id_county"' in page
    assert "office-hit" not in page


def test_progress_leads_to_the_own_page(client: Client) -> None:
    response = client.get("/progress/")
    assert response.status_code == 302
    assert response.headers["Location"].endswith("/me/")


def test_a_missing_page_is_told_in_chinese_and_looks_like_the_portal(client: Client) -> None:
    response = client.get("/no-such-page/")
    page = response.content.decode()
    assert response.status_code == 404
    assert "没有这一页" in page
    assert "site-head" in page


def test_a_broken_page_is_told_without_touching_the_database(
    rf: RequestFactory,
    django_assert_num_queries: Any,
) -> None:
    for view, words in ((server_error, "系统出错了"), (bad_request, "没有看懂这个请求")):
        with django_assert_num_queries(0):
            arguments = () if view is server_error else (ValueError(),)
            page = view(rf.get("/broken/"), *arguments).content.decode()
        assert words in page


def test_while_the_closed_sign_hangs_every_page_says_so_but_the_probe_answers(
    client: Client, settings: Any, tmp_path: Path
) -> None:
    sign = tmp_path / "maintenance"
    settings.MAINTENANCE_FILE = sign
    assert client.get("/").status_code == 200
    sign.touch()
    response = client.get("/guide/")
    assert response.status_code == 503
    assert response.headers["Retry-After"]
    assert "正在维护" in response.content.decode()
    assert client.get("/healthz").status_code != 503


def test_the_gallery_is_shown_only_where_development_messages_are(
    client: Client, settings: Any
) -> None:
    assert "组件样张" in text(client, "/dev/gallery/")
    settings.DEVELOPMENT_MESSAGES = False
    assert client.get("/dev/gallery/").status_code == 404


FIRST_SEEN = (
    "/",
    "/guide/",
    "/guide/first-day/",
    "/places/",
    "/places/rencheng/",
    "/where/",
    "/ask/",
    "/ask/?q=骑车上班被撞",
    "/ask/about/commute/",
    "/ask/commute-hit/",
)


@pytest.mark.parametrize("mode", ["", "1"])
def test_first_visit_stays_within_its_weight(client: Client, settings: Any, mode: str) -> None:
    known.load(answers=True)
    client.cookies["elder"] = mode
    static = settings.BASE_DIR / "static"
    css = len(gzip.compress((static / "css" / "portal.css").read_bytes(), 9))
    script = len(gzip.compress((static / "js" / "portal.js").read_bytes(), 9))
    icons = len(gzip.compress((static / "img" / "icons.svg").read_bytes(), 9))
    assert css <= 20 * 1024
    assert script <= 15 * 1024
    for address in FIRST_SEEN:
        page = text(client, address)
        weight = len(gzip.compress(page.encode(), 9))
        assert weight <= 14 * 1024, address
        assert weight + css + script + icons <= 60 * 1024, address
        files = set(re.findall(r'(?:src|href)="(/static/[^"#]+)', page))
        assert {Path(file).name.split(".")[0] for file in files} == {
            "portal",
            "favicon",
            "icons",
        }, address
        assert len(files) + 1 <= 6, address


def test_pages_carry_nothing_inline(client: Client, reference: None) -> None:
    for address in ("/", "/guide/", "/places/", "/dev/gallery/", "/missing/"):
        page = client.get(address).content.decode()
        assert not re.search(r"<[^>]+\s(style|on[a-z]+)=", page)
        assert "<style" not in page
        assert not re.search(r"<script(?![^>]*\ssrc=)", page)
        assert "data:" not in page
