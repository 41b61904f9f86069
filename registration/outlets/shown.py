"""The outlets of a unit as its pages show them: to its agents, and to officers of the agency."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Count, Q
from django.http import HttpRequest

from portal import clock
from portal.ui.dates import cn_date
from portal.ui.parts import Page
from registration.keyset import key_of, sheet
from registration.models import Employer, Employment, Outlet
from registration.outlets.base import base_on, base_rows
from registration.outlets.entries import licence_of
from registration.outlets.postal import missing_among
from registration.outlets.rules import FIRST_AND_ALONE, JOBS, LIABLE

PAGE = 40
MOST_OFFERED = 500


@dataclass(frozen=True)
class Line:
    """One outlet: how many are at work there, and the day of the list on which it is missing."""

    outlet: Outlet
    workers: int
    missing_since: date | None

    @property
    def missing_words(self) -> str:
        """Say that the latest list does not have it; nothing follows from that by itself."""
        if self.missing_since is None:
            return ""
        day = cn_date(self.missing_since)
        return f"邮政管理部门 {day}的名单里没有这个网点，或者写着停业。请核对号码。"


def outlets_context(request: HttpRequest, employer: Employer) -> dict[str, Any]:
    """Return a page of a unit's outlets, what it pays, and what the law says."""
    rows = employer.outlets.select_related("county")
    after, before = key_of(request.GET, "after"), key_of(request.GET, "before")
    found = sheet(rows, after=after, before=before, size=PAGE)
    lists = missing_among(found.lines)
    workers = _at_work(found.lines)
    lines = [Line(one, workers.get(one.pk, 0), lists.get(one.pk)) for one in found.lines]
    base = base_on(clock.today())
    return {
        "licence": licence_of(employer),
        "lines": lines,
        "page": pages_of(before=found.before, after=found.after),
        "base": base,
        "base_rows": base_rows(base) if base else [],
        "first_and_alone": FIRST_AND_ALONE,
        "liable": LIABLE,
        "jobs": "、".join(JOBS),
    }


def _at_work(outlets: Sequence[Outlet]) -> dict[int, int]:
    """Return how many are at work at each of some outlets."""
    rows = Employment.objects.filter(outlet__in=outlets, ended_on=None).order_by()
    return dict(rows.values_list("outlet").annotate(number=Count("pk")))


def pages_of(*, before: int | None, after: int | None, kept: str = "") -> Page:
    """Return the links to the neighbours of a page; `kept` is what their addresses keep."""
    return Page(
        newer_url=f"?{kept}before={before}" if before else "",
        older_url=f"?{kept}after={after}" if after else "",
        newer_label="前一页",
        older_label="后一页",
    )


def present_outlets(employer: Employer) -> list[Outlet]:
    """Return the outlets at which somebody may begin to work, the unit's own one first."""
    rows = employer.outlets.filter(to_on=None).order_by("-kind", "pk")
    return list(rows[:MOST_OFFERED])


def outlets_of_work(work: Employment) -> list[Outlet]:
    """Return the outlets at which somebody's work may have been, the unit's own one first."""
    is_open = Q(to_on=None) | Q(pk=work.outlet_id)
    if work.ended_on is not None:
        is_open |= Q(to_on__gte=work.ended_on)
    rows = Outlet.objects.filter(is_open, employer=work.employer_id).order_by("-kind", "pk")
    return list(rows[:MOST_OFFERED])
