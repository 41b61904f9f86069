"""Places in the law as editors write them, and what the page says of the texts."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from faq.laws import Place, UnknownPlaceError, by_text, place_of
from portal.law.instruments import INSTRUMENTS


@pytest.mark.parametrize(
    ("typed", "words"),
    [
        ("gsbx:14(6)", "《工伤保险条例》第十四条第（六）项"),
        ("gsbx：14（6）", "《工伤保险条例》第十四条第（六）项"),
        ("gsbx:17.2", "《工伤保险条例》第十七条第二款"),
        ("gsbx:15.1(1)", "《工伤保险条例》第十五条第一款第（一）项"),
        (" ldjd:10 ", "《劳动能力鉴定管理办法》第十条"),
        ("zysh", "《新就业形态人员职业伤害保障扩大试点的通知》"),
    ],
)
def test_a_place_is_written_as_lawyers_write_it(typed: str, words: str) -> None:
    assert place_of(typed).words == words


@pytest.mark.parametrize(
    "typed", ["", "gsbx:", "gsbx:14(", "条例:14", "xxxx:1", "gsbx:1400", "gsbx 14"]
)
def test_what_names_no_text_or_place_is_unknown(typed: str) -> None:
    with pytest.raises(UnknownPlaceError):
        place_of(typed)


@given(
    code=st.sampled_from(sorted(INSTRUMENTS)),
    article=st.integers(1, 999),
    paragraph=st.integers(0, 99),
    item=st.integers(0, 99),
)
def test_a_place_reads_back_as_itself(code: str, article: int, paragraph: int, item: int) -> None:
    place = Place(code, article, paragraph, item)
    assert place_of(str(place)) == place


def test_a_text_is_named_once_with_all_its_places() -> None:
    found = by_text([place_of(one) for one in ("gsbx:35", "sbf:41", "gsbx:36", "gsbx:14(6)")])
    assert [one.words for one in found] == [
        "《工伤保险条例》第三十五条、第三十六条、第十四条第（六）项",
        "《中华人民共和国社会保险法》第四十一条",
    ]


def test_the_page_says_since_when_a_text_is_in_force_and_what_is_not_known() -> None:
    assert "2011年1月1日起施行，2026年11月24日核对时有效" in place_of("gsbx:14").standing
    assert "现在是否有效，待核实" in place_of("sdss:25").standing
    assert "施行" not in place_of("lwpq:10").standing
