"""「您遇到了什么事？」 leads to every service in at most two clicks, in the words of who comes."""

import re

import pytest
from django.test import Client

from faq.editing import retire
from faq.models import Entry
from portal.home.people import Who
from portal.home.services import open_cards
from portal.home.situations import situations_of
from tests import reference
from tests.cast import Cast
from tests.desk import text

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def loaded() -> None:
    """Load everything that an installation begins with."""
    reference.load(answers=True)


def links(page: str) -> set[str]:
    """Return the addresses that the main part of a page leads to."""
    main = page[page.index("<main") : page.index("</main>")]
    return {one.split("#")[0] for one in re.findall(r'href="(/[^"]*)"', main)}


def test_every_service_is_two_clicks_from_the_question(client: Client) -> None:
    first = links(text(client.get("/")))
    doors = {f"/what/{who}/" for who in Who}
    assert doors <= first
    second = first | {url for door in doors for url in links(text(client.get(door)))}
    missing = {card.url for card in open_cards()} - second
    assert not missing
    named = {one.url.split("#")[0] for who in Who for one in situations_of(who)}
    assert named <= second


@pytest.mark.parametrize("who", list(Who))
def test_every_situation_leads_to_a_page_that_is_there(client: Client, who: Who) -> None:
    found = situations_of(who)
    assert len(found) >= 8
    assert len({one.words for one in found}) == len(found)
    for one in found:
        assert client.get(one.url.split("#")[0]).status_code in {200, 302}
        anchor = one.url.partition("#")[2]
        if anchor:
            assert f'id="{anchor}"' in text(client.get(one.url.split("#")[0]))


def test_a_retired_answer_is_no_door_any_more(client: Client, cast: Cast) -> None:
    assert "/ask/no-contract/?who=worker" in links(text(client.get("/what/worker/")))
    retire(Entry.objects.get(code="no-contract"), why="规定改了", by=cast.editor)
    assert "/ask/no-contract/?who=worker" not in links(text(client.get("/what/worker/")))


def test_an_unknown_person_is_not_found(client: Client) -> None:
    assert client.get("/what/nobody/").status_code == 404


def test_the_page_asks_the_database_once(client: Client, django_assert_max_num_queries) -> None:  # type: ignore[no-untyped-def]
    with django_assert_max_num_queries(2):
        assert client.get("/what/worker/").status_code == 200


@pytest.mark.parametrize("who", list(Who))
def test_an_answer_reads_in_the_words_of_whoever_came(client: Client, who: Who) -> None:
    words = {
        Who.WORKER: "应当参保而没有参保的，全部工伤待遇",
        Who.FAMILY: "丧葬补助金、抚恤金、工亡补助金和其他待遇",
        Who.EMPLOYER: "补办参保、缴清欠费和滞纳金以后",
    }
    assert f"/ask/uninsured/?who={who}" in links(text(client.get(f"/what/{who}/")))
    page = text(client.get(f"/ask/uninsured/?who={who}"))
    box = page[page.index('class="answer-box') :]
    assert words[who] in box[: box.index("</p>")]
