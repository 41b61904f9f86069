"""The words: every notice renders with its fields, and an open field is an error."""

from string import Formatter

import pytest

from portal.notifications import notices
from portal.notifications.notices import MissingFieldError, Notice


def test_every_registered_notice_renders_with_its_fields() -> None:
    for notice in notices.registered():
        words = notice.render({name: f"值{name}" for name in notice.fields})
        for text in (words.title, words.body, words.sms):
            assert "{" not in text, notice.name
            assert "}" not in text, notice.name
        assert len(words.title) <= 120, notice.name
        assert "值" in words.title + words.body or not notice.fields, notice.name


def test_no_registered_notice_speaks_office_jargon() -> None:
    jargon = ("贵单位", "特此", "兹", "予以", "相关材料", "届时", "逾期视为")
    found = [
        (notice.name, word)
        for notice in notices.registered()
        for word in jargon
        if word in notice.title + notice.body + notice.sms
    ]
    assert found == []


def test_no_registered_notice_uses_half_width_punctuation_between_chinese() -> None:
    for notice in notices.registered():
        for text in (notice.title, notice.body, notice.sms):
            literal = "".join(part for part, *_ in Formatter().parse(text))
            assert not any(mark in literal for mark in (",", ";", "!", "?")), notice.name


def test_an_open_or_empty_field_is_an_error() -> None:
    notice = Notice(name="n", title="{a}", body="{b}")
    with pytest.raises(MissingFieldError, match="b"):
        notice.render({"a": "1"})
    with pytest.raises(MissingFieldError, match="b"):
        notice.render({"a": "1", "b": ""})


@pytest.mark.parametrize("text", ["{a.b}", "{a[0]}", "{}", "{0}", "{a!r}", "{a:>9}"])
def test_only_plain_names_may_stand_in_braces(text: str) -> None:
    with pytest.raises(ValueError, match="plain field name"):
        Notice(name="n", title=text, body="b")


def test_a_value_with_braces_stays_as_it_is() -> None:
    words = Notice(name="n", title="{a}", body="b").render({"a": "{secret}"})
    assert words.title == "{secret}"


def test_a_name_means_one_text(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(notices, "_registered", {})
    notices.register(Notice(name="n", title="a", body="b"))
    notices.register(Notice(name="n", title="a", body="b"))
    with pytest.raises(ValueError, match="twice"):
        notices.register(Notice(name="n", title="a", body="c"))
