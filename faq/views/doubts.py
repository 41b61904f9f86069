"""Pages of the desk for what may be wrong by now: repealed places, contradicting numbers."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from faq.answer_form import codes
from faq.contradictions import open_conflicts
from faq.desk import DESK
from faq.differing import laid_out
from faq.doubts import broken_entries, clear, declare, take_back
from faq.forms import WhyForm
from faq.keeping_forms import RepealForm
from faq.laws import Place
from faq.models import Conflict, Repeal
from faq.repeals import answers_on, naming_repealed
from portal import clock
from portal.accounts.decorators import staff_required
from portal.audit.record import record
from portal.audit.verbs import Verb
from portal.cases.views.access import SeeOther, user_of

READ = ("GET", "HEAD", "POST")
UNFIT = 422
SHOWN = 200


@staff_required(*DESK)
@never_cache
@require_http_methods(READ)
def repeals(request: HttpRequest) -> HttpResponseBase:
    """List what is no longer in force and which answers still name it; take a new one in."""
    form = RepealForm(request.POST if request.method == "POST" else None)
    if form.is_bound and form.is_valid():
        said = form.cleaned_data
        place = said["place"]
        made = declare(place, from_on=said["from_on"], instead=said["instead"], by=user_of(request))
        if made:
            _note(request, f"repeal {place}", "登记失效的规定")
            messages.success(request, f"已经登记：{place.words}。")
        else:
            messages.info(request, "这一条刚刚有人登记过了，没有改动。")
        return SeeOther(reverse("faq:repeals"))
    rows = list(Repeal.objects.all()[:SHOWN])
    counts = answers_on(rows)
    today = clock.today()
    entries = naming_repealed(on=today).select_related("current")
    context = {
        "form": form,
        "repeals": [
            (one, Place(one.instrument, one.article).words, counts[one.pk]) for one in rows
        ],
        "entries": list(entries[:SHOWN]),
        "broken": broken_entries(on=today),
        **codes(),
    }
    return render(request, "faq/repeals.html", context, status=UNFIT if form.errors else 200)


@staff_required(*DESK)
@never_cache
@require_POST
def repeal_take_back(request: HttpRequest, repeal_id: int) -> HttpResponse:
    """Take back a repeal that was declared by mistake; the audit keeps both."""
    row = get_object_or_404(Repeal, pk=repeal_id)
    words = Place(row.instrument, row.article).words
    if take_back(row):
        _note(request, f"repeal {row}", "撤回失效登记")
        messages.success(request, f"已经撤回：{words}。")
    return SeeOther(reverse("faq:repeals"))


@staff_required(*DESK)
@never_cache
@require_safe
def conflicts(request: HttpRequest) -> HttpResponse:
    """List answers that name the same article with different numbers."""
    return _conflicts_page(request, WhyForm())


@staff_required(*DESK)
@never_cache
@require_POST
def conflict_clear(request: HttpRequest, conflict_id: int) -> HttpResponse:
    """Say why two answers are right, both of them."""
    row = get_object_or_404(Conflict, pk=conflict_id)
    form = WhyForm(request.POST)
    if not form.is_valid():
        return _conflicts_page(request, form, asked=row.pk, status=UNFIT)
    if clear(row, why=form.cleaned_data["why"], by=user_of(request)):
        _note(request, f"conflict {row.pk}", "看过，不矛盾")
        messages.success(request, "已经记下，不再列出来。")
    else:
        messages.info(request, "这一对已经有人看过了，没有改动。")
    return SeeOther(reverse("faq:conflicts"))


def _conflicts_page(
    request: HttpRequest, form: WhyForm, *, asked: int = 0, status: int = 200
) -> HttpResponse:
    rows = open_conflicts().select_related("first__entry", "second__entry")
    rows = rows.prefetch_related("first__wordings", "second__wordings")[:SHOWN]
    pairs = laid_out(rows, on=clock.today())
    context = {"pairs": pairs, "form": form, "asked": asked}
    return render(request, "faq/conflicts.html", context, status=status)


def _note(request: HttpRequest, target: str, what: str) -> None:
    record(Verb.ANSWERS_CHANGED, actor=request.user, target=target, reason=what, request=request)
