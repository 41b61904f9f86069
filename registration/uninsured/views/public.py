"""Public pages: report an uninsured employer, keep the code, follow the report."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_safe

from portal.accounts import throttle
from portal.accounts.throttle import Kind, LockedError
from portal.cases.refusals import KeyReused
from portal.cases.views.follow import (
    SENT,
    SENT_AGAIN,
    FollowForm,
    found_before,
    look_up,
    mark_of,
    remember_sent,
    was_just_sent,
)
from portal.deadlines.models import Deadline
from registration.terms import REPORT_ANSWER
from registration.uninsured.forms import ReportForm
from registration.uninsured.labels import STATES
from registration.uninsured.receiving import find, receive

FLOW = "uninsured_report"
UNFIT = 422
SENT_BEFORE = (
    "这张表已经交过一次，内容和现在的不一样；那一次的编号和查询码在提交以后的页面上。"
    "改过的内容要另外举报的，请再按一次提交。"
)


@sensitive_post_parameters()
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def report(request: HttpRequest) -> HttpResponse:
    """Take a report from anybody, logged in or not; who is logged in is not written down."""
    form = ReportForm(request.POST if request.method == "POST" else None)
    if form.is_bound and form.is_valid():
        mark = mark_of(form.told(), form.contact())
        if was_just_sent(request, FLOW, mark=mark):
            messages.info(request, SENT_AGAIN)
            return redirect("registration:report_receipt")
        try:
            throttle.begin(Kind.REPORT, account="anybody", request=request)
            receipt = receive(form.told(), form.contact(), key=form.cleaned_data["key"])
        except LockedError as locked:
            form.add_error(None, f"{locked}。急的话请打 12333。")
        except KeyReused:
            form.add_error(None, SENT_BEFORE)
            form.renew_key()
        else:
            remember_sent(request, FLOW, reference=receipt.reference, code=receipt.code, mark=mark)
            return redirect("registration:report_receipt")
    status = UNFIT if form.errors else 200
    return render(request, "registration/report_form.html", {"form": form}, status=status)


@never_cache
@require_safe
def report_receipt(request: HttpRequest) -> HttpResponse:
    """Show number and code as long as this browser's flow lasts."""
    kept = SENT.get(request, FLOW)
    if kept is None:
        return redirect("registration:report_follow")
    answer = Deadline.objects.filter(
        case__reference=kept["reference"], term=REPORT_ANSWER.code
    ).first()
    context = {"reference": kept["reference"], "code": kept["code"], "answer": answer}
    return render(request, "registration/report_receipt.html", context)


@sensitive_post_parameters()
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def report_follow(request: HttpRequest) -> HttpResponse:
    """Ask for number and code."""
    form = FollowForm(request.POST if request.method == "POST" else None)
    if (
        form.is_bound
        and form.is_valid()
        and look_up(request, form, kind=Kind.REPORT_CODE, find=find)
    ):
        return redirect("registration:report_found")
    status = UNFIT if form.errors else 200
    return render(request, "registration/report_follow.html", {"form": form}, status=status)


@never_cache
@require_safe
def report_found(request: HttpRequest) -> HttpResponse:
    """Show where a report stands to whoever had its number and code."""
    found = found_before(request, kind=Kind.REPORT_CODE, find=find)
    if found is None:
        return redirect("registration:report_follow")
    context = {"report": found, "state": STATES[found.case.state]}
    return render(request, "registration/report_found.html", context)
