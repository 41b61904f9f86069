"""Pages of the agency's clerks: files that were taken over, a new one, the report of one."""

from typing import Any
from urllib.parse import urlencode

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from portal.accounts.decorators import staff_required
from portal.accounts.models import User
from portal.audit.record import record
from portal.audit.verbs import Verb
from portal.cases.views.access import SeeOther, user_of
from portal.law.words import day_words
from portal.offices.models import Office
from portal.ui.dates import cn_time
from portal.ui.parts import Chip, Page, Row
from portal.ui.text import has_control_characters, normalise
from portal.workflow.roles import Role
from registration.access import require_agency
from registration.imports import store
from registration.imports.columns import COLUMNS, Subject
from registration.imports.forms import ImportForm
from registration.imports.lists import rows_page, runs_page
from registration.imports.reading import FileRefusedError
from registration.imports.run import CHUNK, Begun, Order, advance, begin, hand_to_worker
from registration.keyset import Sheet, key_of
from registration.models import ImportRow, ImportRun

Outcome = ImportRow.Outcome


@staff_required(Role.REGISTRAR)
@never_cache
@require_safe
def register_imports(request: HttpRequest) -> HttpResponse:
    """List what the agency took over, the newest first."""
    require_agency(request)
    after, before = key_of(request.GET, "after"), key_of(request.GET, "before")
    found = runs_page(_runs_of(user_of(request)), after=after, before=before)
    context = {"lines": found.lines, "page": _page(found, ""), "is_first": not (after or before)}
    return render(request, "registration/register_imports.html", context)


@staff_required(Role.REGISTRAR)
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def register_import_new(request: HttpRequest) -> HttpResponseBase:
    """Take a file: a small one is done at once, a large one by the worker."""
    require_agency(request)
    form = ImportForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        try:
            begun = _begun(request, form.cleaned_data)
        except FileRefusedError as refused:
            form.add_error("file", ValidationError(str(refused)))
        else:
            _tell(request, begun)
            return SeeOther(reverse("registration:register_import", args=[begun.run.pk]))
    context = {"form": form, "columns": _columns()}
    status = 422 if form.is_bound else 200
    return render(request, "registration/register_import_new.html", context, status=status)


@staff_required(Role.REGISTRAR)
@never_cache
@require_safe
def register_import(request: HttpRequest, run_id: int) -> HttpResponse:
    """Show how far a run came, and what became of its rows."""
    run = _run_or_404(request, run_id)
    asked = request.GET.get("outcome", "")
    outcome = asked if asked in Outcome.values else ""
    after, before = key_of(request.GET, "after"), key_of(request.GET, "before")
    found = rows_page(run, outcome, after=after, before=before)
    context = {
        "run": run,
        "subject": run.get_subject_display(),
        "facts": _facts(run),
        "is_lost": not run.is_done and not store.is_there(run.stored_as),
        "chips": _chips(run, outcome),
        "lines": found.lines,
        "outcome": outcome,
        "page": _page(found, outcome),
    }
    return render(request, "registration/register_import.html", context)


@staff_required(Role.REGISTRAR)
@never_cache
@require_POST
def register_import_resume(request: HttpRequest, run_id: int) -> HttpResponseBase:
    """Hand a run whose worker died to the worker again; a run that goes on just goes on."""
    run = _run_or_404(request, run_id)
    if run.is_silent and store.is_there(run.stored_as):
        hand_to_worker(run)
        messages.success(request, "已经交给后台接着导入，过一会儿再看。")
    return SeeOther(reverse("registration:register_import", args=[run.pk]))


def _columns() -> list[dict[str, object]]:
    """Return the columns of each kind of file, as the page explains them."""
    return [{"label": one.label, "columns": columns} for one, columns in COLUMNS.items()]


def _runs_of(user: User) -> QuerySet[ImportRun]:
    """Return the runs that a clerk may see: of the own agency; at the city's agency all."""
    office = user.office
    if office is not None and office.is_city_level:
        return ImportRun.objects.all()
    return ImportRun.objects.filter(office=office)


def _run_or_404(request: HttpRequest, run_id: int) -> ImportRun:
    runs = _runs_of(user_of(request)).select_related("office", "by")
    run = runs.filter(pk=run_id).first()
    if run is None:
        raise Http404
    require_agency(request)
    return run


def _begun(request: HttpRequest, said: dict[str, Any]) -> Begun:
    user = user_of(request)
    order = Order(
        subject=Subject(said["subject"]),
        office=_office(user),
        as_of=said["as_of"],
        file_name=_plain_name(said["file"].name),
        by=user,
    )
    with transaction.atomic():
        begun = begin(order, said["file"].chunks(), hand_over=True)
        target = f"import {begun.run.pk} {begun.run.subject}"
        record(Verb.DATA_IMPORTED, actor=user, target=target, request=request)
    if begun.run.total <= CHUNK:
        return Begun(advance(begun.run.pk), begun.is_known, begun.ignored)
    return begun


def _office(user: User) -> Office:
    if user.office is None:
        raise Http404
    return user.office


def _plain_name(name: str | None) -> str:
    """Return a file's name as a page can show it."""
    text = normalise((name or "").replace("\\", "/").rsplit("/", 1)[-1])
    return "文件" if not text or has_control_characters(text, lines=False) else text


def _tell(request: HttpRequest, begun: Begun) -> None:
    """Say what happened to the file, in one sentence each."""
    if begun.is_known:
        day = cn_time(begun.run.started_at)
        messages.info(
            request, f"这份文件{day}已经导入过，下面是那一次的结果，这次没有改动任何内容。"
        )
    elif begun.run.is_done:
        messages.success(request, "导入完成。")
    else:
        messages.info(request, "文件已经收下，后台正在导入。关掉这一页不影响导入。")
    if begun.ignored:
        names = "、".join(begun.ignored)[:200]
        messages.info(request, f"文件里这些栏目没有用到：{names}")


def _facts(run: ImportRun) -> list[Row]:
    who = run.by.name if run.by else "后台命令"
    rows = [
        Row(term="文件", value=run.file_name),
        Row(term="数据截至", value=day_words(run.as_of)),
        Row(term="导入", value=f"{cn_time(run.started_at)}，{who}"),
        Row(term="机构", value=run.office.name),
        Row(term="行数", value=f"{run.total:,} 行", is_number=True),
    ]
    if run.is_done:
        rows.append(Row(term="没有变化", value=f"{run.unchanged:,} 行", is_number=True))
    return rows


def _chips(run: ImportRun, outcome: str) -> list[Chip]:
    numbers = {
        Outcome.ADDED: run.added,
        Outcome.CHANGED: run.changed,
        Outcome.CLOSED: run.closed,
        Outcome.REFUSED: run.refused,
    }
    return [
        Chip(
            label=str(one.label),
            url=_url(outcome="" if one == outcome else one.value) or "?",
            count=f"{number:,}",
            is_current=one == outcome,
        )
        for one, number in numbers.items()
        if number or one == outcome
    ]


def _page(found: Sheet[Any], outcome: str) -> Page:
    return Page(
        newer_url=_url(outcome=outcome, before=found.before) if found.before else "",
        older_url=_url(outcome=outcome, after=found.after) if found.after else "",
        newer_label="前一页",
        older_label="后一页",
    )


def _url(**asked: object) -> str:
    kept = {name: value for name, value in asked.items() if value}
    return "?" + urlencode(kept) if kept else ""
