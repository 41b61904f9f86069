"""The library of laws: every text, its articles with what rests on them, what is out of force."""

import re
from datetime import date

import pytest
from django.test import Client
from pytest_django.fixtures import DjangoAssertNumQueries

from faq.answer_form import AnswerForm, codes
from faq.doubts import declare
from faq.laws import place_of
from faq.models import Entry
from faq.policies import library
from portal.law.instruments import INSTRUMENTS
from portal.law.term import registered_terms
from tests import reference
from tests.cast import Cast
from tests.conftest import Clock
from tests.desk import text
from tests.faq.answers import DEATH, HIT, answer, three

pytestmark = pytest.mark.django_db


@pytest.fixture
def known(db: None) -> None:
    """Load the values, and three answers."""
    reference.load()
    three()


def article(page: str, anchor: str) -> str:
    """Return what the page says of one article."""
    found = re.search(rf'id="{anchor}".*?</section>', page, re.DOTALL)
    assert found is not None, anchor
    return found[0]


def test_the_library_lists_every_text_once_and_each_has_its_page(client: Client) -> None:
    page = text(client.get("/policies/"))
    for code, one in INSTRUMENTS.items():
        assert page.count(f'href="/policies/{code}/"') == 1
        assert one.title in text(client.get(f"/policies/{code}/"))
    assert client.get("/policies/nothing/").status_code == 404


def test_an_article_names_periods_and_answers_that_rest_on_it(client: Client, known: None) -> None:
    page = text(client.get("/policies/gsbx/"))
    fourteen = article(page, "a14")
    assert 'href="/ask/commute-hit/"' in fourteen
    assert "第十四条第（六）项" in fourteen
    assert 'href="/ask/death/"' in article(page, "a39")
    seventeen = article(page, "a17")
    assert "用人单位申请工伤认定的期限" in seventeen
    assert "30 日" in seventeen
    assert page.index('id="a14"') < page.index('id="a17"') < page.index('id="a39"')
    assert "3 条回答用到" in text(client.get("/policies/"))


def test_every_registered_period_stands_in_the_library(client: Client, known: None) -> None:
    for term in registered_terms():
        for basis in (term.basis, *term.extra_basis):
            page = text(client.get(f"/policies/{basis.instrument.code}/"))
            assert term.label in article(page, f"a{basis.article_no or basis.point_no}")


def test_a_length_that_the_city_sets_is_the_one_of_today(client: Client, known: None) -> None:
    term = next(one for one in registered_terms() if one.code == "directory_check")
    page = text(client.get(f"/policies/{term.basis.instrument.code}/"))
    line = re.search(rf"<li>{term.label}(.*?)</li>", page)
    assert line is not None
    assert re.search(r"\d+ 日", line[1])


def test_without_dated_rows_a_length_is_said_to_be_open(client: Client) -> None:
    assert "天数待核实" in text(client.get("/policies/house/"))


def test_only_what_stands_is_named(client: Client, known: None) -> None:
    answer("commute-hit", **HIT | {"law": ("gsbx:15",)})
    entry = Entry.objects.get(code="death")
    entry.current = None
    entry.save(update_fields=["current"])
    page = text(client.get("/policies/gsbx/"))
    assert 'id="a14"' not in page
    assert 'href="/ask/commute-hit/"' in article(page, "a15")
    assert "/ask/death/" not in page


def test_an_answer_that_cites_two_places_of_an_article_is_named_once(client: Client) -> None:
    answer("both", **DEATH | {"law": ("gsbx:14(1)", "gsbx:14(2)")})
    fourteen = article(text(client.get("/policies/gsbx/")), "a14")
    assert fourteen.count('href="/ask/both/"') == 1
    assert "第（一）项、第十四条第（二）项" in fourteen


def test_a_text_out_of_force_is_plainly_marked_and_not_cited_anew(client: Client) -> None:
    page = text(client.get("/policies/ldjd21/"))
    assert "<b>已失效</b>，由" in page
    assert 'href="/policies/ldjd/"' in page
    assert "2025年6月30日" in page
    assert 'href="/policies/ldjd21/"' in text(client.get("/policies/ldjd/"))
    assert "已失效，由《劳动能力鉴定管理办法》代替" in text(client.get("/policies/"))
    assert "已失效，由《劳动能力鉴定管理办法》代替" in place_of("ldjd21:10").standing
    assert "ldjd21" not in dict(codes()["texts"])
    form = AnswerForm({"places": "ldjd21:10"})
    assert "已失效，请改引《劳动能力鉴定管理办法》" in form.errors["places"][0]


def test_what_the_desk_declares_to_have_ended_is_marked_from_its_day(
    cast: Cast, client: Client, clock: Clock
) -> None:
    three()
    day = date(2026, 12, 1)
    declare(place_of("gsbx:14"), from_on=day, instead="新条例第十四条", by=cast.editor)
    declare(place_of("lwpq"), from_on=day, instead="新的规定", by=cast.editor)
    assert "起失效" not in text(client.get("/policies/gsbx/")) + text(client.get("/policies/"))
    clock.set(day)
    page = text(client.get("/policies/gsbx/"))
    assert "2026年12月1日起失效，新条例第十四条" in article(page, "a14")
    assert "起失效" not in article(page, "a17")
    assert "<b>已失效</b>" not in page
    page = text(client.get("/policies/lwpq/"))
    assert "<b>已失效</b>。2026年12月1日起失效，新的规定" in page
    page = text(client.get("/policies/"))
    assert page.index("<h2>已失效") < page.index('href="/policies/lwpq/"')


def test_what_replaces_a_text_is_known_and_in_force() -> None:
    for one in INSTRUMENTS.values():
        if one.superseded_by:
            successor = INSTRUMENTS[one.superseded_by]
            assert not successor.superseded_by
            assert one.until_on is not None
            assert successor.from_on is None or one.until_on < successor.from_on


def test_what_the_table_does_not_tell_is_said_to_be_open(client: Client) -> None:
    assert "现在是否有效，待核实" in text(client.get("/policies/sdss/"))
    page = text(client.get("/policies/lwpq/"))
    assert re.search(r"施行日期</dt>\s*<dd[^>]*>待核实", page)
    assert re.search(r"核对</dt>\s*<dd[^>]*>2026年11月24日核对时有效", page)


def test_the_answer_leads_to_the_article(client: Client, known: None) -> None:
    page = text(client.get("/ask/commute-hit/"))
    assert '<a href="/policies/gsbx/#a14">《工伤保险条例》第十四条第（六）项</a>' in page


def test_pages_ask_as_many_questions_for_any_number_of_answers(
    client: Client, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    with django_assert_num_queries(1):
        library({})
    for number in (1, 12):
        for index in range(number):
            answer(f"more-{index}", **HIT)
        with django_assert_num_queries(2):
            client.get("/policies/")
        with django_assert_num_queries(3):
            client.get("/policies/gsbx/")
        with django_assert_num_queries(2):
            client.get("/policies/lwpq/")
