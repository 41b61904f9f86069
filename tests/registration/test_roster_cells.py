"""What a header, a day, a number and a word of a roster mean."""

import contextlib
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from portal.accounts.identifiers import KIND_LABELS, PERSON_KINDS, IdentityKind
from registration.models import Employment
from registration.roster import words
from registration.roster.cells import (
    EPOCH_1900,
    EPOCH_1904,
    LOOKS_ROUNDED,
    Cell,
    UnreadableDayError,
    day_of,
    is_rounded,
    looks_rounded,
    text_of,
)
from registration.roster.headers import WORDS, Field, find, key_of
from registration.roster.template_file import CHOICES
from registration.rules.retirement import Post

KNOWN = [(field, word) for field, known in WORDS.items() for word in known]
DAYS = st.dates(min_value=date(1950, 1, 1), max_value=date(2090, 12, 31))
FORMS = (
    "{0}-{1:02d}-{2:02d}",
    "{0}-{1}-{2}",
    "{0}/{1}/{2}",
    "{0}.{1}.{2}",
    "{0}．{1}．{2}",
    "{0}年{1}月{2}日",
    "{0}年{1:02d}月{2:02d}号",
    "{0} 年 {1} 月 {2} 日",
    "{0}{1:02d}{2:02d}",
    "{0}-{1:02d}-{2:02d} 00:00:00",
    "{0}-{1:02d}-{2:02d}T08:30:00",
    "{0}/{1}/{2} 0:00",
    "'{0}-{1:02d}-{2:02d}",
    '="{0}-{1:02d}-{2:02d}"',
    " {0}-{1:02d}-{2:02d} ",
)


# Headers --------------------------------------------------------------------------------------


@pytest.mark.parametrize(("field", "word"), KNOWN)
def test_every_word_of_the_table_means_its_column_only(field: Field, word: str) -> None:
    assert [other for other, known in KNOWN if key_of(known) == key_of(word)] == [field]


@given(
    known=st.sampled_from(KNOWN),
    before=st.sampled_from(["", "*", "＊", " ", "★", "\n"]),
    after=st.sampled_from(["", "*", "（必填）", "(18位)", "：", " ", "【必填】", "\n（文本）"]),
    inner=st.sampled_from(["", " ", "　", "\n"]),
)
def test_marks_spaces_and_remarks_change_no_meaning(
    known: tuple[Field, str], before: str, after: str, inner: str
) -> None:
    field, word = known
    title = before + inner.join(word) + after
    header = find([["姓名", "证件号码", title]])
    assert header is not None
    expected = {Field.NAME: 0, Field.NUMBER: 1}.get(field, 2)
    if field not in {Field.NAME, Field.NUMBER}:
        assert header.columns[field] == expected
    assert key_of(title) == key_of(word)


def test_of_two_columns_with_one_meaning_the_closer_word_wins() -> None:
    header = find([["姓名", "身份证号", "参加工作时间", "入职日期"]])
    assert header is not None
    assert header.columns[Field.STARTED_ON] == 3
    assert header.unused == ["参加工作时间"]


def test_the_first_worker_is_not_taken_for_a_second_line_of_the_header() -> None:
    header = find([["姓名", "身份证号", "入职日期"], ["张三", "100000199001010018", "2026-3-1"]])
    assert header is not None
    assert header.last_line == 0


@given(st.lists(st.lists(st.text(max_size=12), max_size=8), max_size=6))
def test_whatever_stands_there_a_header_is_found_or_not(lines: list[list[str]]) -> None:
    header = find(lines)
    assert header is None or header.columns.keys() >= {Field.NAME, Field.NUMBER}


# Days -----------------------------------------------------------------------------------------


@given(day=DAYS, form=st.sampled_from(FORMS))
def test_a_day_is_read_in_every_form(day: date, form: str) -> None:
    assert day_of(form.format(day.year, day.month, day.day), is_1904=False) == day


@given(day=DAYS, is_1904=st.booleans(), kind=st.sampled_from([int, float, str]))
def test_a_serial_number_is_read_in_both_systems(day: date, is_1904: bool, kind: type) -> None:
    number = (day - (EPOCH_1904 if is_1904 else EPOCH_1900)).days
    assert day_of(kind(number), is_1904=is_1904) == day


@given(day=DAYS)
def test_eight_digits_stored_as_a_number_are_a_day(day: date) -> None:
    assert day_of(float(f"{day:%Y%m%d}"), is_1904=False) == day


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("二〇二六年三月一日", date(2026, 3, 1)),
        ("二○二六年十二月三十一日", date(2026, 12, 31)),
        ("二零二六年十月二十日", date(2026, 10, 20)),
        ("二〇二六年3月15日", date(2026, 3, 15)),
        ("２０２６年３月１日", date(2026, 3, 1)),
        ("2026-03-01 14:30:00.000", date(2026, 3, 1)),
    ],
)
def test_days_in_other_signs(text: str, day: date) -> None:
    assert day_of(text, is_1904=False) == day


@pytest.mark.parametrize(
    ("cell", "sentence"),
    [
        ("26.3.1", "四位"),
        ("2026年3月", "补上日"),
        ("2026-02-30", "没有这一天"),
        ("20261301", "没有这一天"),
        ("3/1/2026", "哪个是月"),
        ("下周一", "看不出"),
        ("#####", "看不出"),
        ("三月一日", "看不出"),
        (12, "看不出"),
        (3.5, "看不出"),
        ("二〇二六年甲月乙日", "没有这一天"),
    ],
)
def test_what_is_no_day_is_told(cell: Cell, sentence: str) -> None:
    with pytest.raises(UnreadableDayError, match=sentence):
        day_of(cell, is_1904=False)


@given(st.one_of(st.text(max_size=40), st.floats(allow_nan=False, allow_infinity=False)))
def test_whatever_stands_there_is_a_day_or_an_error_of_ours(cell: Cell) -> None:
    with contextlib.suppress(UnreadableDayError):
        day_of(cell, is_1904=False)


# Numbers --------------------------------------------------------------------------------------


@pytest.mark.parametrize("cell", [370811199001011234.0, 3.7e17, "3.70811E+17", "3.7e17", 2**60])
def test_a_number_that_was_rounded_is_named(cell: Cell) -> None:
    assert is_rounded(cell)


@pytest.mark.parametrize("cell", ["370811199001011234", 13800001234.0, "E12345678", "1E5", None])
def test_what_was_not_rounded_is_not(cell: Cell) -> None:
    assert not is_rounded(cell)


def test_three_zeros_at_the_end_are_a_hint_only() -> None:
    assert looks_rounded("370811199001011000")
    assert not looks_rounded("370811199001011234")
    assert "文本" in LOOKS_ROUNDED


@pytest.mark.parametrize(
    ("cell", "text"),
    [
        (13800001234.0, "13800001234"),
        ("'0012", "0012"),
        ('="0012"', "0012"),
        ("\u202e张\u200b三\ufeff", "张三"),
        ("张\n三", "张 三"),
        ("张\x00\x07三", "张三"),
        (None, ""),
        ({"d": "2026-03-01"}, "2026-03-01"),
        (1.5, "1.5"),
    ],
)
def test_a_cell_as_text(cell: Cell, text: str) -> None:
    assert text_of(cell) == text


# Words ----------------------------------------------------------------------------------------


def test_what_the_template_offers_is_understood() -> None:
    assert [words.kind_of(word, "") for word in CHOICES[Field.KIND]] == list(PERSON_KINDS)
    assert all(words.work_of(word) for word in CHOICES[Field.WORK])
    assert [words.post_of(word) for word in CHOICES[Field.POST]] == [Post.MANAGEMENT, Post.OTHER]
    assert [words.sex_of(word) for word in CHOICES[Field.SEX]] == ["male", "female"]


def test_kinds_of_work_are_those_of_the_register() -> None:
    offered = set(words.WORK) - {words.DELAYED}
    assert offered == set(Employment.Kind.values)


@pytest.mark.parametrize(
    ("number", "kind"),
    [
        ("370811199001011234", IdentityKind.RESIDENT_ID),
        ("37081119900101123x", IdentityKind.RESIDENT_ID),
        ("370811900101123", IdentityKind.RESIDENT_ID),
        ("810000199001011234", IdentityKind.HMT_PERMIT),
        ("911124199001011234", IdentityKind.FOREIGN_PERMANENT),
        ("ABC123456789012", IdentityKind.FOREIGN_PERMANENT),
        ("H12345678", IdentityKind.TRAVEL_PERMIT),
        ("E12345678", None),
        ("12345678", None),
    ],
)
def test_without_a_word_the_number_tells_the_document(
    number: str, kind: IdentityKind | None
) -> None:
    assert words.kind_of("", number) == kind


def test_each_document_is_known_by_its_own_name() -> None:
    for kind in PERSON_KINDS:
        assert words.kind_of(KIND_LABELS[kind], "") == kind


@pytest.mark.parametrize(
    ("word", "code"),
    [("美国", "USA"), ("韩国", "KOR"), ("USA", "USA"), ("日本籍", "JPN"), ("中国", "CHN")],
)
def test_nationalities_by_name_or_code(word: str, code: str) -> None:
    assert words.nationality_of(word) == code


def test_an_unknown_nationality_is_none() -> None:
    assert words.nationality_of("火星") is None
