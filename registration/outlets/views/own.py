"""/units/<id>/outlets/: a unit's licence and terminals, for its agents."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from portal import clock
from portal.accounts.decorators import citizen_required
from portal.cases.views.access import SeeOther, user_of
from portal.ui.forms import PortalForm
from registration.access import own_employer_or_404
from registration.entries import EmployerClosedError
from registration.frames import unit_frame
from registration.models import Employer, Outlet
from registration.outlets.entries import (
    OutletRefusedError,
    end_outlet,
    enter_terminal,
    mark_courier,
)
from registration.outlets.forms import LicenceForm, OutletEndForm, TerminalForm
from registration.outlets.shown import outlets_context

CLOSED = "单位已经注销，不能再登记网点"


@citizen_required
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def unit_outlets(request: HttpRequest, employer_id: int) -> HttpResponseBase:
    """Show the outlets of a courier unit; any other unit may note its licence here."""
    employer = own_employer_or_404(request, employer_id)
    form = LicenceForm(request.POST if request.method == "POST" else None)
    if form.is_bound and form.is_valid():
        try:
            mark_courier(employer, by=user_of(request), **form.cleaned_data)
        except OutletRefusedError as refused:
            form.add_error(refused.field, str(refused))
        except EmployerClosedError:
            return _closed(request, employer)
        else:
            messages.success(request, "已经登记经营许可，可以登记从业人员了。")
            return SeeOther(_url(employer))
    context = {
        **unit_frame(employer, here="unit_outlets"),
        **outlets_context(request, employer),
        "form": form,
    }
    return _page(request, "registration/outlets.html", form, context)


@citizen_required
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def unit_outlet_add(request: HttpRequest, employer_id: int) -> HttpResponseBase:
    """Enter a terminal under the licensed unit."""
    employer = own_employer_or_404(request, employer_id)
    if not employer.is_courier:
        return SeeOther(_url(employer))
    form = TerminalForm(
        request.POST if request.method == "POST" else None,
        initial={"county": employer.county_id},
    )
    if form.is_bound and form.is_valid():
        said = dict(form.cleaned_data)
        number, county = said.pop("number"), said.pop("county")
        values = said | {"county_id": county}
        try:
            outlet = enter_terminal(employer, number=number, by=user_of(request), values=values)
        except OutletRefusedError as refused:
            form.add_error(refused.field, str(refused))
        except EmployerClosedError:
            return _closed(request, employer)
        else:
            messages.success(request, f"已经登记{outlet.name}。")
            return SeeOther(_url(employer))
    context = {**unit_frame(employer, here="unit_outlets"), "form": form}
    return _page(request, "registration/outlet_add.html", form, context)


@citizen_required
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def unit_outlet_end(request: HttpRequest, employer_id: int, outlet_id: int) -> HttpResponseBase:
    """End an outlet with its last day, once nobody works there any more."""
    employer = own_employer_or_404(request, employer_id)
    outlet = get_object_or_404(Outlet, pk=outlet_id, employer=employer)
    form = OutletEndForm(
        request.POST if request.method == "POST" else None,
        from_on=outlet.from_on,
        initial={"to_on": clock.today()},
    )
    if form.is_bound and form.is_valid():
        try:
            end_outlet(outlet, on=form.cleaned_data["to_on"], by=user_of(request))
        except OutletRefusedError as refused:
            form.add_error(refused.field, str(refused))
        else:
            messages.success(request, f"{outlet.name}已经结束。")
            return SeeOther(_url(employer))
    context = {**unit_frame(employer, here="unit_outlets"), "form": form, "outlet": outlet}
    return _page(request, "registration/outlet_end.html", form, context)


def _page(
    request: HttpRequest, template: str, form: PortalForm, context: dict[str, object]
) -> HttpResponse:
    return render(request, template, context, status=422 if form.errors else 200)


def _closed(request: HttpRequest, employer: Employer) -> HttpResponseBase:
    messages.error(request, CLOSED)
    return SeeOther(_url(employer))


def _url(employer: Employer) -> str:
    return reverse("registration:unit_outlets", args=[employer.pk])
