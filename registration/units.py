"""What the pages of an employer show of its entry: to its agents, and to officers of the agency."""

from collections.abc import Sequence
from dataclasses import dataclass

from portal.ui.dates import cn_date
from portal.ui.parts import Row
from registration.models import Employer

UNITS_SHOWN = 30


@dataclass(frozen=True)
class Units:
    """The units below an employer that are shown, and whether there are more."""

    shown: Sequence[Employer]
    has_more: bool


def facts_of(employer: Employer) -> list[Row]:
    """Return the entry of an employer, with its source and the day up to which it holds."""
    rows = [
        Row(term="信用代码", value=employer.credit_code, is_number=True),
        Row(term="单位类型", value=employer.get_kind_display()),
        Row(term="法定代表人或负责人", value=employer.legal_representative),
        Row(term="参保地", value=_place(employer)),
        Row(term="地址", value=employer.address),
        Row(term="单位电话", value=employer.phone, is_number=True),
        Row(term="行业代码", value=employer.industry_code, is_number=True),
        Row(term="成立日期", value=cn_date(employer.founded_on) if employer.founded_on else ""),
        Row(term="登记日期", value=cn_date(employer.registered_on)),
    ]
    if employer.closed_on:
        rows.append(Row(term="注销日期", value=cn_date(employer.closed_on)))
    source = f"{employer.get_source_display()}，截至 {cn_date(employer.as_of)}"
    return [*rows, Row(term="信息来源", value=source)]


def units_below(employer: Employer) -> Units:
    """Return the first units of which an employer is the parent."""
    rows = employer.units.select_related("county").order_by("pk")[: UNITS_SHOWN + 1]
    found = list(rows)
    return Units(found[:UNITS_SHOWN], len(found) > UNITS_SHOWN)


def _place(employer: Employer) -> str:
    """Return county and town, as addresses name them."""
    return employer.county.name + (employer.town.name if employer.town else "")
