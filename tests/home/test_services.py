"""The list of services: how long, what to bring, what it costs, and where else; no dead end."""

import gzip
import re
from datetime import date
from typing import Any

import pytest
from django.test import Client

from faq.links import keeping
from faq.loading import link_rows, load_links
from faq.models import Link
from portal.home.periods import period, period_on
from portal.home.services import open_cards
from portal.home.signposts import SIGNPOSTS, Signpost
from portal.law.term import registered
from tests import reference
from tests.desk import text

pytestmark = pytest.mark.django_db


@pytest.fixture
def page(client: Client) -> str:
    """Return the page as it stands with all reference data."""
    reference.load()
    load_links()
    return text(client.get("/services/"))


def section(page: str, name: str) -> str:
    """Return what the page says of one service."""
    return page.partition(f'id="{name}"')[2].partition("</section>")[0]


def test_every_service_says_where_it_begins_what_it_costs_and_who_helps(page: str) -> None:
    assert len(open_cards()) >= 8
    for card in open_cards():
        said = section(page, card.name)
        assert card.title in said
        assert f'href="{card.url}"' in said
        assert f'<span class="meta-line">{card.cost}</span>' in said
        assert 'href="/where/"' in said
        assert 'href="tel:12333"' in said
        assert all(thing in said for thing in card.bring)


def test_periods_are_those_of_the_law_today(page: str) -> None:
    claim = section(page, "injury_claim")
    assert re.search(r"用人单位申请工伤认定的期限：<b[^>]*>30 日", claim)
    assert re.search(r"工伤认定决定期限：<b[^>]*>60 日", claim)
    assert "《工伤保险条例》第十七条" in claim
    for card in open_cards():
        said = section(page, card.name)
        for code in card.terms:
            assert registered(code).label in said


def test_a_period_of_local_rules_is_read_from_its_dated_row() -> None:
    assert period("report_answer") is None
    assert period_on("report_answer", date(1990, 1, 1)) is None
    assert period_on("nowhere", date(2026, 11, 24)) is None
    reference.load()
    found = period_on("report_answer", date(2026, 11, 24))
    assert found is not None
    assert re.fullmatch(r"\d+ 个工作日", found.words)


def test_every_site_that_is_named_is_in_the_file_of_links() -> None:
    known = {row["code"] for row in link_rows()}
    named = {code for one in (*open_cards(), *SIGNPOSTS) for code in one.elsewhere}
    assert named
    assert named <= known


def test_what_is_done_elsewhere_has_a_way_there(page: str) -> None:
    away = section(page, "away")
    for one in SIGNPOSTS:
        assert one.title in away
        assert one.at in away
        assert one.elsewhere or one.url
    assert 'href="https://etax.shandong.chinatax.gov.cn/"' in away
    assert 'href="/ask/about/appraisal/"' in away
    assert 'href="/links/"' in away


def test_a_signpost_to_a_page_that_is_not_installed_is_no_link() -> None:
    assert Signpost(name="x", title="", summary="", at="", url_name="nowhere:x").url == ""
    assert Signpost(name="x", title="", summary="", at="").url == ""


def test_a_dead_site_is_told_and_its_replacement_stands_in_its_place(
    client: Client, page: str
) -> None:
    tax = Link.objects.get(code="sd-tax")
    Link.objects.filter(pk=tax.pk).update(failed_days=3, checked_on=date(2026, 11, 20))
    said = section(text(client.get("/services/")), "away")
    assert "chinatax" not in said
    assert "这个网址打不开了，2026年11月20日查过，请打" in said
    Link.objects.filter(pk=tax.pk).update(replacement=Link.objects.get(code="sd-service"))
    said = section(text(client.get("/services/")), "away")
    assert said.count('href="https://zwfw.sd.gov.cn/"') == 2
    keeping.retire(tax, why="不用了")
    assert "打不开了" not in text(client.get("/services/"))


def test_without_any_link_every_matter_still_says_where_to_go(client: Client) -> None:
    said = section(text(client.get("/services/")), "away")
    assert '<ul class="plain-list">' not in said
    assert "12333" in said
    assert all(one.at in said for one in SIGNPOSTS)


def test_the_front_page_leads_to_the_list_and_anchors_exist(client: Client, page: str) -> None:
    assert 'href="/services/"' in text(client.get("/"))
    for anchor in re.findall(r'href="#([a-z_]+)"', page):
        assert f'id="{anchor}"' in page


def test_the_list_is_light(client: Client, page: str, django_assert_max_num_queries: Any) -> None:
    with django_assert_max_num_queries(6):
        client.get("/services/")
    for number in range(30):
        Link.objects.create(
            code=f"l{number}",
            scope="city",
            title="网站",
            purpose="查",
            address=f"https://l{number}.cn/",
        )
    with django_assert_max_num_queries(6):
        whole = client.get("/services/").content
    assert len(gzip.compress(whole, 9)) <= 14 * 1024
