"""Officers' pages of questions, thanks and complaints: the case, a log, the frequent questions."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from faq.consult.process import ANSWERERS, HEAD, QuestionProcess
from faq.consult.receiving import take_off_the_site
from faq.consult.theme_forms import LogForm, ReplyAllForm, ThemeForm
from faq.consult.themes import (
    ChangedMeanwhileError,
    frequent,
    log_question,
    month_of,
    reply_to_all,
    settle_theme,
    standing_of,
    waiting_in,
)
from faq.desk import DESK, EDITORS
from faq.models import Question, Sender, Theme, Voice
from faq.personal import without_numbers
from faq.search.misses import open_misses
from portal.accounts.decorators import staff_required
from portal.accounts.models import User
from portal.audit.record import record
from portal.audit.verbs import Verb
from portal.cases.kinds import kind_of
from portal.cases.models import Case, Note
from portal.cases.papers import attachments_open_to
from portal.cases.standing import standings
from portal.cases.views.access import SeeOther, case_or_404, user_of
from portal.cases.views.beside import way_from
from portal.cases.views.course import course_for_officers
from portal.cases.views.desk import legal_date, next_act, open_acts, rail_clocks, shut_acts
from portal.crypto import mask_name, mask_phone
from portal.ui.parts import Paper, Row
from portal.workflow.roles import Role

READ = ("GET", "HEAD", "POST")
UNFIT = 422
SHOWN = 50
PAPERS = {"application/pdf": "PDF", "image/jpeg": "照片", "image/png": "图片"}
LOGGERS = (*ANSWERERS, HEAD, Role.TOWN_CLERK, *EDITORS)
SEERS = (*LOGGERS, *DESK)
"""Who may see the frequent questions: they name nobody."""


def question_page(request: HttpRequest, case: Case) -> HttpResponse:
    """Show a question to an officer of the office that has it."""
    row = Question.objects.select_related("theme", "version__entry").get(pk=case.pk)
    return _page(request, case, row, _question_facts(row))


def voice_page(request: HttpRequest, case: Case) -> HttpResponse:
    """Show thanks or a complaint to the office that has it."""
    row = Voice.objects.select_related("about_case", "version__entry").get(pk=case.pk)
    return _page(request, case, row, _voice_facts(row))


@staff_required(*LOGGERS)
@never_cache
@require_http_methods(READ)
def log(request: HttpRequest) -> HttpResponseBase:
    """Write down a question that was asked and answered at a counter or on the phone."""
    form = LogForm(request.POST if request.method == "POST" else None)
    if form.is_bound and form.is_valid():
        theme = form.chosen(by=user_of(request))
        log_question(
            theme,
            channel=form.cleaned_data["channel"],
            times=form.cleaned_data["times"],
            key=form.cleaned_data["key"],
            by=user_of(request),
        )
        messages.success(request, f"已经记下：{theme.title}")
        return SeeOther(reverse("faq:log"))
    return render(request, "faq/log.html", {"form": form}, status=UNFIT if form.errors else 200)


@staff_required(*SEERS)
@never_cache
@require_safe
def frequent_list(request: HttpRequest) -> HttpResponse:
    """List what was asked most in a month, with who works on it and what became of it."""
    month = month_of(request.GET.get("month", ""))
    user = user_of(request)
    context = {
        "month": month,
        "themes": list(frequent(month)[:SHOWN]),
        "misses": list(open_misses()[:10]) if user.has_role(*DESK) else [],
        "may_log": user.has_role(*LOGGERS),
        "is_this": month == month_of(""),
    }
    return render(request, "faq/frequent.html", context)


@staff_required(*SEERS)
@never_cache
@require_http_methods(READ)
def theme(request: HttpRequest, theme_id: int) -> HttpResponseBase:
    """Show a frequent question; editors say what becomes of it."""
    row = get_object_or_404(Theme.objects.select_related("owner", "entry__current"), pk=theme_id)
    user = user_of(request)
    is_editor = user.has_role(*EDITORS)
    first = {
        "state": row.state,
        "remark": row.remark,
        "entry": str(row.entry_id or ""),
        "seen": standing_of(row),
    }
    posted = request.POST if request.method == "POST" and is_editor else None
    form = ThemeForm(posted, initial=first, theme=row)
    if form.is_bound and form.is_valid():
        said = form.cleaned_data
        is_open = said["state"] == Theme.State.OPEN
        try:
            settle_theme(
                row,
                state=said["state"],
                remark=said["remark"],
                entry=said["entry"],
                owner=None if is_open else user,
                seen=said["seen"],
            )
        except ChangedMeanwhileError:
            form.add_error(None, "有人在您打开以后改过，请看看上面现在的情况，再记一次")
            form.renew(seen=standing_of(row))
        else:
            _note(request, f"theme {row.pk}", "处理常见问题")
            messages.success(request, "已经记下。")
            return SeeOther(reverse("faq:theme", args=[row.pk]))
    office_id = user.office_id if user.has_role(*ANSWERERS, HEAD) else None
    waiting = list(waiting_in(row, office_id=office_id)[:SHOWN]) if office_id else []
    return _theme_page(request, row, form, ReplyAllForm(), waiting, is_editor=is_editor)


@staff_required(*ANSWERERS, HEAD)
@never_cache
@require_http_methods(["POST"])
def theme_reply(request: HttpRequest, theme_id: int) -> HttpResponseBase:
    """Give one answer to all of the own office's waiting questions that are the same."""
    row = get_object_or_404(Theme.objects.select_related("owner", "entry__current"), pk=theme_id)
    user = user_of(request)
    waiting = list(waiting_in(row, office_id=user.office_id or 0)[:SHOWN])
    form = ReplyAllForm(request.POST)
    if not form.is_valid():
        return _theme_page(
            request, row, ThemeForm(theme=row), form, waiting, is_editor=user.has_role(*EDITORS)
        )
    done, refused = reply_to_all(
        row, waiting, text=form.cleaned_data["text"], key=form.cleaned_data["key"], by=user
    )
    if done:
        messages.success(request, f"答复了 {done} 条。")
    if refused:
        messages.warning(request, f"{refused} 条没有答复：已经有人答复了，或者不归您答。")
    return SeeOther(reverse("faq:theme", args=[row.pk]))


def _theme_page(
    request: HttpRequest,
    row: Theme,
    form: ThemeForm,
    reply: ReplyAllForm,
    waiting: list[Question],
    *,
    is_editor: bool,
) -> HttpResponse:
    answered = Question.objects.filter(theme=row).exclude(case__is_open=True)
    samples = [without_numbers(one.answer) for one in answered.order_by("-case_id")[:3]]
    context = {
        "theme": row,
        "form": form,
        "reply": reply,
        "waiting": waiting,
        "samples": [text for text in samples if text],
        "is_editor": is_editor,
        "counts": {
            "asked": Question.objects.filter(theme=row).count(),
            "logged": sum(row.logged.values_list("times", flat=True)),
        },
    }
    status = UNFIT if form.errors or reply.errors else 200
    return render(request, "faq/theme.html", context, status=status)


def _page(
    request: HttpRequest, case: Case, row: Question | Voice, facts: list[Row]
) -> HttpResponse:
    user = user_of(request)
    row.case = case
    kind = kind_of(case.kind)
    found = {one.act.name: one for one in standings(case, by=user, detail=row)}
    name = "answer" if case.is_open and "answer" in found and not row.answer else ""
    step = next_act(case, row, found.get(name), by=user) if name else None
    clocks = rail_clocks(case)
    sender = Sender.objects.filter(case=case).first()
    context = {
        "case": case,
        "kind": kind,
        "row": row,
        "way": way_from(request, case),
        "state": kind.states[case.state],
        "running": clocks,
        "legal_date": legal_date(clocks),
        "facts": facts,
        "next": step,
        "acts": open_acts(case, found, without=name if step and step.form else ""),
        "shut": shut_acts(case, found, without=name),
        "course": course_for_officers(case),
        "notes": Note.objects.filter(case=case).select_related("by")[:SHOWN],
        "papers": _papers(user, case),
        "sender": _sender(sender),
        "theme": getattr(row, "theme", None),
        "is_head": user.has_role(HEAD),
        "attached": row.version,
        "is_question": case.kind == QuestionProcess.code,
    }
    return render(request, "faq/office_sent.html", context)


def _papers(user: User, case: Case) -> list[Paper]:
    return [
        Paper(
            title=one.original_name,
            url=reverse("cases:paper", args=[case.reference, one.pk]),
            kind=PAPERS.get(one.media_type, "文件"),
            size=one.size,
        )
        for one in attachments_open_to(user, case).received().in_order()
    ]


def _sender(sender: Sender | None) -> str:
    """Return how whoever sent it may be reached, masked."""
    if sender is None:
        return "没有留名字和电话，凭查询码看答复"
    parts = []
    if sender.user_id:
        parts.append("登录后提交，答复会通知本人")
    if sender.name:
        parts.append(mask_name(sender.name))
    if sender.phone:
        parts.append(f"手机 {mask_phone(sender.phone)}，答复会发短信")
    return "，".join(parts)


def _question_facts(row: Question) -> list[Row]:
    return [
        Row(term="谁问的", value=row.get_audience_display()),
        Row(term="哪一类", value=row.get_topic_display() if row.topic else "说不清"),
        Row(term="常见问题", value=row.theme.title if row.theme else "还没有归到一起"),
    ]


def _voice_facts(row: Voice) -> list[Row]:
    case = row.about_case
    return [
        Row(term="种类", value="投诉" if row.is_complaint else "表扬"),
        Row(term="说到", value=row.about or "没有写"),
        Row(term="案件", value=case.reference if case else "没有写"),
        Row(term="公开", value="同意公开" if row.may_be_shown else "不公开"),
    ]


def _note(request: HttpRequest, target: str, what: str) -> None:
    record(Verb.ANSWERS_CHANGED, actor=request.user, target=target, reason=what, request=request)


@staff_required(HEAD)
@never_cache
@require_http_methods(["POST"])
def take_down(request: HttpRequest, reference: str) -> HttpResponseBase:
    """Take published thanks off the site, with the reason; the letter and its answer stay."""
    case = case_or_404(request, reference)
    row = get_object_or_404(Voice, pk=case.pk, shown_on__isnull=False)
    why = " ".join(request.POST.get("why", "").replace("\0", " ").split())[:200]
    if len(why) < 2:
        messages.error(request, "请写明为什么撤下。")
    elif take_off_the_site(row, why=why, by=user_of(request)):
        record(
            Verb.ANSWERS_CHANGED,
            actor=request.user,
            target=f"voice {case.reference}",
            case_id=case.pk,
            reason=f"撤下公开的表扬：{why}",
            request=request,
        )
        messages.success(request, "已经撤下，网站上看不到了。")
    return SeeOther(reverse("cases:page", args=[case.reference]))
