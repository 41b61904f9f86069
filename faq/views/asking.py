"""Public pages that send: a question, thanks, a complaint, and the receipt of each."""

from typing import Any

from django.contrib import messages
from django.core.files.base import File
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from faq.consult import terms
from faq.consult.forms import QuestionForm, VoiceForm
from faq.consult.receiving import Receipt, receive_question, receive_voice, sent_by
from faq.search.hits import titles_for
from portal.accounts import throttle
from portal.accounts.models import User
from portal.accounts.throttle import Kind, LockedError
from portal.attachments.refusals import Refused
from portal.cases.refusals import KeyReused
from portal.cases.views.follow import (
    SENT,
    SENT_AGAIN,
    TYPED,
    mark_of,
    remember_sent,
    was_just_sent,
)
from portal.cases.visible import visible_to
from portal.deadlines.models import Deadline

READ = ("GET", "HEAD", "POST")
QUESTION, VOICE = "question", "voice"
UNFIT = 422
SUGGESTED = 4
OWN = 20
LONGEST_KEPT = 2000
SENT_BEFORE = (
    "这张表已经交过一次，内容和现在的不一样；那一次的编号和查询码在提交以后的页面上。"
    "改过的内容要另外提交的，请再按一次提交。"
)


@never_cache
@require_http_methods(READ)
def question(request: HttpRequest) -> HttpResponseBase:
    """Take a question from anybody; what answers it already is shown first, once.

    What was typed is remembered until it is sent, so that whoever opens a suggested answer and
    goes back, or logs in between, finds it again.
    """
    if request.method == "POST":
        return _asked(request)
    kept = TYPED.get(request, QUESTION) or {}
    searched = request.GET.get("q", "")[:500]
    first = kept | ({"text": searched, "seen": ""} if searched else {})
    found = titles_for(first["text"], most=SUGGESTED) if first.get("seen") else []
    form = QuestionForm(initial=first, user=_citizen(request))
    context = {"form": form, "found": found, "sent": None if first else _receipt(request)}
    return render(request, "faq/question_new.html", context)


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
        banner = form.cleaned_data["banner"]
        picture = (banner.name, banner.size) if banner else None
        mark = mark_of(form.told(), form.sender(), form.chosen_office().pk, picture)
        if was_just_sent(request, VOICE, mark=mark):
            return _again(request)
        receipt = _receive(request, form, banner)
        if receipt is not None:
            return _kept(request, VOICE, receipt, mark)
    status = UNFIT if form.errors else 200
    context = {"form": form, "sent": None if posted else _receipt(request)}
    return render(request, "faq/voice_new.html", context, status=status)


@never_cache
@require_safe
def sent(request: HttpRequest) -> HttpResponse:
    """Show number and code as long as this browser's flow lasts."""
    kept = _receipt(request)
    if kept is None:
        return redirect("faq:follow")
    answer = Deadline.objects.filter(
        case__reference=kept["reference"],
        term__in=(terms.QUESTION_ANSWER.code, terms.VOICE_ANSWER.code),
    ).first()
    user = _citizen(request)
    context = {
        "reference": kept["reference"],
        "code": kept["code"],
        "answer": answer,
        "own": user is not None and sent_by(user, kept["reference"]) is not None,
    }
    return render(request, "faq/sent.html", context)


def _asked(request: HttpRequest) -> HttpResponseBase:
    """Take in what was posted, or show first what answers it."""
    form = QuestionForm(request.POST, user=_citizen(request))
    is_fit = form.is_valid()
    if is_fit:
        mark = mark_of(form.told(), form.sender(), form.office().pk)
        if was_just_sent(request, QUESTION, mark=mark):
            return _again(request)
        seen = form.cleaned_data["seen"]
        if not seen and titles_for(form.cleaned_data["text"], most=SUGGESTED):
            _keep_typed(request, form, seen="yes")
            return redirect("faq:question")
        receipt = _receive(request, form, None)
        if receipt is not None:
            TYPED.drop(request)
            return _kept(request, QUESTION, receipt, mark)
    _keep_typed(request, form, seen="")
    return render(request, "faq/question_new.html", {"form": form, "found": []}, status=UNFIT)


def _keep_typed(request: HttpRequest, form: QuestionForm, *, seen: str) -> None:
    names = [name for name in form.fields if name not in {"key", "seen"}]
    typed = {name: str(form.data.get(name, ""))[:LONGEST_KEPT] for name in names}
    TYPED.put(request, QUESTION, **typed, seen=seen)


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


def _kept(request: HttpRequest, flow: str, receipt: Receipt, mark: str) -> HttpResponse:
    remember_sent(request, flow, reference=receipt.reference, code=receipt.code, mark=mark)
    return redirect("faq:sent")


def _again(request: HttpRequest) -> HttpResponse:
    messages.info(request, SENT_AGAIN)
    return redirect("faq:sent")


def _receipt(request: HttpRequest) -> dict[str, Any] | None:
    """Return what this browser sent last, if it is not long ago."""
    return SENT.get(request, QUESTION) or SENT.get(request, VOICE)


def _citizen(request: HttpRequest) -> User | None:
    """Return who is logged in; staff ask like everybody else, without their account."""
    user = request.user
    return user if isinstance(user, User) and not user.is_staff else None
