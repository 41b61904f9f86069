"""What is wrong with a text that a machine has read from paper, and with an answer made of it."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from faq.search.words import cut

DOUBLES = frozenset(
    "一天常往刚谢人多仅渐慢好看问试等处时年月事件样个种大小早明偏单恰默纷久妈爸爷奶哥姐弟妹叔太宝"
)
"""Characters that stand twice in words that are right."""
_DOUBLE = re.compile(r"([\u4e00-\u9fff])\1")
_SLASH = re.compile(r"[\u4e00-\u9fff]\s*[/|]\s*[\u4e00-\u9fff]")
_LOST = re.compile("[\ufffd□■]+")
_BARE = re.compile(r"《条例》")
_PLAIN_LINK = re.compile(r"http://\S+")
_YES_OR_NO = re.compile(r"(吗|是否|能不能|可不可以|算不算|有没有|要不要|行不行|是不是)")
_YES = (*tuple("是不能算要有没看照行"), "可以", "应当", "必须", "一般")


@dataclass(frozen=True)
class Doubt:
    """A stretch of a text that somebody has to look at, and why.

    What `bars` is wrong wherever it stands; the rest may be right.
    """

    text: str
    why: str
    bars: bool = True


def doubts_in(text: str) -> list[Doubt]:
    """Return what in a scanned text is likely damaged, or means more than one thing."""
    return list(dict.fromkeys(_doubts(text)))


def _doubts(text: str) -> Iterator[Doubt]:
    for double in _doubles(text):
        yield Doubt(double, "两个字连着一样，可能认错了，请照原件重新打")
    for found in _SLASH.finditer(text):
        yield Doubt(found[0], "中间有斜线，可能是换栏把一个词断开了", bars=False)
    for found in _LOST.finditer(text):
        yield Doubt(found[0], "这里有字没有认出来")
    for found in _BARE.finditer(text):
        yield Doubt(found[0], "没有写明是哪个条例，请写全名")
    for found in _PLAIN_LINK.finditer(text):
        yield Doubt(found[0], "网址不是加密的（http），请核对现在的网址", bars=False)


def _doubles(text: str) -> Iterator[str]:
    """Yield a character that stands twice, unless two whole words meet there: 职工 and 工资."""
    begins, ends = _edges(text)
    for found in _DOUBLE.finditer(text):
        middle = found.start() + 1
        if found[1] not in DOUBLES and not (middle in ends and middle in begins):
            yield found[0]


def _edges(text: str) -> tuple[set[int], set[int]]:
    """Return where words of more than one character begin, and where they end."""
    place, begins, ends = 0, set(), set()
    for word in cut(text):
        if len(word) > 1:
            begins.add(place)
            ends.add(place + len(word))
        place += len(word)
    return begins, ends


def asks_yes_or_no(question: str) -> bool:
    """Say whether a question wants a yes or a no."""
    return bool(_YES_OR_NO.search(question))


def answers_first(question: str, short: str) -> bool:
    """Say whether the one sentence answers the question before it says anything else."""
    return not asks_yes_or_no(question) or short.lstrip("“‘ ").startswith(_YES)
