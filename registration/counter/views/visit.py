"""/counter/: the next person, who it is, for which employer, and what is there already."""

from dataclasses import dataclass
from typing import Any

from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from portal import clock
from portal.accounts import throttle
from portal.accounts.identifiers import IdentityKind
from portal.accounts.identities import number_index
from portal.accounts.throttle import Kind, LockedError
from portal.audit.verbs import Verb
from portal.cases.views.access import SeeOther, user_of
from portal.crypto import mask_name, mask_phone
from portal.ui.parts import Page, Row
from portal.ui.text import normalise_code, search_words
from registration.access import counter_employer_or_404, employers_at_counter
from registration.counter.forms import FindWorkerForm, VisitorForm
from registration.counter.receipt import PAPERS
from registration.counter.rows import entries_of, page_of
from registration.counter.views.guard import (
    at_window,
    identified,
    unit_url,
    visit_url,
    with_visitor,
)
from registration.counter.visits import begin_visit, identify, open_visit
from registration.keyset import Cursor
from registration.models import CounterVisit, Employer, Employment
from registration.records.parts import note_look
from registration.units.contacts import contacts_of
from registration.units.finding import CODE_LENGTH

LEAST, MOST = 2, 10
WHY = "窗口登记"
GET_AND_POST = ["GET", "HEAD", "POST"]


@dataclass(frozen=True)
class ContactLine:
    """A contact as a window shows it."""

    part: str
    name: str
    phone: str


@at_window
@require_safe
def counter(request: HttpRequest) -> HttpResponse:
    """Offer the next person first; below, what this clerk has entered today."""
    clerk = user_of(request)
    here = open_visit(clerk)
    place = Cursor.opened(request.GET.get("at", ""))
    found = page_of(entries_of(clerk, on=clock.today()), at=place)
    context = {
        "visit": here,
        "visit_url": visit_url(here) if here else "",
        "visitor": mask_name(here.visitor) if here else "",
        "rows": found.rows,
        "page": Page(
            newer_url=f"?at={found.newer.sealed()}" if found.newer else "",
            older_url=f"?at={found.older.sealed()}" if found.older else "",
            newer_label="更晚的",
            older_label="更早的",
        ),
        "office": clerk.office,
    }
    return render(request, "registration/counter.html", context)


@at_window
@require_POST
def counter_new(request: HttpRequest) -> HttpResponseBase:
    """Begin with the next person: nothing of the one before is kept."""
    return SeeOther(visit_url(begin_visit(user_of(request))))


@with_visitor
@require_http_methods(GET_AND_POST)
def counter_visit(request: HttpRequest, visit: CounterVisit) -> HttpResponseBase:
    """Ask who stands there, then for which employer."""
    if not visit.visitor:
        return _who_stands_there(request, visit)
    words = search_words(request.GET.get("q", ""), most=60)
    found = list(_employers(request, words)[: MOST + 1]) if len(words) >= LEAST else []
    context = {
        **visit_frame(visit),
        "words": words,
        "is_short": bool(words) and len(words) < LEAST,
        "hits": [(unit_url(visit, one.pk), one) for one in found[:MOST]],
        "is_cut": len(found) > MOST,
        "most": MOST,
    }
    return render(request, "registration/counter_visit.html", context)


@identified
@require_http_methods(GET_AND_POST)
def counter_unit(
    request: HttpRequest, visit: CounterVisit, *, employer_id: int
) -> HttpResponseBase:
    """Show an employer of the area, and find one of its workers by the whole number."""
    employer = counter_employer_or_404(request, employer_id)
    form = FindWorkerForm(request.POST if request.method == "POST" else None)
    found: list[Employment] | None = None
    if form.is_bound and form.is_valid():
        try:
            found = _workers(request, employer, form)
        except LockedError as error:
            form.add_error("number", str(error))
    context = {
        **unit_frame(visit, employer),
        "form": form,
        "works": [(_end_url(visit, one), one) for one in found or ()],
        "is_missing": found == [],
        "contacts": _contacts(employer),
        "facts": _facts(employer),
    }
    status = 422 if form.errors else 200
    return render(request, "registration/counter_unit.html", context, status=status)


def visit_frame(visit: CounterVisit) -> dict[str, Any]:
    """Return what every page of a visit shows: who stands there, and the way to the next one."""
    return {
        "visit": visit,
        "visitor": mask_name(visit.visitor),
        "papers": [PAPERS[paper] for paper in visit.papers],
        "visit_url": visit_url(visit),
        "register_url": reverse("registration:counter_register", args=[visit.pk]),
    }


def unit_frame(visit: CounterVisit, employer: Employer) -> dict[str, Any]:
    """Return what every page of an employer within a visit shows."""
    return {
        **visit_frame(visit),
        "employer": employer,
        "unit_url": unit_url(visit, employer.pk),
        "add_url": reverse("registration:counter_add", args=[visit.pk, employer.pk]),
        "contact_url": reverse("registration:counter_contact", args=[visit.pk, employer.pk]),
    }


def _who_stands_there(request: HttpRequest, visit: CounterVisit) -> HttpResponseBase:
    """Take the visitor's name and what was seen."""
    form = VisitorForm(request.POST if request.method == "POST" else None)
    if form.is_bound and form.is_valid():
        data = form.cleaned_data
        identify(visit, visitor=data["visitor"], papers=data["papers"])
        return SeeOther(visit_url(visit))
    context = {"form": form, "visit": visit}
    status = 422 if form.errors else 200
    return render(request, "registration/counter_visitor.html", context, status=status)


def _employers(request: HttpRequest, words: str) -> QuerySet[Employer]:
    """Return employers of the area by a part of the name, or the one with the whole code."""
    rows = employers_at_counter(user_of(request)).select_related("identity", "town")
    code = normalise_code(words).upper()
    if len(code) == CODE_LENGTH and code.isascii():
        index = number_index(code)
        return rows.filter(identity__kind=IdentityKind.CREDIT_CODE, identity__number_index=index)
    return rows.filter(name__contains=words).order_by("name", "pk")


def _workers(request: HttpRequest, employer: Employer, form: FindWorkerForm) -> list[Employment]:
    """Look a number up among the workers of one employer; raises LockedError."""
    clerk = user_of(request)
    guess = throttle.begin(Kind.PERSON_SEARCH, account=clerk.phone_index, request=request)
    rows = Employment.objects.filter(
        employer=employer,
        person__identity__kind=form.cleaned_data["kind"],
        person__identity__number_index=number_index(form.cleaned_data["number"]),
    )
    found = list(rows.select_related("person__identity").order_by("-started_on", "-id")[:MOST])
    if not found:
        throttle.note_lock(guess, request=request, target="counter worker search")
        return []
    guess.succeeded()
    note_look(request, found[0].person_id, Verb.SEARCH_HIT, WHY)
    return found


def _end_url(visit: CounterVisit, work: Employment) -> str:
    """Return where the work is ended; empty for work that has ended."""
    if work.ended_on is not None:
        return ""
    return reverse("registration:counter_end", args=[visit.pk, work.employer_id, work.pk])


def _contacts(employer: Employer) -> list[ContactLine]:
    return [
        ContactLine(one.get_part_display(), one.name, mask_phone(one.phone))
        for one in contacts_of(employer)
    ]


def _facts(employer: Employer) -> list[Row]:
    town = employer.town.name if employer.town else ""
    return [
        Row(term="统一社会信用代码", value=employer.credit_code, is_number=True),
        Row(term="单位类型", value=employer.get_kind_display()),
        Row(term="参保地", value=employer.county.name + town),
        Row(term="地址", value=employer.address),
    ]
