"""Numbers of licences and filings in one shape; their form differs from province to province."""

import re

from portal.ui.text import normalise_code

SHORTEST, LONGEST = 4, 40
NUMBER = re.compile(r"[0-9A-Z\u3400-\u9fff()\[\]〔〕/-]+")


def outlet_key(text: str) -> str:
    """Return a number in the shape in which equal ones are equal, whether it is right or not."""
    return normalise_code(text).upper()


def outlet_number(text: str) -> str:
    """Return a number that can be one, or raise ValueError with the sentence for whoever typed."""
    number = outlet_key(text)
    if not SHORTEST <= len(number) <= LONGEST or not NUMBER.fullmatch(number):
        raise ValueError(
            f"许可号或者备案号不对，应是证上的 {SHORTEST} 到 {LONGEST} 个数字、字母和汉字"
        )
    if not any(character.isdigit() for character in number):
        raise ValueError("许可号或者备案号里应当有数字")
    return number
