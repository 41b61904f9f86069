"""/records/: what the register knows of the person who asks, for free, and who looked at it."""

from urllib.parse import urlencode

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from portal import clock
from portal.accounts.decorators import citizen_required
from portal.accounts.models import Identity
from portal.audit.verbs import Verb
from portal.cases.views.access import user_of
from portal.law.instruments import AGENCY_RULES, INSURANCE_LAW, REGULATION
from portal.offices.directory import open_offices
from portal.offices.models import Power
from portal.ui.parts import Page
from registration.records import provider
from registration.records.looks import looks_at
from registration.records.own import own_identity
from registration.records.parts import PARTS, Sheet, first_sheets, note_look

OWN_LOOK = "本人查询"
LAW = {
    "free": str(AGENCY_RULES.article(32)),
    "share": str(REGULATION.article(10)),
    "uninsured": str(INSURANCE_LAW.article(84)),
    "registration": str(INSURANCE_LAW.article(58, 1)),
}


@citizen_required
@never_cache
@require_safe
def records(request: HttpRequest) -> HttpResponse:
    """Show all parts of the person's own records, or what to do first to see them."""
    identity = own_identity(user_of(request))
    if identity is None:
        return _unassured(request)
    note_look(request, identity.pk, Verb.LOOK_RECORDS, OWN_LOOK)
    parts = first_sheets(identity.pk)
    context = {
        "identity": identity,
        "parts": parts,
        "is_known": any(sheet.lines for _, sheet in parts),
        "law": LAW,
    }
    return render(request, "registration/record_overview.html", context)


@citizen_required
@never_cache
@require_safe
def more(request: HttpRequest, part: str) -> HttpResponse:
    """Show one part of the person's own records, page after page."""
    if part not in PARTS:
        raise Http404
    identity = own_identity(user_of(request))
    if identity is None:
        return redirect("registration:records")
    note_look(request, identity.pk, Verb.LOOK_RECORDS, OWN_LOOK)
    sheet = PARTS[part].sheet(identity.pk, after=request.GET.get("after", ""))
    context = {"part": PARTS[part], "sheet": sheet, "pages": pages_of(request, sheet), "law": LAW}
    return render(request, "registration/record_part.html", context)


@citizen_required
@never_cache
@require_safe
def looks(request: HttpRequest) -> HttpResponse:
    """Show who looked at the person's records, when and why."""
    me = user_of(request)
    identity = own_identity(me)
    if identity is None:
        return redirect("registration:records")
    sheet = looks_at(identity.pk, me=me, after=request.GET.get("after", ""))
    context = {"sheet": sheet, "pages": pages_of(request, sheet)}
    return render(request, "registration/record_looks.html", context)


def _unassured(request: HttpRequest) -> HttpResponse:
    context = {
        "agencies": open_offices(on=clock.today(), power=Power.AGENCY),
        "provider": provider.configured(),
        "law": LAW,
    }
    return render(request, "registration/record_unassured.html", context)


def identity_or_404(request: HttpRequest) -> Identity:
    """Return the person whom the account was verified to be."""
    identity = own_identity(user_of(request))
    if identity is None:
        raise Http404
    return identity


def pages_of(request: HttpRequest, sheet: Sheet, **kept: str) -> Page | None:
    """Return the way to older lines and back to the newest; None where all are on one page."""
    if sheet.is_first and not sheet.older:
        return None
    return Page(
        newer_url="" if sheet.is_first else _address(request, **kept),
        newer_label="最新的",
        older_url=_address(request, **kept, after=sheet.older) if sheet.older else "",
        older_label="更早的",
    )


def _address(request: HttpRequest, **values: str) -> str:
    query = urlencode(values)
    return f"{request.path}?{query}" if query else request.path
