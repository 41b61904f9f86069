"""Sessions end after a rest, never without a warning and a way to go on."""

import re

import pytest
from django.test import Client

from portal.accounts.models import User
from tests.accounts.conftest import enter_as_staff

pytestmark = pytest.mark.django_db


def seconds(page) -> int:
    """Return the rest of the session's time that a page announces."""
    return int(re.search(r'data-seconds="(\d+)"', page.content.decode()).group(1))


def test_pages_say_how_long_the_session_may_rest(client: Client, clerk: User) -> None:
    enter_as_staff(client, clerk)
    assert seconds(client.get("/me/")) == 30 * 60


def test_citizens_have_two_hours(client: Client, worker: User) -> None:
    client.force_login(worker)
    assert seconds(client.get("/me/")) == 2 * 60 * 60


def test_what_is_left_is_counted_from_the_noted_use(client: Client, clerk: User, clock) -> None:
    enter_as_staff(client, clerk)
    clock.move(seconds=40)
    assert seconds(client.get("/me/")) == 30 * 60 - 40


def test_the_bar_is_hidden_until_its_time(client: Client, worker: User) -> None:
    client.force_login(worker)
    page = client.get("/me/").content.decode()
    bar = re.search(r'<section class="idle-bar".*?</section>', page, re.DOTALL).group(0)
    assert re.match(r"<section[^>]* hidden>", bar)
    assert 'action="/keep-alive/"' in bar
    assert "继续使用" in bar
    assert 'href="/me/"' in bar


def test_a_visitor_sees_no_bar(client: Client, db) -> None:
    assert "idle-bar" not in client.get("/login/").content.decode()


def test_keeping_alive_renews_the_session(client: Client, clerk: User, clock) -> None:
    enter_as_staff(client, clerk)
    clock.move(minutes=29, seconds=50)
    answer = client.post("/keep-alive/")
    assert answer.json() == {"seconds": 30 * 60}
    clock.move(minutes=30)
    assert client.get("/me/").status_code == 200


def test_keeping_alive_counts_from_the_very_second(client: Client, clerk: User, clock) -> None:
    enter_as_staff(client, clerk)
    clock.move(seconds=50)
    client.post("/keep-alive/")
    clock.move(minutes=29, seconds=50)
    assert client.get("/me/").status_code == 200


def test_a_session_that_has_ended_stays_ended(client: Client, clerk: User, clock) -> None:
    enter_as_staff(client, clerk)
    clock.move(minutes=30, seconds=1)
    assert client.post("/keep-alive/").status_code == 404
    assert client.get("/me/").status_code == 302
    assert "超过 30 分钟没有操作" in client.get("/staff/login/").content.decode()


def test_a_visitor_has_nothing_to_keep_alive(client: Client, db) -> None:
    assert client.post("/keep-alive/").status_code == 404


def test_keeping_alive_needs_the_token_of_the_page(clerk: User) -> None:
    browser = Client(enforce_csrf_checks=True)
    browser.force_login(clerk)
    assert browser.post("/keep-alive/").status_code != 200
    assert browser.get("/keep-alive/").status_code == 405
