"""「怎么算的」: the arithmetic of one date of a case, with the article at each line."""

import itertools
from dataclasses import dataclass
from datetime import date

from django.contrib.auth.decorators import login_required
from django.db.models import Q, QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from portal import clock
from portal.cases import clerkship
from portal.cases.models import Case
from portal.cases.papers import knowing_parties
from portal.cases.views.access import case_or_404, frame_of, user_of
from portal.deadlines import clocks
from portal.deadlines.models import Deadline, Pause
from portal.law.term import Due, registered
from portal.ui.parts import DateStep

BAR = 760
LEGEND = {"": "已走", "rest": "停", "left": "还剩", "roll": "顺延"}


@dataclass(frozen=True)
class Stretch:
    """A part of the bar: its look, its days, and where it stands in the drawing."""

    look: str
    days: int
    x: int
    width: int


@login_required
@never_cache
@require_safe
def why(request: HttpRequest, reference: str, deadline_id: int) -> HttpResponse:
    """Explain one date to whoever may know of it."""
    case = case_or_404(request, reference)
    deadline = get_object_or_404(_open_to(request, case), pk=deadline_id)
    due = clocks.due_of(deadline)
    term = registered(deadline.term)
    is_stopped = clocks.is_paused(deadline)
    stretches = [] if is_stopped else bar_of(deadline, due, on=clock.today())
    context = {
        "frame": frame_of(request),
        "case": case,
        "case_url": clerkship.address(case),
        "deadline": deadline,
        "term": term,
        "is_stopped": is_stopped,
        "pauses": Pause.objects.filter(case=case, term=deadline.term).order_by("from_on"),
        "steps": date_steps(due),
        "left": (due.due_on - clock.today()).days,
        "stretches": stretches,
        "bar_words": "，".join(f"{LEGEND[s.look]} {s.days} 天" for s in stretches),
        "legend": _legend(stretches),
        "due": due,
    }
    return render(request, "cases/why.html", context)


def date_steps(due: Due) -> list[DateStep]:
    """Return the lines: where it begins, what is added, the last day."""
    lines = []
    for n, step in enumerate(due.steps):
        notes = (str(step.basis),) if step.basis else ()
        if step.day is not None:
            lines.append(DateStep(op="+" if n else "", term=step.text, to=step.day, notes=notes))
    note = "到当天 24:00"
    lines.append(DateStep(op="=", term="最后一天", to=due.due_on, notes=(note,), is_total=True))
    return lines


def bar_of(deadline: Deadline, due: Due, *, on: date) -> list[Stretch]:
    """Return the days from start to end as parts of one bar: gone, stopped, left, rolled over."""
    pauses = Pause.objects.filter(
        case_id=deadline.case_id, term=deadline.term, to_on__gt=deadline.started_on
    ).order_by("from_on")
    rests = [(max(p.from_on, deadline.started_on), p.to_on) for p in pauses if p.to_on]
    marks = {deadline.started_on, due.due_on, due.raw_end}
    marks |= {day for rest in rests for day in rest}
    if deadline.started_on < on < due.due_on:
        marks.add(on)
    days = sorted(day for day in marks if deadline.started_on <= day <= due.due_on)
    total = max(1, (due.due_on - deadline.started_on).days)
    parts: list[tuple[str, int]] = []
    for start, end in itertools.pairwise(days):
        look = _look(start, due=due, rests=rests, on=on)
        if parts and parts[-1][0] == look:
            parts[-1] = (look, parts[-1][1] + (end - start).days)
        else:
            parts.append((look, (end - start).days))
    drawn, x = [], 0
    for look, length in parts:
        width = max(4, round(BAR * length / total))
        drawn.append(Stretch(look, length, x, max(2, width - 2)))
        x += width
    return drawn


def _look(start: date, *, due: Due, rests: list[tuple[date, date]], on: date) -> str:
    if any(first <= start < last for first, last in rests):
        return "rest"
    if start >= due.raw_end:
        return "roll"
    return "left" if start >= on else ""


def _legend(stretches: list[Stretch]) -> list[tuple[str, str]]:
    """Return each look of the bar once, with its days in all."""
    looks = dict.fromkeys(s.look for s in stretches)
    return [
        (look, f"{LEGEND[look]} {sum(s.days for s in stretches if s.look == look)} 天")
        for look in looks
    ]


def _open_to(request: HttpRequest, case: Case) -> QuerySet[Deadline]:
    """Return the deadlines of a case that somebody may know: the office's and their own."""
    rows = Deadline.objects.filter(case=case).select_related("party")
    if user_of(request).is_staff:
        return rows
    mine = [party.pk for party in knowing_parties(request.user, case)]
    return rows.filter(Q(party__in=mine) | Q(party__isnull=True)) if mine else rows.none()
