"""Cells as values: each reader raises ValueError with the sentence that the report shows."""

import re
from collections.abc import Callable
from datetime import date
from decimal import Decimal
from typing import TypeVar

from portal.accounts.identifiers import (
    KIND_LABELS,
    PERSON_KINDS,
    IdentityKind,
    validate_identity_number,
)
from portal.accounts.identifiers import normalise as normalise_number
from portal.crypto import mask_id
from portal.law.words import day_words
from portal.ui.text import normalise
from registration.models.employer import FROM_BUSINESS_REGISTER, EmployerKind

Value = TypeVar("Value")

EARLIEST = date(1900, 1, 1)
DAY = re.compile(
    r"(\d{4})(?:[-/.年])(\d{1,2})(?:[-/.月])(\d{1,2})日?(?:[ T]0?0:00(?::00)?)?|(\d{4})(\d\d)(\d\d)"
)
MONTH = re.compile(r"(\d{4})(?:[-/.年])(\d{1,2})月?(?:[-/.]0?1)?|(\d{4})(\d\d)")
AMOUNT = re.compile(r"(?:\d{1,3}(?:,\d{3})+|\d+)(?:\.\d{1,2})?")
ROUNDED = re.compile(r"\d(?:\.\d+E\+?|E\+)\d+", re.IGNORECASE)
INDUSTRY = re.compile(r"[A-T]?\d{2,4}|[A-T]")
PHONE = re.compile(r"[\d+\-()（）、,，;； 转]{5,40}")
YES = {"是", "1", "true", "yes", "已到账", "已缴", "到账"}
NO = {"否", "0", "false", "no", "未到账", "未缴"}
ACTIVE = {"", "在业", "存续", "开业", "在营", "正常", "登记成立", "存续（在营、开业、在册）"}
REVOKED = {"吊销", "吊销未注销", "吊销，未注销"}
CLOSED = {"注销", "已注销", "吊销已注销", "吊销，已注销"}
DOCUMENTS = {KIND_LABELS[kind]: kind for kind in PERSON_KINDS} | {
    **{kind.value: kind for kind in PERSON_KINDS},
    "身份证": IdentityKind.RESIDENT_ID,
}


class Cells:
    """The cells of one row as they are read; what is wrong is collected, not raised."""

    def __init__(self, cells: dict[str, str]) -> None:
        self._cells = cells
        self.reasons: list[str] = []

    def text(self, name: str) -> str:
        """Return a cell in the portal's one shape of text."""
        cell = self._cells.get(name, "")
        return cell if cell.isascii() else normalise(cell)

    def take(self, name: str, read: Callable[[str], Value]) -> Value | None:
        """Return what a cell means, or None with the reason noted; empty cells are None."""
        text = self.text(name)
        return self._read(text, read) if text else None

    def need(self, name: str, label: str, read: Callable[[str], Value]) -> Value | None:
        """Return what a cell means; an empty one is a reason too."""
        text = self.text(name)
        if text:
            return self._read(text, read)
        self.reasons.append(f"没有填{label}")
        return None

    def _read(self, text: str, read: Callable[[str], Value]) -> Value | None:
        try:
            return read(text)
        except ValueError as error:
            self.reasons.append(str(error))
            return None


def words(label: str, most: int) -> Callable[[str], str]:
    """Return the reader of a text that may be so long."""

    def read(text: str) -> str:
        if len(text) > most:
            raise ValueError(f"{label}超过 {most} 个字")
        return text

    return read


def credit_code(text: str) -> str:
    """Read a unified social credit code."""
    _refuse_rounded(text, "统一社会信用代码")
    return validate_identity_number(IdentityKind.CREDIT_CODE, _unquoted(text))


def document_kind(text: str) -> IdentityKind:
    """Read the kind of a person's document."""
    try:
        return DOCUMENTS[text]
    except KeyError:
        raise ValueError(f"证件类型“{text[:20]}”认不出来") from None


def document_number(kind: IdentityKind | None) -> Callable[[str], str]:
    """Return the reader of a number of this kind; where the kind is unclear nothing is checked."""

    def read(text: str) -> str:
        _refuse_rounded(text, "证件号码")
        return validate_identity_number(kind, _unquoted(text)) if kind else text

    return read


def masked(text: str) -> str:
    """Return whatever stands in a cell for numbers so that it names nobody."""
    return mask_id(_unquoted(text))[:120]


def employer_kind(text: str) -> EmployerKind:
    """Read what an employer is; the kinds that other organs register are refused."""
    kind = _kind(text)
    if kind not in FROM_BUSINESS_REGISTER:
        raise ValueError(f"{kind.label}不由市场监管部门登记，请单位自己申请参保登记")
    return kind


def industry(text: str) -> str:
    """Read a code of GB/T 4754."""
    code = text.upper()
    if not INDUSTRY.fullmatch(code):
        raise ValueError(f"行业代码“{text[:10]}”不对，应是门类字母和 2 至 4 位数字，例如 C3411")
    return code


def telephone(text: str) -> str:
    """Read the telephone number of an office; landlines and several numbers are taken."""
    if not PHONE.fullmatch(text):
        raise ValueError("单位电话里有不是号码的字，或者太长")
    return text


def is_closed(text: str) -> bool:
    """Read whether the registering organ has struck the employer off; a revoked one still is."""
    if text in CLOSED:
        return True
    if text in ACTIVE or text in REVOKED:
        return False
    raise ValueError(f"登记状态“{text[:20]}”认不出来")


def day(label: str, *, latest: date) -> Callable[[str], date]:
    """Return the reader of a day that is not after another one."""

    def read(text: str) -> date:
        found = _civil(label, text)
        if found > latest:
            raise ValueError(f"{label}晚于{day_words(latest)}")
        return found

    return read


def month(latest: date) -> Callable[[str], date]:
    """Return the reader of a month, which is its first day, not after a day."""

    def read(text: str) -> date:
        match = MONTH.fullmatch(text)
        numbers = [int(group) for group in match.groups() if group] if match else []
        if len(numbers) != 2 or not 1 <= numbers[1] <= 12 or numbers[0] < EARLIEST.year:
            raise ValueError(f"费款所属期“{text[:12]}”不对，应写成 2026-10 这样")
        first = date(numbers[0], numbers[1], 1)
        if first > latest:
            raise ValueError(f"费款所属期晚于{day_words(latest)}")
        return first

    return read


def amount(label: str, *, digits: int) -> Callable[[str], Decimal]:
    """Return the reader of an amount of yuan with so many digits before the point."""

    def read(text: str) -> Decimal:
        plain = text.removeprefix("¥").removeprefix("￥")
        if not AMOUNT.fullmatch(plain):
            raise ValueError(f"{label}“{text[:20]}”不对，应是不小于 0、最多两位小数的金额")
        plain = plain.replace(",", "")
        if len(plain.partition(".")[0].lstrip("0")) > digits:
            raise ValueError(f"{label}太大，请核对单位是不是元")
        return Decimal(plain).quantize(Decimal("0.01"))

    return read


def yes_or_no(label: str) -> Callable[[str], bool]:
    """Return the reader of 是 and 否."""

    def read(text: str) -> bool:
        if text.casefold() in YES:
            return True
        if text.casefold() in NO:
            return False
        raise ValueError(f"{label}“{text[:10]}”不对，应写是或者否")

    return read


def _civil(label: str, text: str) -> date:
    match = DAY.fullmatch(text)
    numbers = [int(group) for group in match.groups() if group] if match else []
    try:
        found = date(*numbers) if numbers else None
    except ValueError:
        found = None
    if found is None or found < EARLIEST:
        raise ValueError(f"{label}“{text[:20]}”不是一个日期，应写成 2026-10-01 这样")
    return found


def _kind(text: str) -> EmployerKind:
    for kind in EmployerKind:
        if text in {kind.value, kind.label}:
            return kind
    for word, kind in (
        ("合作社", EmployerKind.COOPERATIVE),
        ("个体", EmployerKind.SOLE_TRADER),
        ("公司", EmployerKind.COMPANY),
        ("企业", EmployerKind.COMPANY),
        ("全民所有制", EmployerKind.COMPANY),
        ("集体所有制", EmployerKind.COMPANY),
    ):
        if word in text:
            return kind
    raise ValueError(f"单位类型“{text[:30]}”认不出来")


def plain_number(text: str) -> str:
    """Return a number in the shape in which equal ones are equal, whether it is right or not."""
    return normalise_number(_unquoted(normalise(text)))


def month_key(text: str) -> str:
    """Return a month in the shape in which equal ones are equal."""
    match = MONTH.fullmatch(normalise(text))
    numbers = [group for group in match.groups() if group] if match else [text]
    return "-".join(number.zfill(2) for number in numbers)


def _unquoted(text: str) -> str:
    """Return a number without the marks by which spreadsheets keep numbers as text."""
    return text.removeprefix('="').removesuffix('"').removeprefix("'")


def _refuse_rounded(text: str, label: str) -> None:
    if ROUNDED.fullmatch(text):
        raise ValueError(f"{label}被表格软件改成了科学计数，后几位已经丢了，请用文本格式重新导出")
