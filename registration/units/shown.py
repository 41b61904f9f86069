"""What the pages of an employer show of its entry: to its agents, and to officers of the agency."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.db.models import QuerySet
from django.urls import reverse

from portal.ui.dates import cn_date
from portal.ui.parts import Row
from registration.models import Employer
from registration.rates.shown import class_rows

UNITS_SHOWN = 30


@dataclass(frozen=True)
class Around:
    """A unit above or below an employer; the address only where the reader may open it."""

    name: str
    what: str
    url: str


@dataclass(frozen=True)
class Units:
    """The units around an employer that are shown, and whether there are more below it."""

    shown: Sequence[Around]
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
        *class_rows(employer),
        Row(term="成立日期", value=cn_date(employer.founded_on) if employer.founded_on else ""),
        Row(term="登记日期", value=cn_date(employer.registered_on)),
    ]
    if employer.closed_on:
        rows.append(Row(term="注销日期", value=cn_date(employer.closed_on)))
    source = f"{employer.get_source_display()}，截至 {cn_date(employer.as_of)}"
    return [*rows, Row(term="信息来源", value=source)]


def units_around(employer: Employer, *, readable: QuerySet[Employer], page: str) -> Units:
    """Return the parent of an employer and the first of the units below it.

    `readable` are the employers that the reader may open, on the page of this name.
    """
    rows = employer.units.select_related("county").order_by("pk")
    below = list(rows[: UNITS_SHOWN + 1])
    found = [*([employer.parent] if employer.parent else []), *below[:UNITS_SHOWN]]
    keys = [one.pk for one in found]
    open_keys = set(readable.filter(pk__in=keys).values_list("pk", flat=True)) if keys else set()
    shown = [
        Around(
            one.name,
            "上级单位" if one.pk == employer.parent_id else _below(one),
            reverse(f"registration:{page}", args=[one.pk]) if one.pk in open_keys else "",
        )
        for one in found
    ]
    return Units(shown, len(below) > UNITS_SHOWN)


def _below(unit: Employer) -> str:
    return f"下级单位，{unit.county.name}{'' if unit.is_active else '，已注销'}"


def _place(employer: Employer) -> str:
    """Return county and town, as addresses name them."""
    return employer.county.name + (employer.town.name if employer.town else "")
