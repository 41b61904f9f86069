"""At the window: the end of somebody's work, a contact of the employer, and the receipts."""

from django.contrib import messages
from django.db.models import Q
from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from portal.accounts.decorators import staff_required
from portal.audit.verbs import Verb
from portal.cases.views.access import SeeOther, user_of
from portal.cases.views.papers import pdf_response
from registration.access import CLERKS, OFFICERS, counter_employer_or_404, employers_at_counter
from registration.counter.forms import CounterContactForm, CounterEndForm
from registration.counter.receipt import pdf
from registration.counter.rows import town_entries
from registration.counter.views.guard import identified, unit_url, visit_url, works_at_window
from registration.counter.views.visit import GET_AND_POST, WHY, unit_frame
from registration.counter.visits import (
    WorkEndedError,
    end_worker,
    open_visit,
    receipt_of_form,
    renew_contact,
)
from registration.models import CounterEntry, CounterVisit, Employment
from registration.people.told import facts_of
from registration.records.parts import note_look
from registration.units.contacts import contacts_of


@identified
@require_http_methods(GET_AND_POST)
def counter_end(
    request: HttpRequest, visit: CounterVisit, *, employer_id: int, employment_id: int
) -> HttpResponseBase:
    """End the work of somebody for an employer of the area."""
    employer = counter_employer_or_404(request, employer_id)
    rows = Employment.objects.select_related("person__identity", "employer__identity")
    work = get_object_or_404(rows, pk=employment_id, employer=employer)
    form = CounterEndForm(
        request.POST if request.method == "POST" else None, started_on=work.started_on
    )
    if form.is_bound and form.is_valid():
        data = form.cleaned_data
        try:
            entry = end_worker(visit, work, on=data["ended_on"], reason=form.said, key=data["key"])
        except WorkEndedError:
            return _ended(request, visit, work)
        return SeeOther(receipt_url(entry))
    if work.ended_on is not None:
        return _ended(request, visit, work)
    note_look(request, work.person_id, Verb.LOOK_RECORDS, WHY)
    context = {
        **unit_frame(visit, employer),
        "form": form,
        "work": work,
        "facts": facts_of(work),
    }
    status = 422 if form.errors else 200
    return render(request, "registration/counter_end.html", context, status=status)


@identified
@require_http_methods(GET_AND_POST)
def counter_contact(
    request: HttpRequest, visit: CounterVisit, *, employer_id: int
) -> HttpResponseBase:
    """Name a contact of the employer, perhaps in the place of another."""
    employer = counter_employer_or_404(request, employer_id)
    repeated = receipt_of_form(visit, request.POST.get("key", ""))
    if repeated is not None:
        return SeeOther(receipt_url(repeated))
    present = employer.contacts.filter(pk__in=[one.pk for one in contacts_of(employer)])
    form = CounterContactForm(request.POST if request.method == "POST" else None, present=present)
    if form.is_bound and form.is_valid():
        data = form.cleaned_data
        entry = renew_contact(
            visit,
            employer,
            part=data["part"],
            name=data["name"],
            phone=data["phone"],
            instead_of=data.get("instead_of"),
            key=data["key"],
        )
        return SeeOther(receipt_url(entry))
    context = {**unit_frame(visit, employer), "form": form}
    status = 422 if form.errors else 200
    return render(request, "registration/counter_contact.html", context, status=status)


@staff_required(*CLERKS, *OFFICERS)
@never_cache
@require_safe
def counter_receipt(request: HttpRequest, entry_id: int) -> HttpResponse:
    """Show a receipt to be printed, now or again."""
    entry = entry_or_404(request, entry_id)
    user = user_of(request)
    here = open_visit(user)
    is_own = here is not None and here.pk == entry.visit_id
    context = {
        "entry": entry,
        "is_at_window": works_at_window(user),
        "visit_url": visit_url(here) if here is not None and is_own else "",
        "unit_url": _next_url(here, entry) if here is not None and is_own else "",
    }
    return render(request, "registration/counter_receipt.html", context)


@staff_required(*CLERKS, *OFFICERS)
@never_cache
@require_safe
def counter_receipt_pdf(request: HttpRequest, entry_id: int) -> HttpResponse:
    """Give the receipt as PDF."""
    entry = entry_or_404(request, entry_id)
    return pdf_response(pdf(entry), name=f"窗口登记回执-{entry.number}.pdf")


def entry_or_404(request: HttpRequest, entry_id: int) -> CounterEntry:
    """Return an entry of this clerk's window and area, or of the towns of the officer's agency."""
    user = user_of(request)
    mine = CounterEntry.objects.filter(
        Q(employer__in=employers_at_counter(user)) | Q(employer=None),
        clerk=user,
        office=user.office_id,
    )
    for rows in (mine, town_entries(user)):
        rows = rows.select_related("employer", "case", "clerk", "office")
        entry = rows.filter(pk=entry_id).first()
        if entry is not None:
            return entry
    raise Http404


def _ended(request: HttpRequest, visit: CounterVisit, work: Employment) -> HttpResponseBase:
    """Say that the work has ended already; there is nothing to do."""
    messages.error(request, "这段用工已经结束了，没有再办一次。")
    return SeeOther(unit_url(visit, work.employer_id))


def _next_url(visit: CounterVisit, entry: CounterEntry) -> str:
    """Return where more is done for whoever stands there: at the unit, or at another one."""
    return unit_url(visit, entry.employer_id) if entry.employer_id else visit_url(visit)


def receipt_url(entry: CounterEntry) -> str:
    """Return the address of a receipt."""
    return reverse("registration:counter_receipt", args=[entry.pk])
