"""What an employer owes: open contributions, the late surcharge day by day, fines.

The surcharge runs from the day after the last day of payment to the day of payment, or to today,
at the rate in force on each day (社会保险法 Art.86); it is exact and rounded once, at the end.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import ROUND_HALF_UP, Decimal

from registration.filings.facts import Owed

CENT = Decimal("0.01")
PARTS = 100_000
DAY = timedelta(days=1)


@dataclass(frozen=True)
class Rate:
    """The surcharge of a day, in hundred-thousandths of what is open, from a day on."""

    from_on: date
    per_100000: int


@dataclass(frozen=True)
class MonthFigures:
    """One month as the tax service reported it."""

    payable: Decimal
    paid: Decimal
    paid_on: date | None
    due_on: date
    surcharge_paid: Decimal
    fine: Decimal
    paid_before: Decimal = Decimal(0)


def surcharge(amount: Decimal, *, due_on: date, until: date, rates: Sequence[Rate]) -> Decimal:
    """Return the surcharge on an amount from the day after `due_on` to `until`, both counted.

    `rates` stand in the order of their days. Raises LookupError when a day has no rate.
    """
    first = due_on + DAY
    if until < first or amount <= 0:
        return Decimal(0).quantize(CENT)
    if not rates or rates[0].from_on > first:
        message = f"no surcharge rate is in force on {first}"
        raise LookupError(message)
    ends = [rate.from_on - DAY for rate in rates[1:]] + [until]
    weight = sum(
        rate.per_100000 * max(0, (min(end, until) - max(rate.from_on, first)).days + 1)
        for rate, end in zip(rates, ends, strict=True)
    )
    return (amount * weight / PARTS).quantize(CENT, rounding=ROUND_HALF_UP)


def owed_for(month: MonthFigures, *, today: date, rates: Sequence[Rate]) -> Owed:
    """Return what is open of one month today.

    Of a month that was paid in part the rest carries the surcharge until today; once the rest
    came, it carries it to that day. `paid_before` is what had been paid before the rest.
    """
    rest = max(month.payable - month.paid, Decimal(0))
    if rest:
        charged = surcharge(rest, due_on=month.due_on, until=today, rates=rates)
    else:
        until = month.paid_on or month.due_on
        late = max(month.payable - month.paid_before, Decimal(0))
        charged = surcharge(late, due_on=month.due_on, until=until, rates=rates)
    return Owed(
        contributions=rest,
        surcharge=max(charged - month.surcharge_paid, Decimal(0)),
        fines=month.fine,
    )


def total(parts: Iterable[Owed]) -> Owed:
    """Return several debts as one."""
    found = list(parts)
    return Owed(
        contributions=sum((one.contributions for one in found), Decimal(0)),
        surcharge=sum((one.surcharge for one in found), Decimal(0)),
        fines=sum((one.fines for one in found), Decimal(0)),
    )
