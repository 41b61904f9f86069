"""Officers' pages of outlets: those of a unit, those nobody has insured, those not on the list."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from portal.accounts.decorators import staff_required
from portal.audit.record import record
from portal.audit.verbs import Verb
from portal.cases.views.access import SeeOther, user_of
from portal.ui.parts import Chip
from portal.workflow.roles import Role
from registration.access import OFFICERS, agency_employer_or_404, require_agency
from registration.frames import register_frame
from registration.keyset import key_of, sheet
from registration.outlets.postal import present_lists
from registration.outlets.shown import PAGE, outlets_context, pages_of
from registration.outlets.uninsured import (
    NobodyToTellError,
    counties_served,
    gone_lines_of,
    lines_of,
    missing,
    tell_unit,
    uninsured,
)

NOBODY = "单位不在参保登记里，或者还没有经办人，消息没有人收。请打电话，或者请单位到窗口领激活码。"


@staff_required(*OFFICERS)
@never_cache
@require_safe
def register_outlets(request: HttpRequest, employer_id: int) -> HttpResponse:
    """Show the outlets of a unit to an officer of its agency, who is noted as their reader."""
    employer = agency_employer_or_404(request, employer_id)
    record(
        Verb.LOOK_EMPLOYER,
        actor=request.user,
        target=f"employer {employer.pk} outlets",
        request=request,
    )
    context = {
        **register_frame(employer, here="register_outlets"),
        **outlets_context(request, employer),
    }
    return render(request, "registration/outlets_register.html", context)


@staff_required(Role.REGISTRAR)
@never_cache
@require_safe
def outlet_list(request: HttpRequest) -> HttpResponse:
    """Show the outlets of the latest list that nobody has insured, or those that left the list."""
    require_agency(request)
    user = user_of(request)
    is_missing = request.GET.get("show") == "missing"
    after, before = key_of(request.GET, "after"), key_of(request.GET, "before")
    context: dict[str, object] = {"is_missing": is_missing, "chips": _chips(is_missing)}
    if is_missing:
        gone = sheet(missing(user), after=after, before=before, size=PAGE)
        context |= {
            "outlets": gone_lines_of(gone.lines, user=user),
            "page": pages_of(before=gone.before, after=gone.after, kept="show=missing&"),
        }
    else:
        found = sheet(uninsured(user), after=after, before=before, size=PAGE)
        context |= {
            "lines": lines_of(found.lines, user=user),
            "page": pages_of(before=found.before, after=found.after),
        }
    context["has_list"] = bool(present_lists(counties_served(user)).days)
    return render(request, "registration/outlet_list.html", context)


@staff_required(Role.REGISTRAR)
@never_cache
@require_POST
def outlet_tell(request: HttpRequest, listing_id: int) -> HttpResponseBase:
    """Tell the agents of the unit that an outlet on the list is not insured; once a month."""
    require_agency(request)
    user = user_of(request)
    listing = get_object_or_404(uninsured(user), pk=listing_id)
    try:
        is_new = tell_unit(listing, by=user)
    except NobodyToTellError:
        messages.error(request, NOBODY)
    else:
        if is_new:
            record(Verb.UNIT_TOLD, actor=user, target=f"outlet {listing.pk}", request=request)
            messages.success(request, f"已经通知{listing.name}的单位经办人。")
        else:
            messages.info(request, "这个月已经通知过，没有再发。")
    return SeeOther(reverse("registration:outlet_list"))


def _chips(is_missing: bool) -> list[Chip]:
    url = "?" if is_missing else "?show=missing"
    return [Chip(label="名单里没有的网点", url=url, is_current=is_missing)]
