"""/register/town-entries/: what towns have entered, and its correction by the agency."""

from datetime import date
from typing import Any
from urllib.parse import urlencode

from django.contrib import messages
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_safe

from portal.accounts.decorators import staff_required
from portal.audit.verbs import Verb
from portal.cases.views.access import SeeOther, user_of
from portal.ui.dates import cn_date
from portal.ui.parts import Chip, Page
from registration.access import OFFICERS, require_agency
from registration.counter.forms import CounterEndForm
from registration.counter.receipt import lines_of
from registration.counter.rows import page_of, town_entries, towns_with_entries
from registration.entries import end_employment
from registration.keyset import Cursor
from registration.models import CounterEntry, Employment
from registration.people.correcting import CORRECTORS, CountyCorrectForm, correct
from registration.people.told import course_of, facts_of
from registration.records.parts import note_look

WHY = "核对镇街录入"


@staff_required(*OFFICERS)
@never_cache
@require_safe
def town_list(request: HttpRequest) -> HttpResponse:
    """List what the towns of the agency's counties have entered, by town and day."""
    require_agency(request)
    entries = town_entries(user_of(request))
    town, day = request.GET.get("town", ""), _day(request.GET.get("day", ""))
    towns = towns_with_entries(entries)
    town = town if town in {one.pk for one in towns} else ""
    found = page_of(_filtered(entries, town, day), at=Cursor.opened(request.GET.get("at", "")))
    kept = {"town": town} if town else {}
    context = {
        "rows": found.rows,
        "chips": [
            Chip(
                label=one.name,
                url=_address({} if one.pk == town else {"town": one.pk}, day),
                is_current=one.pk == town,
            )
            for one in towns
        ],
        "day": day,
        "town": town,
        "all_days_url": _address(kept, None),
        "is_filtered": bool(town or day),
        "page": Page(
            newer_url=_address(kept, day, at=found.newer) if found.newer else "",
            older_url=_address(kept, day, at=found.older) if found.older else "",
            newer_label="更晚的",
            older_label="更早的",
        ),
    }
    return render(request, "registration/town_entries.html", context)


@staff_required(*OFFICERS)
@never_cache
@require_safe
def town_entry(request: HttpRequest, entry_id: int) -> HttpResponse:
    """Show one entry of a town: its receipt, and how the work stands now."""
    entry, work = _found(request, entry_id)
    context = _context(request, entry, work)
    if work is not None:
        note_look(request, work.person_id, Verb.LOOK_RECORDS, WHY)
    return render(request, "registration/town_entry.html", context)


@staff_required(*CORRECTORS)
@never_cache
@sensitive_post_parameters()
@require_http_methods(["GET", "HEAD", "POST"])
def town_correct(request: HttpRequest, entry_id: int) -> HttpResponseBase:
    """Correct what a town has entered about somebody's work."""
    entry, work = _work_of(request, entry_id)
    form = CountyCorrectForm(request.POST if request.method == "POST" else None, work=work)
    if form.is_bound and form.is_valid() and correct(form, by=user_of(request)):
        if form.has_changed():
            note_look(request, work.person_id, Verb.WORK_CORRECTED, WHY)
        messages.success(request, "已经更正，原来的写法留在办理记录里。")
        return SeeOther(_url(entry))
    return _act_page(request, entry, work, form, is_end=False)


@staff_required(*CORRECTORS)
@never_cache
@sensitive_post_parameters()
@require_http_methods(["GET", "HEAD", "POST"])
def town_end(request: HttpRequest, entry_id: int) -> HttpResponseBase:
    """End the work that a town has entered."""
    entry, work = _work_of(request, entry_id)
    if work.ended_on is not None:
        return SeeOther(_url(entry))
    form = CounterEndForm(
        request.POST if request.method == "POST" else None, started_on=work.started_on
    )
    if form.is_bound and form.is_valid():
        on = form.cleaned_data["ended_on"]
        end_employment(work, on=on, reason=form.said, by=user_of(request))
        messages.success(request, f"已经结束，最后一天是{cn_date(on)}。")
        return SeeOther(_url(entry))
    return _act_page(request, entry, work, form, is_end=True)


def _act_page(
    request: HttpRequest, entry: CounterEntry, work: Employment, form: Any, *, is_end: bool
) -> HttpResponse:
    context = {**_context(request, entry, work), "form": form, "is_end": is_end}
    status = 422 if form.errors else 200
    return render(request, "registration/town_entry_act.html", context, status=status)


def _context(request: HttpRequest, entry: CounterEntry, work: Employment | None) -> dict[str, Any]:
    may_correct = work is not None and user_of(request).has_role(*CORRECTORS)
    return {
        "entry": entry,
        "work": work,
        "lines": lines_of(entry),
        "facts": facts_of(work) if work is not None else [],
        "course": course_of(work) if work is not None else [],
        "may_correct": may_correct,
        "may_end": may_correct and work is not None and work.ended_on is None,
    }


def _found(request: HttpRequest, entry_id: int) -> tuple[CounterEntry, Employment | None]:
    """Return an entry of the agency's towns; another's is as unknown as a missing one."""
    entry = town_entries(user_of(request)).filter(pk=entry_id).first()
    if entry is None:
        raise Http404
    rows = Employment.objects.select_related("person__identity", "employer", "outlet")
    return entry, rows.filter(pk=entry.employment_id).first() if entry.employment_id else None


def _work_of(request: HttpRequest, entry_id: int) -> tuple[CounterEntry, Employment]:
    entry, work = _found(request, entry_id)
    if work is None:
        raise Http404
    return entry, work


def _filtered(
    entries: QuerySet[CounterEntry], town: str, day: date | None
) -> QuerySet[CounterEntry]:
    if town:
        entries = entries.filter(town=town)
    return entries.filter(made_on=day) if day else entries


def _address(kept: dict[str, str], day: date | None, *, at: Cursor | None = None) -> str:
    params = dict(kept)
    if day is not None:
        params["day"] = day.isoformat()
    if at is not None:
        params["at"] = at.sealed()
    return f"?{urlencode(params)}" if params else "?"


def _day(text: str) -> date | None:
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None


def _url(entry: CounterEntry) -> str:
    return reverse("registration:town_entry", args=[entry.pk])
