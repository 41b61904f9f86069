"""What readers see: periods from the law's tables, Markdown without any HTML of its own."""

from datetime import date

import pytest

from faq.models import Audience
from faq.reading import UnknownMarkError, audiences_of, filled, reading, to_html
from portal.deadlines.models import Parameter
from tests import reference
from tests.faq.answers import DEATH, HIT, answer

TODAY = date(2026, 11, 24)
pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def known(db: None) -> None:
    """Load the dated values."""
    reference.load()


def test_periods_come_from_the_law_and_values_from_their_dated_rows() -> None:
    text = "{{期限 employer_filing}}、{{期限 claimant_filing}}、{{数值 enrolment_effect_days}}"
    assert filled(text, on=TODAY) == "30 日、1 年、1"
    assert filled("{{期限 employer_evidence}}", on=TODAY) == "15 日"
    Parameter.objects.create(
        code="employer_evidence_days", value=10, from_on=date(2026, 11, 1), source="本市规程"
    )
    assert filled("{{期限 employer_evidence}}", on=TODAY) == "10 日"
    assert filled("{{期限 employer_evidence}}", on=date(2026, 10, 31)) == "15 日"


@pytest.mark.parametrize("mark", ["{{期限 nothing}}", "{{数值 nothing}}", "{{条 employer_filing}}"])
def test_a_mark_that_means_nothing_is_never_shown(mark: str) -> None:
    with pytest.raises(UnknownMarkError):
        filled(mark, on=TODAY)


@pytest.mark.parametrize(
    "text",
    [
        "<script>alert(1)</script>",
        "<img src=x onerror=alert(1)>",
        "[点这里](javascript:alert(1))",
        "![x](javascript:alert(1))",
        "<https://evil.example/>",
        "`<b onclick=alert(1)>`",
        "| a |\n|---|\n| <svg onload=alert(1)> |",
    ],
)
def test_what_looks_like_html_or_a_link_is_text(text: str) -> None:
    html = to_html(text)
    for tag in ("<script", "<img", "<svg", "<a ", "<b "):
        assert tag not in html


def test_headings_lists_and_tables_are_drawn() -> None:
    html = to_html("## 小标题\n\n1. **一**\n2. 二\n\n| 级 | 月 |\n|---|---|\n| 一级 | 27 |")
    for part in ("<h2>小标题</h2>", "<ol>", "<strong>一</strong>", "<td>27</td>"):
        assert part in html


@pytest.mark.parametrize(
    ("text", "html"),
    [
        ("**上班路上。**家到单位的路", "<strong>上班路上</strong>。家到单位的路"),
        ("由**自己收到**那天算", "由<strong>自己收到</strong>那天算"),
        ("**单位：**30 日", "<strong>单位</strong>：30 日"),
    ],
)
def test_bold_words_end_where_they_end_in_chinese(text: str, html: str) -> None:
    assert html in to_html(text)


def test_who_asks_gets_words_that_fit_and_the_rest_stays() -> None:
    entry = answer(
        "death",
        topic="benefits",
        fits=("family", "employer"),
        wordings={"employer": ("单位要配合近亲属申请。", "")},
        **DEATH,
    )
    version = entry.current
    assert version is not None
    own = reading(version, audience=Audience.EMPLOYER)
    assert own.short == "单位要配合近亲属申请。"
    assert "丧葬补助金" in own.body
    assert reading(version, audience=Audience.FAMILY).short == DEATH["short"]
    assert audiences_of(version) == [Audience.FAMILY, Audience.EMPLOYER]


def test_where_everybody_reads_the_same_nobody_is_asked_who_they_are() -> None:
    entry = answer("commute-hit", **HIT)
    assert entry.current is not None
    assert audiences_of(entry.current) == []
