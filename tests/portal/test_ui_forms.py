"""Forms: dates in boxes, text in one shape, errors above the input and linked from the top."""

import re
from datetime import date, datetime
from typing import Any

import pytest
from django import forms
from django.core.files.uploadedfile import SimpleUploadedFile
from django.template import Context, Template

from portal import clock
from portal.ui.fields import ChineseDateField, ChineseDateTimeField, ChineseTimeField
from portal.ui.forms import KeyedForm, PortalForm, with_hint

PAGE = Template(
    "{% load ui crispy_forms_filters %}{% error_summary form %}<form>{{ form|crispy }}</form>"
)


class AccidentForm(PortalForm):
    """One field of each kind that matters here."""

    day = ChineseDateField(
        label="哪一天受的伤？", help_text="例如 2026年9月7日", latest=clock.today
    )
    at = ChineseTimeField(label="大概几点？", required=False)
    told_at = ChineseDateTimeField(label="什么时候告诉单位的？", required=False)
    who = forms.ChoiceField(
        label="谁来申请？",
        widget=forms.RadioSelect,
        choices=[("self", "我自己"), ("family", with_hint("替家人", "要有关系证明"))],
    )
    place = forms.CharField(label="地点", max_length=20)
    story = forms.CharField(label="经过", widget=forms.Textarea, required=False)
    secret = forms.CharField(label="密码", widget=forms.PasswordInput, required=False)
    county = forms.ChoiceField(label="县市区", choices=[("", "请选择"), ("1", "任城区")])
    agreed = forms.BooleanField(label="以上属实")
    paper = forms.FileField(label="诊断证明", required=False)


GOOD: dict[str, Any] = {
    "day_0": "2026",
    "day_1": "9",
    "day_2": "7",
    "who": "self",
    "place": "任城区",
    "county": "1",
    "agreed": "on",
}


def page(form: forms.Form) -> str:
    """Render summary and fields."""
    return PAGE.render(Context({"form": form}))


def day_error(year: str, month: str, day: str) -> str:
    """Return what the date field says to these boxes."""
    form = AccidentForm({**GOOD, "day_0": year, "day_1": month, "day_2": day})
    assert not form.is_valid()
    return " ".join(form.errors["day"])


@pytest.mark.parametrize(
    ("boxes", "expected"),
    [
        (("2026", "9", "7"), date(2026, 9, 7)),
        (("2026", "09", "07"), date(2026, 9, 7)),
        (("２０２６", "９", "７"), date(2026, 9, 7)),
        ((" 2026 ", "\u30009", "7\u00a0"), date(2026, 9, 7)),
        (("2024", "2", "29"), date(2024, 2, 29)),
        (("2026-09-07", "", ""), date(2026, 9, 7)),
        (("2026年9月7日", "", ""), date(2026, 9, 7)),
        (("20260907", "", ""), date(2026, 9, 7)),
        (("2026", "11", "24"), date(2026, 11, 24)),
    ],
)
def test_a_date_is_read_as_people_type_it(boxes: tuple[str, str, str], expected: date) -> None:
    form = AccidentForm({**GOOD, "day_0": boxes[0], "day_1": boxes[1], "day_2": boxes[2]})
    assert form.is_valid(), form.errors
    assert form.cleaned_data["day"] == expected


@pytest.mark.parametrize(
    ("boxes", "words"),
    [
        (("26", "9", "7"), "年份写四位数"),
        (("2026", "13", "7"), "没有 2026年13月7日 这一天"),
        (("2026", "2", "29"), "没有 2026年2月29日 这一天"),
        (("2026", "0", "0"), "没有 2026年0月0日 这一天"),
        (("2026", "", "7"), "还缺月"),
        (("2026", "", ""), "还缺月、日"),
        (("2026", "九", "7"), "月只写数字，您写的是“九”"),
        (("2026", "-9", "7"), "月只写数字"),
        (("2026", "9.5", "7"), "月只写数字"),
        (("20 26a", "9", "7"), "年只写数字"),
        (("2026", "11", "25"), "不能晚于今天（11月24日）"),
        (("1899", "1", "1"), "不能早于 1900年1月1日"),
        (("", "", ""), "请回答：哪一天受的伤？"),
        (("99999", "1", "1"), "年只写数字"),
    ],
)
def test_a_date_that_cannot_be_says_why(boxes: tuple[str, str, str], words: str) -> None:
    assert words in day_error(*boxes)


@pytest.mark.parametrize("text", ["२०२६", "²", "①", "٣"])
def test_digits_of_other_scripts_never_break_a_date(text: str) -> None:
    assert "只写数字" in day_error("2026", text + "x", "7")
    form = AccidentForm({**GOOD, "day_1": text})
    assert form.is_valid() or "day" in form.errors


def test_an_instant_is_aware_and_of_china() -> None:
    boxes = {"told_at_0": "2026", "told_at_1": "9", "told_at_2": "8", "told_at_3": "7"}
    form = AccidentForm({**GOOD, **boxes, "told_at_4": "05"})
    assert form.is_valid(), form.errors
    assert form.cleaned_data["told_at"] == datetime(2026, 9, 8, 7, 5, tzinfo=clock.CHINA)
    wrong = AccidentForm({**GOOD, **boxes, "told_at_3": "24", "told_at_4": "0"})
    assert "小时是 0 到 23" in wrong.errors["told_at"][0]


def test_an_initial_date_stands_in_its_boxes() -> None:
    html = page(AccidentForm(initial={"day": date(2026, 9, 7)}))
    assert re.search(r'name="day_0" value="2026"', html)
    assert re.search(r'name="day_2" value="7"', html)
    assert 'inputmode="numeric"' in html


def test_what_was_typed_is_shown_again() -> None:
    html = page(AccidentForm({**GOOD, "day_0": "26", "place": ""}))
    assert 'name="day_0" value="26"' in html
    assert 'value="self"' in html
    assert "checked" in html


def test_label_hint_error_and_input_stand_in_this_order() -> None:
    html = page(AccidentForm({**GOOD, "day_0": "26", "place": ""}))
    block = html[html.index('id="div_id_day"') :]
    places = [
        block.index(mark)
        for mark in ("<legend", 'id="id_day_helptext"', "年份写四位数", 'name="day_0"')
    ]
    assert places == sorted(places)
    block = html[html.index('id="div_id_place"') :]
    places = [block.index(mark) for mark in ('for="id_place"', "请填写地点", 'name="place"')]
    assert places == sorted(places)


def test_every_line_of_the_summary_leads_to_an_input_of_the_page() -> None:
    html = page(AccidentForm({}))
    summary = html[: html.index("<form>")]
    targets = re.findall(r'href="#([^"]+)"', summary)
    assert targets == ["id_day_0", "id_who_0", "id_place", "id_county", "id_agreed"]
    for target in targets:
        assert f'id="{target}"' in html
    assert "有 5 处要改" in summary
    assert 'tabindex="-1"' in summary
    assert 'role="alert"' in summary


def test_inputs_in_error_point_to_their_message() -> None:
    html = page(AccidentForm({**GOOD, "place": ""}))
    tag = re.search(r'<input[^>]+name="place"[^>]*>', html)
    assert tag
    assert 'aria-invalid="true"' in tag[0]
    described = re.search(r'aria-describedby="([^"]+)"', tag[0])
    assert described
    for target in described[1].split():
        assert f'id="{target}"' in html


def test_a_fresh_form_and_a_good_one_have_no_summary() -> None:
    assert "error-summary" not in page(AccidentForm())
    assert "error-summary" not in page(AccidentForm(GOOD))


@pytest.mark.parametrize(
    ("typed", "stored"),
    [
        ("ＡＢＣ１２３", "ABC123"),
        ("　任城区　", "任城区"),
        ("厂里，东门（旧）：说", "厂里，东门（旧）：说"),
        ("欧阳䶮喆", "欧阳䶮喆"),
        ("零\u200b宽", "零宽"),
    ],
)
def test_text_is_brought_into_one_shape(typed: str, stored: str) -> None:
    form = AccidentForm({**GOOD, "place": typed})
    assert form.is_valid(), form.errors
    assert form.cleaned_data["place"] == stored


@pytest.mark.parametrize("bad", ["a\x07b", "a\x1bb", "a\u202eb", "a\x00b", "a\u2066b", "a\x85b"])
def test_control_characters_are_refused_in_every_text(bad: str) -> None:
    form = AccidentForm({**GOOD, "place": bad, "story": bad})
    assert {"place", "story"} <= set(form.errors)


def test_lines_may_break_in_a_story_but_not_in_a_line() -> None:
    form = AccidentForm({**GOOD, "story": "第一行\r\n第二行", "place": "一\n二"})
    assert "story" not in form.errors
    assert form.cleaned_data["story"] == "第一行\n第二行"
    assert "place" in form.errors


def test_a_password_is_left_as_it_was_typed() -> None:
    form = AccidentForm({**GOOD, "secret": "ＡＢ１"})
    assert form.is_valid()
    assert form.cleaned_data["secret"] == "ＡＢ１"


def test_messages_say_what_to_do_and_how_long() -> None:
    form = AccidentForm({**GOOD, "place": "长" * 21, "county": "", "agreed": ""})
    assert form.errors["place"] == ["太长，最多 20 个字，现在是 21 个"]
    assert form.errors["county"] == ["请选择县市区"]
    assert form.errors["agreed"] == ["要继续，请先勾选这一项"]
    assert "地点：太长" in page(form)


def test_what_is_optional_is_marked_and_nothing_carries_a_star() -> None:
    html = page(AccidentForm())
    assert html.count("（可不填）") == 5
    assert "asterisk" not in html
    assert " required" not in html


def test_the_key_is_new_for_each_page_and_a_lost_one_can_be_posted_again() -> None:
    first, second = (re.search(r'name="key" value="([^"]+)"', page(KeyedForm())) for _ in "ab")
    assert first
    assert second
    assert first[1] != second[1]
    assert KeyedForm({"key": first[1]}).is_valid()
    lost = KeyedForm({"key": "x"})
    html = page(lost)
    assert not lost.is_valid()
    assert "请再提交一次" in html
    again = re.search(r'name="key" value="([^"]+)"', html)
    assert again
    assert KeyedForm({"key": again[1]}).is_valid()


def test_markup_in_labels_values_and_errors_is_text() -> None:
    class Hostile(PortalForm):
        name = forms.CharField(label="<b>x</b>")
        pick = forms.ChoiceField(
            label="选", widget=forms.RadioSelect, choices=[("a", with_hint("<i>", "<u>"))]
        )

    html = page(Hostile({"name": '"><script>1</script>', "pick": "<img>"}))
    assert "<script" not in html
    assert "<b>" not in html
    assert "<i>" not in html
    assert "<img" not in html


def test_a_file_is_asked_for_by_its_name() -> None:
    class PaperForm(PortalForm):
        paper = forms.FileField(label="诊断证明")

    assert PaperForm({}, {}).errors["paper"] == ["请选择要上传的文件"]
    empty = PaperForm({}, {"paper": SimpleUploadedFile("a.jpg", b"")})
    assert not empty.is_valid()
