"""Numbers of persons are found however they are typed; numbers of the law are left alone."""

import pytest

from faq.personal import number_in, without_numbers


@pytest.mark.parametrize(
    "text",
    [
        "身份证370811199001011234",
        "身份证 3708 1119 9001 0112 34",
        "37081119900101123X",
        "370811900101123",
        "电话13800138000",
        "138-0013-8000",
        "+86 138 0013 8000",
        "１３８００１３８０００",
        "0537-2345678",
        "座机05372345678",
        "电话008613912345678",
        "（0537）2345678",
        "139—1234—5678",
        "139/1234/5678",
        "139_1234_5678",
        "+86(139)12345678",
        "139  1234\u200b5678",
        "370811,19900101,1234",
        "一三九一二三四五六七八",
    ],
)
def test_a_number_of_a_person_is_found_and_hidden(text: str) -> None:
    assert number_in(text)
    assert number_in(without_numbers(text)) == ""


@pytest.mark.parametrize(
    "text",
    [
        "打 12333 问",
        "2026年11月24日起 30 日内",
        "人社部发〔2025〕62号第十四条",
        "一次性工亡补助金 1075280 元",
        "387300.00 元 ÷ 107 人",
        "案件 2026-000123",
    ],
)
def test_numbers_of_law_and_money_are_left_alone(text: str) -> None:
    assert number_in(text) == ""
    assert without_numbers(text) == text
