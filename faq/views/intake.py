"""Pages of taking over a printed page: the file, its questions, one of them beside its answer."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from faq.answer_form import codes
from faq.desk import EDITORS
from faq.editing import NotNowError
from faq.intake.damage import doubts_in
from faq.intake.forms import DropForm, FileForm, TakeForm
from faq.intake.taking import SettledError, drop, keep, take
from faq.models import Audience, Draft
from portal.accounts.decorators import staff_required
from portal.audit.record import record
from portal.audit.verbs import Verb
from portal.cases.views.access import SeeOther, user_of

UNFIT = 422
READ = ("GET", "HEAD", "POST")
SETTLED = "这一问已经有人处理过了，没有改动。"
SHOWN = 200
SETTLED_SHOWN = 50


@staff_required(*EDITORS)
@never_cache
@require_http_methods(READ)
def drafts(request: HttpRequest) -> HttpResponseBase:
    """Take a file in, and list what waits to be read."""
    posted = request.method == "POST"
    form = FileForm(request.POST if posted else None, request.FILES if posted else None)
    if form.is_bound and form.is_valid():
        source = form.cleaned_data["source"]
        added = keep(form.rows, source=source, by=user_of(request))
        _note(request, source, "读入问答")
        messages.success(request, f"读到 {len(form.rows)} 问，新增 {added} 问，等您逐条核对。")
        for refusal in form.refused:
            messages.warning(request, f"第 {refusal.row} 行没有采用：{refusal.why}。")
        return SeeOther(reverse("faq:drafts"))
    waiting = Draft.objects.filter(state=Draft.State.WAITING)
    settled = Draft.objects.exclude(state=Draft.State.WAITING).order_by("-settled_at", "-pk")
    rows = [*waiting[:SHOWN], *settled[:SETTLED_SHOWN]]
    context = {
        "form": form,
        "drafts": [(one, len(_doubts_of(one))) for one in rows],
        "waiting": waiting.count(),
    }
    return render(request, "faq/drafts.html", context, status=UNFIT if form.errors else 200)


@staff_required(*EDITORS)
@never_cache
@require_http_methods(READ)
def draft(request: HttpRequest, draft_id: int) -> HttpResponseBase:
    """Show what was read beside what is made of it, and send that to be checked."""
    row = get_object_or_404(Draft.objects.select_related("entry"), pk=draft_id)
    form = TakeForm(request.POST if request.method == "POST" else None, initial=_first(row))
    if form.is_bound and form.is_valid():
        try:
            said = form.cleaned_data
            entry = take(
                row, form.content(), code=said["code"], topic=said["topic"], by=user_of(request)
            )
        except NotNowError as refused:
            form.add_error("code", str(refused))
            return _page(request, row, form, DropForm())
        except SettledError:
            messages.info(request, SETTLED)
        else:
            _note(request, f"entry {entry.code}", "采用核对过的原文")
            messages.success(request, "已经采用，等法规核对以后发布。")
        return SeeOther(reverse("faq:drafts"))
    return _page(request, row, form, DropForm())


@staff_required(*EDITORS)
@never_cache
@require_http_methods(["POST"])
def draft_drop(request: HttpRequest, draft_id: int) -> HttpResponseBase:
    """Leave a draft aside."""
    row = get_object_or_404(Draft.objects.select_related("entry"), pk=draft_id)
    form = DropForm(request.POST)
    if not form.is_valid():
        return _page(request, row, TakeForm(initial=_first(row)), form)
    try:
        drop(row, why=form.cleaned_data["why"], by=user_of(request))
    except SettledError:
        messages.info(request, SETTLED)
    else:
        _note(request, f"draft {row.pk}", "不采用")
        messages.success(request, "已经放在一边，理由记下来了。")
    return SeeOther(reverse("faq:drafts"))


def _first(row: Draft) -> dict[str, Any]:
    """Return how the form begins: nothing damaged is carried over, only a clean question is."""
    question = "" if doubts_in(row.question) else row.question[:60]
    return {"question": question, "code": f"page-{row.number}", "fits": [Audience.WORKER]}


def _doubts_of(row: Draft) -> list[Any]:
    return doubts_in(f"{row.question}\n{row.answer}\n{row.cited}")


def _page(request: HttpRequest, row: Draft, form: TakeForm, dropping: DropForm) -> HttpResponse:
    context = {
        "draft": row,
        "form": form,
        "dropping": dropping,
        "doubts": _doubts_of(row),
        **codes(),
    }
    status = UNFIT if form.errors or dropping.errors else 200
    return render(request, "faq/draft.html", context, status=status)


def _note(request: HttpRequest, target: str, what: str) -> None:
    record(Verb.ANSWERS_CHANGED, actor=request.user, target=target, reason=what, request=request)
