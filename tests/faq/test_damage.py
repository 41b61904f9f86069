"""What is wrong with a scanned text, and with an answer that does not answer."""

import pytest

from faq.intake.damage import answers_first, doubts_in


@pytest.mark.parametrize(
    ("text", "stretch"),
    [
        ("材料齐全的立立受理", "立立"),
        ("移交应急部/门处理", "部/门"),
        ("由应急部 | 门处理", "部 | 门"),
        ("根据《条例》第四条", "《条例》"),
        ("可以到 http://example.invalid/a 查询", "http://example.invalid/a"),
        ("参保□登记", "□"),
        ("参保\ufffd登记", "\ufffd"),
    ],
)
def test_a_damaged_stretch_is_named(text: str, stretch: str) -> None:
    assert [one.text for one in doubts_in(text)] == [stretch]


@pytest.mark.parametrize(
    "text",
    [
        "天天加班，常常到很晚，谢谢。",
        "《工伤保险条例》第十四条",
        "https://example.invalid/",
        "妈妈和爸爸",
    ],
)
def test_what_is_right_is_left_alone(text: str) -> None:
    assert doubts_in(text) == []


@pytest.mark.parametrize(
    ("question", "short", "is_first"),
    [
        ("小时工受伤，算工伤吗？", "算。小时工也能认定工伤。", True),
        ("小时工受伤，算工伤吗？", "《工伤保险条例》第二条和第六十二条有规定。", False),
        ("单位能不能不参加？", "不能。所有单位都要参加。", True),
        ("单位能不能不参加？", "参加工伤保险是法定义务。", False),
        ("要带什么材料？", "诊断证明和劳动关系证明。", True),
    ],
)
def test_a_yes_or_no_comes_first_where_it_is_asked_for(
    question: str, short: str, is_first: bool
) -> None:
    assert answers_first(question, short) is is_first
