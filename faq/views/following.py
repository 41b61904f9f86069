"""Public pages that follow what was sent: by number and code, or by the account that sent it."""

from datetime import date
from typing import Any, cast

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_safe

from faq.consult.receiving import cases_sent_by, find_sent, sent_by
from faq.models import Question, Voice
from faq.reading import Reading, reading
from portal.accounts.decorators import citizen_required
from portal.accounts.models import User
from portal.accounts.throttle import Kind
from portal.cases.kinds import kind_of
from portal.cases.models import Case, Entry
from portal.cases.views.access import user_of
from portal.cases.views.follow import FollowForm, found_before, look_up
from portal.deadlines.models import Deadline

READ = ("GET", "HEAD", "POST")
UNFIT = 422
SHOWN = 50


@sensitive_post_parameters()
@never_cache
@require_http_methods(READ)
def follow(request: HttpRequest) -> HttpResponse:
    """Ask for number and code."""
    form = FollowForm(request.POST if request.method == "POST" else None)
    if (
        form.is_bound
        and form.is_valid()
        and look_up(request, form, kind=Kind.SENT_CODE, find=find_sent)
    ):
        return redirect("faq:found")
    status = UNFIT if form.errors else 200
    return render(request, "faq/follow.html", {"form": form}, status=status)


@never_cache
@require_safe
def found(request: HttpRequest) -> HttpResponse:
    """Show what became of it to whoever had number and code."""
    sent = cast(
        "Question | Voice | None", found_before(request, kind=Kind.SENT_CODE, find=find_sent)
    )
    if sent is None:
        return redirect("faq:follow")
    return render(request, "faq/found.html", _outcome(sent))


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


def own_panel(request: HttpRequest) -> dict[str, Any] | None:
    """Give the own page what its panel of questions says; officers have none."""
    user = request.user
    if not isinstance(user, User) or user.is_staff:
        return None
    return {"has_sent": cases_sent_by(user).exists()}


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
