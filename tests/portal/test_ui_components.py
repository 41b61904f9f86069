"""Components: words of dates and states, markup escaped, every template sound."""

import re
import subprocess
import sys
from datetime import date, datetime
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.template import Context, Template
from django.template.loader import get_template

from portal import clock as portal_clock
from portal.ui import parts
from portal.ui.icons import NAMES, icon_svg

ROOT = Path(settings.BASE_DIR)
TEMPLATES = sorted(
    path for folder in ("templates", "portal") for path in (ROOT / folder).rglob("*.html")
)


def render(source: str, **context: Any) -> str:
    """Render a template that has the components."""
    return Template("{% load ui %}" + source).render(Context(context))


def test_dates_are_written_as_the_law_reads_them() -> None:
    assert render("{{ d|cn_date }}", d=date(2026, 3, 16)) == "2026年3月16日（星期一）"
    assert render("{{ d|cn_day }}", d=date(2026, 12, 28)) == "12月28日 周一"
    assert render("{{ d|cn_day }}", d=date(2027, 1, 4)) == "2027年1月4日 周一"
    late = datetime(2026, 3, 16, 23, 30, tzinfo=portal_clock.CHINA)
    assert render("{{ d|cn_date }}", d=late) == "2026年3月16日（星期一）"
    assert render("{{ d|cn_time }}", d=late) == "2026年3月16日 23:30"


@pytest.mark.parametrize(
    ("value", "words"),
    [(12, "还剩 12 天"), (0, "今天"), (-3, "已超 3 天"), (date(2026, 11, 25), "还剩 1 天")],
)
def test_remaining_days_are_written_in_words(value: int | date, words: str) -> None:
    assert render("{{ v|days_left }}", v=value) == words


@pytest.mark.parametrize(
    ("days", "words", "look"),
    [
        (-4, "已超 4 天", "is-late"),
        (0, "今天", "is-wait"),
        (3, "3 天", "is-wait"),
        (4, "4 天", "calm"),
    ],
)
def test_only_late_and_little_time_carry_a_background(days: int, words: str, look: str) -> None:
    html = render("{% deadline_badge d %}", d=days)
    assert words in html
    assert look in html
    assert "停着" in render("{% deadline_badge d paused=True %}", d=days)


def test_a_deadline_is_one_sentence_with_the_way_to_its_arithmetic() -> None:
    clock = parts.Clock(label="作出决定", due_on=date(2026, 12, 28), days_left=34, why_url="/why/")
    text = re.sub(r"<[^>]+>", "", render("{% deadline c %}", c=clock)).strip()
    assert text == "应在 2026年12月28日（星期一）前作出决定，还剩 34 天。怎么算的"


def test_states_have_one_label_one_icon_one_colour() -> None:
    html = render("{% status_badge '补正中' 'waiting' 'turn' %}")
    assert "补正中" in html
    assert "is-wait" in html
    assert "#i-turn" in html
    with pytest.raises(KeyError):
        render("{% status_badge 'x' 'purple' 'turn' %}")


def test_every_icon_is_in_the_sprite_and_no_other_can_be_drawn() -> None:
    sprite = (ROOT / "static" / "img" / "icons.svg").read_text("utf-8")
    assert set(re.findall(r'id="i-([a-z-]+)"', sprite)) == NAMES
    with pytest.raises(ValueError, match="unknown icon"):
        icon_svg("unicorn")


def test_components_write_markup_as_text() -> None:
    bad = "<script>1</script>"
    paper = parts.Paper(title=bad, url="/x", number=bad, note=bad)
    sources: dict[str, Any] = {
        "{% timeline v %}": [
            parts.TimelineItem(on=date(2026, 1, 1), title=bad, text=bad, effect=bad, papers=[paper])
        ],
        "{% summary_list v %}": [parts.Row(term=bad, value=bad)],
        "{% checklist v %}": [parts.CheckItem(said=bad, is_met=False, why=bad, detail=bad)],
        "{% upload_list v %}": [parts.UploadItem(name=bad, state="retake", todo=bad)],
        "{% chips v %}": [parts.Chip(label=bad, url="/x", count=bad)],
        "{% step_list v %}": [parts.StepItem(name=bad, state="current")],
        "{% act_bar v v %}": [],
        "{% paper_link v %}": paper,
        "{% notice v %}": bad,
        "{% empty_state v v %}": bad,
        "{% person_line v v %}": bad,
        "{% next_step v 'late' 'alert' v v heading=v %}": bad,
        "{% stat v v '/x' v %}": bad,
        "{% legend v %}": [("late", bad)],
        "{% why_this_date v %}": [
            parts.DateStep(op="+", term=bad, to=date(2026, 1, 1), notes=[bad])
        ],
    }
    for source, value in sources.items():
        assert "<script" not in render(source, v=value), source


@pytest.mark.parametrize("path", TEMPLATES, ids=lambda path: str(path.relative_to(ROOT)))
def test_every_template_compiles_and_carries_nothing_inline(path: Path) -> None:
    text = path.read_text("utf-8")
    name = str(path).split("templates/", 1)[1]
    get_template(name)
    assert not re.search(r"<[a-z][^>]*\s(style|on[a-z]+)=", text)
    assert "<style" not in text
    assert not re.search(r"<script(?![^>]*\ssrc=)", text)


ELDER = {"aloud", "elder_bar", "elder_button"}
"""Components of the mode for older people, which has one stylesheet of its own."""


def test_the_stylesheet_is_what_its_sources_give() -> None:
    subprocess.run([sys.executable, ROOT / "script" / "css", "--check"], check=True)


def test_each_component_has_a_template_and_most_a_stylesheet_of_the_same_name() -> None:
    sheets = {path.stem for path in (ROOT / "static" / "css" / "components").glob("*.css")}
    for path in (ROOT / "templates" / "components").glob("*.html"):
        assert path.stem in sheets | {"site_mark", "found"} | ELDER


def test_colours_come_from_the_tokens_only() -> None:
    for path in (ROOT / "static" / "css").rglob("*.css"):
        if path.name in {"tokens.css", "elder.css", "portal.css"}:  # elder.css sets tokens anew
            continue
        rules = re.sub(r"/\*.*?\*/", "", path.read_text("utf-8"), flags=re.DOTALL)
        assert not re.search(r"#[0-9a-f]{3,8}\b|rgba?\(", rules), path.name
