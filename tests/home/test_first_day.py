"""The card of the first day: what to do, for whom, by which article; periods from the law alone."""

import re
from typing import Any

import pytest
from django.test import Client

from portal.home import periods as home_periods
from portal.home.guide import ARTICLES
from portal.home.periods import Period
from portal.ui.qr import qr_svg
from tests import reference
from tests.desk import text

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def known() -> None:
    """Load offices and periods."""
    reference.load()


def test_guide_and_front_page_lead_to_it_in_both_modes(client: Client) -> None:
    for _ in range(2):
        for path in ("/", "/guide/"):
            assert text(client.get(path)).count('href="/guide/first-day/"') == 1
        client.post("/elder/", {"size": "1"})


def test_it_tells_the_injured_person_and_the_foreman_apart(client: Client) -> None:
    page = text(client.get("/guide/first-day/"))
    own, _, foreman = page.partition("<h2>班组长和单位</h2>")
    for words in (
        "先治伤",
        "跟医生说清",
        "告诉单位",
        "姓名和电话",
        "考勤",
        "122",
        "别急着签字",
        "12333",
    ):
        assert words in own.partition("<h2>受伤的人</h2>")[2], words
    for words in ("先救人", "马上报告", "保住证据", "申请工伤认定", "工资照发"):
        assert words in foreman, words
    for name in ("treatment", "materials", "on_the_way", "filing"):
        assert ARTICLES[name] in own
    for name in ("rescue", "burden", "filing", "late_employer", "wages"):
        assert ARTICLES[name] in foreman


def test_its_periods_are_those_of_the_law_and_left_out_where_the_law_is_silent(
    client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    page = text(client.get("/guide/first-day/"))
    assert "从出事那天起 1 年内" in page
    assert "从出事那天起 30 日内" in page

    def other(code: str) -> Period | None:
        return Period(words="77 日", basis="", label="") if code == "employer_filing" else None

    monkeypatch.setattr(home_periods, "period", other)
    page = text(client.get("/guide/first-day/"))
    assert "从出事那天起 77 日内" in page
    assert "年内" not in page


def test_the_code_leads_to_the_guide_of_this_portal(client: Client, settings: Any) -> None:
    settings.PUBLIC_ORIGIN = "https://gongshang.example/"
    page = text(client.get("/guide/first-day/"))
    assert "https://gongshang.example/guide/" in page
    assert qr_svg("https://gongshang.example/guide/") in page
    assert qr_svg("https://elsewhere.example/guide/") not in page
    drawn = re.search(r'<div class="qr".*?</div>', page, re.DOTALL)
    assert drawn is not None
    assert "style" not in drawn[0]
