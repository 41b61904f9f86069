"""The columns of each file: the English name, the Chinese words of headers that mean the same."""

import re
from dataclasses import dataclass
from functools import cache, lru_cache

from portal.ui.text import normalise_code
from registration.models import ImportRun

Subject = ImportRun.Subject


@dataclass(frozen=True)
class Column:
    """One column: its English name, the header words that are taken for it, the first one ours."""

    name: str
    words: tuple[str, ...]
    is_required: bool = False

    @property
    def label(self) -> str:
        """Return the word by which the report names the column."""
        return self.words[0]


CREDIT_CODE = Column(
    "credit_code", ("统一社会信用代码", "社会信用代码", "信用代码", "统一代码"), is_required=True
)
MONTH = Column("month", ("费款所属期", "所属期", "月份"), is_required=True)
DOCUMENT_KIND = Column("document_kind", ("证件类型", "证件种类"), is_required=True)
DOCUMENT_NUMBER = Column(
    "document_number", ("证件号码", "身份证号", "公民身份号码"), is_required=True
)

COLUMNS: dict[Subject, tuple[Column, ...]] = {
    Subject.EMPLOYERS: (
        CREDIT_CODE,
        Column("name", ("单位名称", "企业名称", "市场主体名称", "名称"), is_required=True),
        Column("kind", ("单位类型", "市场主体类型", "企业类型", "类型"), is_required=True),
        Column("legal_representative", ("法定代表人或负责人", "法定代表人", "负责人", "经营者")),
        Column(
            "county",
            ("县市区", "县区", "区县", "所属县市区", "县市区代码", "county_code", "county_name"),
            is_required=True,
        ),
        Column("town", ("镇街", "乡镇街道", "镇街代码", "town_code", "town_name")),
        Column("address", ("地址", "住所", "经营场所", "注册地址")),
        Column("phone", ("单位电话", "联系电话", "电话")),
        Column("industry_code", ("行业代码", "国民经济行业代码")),
        Column("founded_on", ("成立日期", "注册日期")),
        Column(
            "parent_credit_code",
            ("上级单位代码", "上级统一社会信用代码", "隶属单位代码", "隶属企业代码"),
        ),
        Column("status", ("登记状态", "经营状态", "状态")),
        Column("closed_on", ("注销日期",)),
    ),
    Subject.EMPLOYER_MONTHS: (
        CREDIT_CODE,
        MONTH,
        Column("payable", ("应缴金额", "应缴"), is_required=True),
        Column("paid", ("已缴金额", "已缴", "实缴金额"), is_required=True),
        Column("paid_on", ("缴清日期", "缴费日期")),
        Column("due_on", ("缴费截止日", "缴款期限"), is_required=True),
        Column("surcharge_paid", ("已缴滞纳金",)),
        Column("fine", ("未缴罚款", "罚款")),
    ),
    Subject.CONTRIBUTIONS: (
        DOCUMENT_KIND,
        DOCUMENT_NUMBER,
        CREDIT_CODE,
        MONTH,
        Column("base", ("缴费工资", "缴费基数"), is_required=True),
        Column("is_paid", ("是否到账", "到账标志", "已到账"), is_required=True),
    ),
    Subject.BENEFITS: (
        DOCUMENT_KIND,
        DOCUMENT_NUMBER,
        Column("reference", ("支付编号", "业务编号"), is_required=True),
        Column("name", ("待遇项目", "项目"), is_required=True),
        Column("paid_on", ("支付日期", "发放日期"), is_required=True),
        Column("amount", ("金额", "支付金额"), is_required=True),
    ),
    Subject.OUTLETS: (
        Column(
            "number",
            ("许可号或者备案号", "经营许可号", "许可证号", "备案号", "许可备案号"),
            is_required=True,
        ),
        Column("name", ("网点名称", "末端网点名称", "名称"), is_required=True),
        CREDIT_CODE,
        Column(
            "county",
            ("县市区", "县区", "区县", "县市区代码", "county_code", "county_name"),
            is_required=True,
        ),
        Column("status", ("状态", "经营状态", "网点状态"), is_required=True),
    ),
}


@dataclass(frozen=True)
class Head:
    """A header that was understood: the name at each place, empty where the column is not used."""

    names: tuple[str, ...]
    ignored: tuple[str, ...]


def understand(words: list[str], columns: tuple[Column, ...]) -> Head:
    """Return what each header word means; raises ValueError with the sentence for the sender."""
    known = names_of(columns)
    found = [known.get(key_of(word), "") for word in words]
    names = [name for name in found if name]
    twice = [column for column in columns if names.count(column.name) > 1]
    if twice:
        labels = "、".join(column.label for column in twice)
        raise ValueError(f"表头里“{labels}”不止一栏，请只留一栏")
    missing = [c.label for c in columns if c.is_required and c.name not in names]
    if missing:
        raise ValueError(
            f"表头里缺少“{'、'.join(missing)}”。第一行应是表头，栏目名称见数据格式说明"
        )
    ignored = tuple(word for word, name in zip(words, found, strict=True) if word and not name)
    return Head(tuple(found), ignored)


def names_of(columns: tuple[Column, ...]) -> dict[str, str]:
    """Return the name of a column by the key of each word that is taken for it."""
    return {
        key_of(word): column.name for column in columns for word in (column.name, *column.words)
    }


@cache
def label_of(subject: Subject, name: str) -> str:
    """Return the word by which the report names a column."""
    return next(column.label for column in COLUMNS[subject] if column.name == name)


@lru_cache(maxsize=256)
def key_of(word: str) -> str:
    """Return a header word without case, spaces, marks of obligation and remarks in brackets."""
    return re.sub(r"\(.*?\)|[*:]", "", normalise_code(word)).casefold()
