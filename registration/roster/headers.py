"""The columns of a roster: which words of a header mean which of them, and where the header is."""

import re
import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache


class Field(StrEnum):
    """A column that is used."""

    NAME = "name"
    KIND = "kind"
    NUMBER = "number"
    NATIONALITY = "nationality"
    SEX = "sex"
    BORN_ON = "born_on"
    STARTED_ON = "started_on"
    OUTLET = "outlet"
    JOB = "job"
    WORK = "work"
    POST = "post"
    PHONE = "phone"

    @property
    def label(self) -> str:
        """Return the word that the template uses."""
        return WORDS[self][0]


REQUIRED = (Field.NAME, Field.NUMBER, Field.STARTED_ON)
SEARCHED_LINES = 30
"""The header stands within the first lines of a sheet; titles and remarks may stand above it."""

WORDS: dict[Field, tuple[str, ...]] = {
    Field.NAME: (
        *("姓名", "职工姓名", "员工姓名", "人员姓名", "参保人姓名", "参保人员姓名", "工人姓名"),
        *("名字", "被保险人姓名", "中文姓名", "人员名称", "name"),
    ),
    Field.KIND: (
        *("证件类型", "证件种类", "证件类别", "身份证件类型", "有效证件类型", "证照类型"),
    ),
    Field.NUMBER: (
        *("证件号码", "身份证号码", "身份证号", "公民身份号码", "公民身份证号码", "居民身份证号码"),
        *("居民身份证号", "证件号", "有效证件号码", "身份证件号码", "身份证", "身份号码"),
        *("身份证件号", "社会保障号码", "社会保障号", "社保号", "idnumber", "idcard"),
    ),
    Field.NATIONALITY: ("国籍", "国籍地区", "国家地区", "国籍或地区"),
    Field.SEX: ("性别",),
    Field.BORN_ON: ("出生日期", "出生年月日", "出生年月", "生日", "出生时间"),
    Field.STARTED_ON: (
        *("用工日期", "用工之日", "用工开始日期", "用工起始日期", "用工时间", "入职日期"),
        *("入职时间", "到岗日期", "到岗时间", "上岗日期", "上岗时间", "进厂日期", "进厂时间"),
        *("进场日期", "入司日期", "入厂时间", "合同开始日期", "合同起始日期", "劳动合同起始日期"),
        *("合同签订日期", "开始工作日期", "录用日期", "参保日期", "参保时间", "增员日期"),
        *("参加工作时间", "参加工作日期", "参工时间", "工作时间"),
    ),
    Field.OUTLET: (
        *("网点", "网点名称", "所属网点", "所在网点", "工作网点", "快递网点", "末端网点"),
        *("网点编号", "网点备案号", "备案号", "许可号"),
    ),
    Field.JOB: (
        *("岗位", "工种", "岗位名称", "工作岗位", "岗位工种", "岗位或工种", "职务", "职位", "职业"),
        *("职业工种", "从事工作"),
    ),
    Field.WORK: ("用工形式", "用工类型", "用工性质", "用工方式"),
    Field.POST: ("岗位类别", "岗位性质", "是否管理技术岗位", "干部工人", "身份类别"),
    Field.PHONE: (
        *("手机号", "手机", "手机号码", "联系电话", "联系方式", "电话", "移动电话", "电话号码"),
        *("本人电话", "本人手机号"),
    ),
}

_MEANING = {
    word: (field, rank) for field, words in WORDS.items() for rank, word in enumerate(words)
}
_BRACKETS = re.compile(r"[(（\[【〔〈<][^)）\]】〕〉>]*[)）\]】〕〉>]")
_MARKS = re.compile(r"[\s*＊:：、/\\|·.\-_—★☆\"'“”]+")


@dataclass(frozen=True)
class Header:
    """Where the header stands and what its columns mean, counted from 0."""

    line: int
    columns: Mapping[Field, int]
    titles: tuple[str, ...]
    last_line: int

    @property
    def missing(self) -> list[Field]:
        """Return the columns without which nobody can be registered."""
        return [field for field in REQUIRED if field not in self.columns]

    @property
    def unused(self) -> list[str]:
        """Return the titles of the columns that are left alone."""
        used = set(self.columns.values())
        return [title for place, title in enumerate(self.titles) if title and place not in used]


@lru_cache(maxsize=512)
def key_of(title: str) -> str:
    """Return a title without remarks in brackets, marks of obligation, spaces and case."""
    folded = unicodedata.normalize("NFKC", title)
    return _MARKS.sub("", _BRACKETS.sub("", folded)).casefold()


def find(lines: Sequence[Sequence[str]]) -> Header | None:
    """Return the best header of the first lines: at least a name and a number, most columns first.

    A header may take two lines: a group above and the words below, or merged cells.
    """
    best: Header | None = None
    for header in _candidates(lines[:SEARCHED_LINES]):
        if best is None or len(header.columns) > len(best.columns):
            best = header
    return best


def _candidates(lines: Sequence[Sequence[str]]) -> Iterator[Header]:
    for number, titles in enumerate(lines):
        single = _read(titles, line=number, last_line=number)
        if single is not None:
            yield single
        if number + 1 < len(lines):
            joined = _read(_joined(titles, lines[number + 1]), line=number, last_line=number + 1)
            if joined is not None and _below_are_titles(lines[number + 1]):
                yield joined


def _joined(above: Sequence[str], below: Sequence[str]) -> list[str]:
    """Return the titles of a header of two lines: the lower word where there is one."""
    width = max(len(above), len(below))
    upper, lower = ([*line, *[""] * (width - len(line))] for line in (above, below))
    return [under.strip() or over for over, under in zip(upper, lower, strict=True)]


def _below_are_titles(line: Sequence[str]) -> bool:
    """Say whether a line holds words of headers only: the first worker is no title."""
    words = [title for title in line if title.strip()]
    return (
        bool(words)
        and all(not any(char.isdigit() for char in word) for word in words)
        and any(key_of(word) in _MEANING for word in words)
    )


def _read(titles: Sequence[str], *, line: int, last_line: int) -> Header | None:
    """Return a line as a header, or None when it names neither person nor number."""
    columns: dict[Field, int] = {}
    ranks: dict[Field, int] = {}
    for place, title in enumerate(titles):
        field, rank = _MEANING.get(key_of(title), (None, 0))
        if field is not None and rank < ranks.get(field, len(WORDS[field])):
            columns[field], ranks[field] = place, rank
    if Field.NAME not in columns or Field.NUMBER not in columns:
        return None
    return Header(line, columns, tuple(_shown(title) for title in titles), last_line)


def _shown(title: str) -> str:
    return " ".join(title.split())[:40]
