"""Pages of the desk for answers: the list, one answer with its versions, the next version."""

from typing import Any

from django.contrib import messages
from django.db.models import F, Q, QuerySet
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from faq import editing
from faq.answer_form import codes, first_values
from faq.comparing import changes
from faq.consult.themes import settle_theme
from faq.desk import DESK, EDITORS
from faq.editing import NotNowError, SavedMeanwhileError
from faq.forms import EditForm, NewAnswerForm, WhyForm
from faq.keeping_forms import PictureForm
from faq.laws import by_text
from faq.models import Audience, Entry, Theme, Version
from faq.moves import AT_WORK, WRITABLE, open_moves
from faq.publishing import places_of
from faq.reading import audiences_of, reading, said
from faq.repeals import ends_on
from portal import clock
from portal.accounts.decorators import staff_required
from portal.audit.record import record
from portal.audit.verbs import Verb
from portal.cases.views.access import SeeOther, user_of
from portal.ui.parts import Chip, TimelineItem
from portal.ui.text import search_words

UNFIT, CONFLICT = 422, 409
READ = ("GET", "HEAD", "POST")
SHOWN = 20
MOST = 200
WHY_ASKED = "有几个人问过"
MEANWHILE = (
    "有人在您打开以后保存过这一版。您写的都还在下面；请打开“这一问”看他改了什么，"
    "合到一起以后再保存一次。"
)
FILTERS = (
    ("check", "等核对"),
    ("checked", "等发布"),
    ("work", "在写"),
    ("due", "该核对了"),
    ("unchecked", "没有核对过"),
    ("retired", "已停用"),
)


@staff_required(*DESK)
@never_cache
@require_safe
def entries(request: HttpRequest) -> HttpResponse:
    """List the answers, those that wait for something first where it is asked for."""
    show = request.GET.get("show", "")
    typed = search_words(request.GET.get("q", ""), most=40)
    rows = _filtered(show).select_related("current").order_by("topic", "sort", "pk")
    if typed:
        rows = rows.filter(
            Q(current__question__contains=typed) | Q(versions__question__contains=typed)
        ).distinct()
    found = list(rows[:MOST])
    open_ones = {
        one.entry_id: one for one in Version.objects.filter(entry__in=found, state__in=AT_WORK)
    }
    context = {
        "lines": [(one, work := open_ones.get(one.pk), _title(one, work)) for one in found],
        "typed": typed,
        "show": show,
        "today": clock.today(),
        "chips": [
            Chip(
                label=label,
                url=reverse("faq:entries") + ("" if name == show else f"?show={name}"),
                count=str(_filtered(name).count()),
                is_current=name == show,
            )
            for name, label in FILTERS
        ],
    }
    return render(request, "faq/entries.html", context)


@staff_required(*EDITORS)
@never_cache
@require_http_methods(READ)
def entry_new(request: HttpRequest) -> HttpResponseBase:
    """Write a question that was not there, perhaps one that several people asked."""
    theme = _theme(request)
    first = {"question": theme.title, "topic": theme.topic, "why": WHY_ASKED} if theme else {}
    form = NewAnswerForm(request.POST if request.method == "POST" else None, initial=first)
    if form.is_bound and form.is_valid():
        said = form.cleaned_data
        user = user_of(request)
        try:
            made = editing.new_entry(
                said["code"], said["topic"], form.content(), why=said["why"], by=user
            )
        except NotNowError as refused:
            form.add_error("code", str(refused))
        else:
            if theme:
                settle_theme(theme, state=Theme.State.WORK, remark="", entry=made, owner=user)
            note(request, made, "新写")
            messages.success(request, "已经保存。看一看预览，再送法规核对。")
            return SeeOther(page_of(made))
    context = {"form": form, "entry": None, **codes()}
    return render(request, "faq/edit.html", context, status=UNFIT if form.errors else 200)


@staff_required(*DESK)
@never_cache
@require_safe
def entry(request: HttpRequest, code: str) -> HttpResponse:
    """Show one answer: what stands, what is being written, what was before."""
    return entry_page(request, entry_or_404(code), WhyForm())


@staff_required(*EDITORS)
@never_cache
@require_http_methods(READ)
def entry_edit(request: HttpRequest, code: str) -> HttpResponseBase:
    """Write the next version; what somebody else saved meanwhile is not lost, nor what is typed."""
    row = entry_or_404(code)
    content, edits = editing.begin_with(row)
    first = (first_values(content) if content else {}) | {"seen": edits}
    form = EditForm(
        request.POST if request.method == "POST" else None,
        initial=first,
        pictures=row.pictures.values_list("number", flat=True),
    )
    status = 200
    if form.is_bound and form.is_valid():
        said = form.cleaned_data
        try:
            editing.save(
                row, form.content(), seen=said["seen"], why=said["why"], by=user_of(request)
            )
        except SavedMeanwhileError:
            status = CONFLICT
            form.add_error(None, MEANWHILE)
            data: Any = form.data
            data = data.copy()
            data["seen"] = str(edits)
            form.data = data
        except NotNowError as refused:
            form.add_error(None, str(refused))
        else:
            note(request, row, "保存修改")
            messages.success(request, "已经保存，网站上还是原来的那一版。")
            return SeeOther(page_of(row))
    if form.errors and status == 200:
        status = UNFIT
    return render(request, "faq/edit.html", {"form": form, "entry": row, **codes()}, status=status)


@staff_required(*DESK)
@never_cache
@require_safe
def version(request: HttpRequest, code: str, number: int) -> HttpResponse:
    """Show a version as visitors would read it, and what it changes."""
    row = entry_or_404(code)
    found = get_object_or_404(_whole(row), number=number)
    before = _whole(row).filter(number__lt=number, published_on__isnull=False).first()
    own = audiences_of(found)
    who = request.GET.get("who", "")
    current = Audience(who) if who in own else (own[0] if own else None)
    context = {
        "entry": row,
        "version": found,
        "before": before,
        "changes": changes(before, found),
        "reading": reading(found, audience=current or ""),
        "audiences": [
            Chip(label=one.label, url=f"?who={one}", is_current=one == current) for one in own
        ],
        "sources": by_text(places_of(found), ends_on(clock.today())),
    }
    return render(request, "faq/version.html", context)


def entry_page(
    request: HttpRequest,
    row: Entry,
    form: WhyForm,
    *,
    picture_form: PictureForm | None = None,
    asked: str = "",
    status: int = 200,
) -> HttpResponse:
    """Show an entry with the steps that are open to whoever looks."""
    work = editing.at_work(row)
    user = user_of(request)
    versions = list(row.versions.order_by("-number")[:SHOWN])
    can_undo = row.current is not None and any(
        one.published_on and one.number < row.current.number for one in versions
    )
    moves = open_moves(work, row.current, roles=user.roles(clock.today()))
    if not can_undo:
        moves.discard("undo")
    context = {
        "entry": row,
        "title": _title(row, work),
        "work": work,
        "moves": moves,
        "is_editor": user.has_role(*EDITORS),
        "is_waiting": work is not None and work.state == Version.State.CHECKING,
        "standing_short": said(row.current.short, on=clock.today()) if row.current else "",
        "wrote_it": work is not None and editing.wrote(work, user),
        "versions": versions,
        "is_due": row.review_by is not None and row.review_by <= clock.today(),
        "form": form,
        "asked": asked,
        "pictures": list(row.pictures.all()),
        "picture_form": picture_form or PictureForm(),
        "history": [
            TimelineItem(
                on=one.at,
                title=f"{one.by.name if one.by else '系统'}{one.what}第 {one.number} 版",
                text=one.why,
            )
            for one in row.edits.select_related("by")[:SHOWN]
        ],
    }
    return render(request, "faq/entry.html", context, status=status)


def _theme(request: HttpRequest) -> Theme | None:
    """Return the frequent question that the address names, for which an answer is written."""
    typed = request.GET.get("theme", "")
    return Theme.objects.filter(pk=typed).first() if typed.isascii() and typed.isdigit() else None


def _filtered(show: str) -> QuerySet[Entry]:
    rows = Entry.objects.all()
    if show == "check":
        return rows.filter(versions__state=Version.State.CHECKING)
    if show == "checked":
        return rows.filter(versions__state=Version.State.CHECKED)
    if show == "work":
        return rows.filter(versions__state__in=WRITABLE)
    if show == "due":
        return rows.filter(current__isnull=False, review_by__lte=clock.today())
    if show == "unchecked":
        return rows.filter(current__isnull=False, current__checked_on=None)
    if show == "retired":
        return rows.filter(current=None, retired_on__isnull=False)
    return rows.exclude(retired_on__isnull=False)


def _title(row: Entry, work: Version | None) -> str:
    """Return how an entry is called: by the question that stands, or the one being written."""
    if row.current is not None:
        return row.current.question
    return work.question if work is not None else row.code


def _whole(row: Entry) -> QuerySet[Version]:
    rows = row.versions.order_by(F("number").desc())
    return rows.prefetch_related("wordings", "citations")


def entry_or_404(code: str) -> Entry:
    """Return an entry by its code."""
    return get_object_or_404(Entry.objects.select_related("current"), code=code)


def page_of(row: Entry) -> str:
    """Return the address of an entry's page at the desk."""
    return reverse("faq:entry", args=[row.code])


def note(request: HttpRequest, row: Entry, what: str) -> None:
    record(
        Verb.ANSWERS_CHANGED,
        actor=request.user,
        target=f"entry {row.code}",
        reason=what,
        request=request,
    )
