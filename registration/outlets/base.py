"""What an outlet pays for each courier: base times rate, by the row that holds on a day."""

from datetime import date
from decimal import ROUND_HALF_UP, Decimal

from portal.ui.parts import Row
from registration.models import OutletBase
from registration.rules.told import NO_PERSONAL_SHARE

CENT = Decimal("0.01")
UNVERIFIED = "（待核实）"


def base_on(day: date) -> OutletBase | None:
    """Return the row that holds on a day; none where no administrator has entered one."""
    return OutletBase.objects.filter(from_on__lte=day).first()


def contribution(base: Decimal, rate: Decimal) -> Decimal:
    """Return what the unit pays for one courier and month; the rate is in per cent."""
    return (base * rate / 100).quantize(CENT, ROUND_HALF_UP)


def base_rows(row: OutletBase) -> list[Row]:
    """Return the base, how it is set, and who pays what."""
    share = contribution(row.base, row.rate)
    doubt = "" if row.is_verified else UNVERIFIED
    return [
        Row(term="缴费基数", value=f"每人每月 {row.base:,} 元{doubt}", is_number=True),
        Row(term="基数怎样定", value=f"{row.method}{doubt}"),
        Row(term="费率", value=f"{row.rate.normalize():f}%{doubt}", is_number=True),
        Row(term="单位缴", value=f"每人每月 {share:,} 元（基数 × 费率）", is_number=True),
        Row(term="个人缴", value=f"0 元（{NO_PERSONAL_SHARE.basis}）", is_number=True),
        Row(term="依据", value=f"{row.source}{doubt}"),
    ]
