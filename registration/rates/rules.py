"""Contributions as pure functions: the row that holds on a day, and what it makes of a base."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from decimal import ROUND_HALF_UP, Decimal
from enum import StrEnum
from typing import Protocol, TypeVar

CENT = Decimal("0.01")
PERSONAL_SHARE = Decimal(0)
"""Workers pay nothing for work-injury insurance (条例 Art.10)."""
CODE = re.compile(r"[A-Z]?(\d{2})\d{0,2}")


class Method(StrEnum):
    """What stands in for a payroll that is hard to measure (令10号)."""

    PROJECT_COST = "project_cost"
    FLOOR_AREA = "floor_area"
    TURNOVER = "turnover"
    OUTPUT = "output"


SHARES = frozenset({Method.PROJECT_COST, Method.TURNOVER})
"""Bases in yuan, of which a share in per cent is paid; the others cost yuan for each unit."""


class Dated(Protocol):
    """A row of a dated table."""

    from_on: date


Row = TypeVar("Row", bound=Dated)


@dataclass(frozen=True)
class Standard:
    """By what an industry pays from a day on: a share in per cent, or yuan for each unit."""

    method: Method
    rate: Decimal


def division_of(code: str) -> str:
    """Return the division of an industry code of GB/T 4754, with or without its letter."""
    found = CODE.fullmatch(code.strip().upper())
    return found.group(1) if found else ""


def holding(rows: Iterable[Row], *, on: date) -> Row | None:
    """Return the row of one thing that holds on a day: the latest that has begun."""
    begun = (row for row in rows if row.from_on <= on)
    return max(begun, key=lambda row: row.from_on, default=None)


def by_payroll(payroll: Decimal, rate: Decimal) -> Decimal:
    """Return what the employer pays for a payroll at a rate in per cent (条例 Art.10)."""
    return _cents(payroll * rate / 100)


def by_standard(measured: Decimal, standard: Standard) -> Decimal:
    """Return what the employer pays for what was measured instead of the payroll (令10号)."""
    amount = measured * standard.rate
    return _cents(amount / 100 if standard.method in SHARES else amount)


def _cents(amount: Decimal) -> Decimal:
    return amount.quantize(CENT, ROUND_HALF_UP)
