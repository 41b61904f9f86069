"""Pages of answers in a case: an officer gives one, its people read it as it was that day."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from faq.given import EMPLOYER_SIDE, WORKER_SIDE, NotGivenError, give, given_to
from faq.keeping_forms import GiveForm
from faq.laws import by_text
from faq.models import Entry
from faq.publishing import places_of
from faq.reading import reading
from faq.search.finding import find
from portal.accounts.decorators import staff_required
from portal.audit.record import record
from portal.audit.verbs import Verb
from portal.cases.models import Case
from portal.cases.views.access import SeeOther, case_or_404, frame_of, user_of
from portal.cases.visible import CASEWORK, parties_of
from portal.ui.text import search_words
from portal.workflow.roles import Role

READ = ("GET", "HEAD", "POST")
UNFIT = 422
SHOWN = 8


@staff_required(*CASEWORK)
@never_cache
@require_http_methods(READ)
def give_page(request: HttpRequest, reference: str) -> HttpResponseBase:
    """Find an answer and give it to one side of a case."""
    case = case_or_404(request, reference)
    typed = search_words(request.GET.get("q", ""), most=60)
    entries = _found(typed)
    form = GiveForm(request.POST if request.method == "POST" else None, entries=entries)
    if form.is_bound and form.is_valid():
        entry = form.cleaned_data["answer"]
        try:
            given = give(
                case, entry.current, audience=form.cleaned_data["who"], by=user_of(request)
            )
        except NotGivenError as refused:
            form.add_error(None, str(refused))
        else:
            record(
                Verb.ANSWER_GIVEN,
                actor=request.user,
                target=f"answer {entry.code}",
                case_id=case.pk,
                request=request,
            )
            messages.success(request, f"已经给了：{given.version.question}")
            return SeeOther(f"/cases/{case.reference}/?tab=answers#file")
    context = {"case": case, "typed": typed, "form": form, "entries": entries}
    return render(request, "faq/give.html", context, status=UNFIT if form.errors else 200)


@require_safe
@login_required
@never_cache
def given_page(request: HttpRequest, reference: str, given_id: int) -> HttpResponse:
    """Show an answer as it was when it was given, to the office and to the side that has it."""
    case = case_or_404(request, reference)
    given = get_object_or_404(given_to(case, audiences=_audiences(request, case)), pk=given_id)
    version = given.version
    entry = version.entry
    context = {
        "frame": frame_of(request),
        "case": case,
        "given": given,
        "version": version,
        "reading": reading(version, audience=given.audience, on=given.on),
        "sources": by_text(places_of(version)),
        "is_current": entry.current_id == version.pk,
        "now": entry.code if entry.current_id else "",
    }
    return render(request, "faq/given.html", context)


def _audiences(request: HttpRequest, case: Case) -> frozenset[str]:
    """Return in whose words the visitor may read: all of them for the office, else the own side."""
    if user_of(request).is_staff:
        return WORKER_SIDE | EMPLOYER_SIDE
    parties = parties_of(request.user, case)
    if not parties:
        raise Http404
    sides: frozenset[str] = frozenset()
    for party in parties:
        sides |= EMPLOYER_SIDE if Role.EMPLOYER in party.roles else WORKER_SIDE
    return sides


def _found(typed: str) -> list[Entry]:
    """Return the answers that a search finds, in its order."""
    if not typed:
        return []
    ids = [one.entry_id for one in find(typed, most=SHOWN).found]
    rows = {
        one.pk: one
        for one in Entry.objects.published().select_related("current").filter(pk__in=ids)
    }
    return [rows[pk] for pk in ids if pk in rows]
