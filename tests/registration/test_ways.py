"""我能参加吗: each kind of person reads what is open, since when, what to do, and may print it."""

from datetime import date
from pathlib import Path

import pytest
from django.test import Client

from portal.offices.models import County
from registration.ways.table import BY_CODE, WAYS, Way
from tests.cast import Cast
from tests.desk import text
from tests.letters.papers import text_of


@pytest.mark.parametrize("way", WAYS, ids=lambda way: way.code)
def test_each_kind_of_person_reads_an_answer_with_its_source(
    cast: Cast, client: Client, way: Way
) -> None:
    page = client.get("/ways/", {"who": way.code, "county": "370811"})
    words = text(page)
    assert way.answer in words
    assert "济宁市任城区社会保险事业中心" in words
    assert "《" in words


@pytest.mark.parametrize("way", WAYS, ids=lambda way: way.code)
def test_each_answer_can_be_printed(cast: Cast, client: Client, way: Way, tmp_path: Path) -> None:
    answer = client.get(f"/ways/{way.code}/370811/sheet.pdf")
    assert answer["Content-Type"] == "application/pdf"
    printed = text_of(answer.content, folder=tmp_path)
    assert way.who.replace(" ", "") in printed
    assert "建设路42号" in printed


def test_every_page_that_a_step_leads_to_exists(cast: Cast, client: Client) -> None:
    for way in WAYS:
        for step in way.steps:
            if step.url_name:
                page = client.get("/ways/", {"who": way.code, "county": "370811"})
                assert step.text in text(page)


def test_no_own_trade_and_no_platform_gives_work_injury_insurance(cast: Cast) -> None:
    assert not BY_CODE["flexible"].is_work_injury
    assert not BY_CODE["rider"].is_work_injury
    assert BY_CODE["overage"].since == date(2026, 7, 1)
    assert BY_CODE["rider"].since == date(2025, 7, 1)


def test_every_county_has_a_window(cast: Cast, client: Client) -> None:
    for county in County.objects.all():
        page = client.get("/ways/", {"who": "employee", "county": county.code})
        assert page.status_code == 200


def test_a_missing_choice_is_told(cast: Cast, client: Client) -> None:
    page = client.get("/ways/", {"county": "370811"})
    assert page.status_code == 422
    assert "请回答" in text(page)
    assert client.get("/ways/nobody/370811/sheet.pdf").status_code == 404
    assert client.get("/ways/employee/000000/sheet.pdf").status_code == 404
