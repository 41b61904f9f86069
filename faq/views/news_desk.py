"""Pages of the desk for announcements: editors write and withdraw, another person publishes."""

from typing import Any

from django.contrib import messages
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from faq import announcing
from faq.announcing import FIELDS
from faq.comparing import Change, marked
from faq.desk import DESK, EDITORS
from faq.editing import NotNowError, SavedMeanwhileError
from faq.forms import WhyForm
from faq.models import Announcement
from faq.news_form import NewsForm, PublishForm
from faq.reading import to_html
from portal import clock
from portal.accounts.decorators import staff_required
from portal.audit.record import record
from portal.audit.verbs import Verb
from portal.cases.views.access import SeeOther, user_of
from portal.ui.parts import Chip, TimelineItem

UNFIT, CONFLICT = 422, 409
READ = ("GET", "HEAD", "POST")
SHOWN = 20
MOST = 200
MEANWHILE = (
    "有人在您打开以后保存过这一条。您写的都还在下面；请打开“这一条”看他改了什么，"
    "合到一起以后再保存一次。"
)
FILTERS = (
    ("draft", "等发布"),
    ("now", "在网站上"),
    ("coming", "还没到日子"),
    ("past", "已经结束"),
    ("withdrawn", "已撤下"),
)


@staff_required(*DESK)
@never_cache
@require_safe
def announcements(request: HttpRequest) -> HttpResponse:
    """List announcements, the newest first."""
    show = request.GET.get("show", "")
    context = {
        "is_editor": user_of(request).has_role(*EDITORS),
        "rows": list(_filtered(show).select_related("written_by")[:MOST]),
        "chips": [
            Chip(
                label=label,
                url=reverse("faq:news_desk") + ("" if name == show else f"?show={name}"),
                count=str(_filtered(name).count()),
                is_current=name == show,
            )
            for name, label in FILTERS
        ],
    }
    return render(request, "faq/news_desk.html", context)


@staff_required(*EDITORS)
@never_cache
@require_http_methods(READ)
def announcement_new(request: HttpRequest) -> HttpResponseBase:
    """Write an announcement."""
    user = user_of(request)
    first = {"source": user.office.full_name if user.office else "", "starts_on": clock.today()}
    form = NewsForm(request.POST if request.method == "POST" else None, initial=first)
    if form.is_bound and form.is_valid():
        row = announcing.begin(form.cleaned_data, by=user)
        _note(request, row, announcing.WRITE)
        messages.success(request, "已经保存，等另一个人发布。")
        return SeeOther(_page_of(row))
    context = {"form": form, "row": None}
    return render(request, "faq/news_edit.html", context, status=UNFIT if form.errors else 200)


@staff_required(*DESK)
@never_cache
@require_safe
def announcement(request: HttpRequest, number: int) -> HttpResponse:
    """Show one announcement as visitors would read it, and what was done to it."""
    return _entry_page(request, _row(number), WhyForm())


@staff_required(*EDITORS)
@never_cache
@require_http_methods(READ)
def announcement_edit(request: HttpRequest, number: int) -> HttpResponseBase:
    """Write on; what somebody else saved meanwhile is not lost, nor what is typed."""
    row = _row(number)
    first = announcing.said_by(row) | {"seen": row.edits}
    form = NewsForm(request.POST if request.method == "POST" else None, initial=first)
    status = 200
    if form.is_bound and form.is_valid():
        said = form.cleaned_data
        try:
            announcing.save(row, said, seen=said["seen"] or 0, by=user_of(request))
        except SavedMeanwhileError:
            status = CONFLICT
            form.add_error(None, MEANWHILE)
            data: Any = form.data
            data = data.copy()
            data["seen"] = str(row.edits)
            form.data = data
        except NotNowError as refused:
            form.add_error(None, f"{refused}。")
        else:
            _note(request, row, announcing.SAVE)
            messages.success(request, "已经保存，等另一个人发布。")
            return SeeOther(_page_of(row))
    if form.errors and status == 200:
        status = UNFIT
    return render(request, "faq/news_edit.html", {"form": form, "row": row}, status=status)


@staff_required(*DESK)
@never_cache
@require_POST
def publish(request: HttpRequest, number: int) -> HttpResponse:
    """Publish what another person wrote."""
    row = _row(number)
    form = PublishForm(request.POST)
    try:
        seen = form.cleaned_data["seen"] if form.is_valid() else -1
        announcing.publish(row, seen=seen, by=user_of(request))
    except NotNowError as refused:
        messages.error(request, f"{refused}。")
    else:
        _note(request, row, announcing.PUBLISH)
        messages.success(request, "已经发布。")
    return SeeOther(_page_of(row))


@staff_required(*EDITORS)
@never_cache
@require_POST
def withdraw(request: HttpRequest, number: int) -> HttpResponse:
    """Take an announcement off the site, with the reason."""
    row = _row(number)
    form = WhyForm(request.POST)
    if not form.is_valid():
        return _entry_page(request, row, form, status=UNFIT)
    try:
        announcing.withdraw(row, why=form.cleaned_data["why"], by=user_of(request))
    except NotNowError as refused:
        messages.error(request, f"{refused}。")
    else:
        _note(request, row, announcing.WITHDRAW)
        messages.success(request, "已经撤下，网站上不再出现。")
    return SeeOther(_page_of(row))


def _entry_page(
    request: HttpRequest, row: Announcement, form: WhyForm, *, status: int = 200
) -> HttpResponse:
    user = user_of(request)
    context = {
        "row": row,
        "is_editor": user.has_role(*EDITORS),
        "body": to_html(row.body),
        "form": form,
        "is_draft": row.state == Announcement.State.DRAFT,
        "is_public": row.state == Announcement.State.PUBLISHED,
        "is_mine": row.written_by_id == user.pk,
        "changes": _changes(row),
        "history": [
            TimelineItem(on=one.at, title=f"{one.by.name}{one.what}", text=one.why)
            for one in row.history.select_related("by")[:SHOWN]
        ],
    }
    return render(request, "faq/news_entry.html", context, status=status)


def _changes(row: Announcement) -> list[Change]:
    """Return what a draft changes of what was last published; nothing when it never was."""
    before = announcing.last_public(row)
    if before is None or row.state == Announcement.State.PUBLISHED:
        return []
    now = announcing.written_out(row)
    return [
        Change(
            str(NewsForm.base_fields[name].label),
            marked(_words(name, before[name]), _words(name, now[name])),
        )
        for name in FIELDS
        if before[name] != now[name]
    ]


def _words(name: str, value: str) -> str:
    return Announcement.Kind(value).label if name == "kind" else value


def _filtered(show: str) -> QuerySet[Announcement]:
    rows, today = Announcement.objects.order_by("-pk"), clock.today()
    if show in {"draft", "withdrawn"}:
        return rows.filter(state=show)
    if show == "now":
        return rows.in_force(today)
    if show == "coming":
        return rows.filter(state=Announcement.State.PUBLISHED, starts_on__gt=today)
    if show == "past":
        return rows.ended(today)
    return rows


def _row(number: int) -> Announcement:
    return get_object_or_404(Announcement, pk=number)


def _page_of(row: Announcement) -> str:
    return reverse("faq:news_entry", args=[row.pk])


def _note(request: HttpRequest, row: Announcement, what: str) -> None:
    record(
        Verb.NEWS_CHANGED,
        actor=request.user,
        target=f"announcement {row.pk}",
        reason=what,
        request=request,
    )
