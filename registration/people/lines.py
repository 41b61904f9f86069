"""The list of an employer's workers as its page shows it: rows, filters, search."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any
from urllib.parse import urlencode

from django.http import HttpRequest
from django.urls import reverse

from portal import clock
from portal.deadlines.calendar import Almanac
from portal.law.term import IsWorkingDay
from portal.law.words import day_words
from portal.ui.dates import cn_day
from portal.ui.parts import Chip, Colour, Page
from portal.ui.text import search_words
from registration.keyset import Cursor
from registration.models import Employer, Employment
from registration.people import workers
from registration.people.told import lateness
from registration.people.workers import Show
from registration.rules import ages, told

LABELS = {
    Show.PRESENT: "在岗",
    Show.UNREPORTED: "还没申报",
    Show.MINOR: "未成年工",
    Show.OVERAGE: "超龄",
    Show.ENDED: "已结束",
}
EMPTY = {
    Show.PRESENT: ("还没有职工", "登记了职工，就按用工之日列在这里，新来的在前。"),
    Show.UNREPORTED: ("没有等着申报的职工", "先记下、还没有申报参保的职工会列在这里，最急的在前。"),
    Show.MINOR: ("没有未成年工", "16、17 周岁的职工会列在这里，满 18 周岁以后自动移出。"),
    Show.OVERAGE: ("没有超龄劳动者", "达到法定退休年龄、按超龄登记的人会列在这里。"),
    Show.ENDED: ("还没有结束的用工", "办了停保的职工会列在这里，最近结束的在前。"),
}


@dataclass(frozen=True)
class Line:
    """What one row shows."""

    url: str
    name: str
    number: str
    job: str
    kind: str
    started: str
    state: str
    state_colour: Colour
    state_icon: str
    days_left: int | None
    due: str
    reported: str
    is_minor: bool


@dataclass(frozen=True)
class Place:
    """Where a list stands: its employer and the names of its addresses."""

    employer: Employer
    list_name: str
    entry_name: str

    @property
    def url(self) -> str:
        """Return the address of the list."""
        return reverse(f"registration:{self.list_name}", args=[self.employer.pk])

    def entry_url(self, employment: Employment) -> str:
        """Return the address of one employment."""
        return reverse(f"registration:{self.entry_name}", args=[self.employer.pk, employment.pk])


def list_context(request: HttpRequest, place: Place) -> dict[str, Any]:
    """Return what the list shows: a page of a filter, or what a name found."""
    asked = request.GET.get("q", "")
    words = "" if workers.is_number(asked) else search_words(asked, most=40)
    show = _show(request.GET.get("show", ""))
    today, almanac = clock.today(), Almanac()
    counts = workers.waiting(place.employer, is_working_day=almanac.is_working_day, today=today)
    context = {
        "list_url": place.url,
        "words": words,
        "chips": _chips(place, show, counts),
        "counts": counts,
        "late_law": told.LATE,
        "unreported_url": _address(place, Show.UNREPORTED, None, is_named=True),
        "no_share": told.NO_PERSONAL_SHARE,
        "thirty_days": told.THIRTY_DAYS,
        "household_law": told.NO_HOUSEHOLD,
        "is_cut": False,
        "empty_title": EMPTY[show][0],
        "empty_text": EMPTY[show][1],
    }
    if words:
        rows = workers.named(place.employer, words)
        shown = lines(rows[: workers.FOUND], place, is_working_day=almanac.is_working_day)
        return {**context, "lines": list(shown), "is_cut": len(rows) > workers.FOUND, "page": None}
    sheet = workers.page_of(
        place.employer, show, today=today, at=Cursor.opened(request.GET.get("at", ""))
    )
    return {
        **context,
        "lines": list(lines(sheet.rows, place, is_working_day=almanac.is_working_day)),
        "page": Page(
            newer_url=_address(place, show, sheet.newer),
            older_url=_address(place, show, sheet.older),
            newer_label="上一页",
            older_label="下一页",
        )
        if sheet.newer or sheet.older
        else None,
    }


def lines(
    rows: Iterable[Employment], place: Place, *, is_working_day: IsWorkingDay
) -> Iterator[Line]:
    """Yield employments as rows; they come with person and identity."""
    today = clock.today()
    for row in rows:
        state, colour, icon = state_of(row, today=today)
        is_open = row.ended_on is None and row.reported_on is None
        due = workers.due_of(row, is_working_day=is_working_day).due_on if is_open else None
        yield Line(
            url=place.entry_url(row),
            name=row.person_name,
            number=row.person.masked_number,
            job=row.job,
            kind=row.get_kind_display(),
            started=day_words(row.started_on),
            state=state,
            state_colour=colour,
            state_icon=icon,
            days_left=(due - today).days if due else None,
            due=cn_day(due) if due else "",
            reported=reported_words(row, is_working_day=is_working_day),
            is_minor=row.is_minor and ages.is_minor(row.person.born_on, on=today),
        )


def reported_words(row: Employment, *, is_working_day: IsWorkingDay) -> str:
    """Say whether work was reported within the 30 days; nothing of work that was not."""
    if row.reported_on is None:
        return ""
    late = lateness(row, is_working_day=is_working_day)
    return f"晚 {late} 天申报" if late else "按时申报"


def state_of(row: Employment, *, today: date) -> tuple[str, Colour, str]:
    """Return in words whether the work is insured and goes on, with colour and icon."""
    if row.ended_on is not None:
        return (f"做到{day_words(row.ended_on)}", "rest", "leave")
    if row.insured_from is None:
        return ("还没申报", "waiting", "clock")
    if row.insured_from > today:
        return (f"{day_words(row.insured_from)}起参保", "working", "calendar")
    return (f"{day_words(row.insured_from)}起参保", "done", "check-circle")


def _show(asked: str) -> Show:
    return Show(asked) if asked in set(Show) else Show.PRESENT


def _chips(place: Place, show: Show, counts: workers.Waiting) -> list[Chip]:
    """Return the filters; present ones are shown without any."""
    shown = f"{counts.count}+" if counts.is_capped else str(counts.count or "")
    return [
        Chip(
            label=LABELS[one],
            url=place.url if one is show else _address(place, one, None, is_named=True),
            count=shown if one is Show.UNREPORTED else "",
            is_current=one is show,
        )
        for one in Show
    ]


def _address(place: Place, show: Show, at: Cursor | None, *, is_named: bool = False) -> str:
    """Return the address of a page of the list; none where there is no place to go."""
    if at is None and not is_named:
        return ""
    asked = {} if show is Show.PRESENT else {"show": show.value}
    if at is not None:
        asked["at"] = at.sealed()
    return f"{place.url}?{urlencode(asked)}" if asked else place.url
