"""Rows about money as they are checked: months of employers, months of people, benefits."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from portal.accounts.identities import number_index
from registration.imports import values
from registration.imports.columns import Subject, label_of
from registration.imports.results import Batch, Result, refusal
from registration.imports.values import Cells

DUE_WITHIN = timedelta(days=366)


@dataclass(frozen=True, slots=True)
class Money:
    """What a row says: about whom, by blind index, what makes it unique, and the values."""

    line: int
    name: str
    employer: str
    person: tuple[str, str]
    key: Any
    values: dict[str, Any]


def check(batch: Batch) -> tuple[list[Money], list[Result]]:
    """Return what the rows of a batch say, and the rows that are refused with all reasons."""
    subject = Subject(batch.run.subject)
    read = _READERS[subject]
    good: list[Money] = []
    bad: list[Result] = []
    for row in batch.rows:
        cells = Cells(row.cells)
        cells.reasons = batch.reasons(row)
        money = None if row.fault else read(row.line, cells, batch)
        if money is None or cells.reasons:
            bad.append(refusal(row.line, _who(cells, subject), cells.reasons))
        else:
            good.append(money)
    return good, bad


def _who(cells: Cells, subject: Subject) -> str:
    """Name whom a row is about: an employer by its code, a person by a masked number only."""
    if subject is Subject.EMPLOYER_MONTHS:
        return cells.text("credit_code")[:18]
    return values.masked(cells.text("document_number"))


def _employer_month(line: int, cells: Cells, batch: Batch) -> Money | None:
    label, as_of = _labels(Subject.EMPLOYER_MONTHS), batch.run.as_of
    code = cells.need("credit_code", label("credit_code"), values.credit_code)
    month = cells.need("month", label("month"), values.month(as_of))
    found: dict[str, Any] = {
        name: cells.need(name, label(name), values.amount(label(name), digits=12))
        for name in ("payable", "paid")
    }
    for name in ("surcharge_paid", "fine"):
        amount = cells.take(name, values.amount(label(name), digits=12))
        found |= {} if amount is None else {name: amount}
    found["paid_on"] = cells.take("paid_on", values.day(label("paid_on"), latest=as_of))
    latest = as_of + DUE_WITHIN
    found["due_on"] = cells.need(
        "due_on", label("due_on"), values.day(label("due_on"), latest=latest)
    )
    if cells.reasons or code is None or month is None:
        return None
    cells.reasons += _contradictions(found)
    if not month <= found["due_on"] <= month + DUE_WITHIN:
        cells.reasons.append("缴费截止日和费款所属期对不上")
    return Money(line, code, number_index(code), ("", ""), month, found)


def _contradictions(found: dict[str, Any]) -> list[str]:
    """Return what the amounts and the day of payment say against each other."""
    payable, paid, paid_on = found["payable"], found["paid"], found["paid_on"]
    if paid > payable:
        return ["已缴金额大于应缴金额"]
    if paid < payable and paid_on:
        return ["还没有缴清，却有缴清日期"]
    if paid == payable > 0 and not paid_on:
        return ["已经缴清，却没有缴清日期"]
    return []


def _contribution(line: int, cells: Cells, batch: Batch) -> Money | None:
    label, as_of = _labels(Subject.CONTRIBUTIONS), batch.run.as_of
    person, number = _person(cells, label)
    code = cells.need("credit_code", label("credit_code"), values.credit_code)
    month = cells.need("month", label("month"), values.month(as_of))
    base = cells.need("base", label("base"), values.amount(label("base"), digits=10))
    is_paid = cells.need("is_paid", label("is_paid"), values.yes_or_no(label("is_paid")))
    if cells.reasons or code is None:
        return None
    found = {"base": base, "is_paid": is_paid}
    return Money(line, values.masked(number), number_index(code), person, month, found)


def _benefit(line: int, cells: Cells, batch: Batch) -> Money | None:
    label, as_of = _labels(Subject.BENEFITS), batch.run.as_of
    person, number = _person(cells, label)
    reference = cells.need("reference", label("reference"), values.words(label("reference"), 40))
    found: dict[str, Any] = {
        "name": cells.need("name", label("name"), values.words(label("name"), 40)),
        "paid_on": cells.need(
            "paid_on", label("paid_on"), values.day(label("paid_on"), latest=as_of)
        ),
        "amount": cells.need("amount", label("amount"), values.amount(label("amount"), digits=10)),
    }
    if found["amount"] == 0:
        cells.reasons.append("金额是 0")
    if cells.reasons:
        return None
    return Money(line, values.masked(number), "", person, reference, found)


def _person(cells: Cells, label: Callable[[str], str]) -> tuple[tuple[str, str], str]:
    """Return whom a row is about, by kind and blind index, and the number itself."""
    kind = cells.need("document_kind", label("document_kind"), values.document_kind)
    number = cells.need("document_number", label("document_number"), values.document_number(kind))
    if not kind or not number:
        return ("", ""), ""
    return (kind.value, number_index(number)), number


def _labels(subject: Subject) -> Callable[[str], str]:
    return lambda name: label_of(subject, name)


_READERS: dict[Subject, Callable[[int, Cells, Batch], Money | None]] = {
    Subject.EMPLOYER_MONTHS: _employer_month,
    Subject.CONTRIBUTIONS: _contribution,
    Subject.BENEFITS: _benefit,
}
