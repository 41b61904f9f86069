"""Pages of whoever keeps the directory: what to verify, one office, and its changes."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.db.models import Q, QuerySet
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from portal import clock
from portal.accounts.decorators import staff_required
from portal.audit.record import record
from portal.audit.verbs import Verb
from portal.cases.views.access import SeeOther, user_of
from portal.home.directory import checks, keeping
from portal.home.directory.facts import facts_for
from portal.home.directory.forms import (
    CheckForm,
    ClosureForm,
    NewOfficeForm,
    OfficeForm,
    RetireForm,
    WindowFormSet,
    windows_of,
)
from portal.home.directory.keeping import ChangedMeanwhileError, NotRetiredError
from portal.law.words import day_words
from portal.offices.history import NOBODY_ELSE, label_of, last_edit
from portal.offices.models import Closure, Office, OfficeCheck, OfficeEdit
from portal.ui.parts import Chip, TimelineItem

UNFIT, CONFLICT = 422, 409
SHOWN = 20  # changes of an office on its page
READ = ("GET", "HEAD", "POST")
FILTERS = (
    ("waiting", "等核实"),
    ("no_phone", "缺电话"),
    ("no_hours", "缺时间"),
    ("retired", "已停用"),
)


@staff_required(*checks.KEEPERS)
@never_cache
@require_safe
def directory(request: HttpRequest) -> HttpResponse:
    """List the offices with what is missing, and those to be verified this quarter."""
    today = clock.today()
    waiting = {one.office_id: one for one in checks.to_do(today)}
    show = request.GET.get("show", "")
    rows = _filtered(show, waiting).order_by("power", "sort", "code")
    lines = [(one, waiting.get(one.pk)) for one in rows]
    context = {
        "lines": [(office, check, _left(check)) for office, check in lines],
        "chips": [
            Chip(
                label=label,
                url=reverse("home:directory") + (f"?show={name}" if name != show else ""),
                count=str(len(waiting)) if name == "waiting" else "",
                is_current=name == show,
            )
            for name, label in FILTERS
        ],
        "waiting": len(waiting),
        "due": min((one.due_on for one in waiting.values()), default=None),
    }
    return render(request, "home/directory.html", context)


@staff_required(*checks.KEEPERS)
@never_cache
@require_safe
def directory_office(request: HttpRequest, code: str) -> HttpResponse:
    """Show one office as visitors read it, its task, its closures and what was changed."""
    office = _office(code)
    form = CheckForm(initial={"seen": last_edit(office)})
    return _office_page(request, office, form)


@staff_required(*checks.KEEPERS)
@never_cache
@require_POST
def directory_verify(request: HttpRequest, code: str) -> HttpResponse:
    """Note that the entry is true."""
    office = _office(code)
    form = CheckForm(request.POST)
    if form.is_valid():
        try:
            keeping.verify(office, by=user_of(request), **form.cleaned_data)
        except ChangedMeanwhileError:
            return _conflict(form, office, lambda: _office_page(request, office, form, CONFLICT))
        _note(request, office, "核实")
        messages.success(request, f"已经核实：{office.name}。")
        return SeeOther(reverse("home:directory") + "?show=waiting")
    return _office_page(request, office, form, UNFIT)


@staff_required(*checks.KEEPERS)
@never_cache
@require_http_methods(READ)
def directory_new(request: HttpRequest) -> HttpResponseBase:
    """Enter an office."""
    form = NewOfficeForm(request.POST if request.method == "POST" else None)
    if form.is_bound and form.is_valid():
        office = keeping.add_office(form, by=user_of(request))
        _note(request, office, "新增")
        messages.success(request, "已经加进目录。接着写窗口。")
        return SeeOther(_page_of(office))
    status = UNFIT if form.errors else 200
    return render(request, "home/directory_form.html", {"form": form}, status=status)


@staff_required(*checks.KEEPERS)
@never_cache
@require_http_methods(READ)
def directory_edit(request: HttpRequest, code: str) -> HttpResponseBase:
    """Change what visitors read."""
    office = _office(code)
    posted = request.POST if request.method == "POST" else None
    form = OfficeForm(posted, office=office, initial={"seen": last_edit(office)})

    def page(status: int = 200) -> HttpResponse:
        context = {"form": form, "office": office, "history": _history(office)}
        return render(request, "home/directory_form.html", context, status=status)

    if not form.is_bound or not form.is_valid():
        return page(UNFIT if form.errors else 200)
    try:
        is_changed = keeping.save_facts(office, form, by=user_of(request))
    except ChangedMeanwhileError:
        return _conflict(form, office, lambda: page(CONFLICT))
    if is_changed:
        _note(request, office, "修改")
    messages.success(request, "已经保存。" if is_changed else "没有改动。")
    return SeeOther(_page_of(office))


@staff_required(*checks.KEEPERS)
@never_cache
@require_http_methods(READ)
def directory_windows(request: HttpRequest, code: str) -> HttpResponseBase:
    """Change the windows of an office."""
    office = _office(code)
    first = [
        {"name": one.name, "floor": one.floor, "area": one.area, "matters": one.matters}
        for one in office.windows.all()
    ]
    posted = request.POST if request.method == "POST" else None
    forms = WindowFormSet(posted, initial=first, form_kwargs={"office": office})
    seen = _number(request.POST.get("seen", "")) if posted else last_edit(office)
    status = 200
    if posted is not None and forms.is_valid():
        try:
            keeping.save_windows(office, windows_of(forms), seen=seen, by=user_of(request))
        except ChangedMeanwhileError:
            messages.error(request, NOBODY_ELSE)
            seen, status = last_edit(office), CONFLICT
        else:
            _note(request, office, "修改窗口")
            messages.success(request, "窗口已经保存。")
            return SeeOther(_page_of(office))
    elif posted is not None:
        status = UNFIT
    context = {
        "forms": forms,
        "wrong": next((one for one in forms if one.errors), None) if forms.is_bound else None,
        "office": office,
        "seen": seen,
        "history": _history(office),
    }
    return render(request, "home/directory_windows.html", context, status=status)


@staff_required(*checks.KEEPERS)
@never_cache
@require_http_methods(READ)
def directory_close(request: HttpRequest, code: str) -> HttpResponseBase:
    """Close an office for some days; whoever has an open case there reads it."""
    office = _office(code)
    form = ClosureForm(request.POST if request.method == "POST" else None)
    if form.is_bound and form.is_valid():
        keeping.close(office, by=user_of(request), **form.cleaned_data)
        _note(request, office, "暂停办公")
        messages.success(request, "已经发布，找地方和没办完的案件页上都看得到。")
        return SeeOther(_page_of(office))
    context = {"form": form, "office": office}
    status = UNFIT if form.errors else 200
    return render(request, "home/directory_close.html", context, status=status)


@staff_required(*checks.KEEPERS)
@never_cache
@require_POST
def directory_reopen(request: HttpRequest, code: str, closure_id: int) -> HttpResponse:
    """Take a closure back."""
    office = _office(code)
    closure = get_object_or_404(Closure, pk=closure_id, office=office)
    if keeping.reopen(closure, by=user_of(request)):
        _note(request, office, "恢复办公")
        messages.success(request, "已经取消，按平时的时间办公。")
    return SeeOther(_page_of(office))


@staff_required(*checks.KEEPERS)
@never_cache
@require_http_methods(READ)
def directory_retire(request: HttpRequest, code: str) -> HttpResponseBase:
    """Close an office for good, or merge it into another one."""
    office = _office(code)
    form = RetireForm(request.POST if request.method == "POST" else None, office=office)
    if form.is_bound and form.is_valid():
        on, successor = form.cleaned_data["retired_on"], form.taking_over()
        try:
            keeping.retire(office, on=on, successor=successor, by=user_of(request))
        except NotRetiredError as refused:
            form.add_error(None, str(refused))
        else:
            _note(request, office, "停用")
            messages.success(request, "已经登记停用。")
            return SeeOther(_page_of(office))
    number = keeping.open_cases_of(office)
    context = {
        "form": form,
        "office": office,
        "open_cases": number,
        "unfinished": f"还有 {number} 件没有办完，停用以后仍由原来的人办完。",
    }
    status = UNFIT if form.errors else 200
    return render(request, "home/directory_retire.html", context, status=status)


def _office_page(
    request: HttpRequest, office: Office, form: CheckForm, status: int = 200
) -> HttpResponse:
    today = clock.today()
    check = OfficeCheck.objects.filter(office=office, quarter=checks.quarter_of(today)).first()
    context = {
        "office": office,
        "facts": facts_for(office),
        "form": form,
        "check": check,
        "left": _left(check),
        "closures": office.closures.filter(is_withdrawn=False, to_on__gte=today),
        "history": _history(office),
        "retired": _retired_words(office),
    }
    return render(request, "home/directory_office.html", context, status=status)


def _conflict(
    form: OfficeForm | CheckForm, office: Office, page: Callable[[], HttpResponse]
) -> HttpResponse:
    """Show the form with all that was typed, to be sent again by whoever has read what is new."""
    form.add_error(None, NOBODY_ELSE)
    data: Any = form.data
    data = data.copy()
    data["seen"] = str(last_edit(office))
    form.data = data
    return page()


def _filtered(show: str, waiting: dict[int, OfficeCheck]) -> QuerySet[Office]:
    gone = Q(retired_on__lte=clock.today())
    if show == "retired":
        return Office.objects.filter(gone)
    rows = Office.objects.exclude(gone)
    if show == "waiting":
        return rows.filter(pk__in=waiting)
    if show == "no_phone":
        return rows.filter(phone="")
    if show == "no_hours":
        return rows.filter(openings=None, hours="")
    return rows


def _history(office: Office) -> list[TimelineItem]:
    rows: QuerySet[OfficeEdit] = office.edits.order_by("-pk")
    return [
        TimelineItem(
            on=one.at,
            title=f"{one.by_label}{'核实' if one.is_verification else '改动'}",
            text="；".join(
                f"{label_of(name)}：{before or '（空）'} → {after or '（空）'}"
                for name, (before, after) in one.changes.items()
            ),
        )
        for one in rows[:SHOWN]
    ]


def _retired_words(office: Office) -> str:
    if office.retired_on is None:
        return ""
    goes_on = f"，以后由{office.successor.full_name}办" if office.successor else ""
    return f"{day_words(office.retired_on)}起停用{goes_on}。"


def _left(check: OfficeCheck | None) -> int | None:
    return (check.due_on - clock.today()).days if check and check.done_at is None else None


def _office(code: str) -> Office:
    return get_object_or_404(Office.objects.select_related("successor", "county"), code=code)


def _page_of(office: Office) -> str:
    return reverse("home:directory_office", args=[office.code])


def _note(request: HttpRequest, office: Office, what: str) -> None:
    record(
        Verb.DIRECTORY_CHANGED,
        actor=request.user,
        target=f"office {office.code}",
        reason=what,
        request=request,
    )


def _number(typed: str) -> int | None:
    return int(typed) if typed.isascii() and typed.isdigit() and len(typed) < 10 else None
