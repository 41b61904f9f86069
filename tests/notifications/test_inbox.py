"""The inbox: own messages only, newest first, page by page."""

from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from portal import clock as portal_clock
from portal.accounts.models import User
from portal.notifications import inbox
from portal.notifications.models import Message

pytestmark = pytest.mark.django_db


def put(person: User, count: int, *, prefix: str = "m") -> list[Message]:
    """Put messages into an inbox; pairs of them share their instant."""
    start = portal_clock.now()
    return Message.objects.bulk_create(
        Message(
            key=f"{prefix}{number}",
            user=person,
            notice="test.quiet",
            title=f"第{number}条。",
            body=f"<script>alert({number})</script>",
            created_at=start + timedelta(minutes=number // 2),
        )
        for number in range(count)
    )


@pytest.fixture
def inside(person: User) -> Client:
    """Return the browser of somebody who logged in."""
    client = Client()
    client.force_login(person)
    return client


def test_an_empty_inbox_says_what_will_appear(inside: Client) -> None:
    page = inside.get("/inbox/").content.decode()
    assert "还没有消息" in page


def test_strangers_are_asked_to_log_in(client: Client) -> None:
    response = client.get("/inbox/")
    assert response.status_code == 302
    assert response["Location"].endswith("?next=/inbox/")


def test_messages_come_newest_first_and_unread_ones_are_marked(
    inside: Client, person: User
) -> None:
    put(person, 3)
    Message.objects.filter(key="m0").update(read_at=portal_clock.now())
    page = inside.get("/inbox/").content.decode()
    assert page.index("第2条。") < page.index("第1条。") < page.index("第0条。")
    assert page.count("未读") == 2


def test_every_message_is_on_exactly_one_page(inside: Client, person: User) -> None:
    put(person, 2 * inbox.PAGE + 5)
    seen: list[str] = []
    after = ""
    for _ in range(3):
        page = inbox.page(person, after=after)
        seen += [message.key for message in page.messages]
        after = page.older
    assert after == ""
    assert len(seen) == len(set(seen)) == 2 * inbox.PAGE + 5


def test_older_ones_are_a_link_away(inside: Client, person: User) -> None:
    put(person, inbox.PAGE + 1)
    page = inside.get("/inbox/").content.decode()
    assert "第0条。" not in page
    response = inside.get("/inbox/", {"after": inbox.page(person).older})
    assert "第0条。" in response.content.decode()


@pytest.mark.parametrize("after", ["x", "x:y:z", "W10:1:2", "\x00"])
def test_a_false_cursor_shows_the_first_page(inside: Client, person: User, after: str) -> None:
    put(person, 1)
    assert "第0条。" in inside.get("/inbox/", {"after": after}).content.decode()


def test_opening_a_message_marks_it_read_once(inside: Client, person: User, clock: Any) -> None:
    (message,) = put(person, 1)
    assert inbox.unread_words(person) == "1"
    page = inside.get(f"/inbox/{message.pk}/").content.decode()
    assert "&lt;script&gt;" in page
    read_at = Message.objects.get().read_at
    clock.move(hours=1)
    inside.get(f"/inbox/{message.pk}/")
    assert Message.objects.get().read_at == read_at is not None
    assert inbox.unread_words(person) == ""


def test_another_persons_message_is_not_found_and_stays_unread(inside: Client) -> None:
    other = User.objects.create_user(phone="13800000009", name="别人")
    (message,) = put(other, 1)
    foreign = inside.get(f"/inbox/{message.pk}/")
    missing = inside.get(f"/inbox/{message.pk + 1000}/")
    assert (foreign.status_code, missing.status_code) == (404, 404)
    assert Message.objects.get().read_at is None
    assert "第0条。" not in inside.get("/inbox/").content.decode()


def test_a_huge_number_in_the_address_is_not_found(inside: Client) -> None:
    assert inside.get("/inbox/99999999999999999999999/").status_code == 404


def test_the_count_in_the_head_stops_at_99(person: User) -> None:
    put(person, 120)
    assert inbox.unread_words(person) == "99+"


def test_the_list_asks_as_often_for_25_messages_as_for_none(
    inside: Client, person: User, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    for count, prefix in ((0, "a"), (1, "b"), (25, "c")):
        put(person, count, prefix=prefix)
        with django_assert_max_num_queries(6):
            inside.get("/inbox/")


def test_the_own_page_leads_to_the_inbox_and_counts_what_is_unread(
    inside: Client, person: User
) -> None:
    assert "没有未读的消息" in inside.get("/me/").content.decode()
    put(person, 2)
    page = inside.get("/me/").content.decode()
    assert "2 条没有读" in page
    assert 'href="/inbox/"' in page
