"""How much is granted and for how many months: pure arithmetic in cents; the numbers are data.

Paid first and claimed afterwards, at most two thirds of what was really paid, as a rule three
years, until retirement for those who have less than five years to go. The wording of the city's
notice has not been checked; administrators keep the numbers with their source.
"""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date
from decimal import ROUND_HALF_UP, Decimal

from portal.law.term import corresponding_day

CENT = Decimal("0.01")
YEAR = 12


@dataclass(frozen=True)
class Share:
    """Which part of the contributions of a month is granted, and at most how much."""

    numerator: int
    denominator: int
    month_cap: Decimal | None = None


@dataclass(frozen=True)
class Length:
    """How many months are granted, and from when on until retirement."""

    most_months: int
    years_before_retirement: int


def month_amount(paid: Decimal, share: Share) -> Decimal:
    """Return what is granted for a month: the share of what was paid, half a cent rounded up."""
    amount = (paid * share.numerator / share.denominator).quantize(CENT, ROUND_HALF_UP)
    return amount if share.month_cap is None else min(amount, share.month_cap)


def total(amounts: Iterable[Decimal]) -> Decimal:
    """Return the sum to the cent."""
    return sum(amounts, Decimal(0)).quantize(CENT)


def too_many(
    asked: Collection[date],
    before: Collection[date],
    length: Length,
    *,
    retires_on: date | None = None,
) -> str | None:
    """Return why these months are more than somebody may have, or None.

    `before` are the months granted before. Whoever had at most so many years to retirement in the
    first month of all is granted every month until then.
    """
    first = min((*asked, *before))
    near = corresponding_day(first, months=length.years_before_retirement * YEAR)
    if retires_on is not None and retires_on <= near:
        late = [month for month in asked if month >= retires_on]
        return (
            f"{retires_on.year}年{retires_on.month}月退休，退休以后的月份不补。" if late else None
        )
    count = len({*asked, *before})
    if count <= length.most_months:
        return None
    return (
        f"已经补过{len(set(before))}个月，加上这次共{count}个月，最多补{length.most_months}个月。"
    )
