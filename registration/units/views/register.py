"""Pages of officers of the agency: the register of employers, one entry of it, and its history."""

from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from portal.accounts.decorators import staff_required
from portal.audit.record import record
from portal.audit.verbs import Verb
from portal.cases.views.access import user_of
from portal.ui.parts import Chip, Page
from portal.ui.text import search_words
from portal.workflow.roles import Role
from registration.access import (
    OFFICERS,
    agency_employer_or_404,
    employers_of_agency,
    require_agency,
)
from registration.frames import register_frame
from registration.keyset import Sheet, key_of
from registration.models import Employer
from registration.units.agents import present_agents, waiting_codes
from registration.units.contacts import contacts_of
from registration.units.history import SHOWN, history_of
from registration.units.search import Selection, page_of, selection_of
from registration.units.shown import facts_of, units_around

LONGEST = 60


@staff_required(*OFFICERS)
@never_cache
@require_safe
def register(request: HttpRequest) -> HttpResponse:
    """Show the employers of the officer's agency, all of them or those that fit some words."""
    require_agency(request)
    asked = request.GET
    words = search_words(asked.get("q", ""), most=LONGEST)
    selection = selection_of(words, status=asked.get("status", ""))
    found = page_of(
        user_of(request), selection, after=key_of(asked, "after"), before=key_of(asked, "before")
    )
    context = {
        "selection": selection,
        "lines": found.lines,
        "chips": _chips(selection),
        "page": _page(selection, found),
        "longest": LONGEST,
    }
    return render(request, "registration/register_list.html", context)


@staff_required(*OFFICERS)
@never_cache
@require_safe
def register_employer(request: HttpRequest, employer_id: int) -> HttpResponse:
    """Show the entry of an employer to an officer of its agency, who is noted as its reader."""
    employer = agency_employer_or_404(request, employer_id)
    record(
        Verb.LOOK_EMPLOYER,
        actor=request.user,
        target=f"employer {employer.pk}",
        request=request,
    )
    context = {
        **register_frame(employer, here="register_employer"),
        "facts": facts_of(employer),
        "units": units_around(
            employer,
            readable=employers_of_agency(user_of(request)),
            page="register_employer",
        ),
        "contacts": contacts_of(employer),
        "agents": present_agents(employer),
        "codes": waiting_codes(employer),
        "history": history_of(employer, size=SHOWN),
        "may_give": user_of(request).has_role(Role.REGISTRAR),
    }
    return render(request, "registration/register_overview.html", context)


@staff_required(*OFFICERS)
@never_cache
@require_safe
def register_changes(request: HttpRequest, employer_id: int) -> HttpResponse:
    """Show what changed in the entry of an employer, page by page."""
    employer = agency_employer_or_404(request, employer_id)
    record(
        Verb.LOOK_EMPLOYER,
        actor=request.user,
        target=f"employer {employer.pk} changes",
        request=request,
    )
    context = {
        **register_frame(employer, here="register_employer"),
        "history": history_of(employer, before=key_of(request.GET, "before")),
    }
    return render(request, "registration/register_changes.html", context)


def _chips(selection: Selection) -> list[Chip]:
    chips = []
    for value, label in Employer.Status.choices:
        is_current = selection.status == value
        wanted = "" if is_current else value
        chips.append(Chip(label=label, url=_url(selection, status=wanted), is_current=is_current))
    return chips


def _page(selection: Selection, found: Sheet[Employer]) -> Page:
    place = {"status": selection.status}
    return Page(
        newer_url=_url(selection, before=found.before, **place) if found.before else "",
        older_url=_url(selection, after=found.after, **place) if found.after else "",
        newer_label="前一页",
        older_label="后一页",
    )


def _url(selection: Selection, **more: object) -> str:
    """Return the address of a list of the same words."""
    asked = {"q": selection.words, **more}
    return "?" + urlencode({name: value for name, value in asked.items() if value})
