"""Numbers with a unit in a text: 30 日, 60 个工作日, 100 元; days of the calendar are none."""

import re
from dataclasses import dataclass

_QUANTITY = re.compile(r"(\d+(?:\.\d+)?)\s*(个工作日|工作日|个月|日|天|年|小时|元|%|％|倍)")
_NO_QUANTITY = re.compile(r"\d{4}\s*年|\d+\s*月\s*\d+\s*日|〔\d+〕|第\s*\d+\s*")
SAME_UNIT = {"个工作日": "工作日", "天": "日", "％": "%"}


@dataclass(frozen=True)
class Quantity:
    """One number, its unit, 天 and 日 being the same, and where it stands in the text."""

    number: str
    unit: str
    span: tuple[int, int]


def quantities(text: str) -> list[Quantity]:
    """Return the quantities of a text in their order."""
    bare = _NO_QUANTITY.sub(lambda found: " " * len(found[0]), text)
    return [
        Quantity(found[1], SAME_UNIT.get(found[2], found[2]), found.span())
        for found in _QUANTITY.finditer(bare)
    ]
