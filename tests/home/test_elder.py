"""The elder-friendly mode: chosen with one button, remembered, and never the business of staff."""

import re

import pytest
from django.test import Client
from django.urls import reverse

from portal.caching import PUBLIC
from portal.ui.elder import COOKIE, COOKIE_SECONDS, SIZES
from tests.cast import Cast
from tests.desk import text
from tests.faq.answers import three

pytestmark = pytest.mark.django_db

CITIZENS = ["/", "/guide/", "/places/", "/where/", "/rules/", "/ask/", "/ask/?q=骑车", "/login/"]


@pytest.fixture(autouse=True)
def reference(cast: Cast) -> None:
    """Load the offices that the pages name, and answers."""
    three()


def choose(client: Client, size: str, following: str = "/guide/") -> str:
    """Press a button of the mode and return where it leads."""
    answer = client.post("/elder/", {"size": size, "next": following})
    assert answer.status_code == 302
    return str(answer["Location"])


def test_every_page_for_citizens_has_the_entrance_and_the_way_back(client: Client) -> None:
    for path in (*CITIZENS, "/no-such-page/"):
        page = client.get(path).content.decode()
        assert '<html lang="zh-Hans">' in page, path
        assert re.search(r'<button [^>]*name="size" value="1"[^>]*>大字<', page), path
        assert "标准版" not in page, path
    choose(client, "1")
    for path in (*CITIZENS, "/no-such-page/"):
        page = client.get(path).content.decode()
        assert '<html lang="zh-Hans" class="elder elder-1">' in page, path
        assert '<button type="submit" name="size" value="0">标准版</button>' in page, path
        for size in SIZES:
            assert f'value="{size.code}" aria-pressed="{str(size.code == "1").lower()}"' in page


def test_the_choice_is_remembered_for_a_year_and_ends_with_the_standard(client: Client) -> None:
    assert choose(client, "2") == "/guide/"
    cookie = client.cookies[COOKIE]
    assert cookie.value == "2"
    assert cookie["max-age"] == COOKIE_SECONDS == 31_536_000
    assert cookie["httponly"]
    assert cookie["samesite"] == "Lax"
    assert cookie["path"] == "/"
    assert "elder-2" in text(client.get("/"))
    choose(client, "0")
    assert client.cookies[COOKIE].value == ""
    assert 'class="elder' not in text(client.get("/"))


def test_the_cookie_goes_only_through_closed_lines_where_the_session_does(
    client: Client, settings: object
) -> None:
    settings.SESSION_COOKIE_SECURE = True  # type: ignore[attr-defined]
    choose(client, "1")
    assert client.cookies[COOKIE]["secure"]


def test_it_holds_before_the_log_in_and_after_it(cast: Cast) -> None:
    client = Client()
    choose(client, "3")
    client.force_login(cast.worker, backend="portal.accounts.backends.PhoneBackend")
    page = text(client.get("/me/"))
    assert "elder-3" in page
    assert "标准版" in page
    client.post("/logout/")
    assert "elder-3" in text(client.get("/"))


@pytest.mark.parametrize("size", ["", "4", "-1", "elder", "1;2", "<b>", "1" * 5000])
def test_an_odd_size_changes_nothing(client: Client, size: str) -> None:
    choose(client, "2")
    assert choose(client, size) == "/guide/"
    assert client.cookies[COOKIE].value == "2"
    client.cookies[COOKIE] = "x" if ";" in size else size
    assert 'class="elder' not in client.get("/").content.decode()


@pytest.mark.parametrize(
    "following", ["", "https://elsewhere.example/", "//elsewhere.example", "/\\elsewhere", "guide"]
)
def test_it_leads_back_to_own_pages_only(client: Client, following: str) -> None:
    assert choose(client, "1", following) == "/"


def test_it_leads_back_to_the_search_that_was_open(client: Client) -> None:
    page = text(client.get("/ask/", {"q": "骑车 & 摔伤"}))
    shown = re.search(r'name="next" value="([^"]+)"', page)
    assert shown is not None
    assert choose(client, "1", shown[1].replace("&amp;", "&")).startswith("/ask/?q=")


@pytest.mark.parametrize(
    "headers",
    [
        {"origin": "https://elsewhere.example"},
        {"origin": "null"},
        {"sec-fetch-site": "cross-site"},
        {"sec-fetch-site": "same-site"},
    ],
)
def test_a_page_elsewhere_cannot_change_it(client: Client, headers: dict[str, str]) -> None:
    answer = client.post("/elder/", {"size": "1"}, headers=headers)
    assert answer.status_code == 302
    assert COOKIE not in client.cookies


def test_the_browsers_own_headers_let_it_through(client: Client) -> None:
    headers = {"origin": "http://testserver", "sec-fetch-site": "same-origin"}
    Client(enforce_csrf_checks=True).post("/elder/", {"size": "1"}, headers=headers)
    client.post("/elder/", {"size": "1"}, headers=headers)
    assert client.cookies[COOKIE].value == "1"


def test_looking_at_the_address_changes_nothing(client: Client) -> None:
    assert client.get("/elder/", {"size": "1"}).status_code == 405
    assert COOKIE not in client.cookies


def test_both_modes_may_be_kept_and_are_never_mixed_up(client: Client) -> None:
    plain = client.get("/")
    choose(client, "1")
    large = client.get("/", headers={"if-none-match": plain["ETag"]})
    assert large.status_code == 200
    assert large["ETag"] != plain["ETag"]
    for answer in (plain, large):
        assert answer["Cache-Control"] == PUBLIC
        assert "Cookie" in answer["Vary"]


def test_pages_of_staff_stay_as_they_are(cast: Cast) -> None:
    client = cast.client(cast.clerk)
    before = text(client.get(reverse("cases:work_list")))
    client.cookies[COOKIE] = "3"
    after = text(client.get(reverse("cases:work_list")))
    for page in (before, after):
        assert '<html lang="zh-Hans">' in page
        assert "大字" not in page
        assert "标准版" not in page
        assert "读给我听" not in page


def test_the_front_door_has_five_doors_and_the_rest_is_folded(client: Client) -> None:
    choose(client, "1")
    page = text(client.get("/"))
    doors = page.partition('<ul class="doors">')[2].partition("</ul>")[0]
    assert re.findall(r'<a href="([^"]+)"', doors) == [
        "/guide/",
        "/progress/",
        "tel:12333",
        "/places/",
        "/ask/",
    ]
    folded = page.partition("<details")[2].partition("</details>")[0]
    assert 'href="/apply/injury-claim/"' in folded
    assert 'href="/guide/#death"' in folded
    assert "法律规定的时间" not in page


def test_questions_are_folded_by_kind(client: Client) -> None:
    assert "<details" not in text(client.get("/ask/"))
    choose(client, "1")
    page = text(client.get("/ask/"))
    assert page.count('<details class="fold"><summary>') == page.count("</details>") == 2


def test_the_reading_button_stands_in_the_mode_and_on_answers(client: Client) -> None:
    assert "读给我听" in text(client.get("/ask/commute-hit/"))
    assert "读给我听" not in text(client.get("/guide/"))
    choose(client, "1")
    for path in ("/ask/commute-hit/", "/guide/", "/places/"):
        assert text(client.get(path)).count("读给我听") == 1, path
