"""Who may keep which page: public ones anybody, with a mark to compare; all others nobody."""

import gzip
from collections.abc import Callable
from typing import Any

import pytest
from django.contrib import messages
from django.contrib.auth.models import AnonymousUser
from django.contrib.messages.storage.fallback import FallbackStorage
from django.contrib.sessions.backends.db import SessionStore
from django.http import HttpRequest, HttpResponse
from django.middleware.csrf import get_token
from django.test import Client, RequestFactory

from faq.models import Entry
from portal.caching import PERSONAL, PRIVATE, PUBLIC, keep_in_caches, public_page
from tests.cast import Cast
from tests.faq.answers import three
from tests.house.routes import routes
from tests.house.test_every_address import PUBLIC as OPEN

SAME_FOR_ALL = {
    "home:front_door": "/",
    "home:guide": "/guide/",
    "home:first_day": "/guide/first-day/",
    "home:rules": "/rules/",
    "home:places": "/places/",
    "home:place": "/places/rencheng/",
    "home:place_card": "/places/rencheng/card.vcf",
    "home:places_table": "/places.csv",
    "home:where": "/where/",
    "faq:ask": "/ask/",
    "faq:topic": "/ask/about/{topic}/",
    "faq:answer": "/ask/{code}/",
    "home:services": "/services/",
    "home:what": "/what/family/",
    "faq:links": "/links/",
    "faq:policies": "/policies/",
    "faq:policy": "/policies/gsbx/",
    "faq:news": "/news/",
    "faq:voices": "/voices/",
    "registration:ways": "/ways/",
}
LARGE = 1000  # bytes; a few lines may be as long when they are compressed
OF_ONE_VISITOR = ["/ask/?q=骑车", "/ask/suggest/?q=骑车", "/login/", "/no-such-page/", "/healthz"]

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def offices(cast: Cast) -> None:
    """Load the offices that the pages name, and answers."""
    three()


def address(pattern: str) -> str:
    """Fill an address with an answer that exists."""
    entry = Entry.objects.published().order_by("pk")[0]
    return pattern.format(code=entry.code, topic=entry.topic)


def varies(response: Any) -> set[str]:
    return {name.strip() for name in response.headers.get("Vary", "").split(",")}


@pytest.mark.parametrize("name", sorted(SAME_FOR_ALL))
def test_public_page_may_be_kept_for_a_minute_and_is_compared_afterwards(
    client: Client, name: str
) -> None:
    path = address(SAME_FOR_ALL[name])
    first = client.get(path, headers={"accept-encoding": "gzip"})
    assert first.status_code == 200
    assert first.headers["Cache-Control"] == PUBLIC == "public, max-age=60"
    assert varies(first) >= {"Cookie", "Accept-Encoding"}
    is_small = first.headers.get("Content-Encoding") != "gzip"
    assert not first.cookies
    plain = client.get(path)
    assert "Content-Encoding" not in plain.headers
    assert (first.content if is_small else gzip.decompress(first.content)) == plain.content
    assert len(plain.content) < LARGE or not is_small
    assert b"csrfmiddlewaretoken" not in plain.content
    for held in (first.headers["ETag"], plain.headers["ETag"], f'"another", {plain["ETag"]}'):
        again = client.get(path, headers={"if-none-match": held})
        assert again.status_code == 304
        assert again.content == b""
        assert again.headers["Cache-Control"] == PUBLIC
        assert varies(again) >= {"Cookie", "Accept-Encoding"}
        assert again.headers["ETag"] == plain.headers["ETag"]
    assert client.get(path, headers={"if-none-match": '"another"'}).status_code == 200


@pytest.mark.parametrize("name", sorted(SAME_FOR_ALL))
def test_the_same_page_is_personal_for_whoever_is_logged_in(cast: Cast, name: str) -> None:
    path = address(SAME_FOR_ALL[name])
    mark = Client().get(path).headers["ETag"]
    answer = cast.client(cast.stranger).get(path, headers={"if-none-match": mark})
    assert answer.status_code == 200
    assert answer.headers["Cache-Control"] == PERSONAL
    assert "ETag" not in answer.headers


@pytest.mark.parametrize("path", OF_ONE_VISITOR)
def test_what_belongs_to_one_visitor_is_never_public(client: Client, path: str) -> None:
    answer = client.get(path)
    assert answer.headers["Cache-Control"] == PRIVATE
    assert "ETag" not in answer.headers


def test_no_other_open_address_is_public(client: Client) -> None:
    for route in routes():
        if route.name not in OPEN or route.name in SAME_FOR_ALL:
            continue
        told = client.get(route.path).headers["Cache-Control"]
        assert "private" in told, route.name
        assert "public" not in told, route.name


def test_every_page_that_lets_a_form_be_sent_is_private(client: Client) -> None:
    for route in routes():
        answer = client.get(route.path)
        if b"csrfmiddlewaretoken" in answer.content:
            assert "private" in answer.headers["Cache-Control"], route.name


def test_whoever_has_a_session_gets_nothing_public(client: Client) -> None:
    session = client.session
    session["begun"] = "yes"
    session.save()
    assert client.get("/guide/").headers["Cache-Control"] == PRIVATE


def test_an_error_and_a_changed_page_are_not_taken_for_the_page_itself(client: Client) -> None:
    mark = client.get("/places/rencheng/").headers["ETag"]
    assert client.get("/places/nowhere/").headers["Cache-Control"] == PRIVATE
    other = client.get("/places/jinxiang/", headers={"if-none-match": mark})
    assert other.status_code == 200


def _token(request: HttpRequest) -> str:
    return get_token(request)


def _message(request: HttpRequest) -> str:
    messages.success(request, "已保存")
    return "".join(str(one) for one in messages.get_messages(request))


def _session(request: HttpRequest) -> str:
    request.session["code"] = "123456"
    return "已发送"


def _nothing(request: HttpRequest) -> str:
    return "先治伤"


@pytest.mark.parametrize(
    ("content", "told"),
    [(_nothing, PUBLIC), (_token, PRIVATE), (_message, PRIVATE), (_session, PRIVATE)],
)
def test_a_page_declared_public_is_private_as_soon_as_it_holds_something_of_one_visitor(
    rf: RequestFactory, content: Callable[[HttpRequest], str], told: str
) -> None:
    @public_page
    def page(request: HttpRequest) -> HttpResponse:
        return HttpResponse(content(request))

    request = rf.get("/")
    request.user = AnonymousUser()
    request.session = SessionStore()
    request._messages = FallbackStorage(request)  # type: ignore[attr-defined]
    answer = keep_in_caches(page)(request)
    assert answer.headers["Cache-Control"] == told
    assert ("ETag" in answer.headers) == (told == PUBLIC)
