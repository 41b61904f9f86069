"""Numbers of persons in a text that everybody will read: identity cards, phones, accounts."""

import re

_GAP = r"[^0-9A-Za-z\u4e00-\u9fff]{0,3}"
_IDENTITY = re.compile(rf"(?<!\d)[1-9](?:{_GAP}\d){{14,16}}(?:{_GAP}[\dXx])?(?!\d)")
_MOBILE = re.compile(
    rf"(?<!\d)(?:(?:00{_GAP}|\+{_GAP})?86{_GAP})?1{_GAP}[3-9](?:{_GAP}\d){{9}}(?!\d)"
)
_LANDLINE = re.compile(rf"(?<!\d)0{_GAP}[1-9]\d{{1,2}}{_GAP}[2-9](?:{_GAP}\d){{6,7}}(?!\d)")
_SPOKEN = re.compile(r"[〇零一二三四五六七八九幺两]{11,18}")
_LONG = re.compile(r"[0-9a-z]*[0-9](?:[\s\-.,/()]{0,3}[0-9]){4,}[0-9a-z]*", re.IGNORECASE)
_KINDS = (_IDENTITY, _MOBILE, _LANDLINE, _SPOKEN)
_WIDE = str.maketrans("０１２３４５６７８９Ｘｘ－", "0123456789Xx-")


def number_in(text: str) -> str:
    """Return the first number of a person in a text, empty when there is none."""
    plain = text.translate(_WIDE)
    for kind in _KINDS:
        if found := kind.search(plain):
            return found[0]
    return ""


def without_numbers(text: str) -> str:
    """Return a text with every such number hidden."""
    result = text.translate(_WIDE)
    for kind in _KINDS:
        result = kind.sub("（号码略）", result)
    return result


def without_long_numbers(text: str) -> str:
    """Return a text with every number of five and more digits left out, whatever it is."""
    return _LONG.sub(" ", text)
