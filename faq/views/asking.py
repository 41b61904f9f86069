"""Public pages of questions, thanks and complaints: send, follow by code, read the answer."""

from copy import copy
from datetime import date
from typing import Any, cast

from django.core.files.base import File
from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_safe

from faq.consult import terms
from faq.consult.forms import QuestionForm, VoiceForm
from faq.consult.receiving import (
    Receipt,
    cases_sent_by,
    find_sent,
    receive_question,
    receive_voice,
    sent_by,
)
from faq.models import Question, Voice
from faq.reading import Reading, reading
from faq.search.hits import titles_for
from portal.accounts import pending, throttle
from portal.accounts.decorators import citizen_required
from portal.accounts.models import User
from portal.accounts.throttle import Kind, LockedError
from portal.attachments.refusals import Refused
from portal.cases.kinds import kind_of
from portal.cases.models import Case, Entry
from portal.cases.refusals import KeyReused
from portal.cases.views.access import user_of
from portal.cases.views.follow import FollowForm, look_up
from portal.cases.visible import visible_to
from portal.deadlines.models import Deadline

READ = ("GET", "HEAD", "POST")
FLOW = "sent"
UNFIT = 422
SUGGESTED = 4
OWN = 20
SHOWN = 50
SENT_BEFORE = (
    "这张表已经交过一次，内容和现在的不一样；那一次的编号和查询码在提交以后的页面上。"
    "改过的内容要另外提交的，请再按一次提交。"
)


@never_cache
@require_http_methods(READ)
def question(request: HttpRequest) -> HttpResponseBase:
    """Take a question from anybody; what answers it already is shown first, once."""
    first = {"text": request.GET.get("q", "")[:500]}
    posted = request.POST if request.method == "POST" else None
    form = QuestionForm(posted, initial=first, user=_citizen(request))
    found: list[tuple[str, str]] = []
    if form.is_bound and form.is_valid():
        if not form.cleaned_data["seen"]:
            found = titles_for(form.cleaned_data["text"], most=SUGGESTED)
        if not found:
            receipt = _receive(request, form, None)
            if receipt is not None:
                return _kept(request, receipt)
        if found:
            data: Any = copy(form.data)
            data["seen"] = "yes"
            form.data = data
    status = UNFIT if form.errors else 200
    context = {"form": form, "found": found}
    return render(request, "faq/question_new.html", context, status=status)


@never_cache
@require_http_methods(READ)
def voice(request: HttpRequest) -> HttpResponseBase:
    """Take thanks or a complaint from anybody."""
    user = _citizen(request)
    posted = request.method == "POST"
    cases = list(visible_to(user).select_related("office").order_by("-pk")[:OWN]) if user else []
    form = VoiceForm(
        request.POST if posted else None,
        request.FILES if posted else None,
        user=user,
        cases=cases,
    )
    if form.is_bound and form.is_valid():
        receipt = _receive(request, form, form.cleaned_data["banner"])
        if receipt is not None:
            return _kept(request, receipt)
    status = UNFIT if form.errors else 200
    return render(request, "faq/voice_new.html", {"form": form}, status=status)


@never_cache
@require_safe
def sent(request: HttpRequest) -> HttpResponse:
    """Show number and code as long as this browser's flow lasts."""
    kept = pending.get(request, FLOW)
    if kept is None:
        return redirect("faq:follow")
    answer = Deadline.objects.filter(
        case__reference=kept["reference"],
        term__in=(terms.QUESTION_ANSWER.code, terms.VOICE_ANSWER.code),
    ).first()
    context = {"reference": kept["reference"], "code": kept["code"], "answer": answer}
    return render(request, "faq/sent.html", context)


@sensitive_post_parameters()
@never_cache
@require_http_methods(READ)
def follow(request: HttpRequest) -> HttpResponse:
    """Show what became of it to whoever has number and code."""
    form = FollowForm(request.POST if request.method == "POST" else None)
    found: Question | Voice | None = None
    if form.is_bound and form.is_valid():
        said = look_up(request, form, kind=Kind.SENT_CODE, find=find_sent)
        found = cast("Question | Voice | None", said)
    status = UNFIT if form.errors else 200
    context = {"form": form} | (_outcome(found) if found else {})
    return render(request, "faq/follow.html", context, status=status)


@require_safe
@citizen_required
@never_cache
def mine(request: HttpRequest) -> HttpResponse:
    """List what this account sent."""
    cases = list(cases_sent_by(user_of(request))[:SHOWN])
    lines = [(one, kind_of(one.kind).title, kind_of(one.kind).states[one.state]) for one in cases]
    return render(request, "faq/sent_mine.html", {"lines": lines})


@require_safe
@citizen_required
@never_cache
def mine_one(request: HttpRequest, reference: str) -> HttpResponse:
    """Show what this account sent under a number, and the answer."""
    found = sent_by(user_of(request), reference)
    if found is None:
        raise Http404
    return render(request, "faq/sent_mine_one.html", _outcome(found))


def _receive(
    request: HttpRequest, form: QuestionForm | VoiceForm, banner: File[bytes] | None
) -> Receipt | None:
    """Take a form in; None when it was not taken, with the reason on the form."""
    key = form.cleaned_data["key"]
    try:
        throttle.begin(Kind.SENT, account="anybody", request=request)
        if isinstance(form, VoiceForm):
            return receive_voice(
                form.told(), form.sender(), office=form.chosen_office(), key=key, banner=banner
            )
        return receive_question(form.told(), form.sender(), office=form.office(), key=key)
    except LockedError as locked:
        form.add_error(None, f"{locked}。急的话请打 12333。")
    except Refused as refused:
        form.add_error("banner", str(refused))
    except KeyReused:
        form.add_error(None, SENT_BEFORE)
        form.renew_key()
    return None


def _kept(request: HttpRequest, receipt: Receipt) -> HttpResponse:
    pending.put(request, FLOW, reference=receipt.reference, code=receipt.code)
    return redirect("faq:sent")


def _outcome(found: Question | Voice) -> dict[str, Any]:
    case = found.case
    version = found.version
    return {
        "found": found,
        "case": case,
        "title": kind_of(case.kind).title,
        "state": kind_of(case.kind).states[case.state],
        "due": Deadline.objects.filter(case=case).order_by("pk").first(),
        "attached": version,
        "reading": _as_given(found) if version else None,
        "is_current": bool(version and version.entry.current_id == version.pk),
        "now": version.entry.code if version and version.entry.current_id else "",
        "answered_on": _answered_on(case),
    }


def _as_given(found: Question | Voice) -> Reading:
    """Return the attached answer as it stood when it was given."""
    assert found.version is not None  # noqa: S101 - asked for where there is one
    audience = found.audience if isinstance(found, Question) else ""
    return reading(found.version, audience=audience, on=_answered_on(found.case))


def _answered_on(case: Case) -> date | None:
    """Return the day of the answer, from the ledger."""
    acts = Entry.objects.filter(case=case, act__in=("answer", "close")).order_by("number")
    return acts.values_list("on", flat=True).first()


def _citizen(request: HttpRequest) -> User | None:
    """Return who is logged in; staff ask like everybody else, without their account."""
    user = request.user
    return user if isinstance(user, User) and not user.is_staff else None
