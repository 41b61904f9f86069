"""/register/people/: an officer finds a person by the whole number and reads the entry."""

from urllib.parse import urlencode

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_safe

from portal.accounts import throttle
from portal.accounts.decorators import staff_required
from portal.accounts.throttle import Kind, LockedError
from portal.audit.verbs import Verb
from portal.cases.views.access import SeeOther, user_of
from portal.ui.parts import Row
from registration.access import OFFICERS
from registration.models import Person
from registration.records.forms import REASONS, LookForm, SearchPersonForm
from registration.records.officer import person_by_number, person_of_agency_or_404
from registration.records.parts import PARTS, first_sheets, note_look
from registration.records.views.own import LAW, pages_of


@sensitive_post_parameters("number")
@staff_required(*OFFICERS)
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def search_person(request: HttpRequest) -> HttpResponse:
    """Look a person up by the whole number; a hit is noted, misses are counted."""
    form = SearchPersonForm(request.POST if request.method == "POST" else None)
    is_missing = False
    if form.is_bound and form.is_valid():
        try:
            found = _found(request, form)
        except LockedError as error:
            form.add_error("number", str(error))
        else:
            if found is not None:
                return SeeOther(_person_url(found, why=form.cleaned_data["why"]))
            is_missing = True
    context = {"form": form, "is_missing": is_missing}
    status = 422 if form.errors else 200
    return render(request, "registration/register_person_search.html", context, status=status)


@staff_required(*OFFICERS)
@never_cache
@require_safe
def register_person(request: HttpRequest, person_id: int) -> HttpResponse:
    """Show the entry of a person of the officer's agency, once it was said why."""
    person = person_of_agency_or_404(user_of(request), person_id)
    why = _reason(request)
    if not why:
        form = LookForm(request.GET if "why" in request.GET else None)
        status = 422 if form.errors else 200
        page = "registration/register_person_why.html"
        return render(request, page, {"form": form}, status=status)
    note_look(request, person.pk, Verb.LOOK_RECORDS, REASONS[why])
    context = {
        "person": person,
        "facts": _facts(person),
        "parts": first_sheets(person.pk),
        "why": why,
        "reason": REASONS[why],
        "law": LAW,
    }
    return render(request, "registration/register_person.html", context)


@staff_required(*OFFICERS)
@never_cache
@require_safe
def register_person_more(request: HttpRequest, person_id: int, part: str) -> HttpResponse:
    """Show one part of a person's entry, page after page."""
    person = person_of_agency_or_404(user_of(request), person_id)
    why = _reason(request)
    if part not in PARTS:
        raise Http404
    if not why:
        return SeeOther(_person_url(person))
    note_look(request, person.pk, Verb.LOOK_RECORDS, REASONS[why])
    sheet = PARTS[part].sheet(person.pk, after=request.GET.get("after", ""))
    context = {
        "person": person,
        "part": PARTS[part],
        "sheet": sheet,
        "pages": pages_of(request, sheet, why=why),
        "why": why,
        "law": LAW,
    }
    return render(request, "registration/register_person_part.html", context)


def _found(request: HttpRequest, form: SearchPersonForm) -> Person | None:
    """Look under the throttle of the officer; raises LockedError."""
    user = user_of(request)
    guess = throttle.begin(Kind.PERSON_SEARCH, account=user.phone_index, request=request)
    values = form.cleaned_data
    found = person_by_number(user, kind=values["kind"], number=values["number"])
    if found is None:
        throttle.note_lock(guess, request=request, target="person search")
        return None
    guess.succeeded()
    note_look(request, found.pk, Verb.SEARCH_HIT, REASONS[values["why"]])
    return found


def _reason(request: HttpRequest) -> str:
    """Return the reason that was chosen, or nothing."""
    why = request.GET.get("why", "")
    return why if why in REASONS else ""


def _person_url(person: Person, *, why: str = "") -> str:
    address = reverse("registration:register_person", args=[person.pk])
    return f"{address}?{urlencode({'why': why})}" if why else address


def _facts(person: Person) -> list[Row]:
    return [
        Row(term="证件", value=person.identity.get_kind_display()),
        Row(term="号码", value=person.masked_number, is_number=True),
        Row(term="性别", value=person.get_sex_display()),
        Row(term="出生日期", value=f"{person.born_on:%Y-%m-%d}", is_number=True),
    ]
