"""Pages of an agent: the filings of a unit, a change or a cancellation begun, a unit registered."""

from typing import TYPE_CHECKING, Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from portal.accounts.decorators import citizen_required
from portal.cases import clerkship
from portal.cases.refusals import Refused
from portal.cases.views.access import SeeOther, user_of
from registration.access import own_employer_or_404
from registration.filings.filing import open_filing, open_one, open_registration
from registration.filings.forms.filing import (
    FileCancellationForm,
    FileChangeForm,
    FileRegistrationForm,
    FilingForm,
)
from registration.filings.lists import filings_of, registrations_of
from registration.filings.process import CancellationProcess, ChangeProcess
from registration.filings.rows import rows_of
from registration.frames import unit_frame
from registration.keyset import key_of
from registration.models import Employer
from registration.money.months import owed_by
from registration.terms import AGENCY_CHECK, CHANGE_DUTY, REGISTRATION_CHECK, REGISTRATION_DUTY

if TYPE_CHECKING:
    from portal.cases.models import Case

POST_OR_LOOK = ["GET", "HEAD", "POST"]
UNFIT = 422


@citizen_required
@never_cache
@require_safe
def unit_filings(request: HttpRequest, employer_id: int) -> HttpResponse:
    """Show the filings of a unit to one of its agents, and where new ones begin."""
    employer = own_employer_or_404(request, employer_id)
    owed = owed_by(employer.pk) if employer.is_active else None
    context = {
        **unit_frame(employer, here="unit_filings"),
        "filings": filings_of(employer, before=key_of(request.GET, "before")),
        "owed": rows_of(owed) if owed and owed.total else [],
        "duty": CHANGE_DUTY,
        "check": AGENCY_CHECK,
    }
    return render(request, "registration/unit_filings.html", context)


@citizen_required
@never_cache
@require_http_methods(POST_OR_LOOK)
def file_change(request: HttpRequest, employer_id: int) -> HttpResponse:
    """Let an agent change what the register says of the unit."""
    employer = _active_or_404(request, employer_id)
    form = FileChangeForm(request.POST if request.method == "POST" else None, employer=employer)
    if form.is_bound and form.is_valid():
        process = ChangeProcess
        case = _filed(
            form,
            lambda: open_filing(
                process,
                process.submit,
                employer,
                by=user_of(request),
                facts=form.facts,
                key=form.cleaned_data["key"],
            ),
        )
        if case is not None:
            return SeeOther(clerkship.address(case))
    context = {
        "employer": employer,
        "form": form,
        "present": open_one(ChangeProcess, employer),
        "basis": CHANGE_DUTY.basis,
    }
    return _page(request, "registration/filing_change.html", context, form=form)


@citizen_required
@never_cache
@require_http_methods(POST_OR_LOOK)
def file_cancellation(request: HttpRequest, employer_id: int) -> HttpResponse:
    """Let an agent end the unit on the register; what is owed is told before."""
    employer = _active_or_404(request, employer_id)
    form = FileCancellationForm(request.POST if request.method == "POST" else None)
    if form.is_bound and form.is_valid():
        process = CancellationProcess
        case = _filed(
            form,
            lambda: open_filing(
                process,
                process.submit,
                employer,
                by=user_of(request),
                facts=form.facts,
                key=form.cleaned_data["key"],
            ),
        )
        if case is not None:
            return SeeOther(clerkship.address(case))
    owed = owed_by(employer.pk)
    units = employer.units.filter(status=Employer.Status.ACTIVE).order_by("pk")
    context = {
        "employer": employer,
        "form": form,
        "present": open_one(CancellationProcess, employer),
        "is_owed": bool(owed.total),
        "owed": rows_of(owed),
        "units": units[:10],
        "workers": employer.employments.filter(ended_on=None)[:10_000].count(),
        "basis": AGENCY_CHECK.basis,
    }
    return _page(request, "registration/filing_cancellation.html", context, form=form)


@citizen_required
@never_cache
@require_http_methods(POST_OR_LOOK)
def register_unit(request: HttpRequest) -> HttpResponse:
    """Let a citizen register by hand a unit that no business register hands over."""
    user = user_of(request)
    form = FileRegistrationForm(
        request.POST if request.method == "POST" else None, initial={"contact": user.name}
    )
    if form.is_bound and form.is_valid():
        case = _filed(
            form,
            lambda: open_registration(
                form.facts, by=user, phone=user.phone, key=form.cleaned_data["key"]
            ),
        )
        if case is not None:
            return SeeOther(clerkship.address(case))
    context = {
        "form": form,
        "filings": registrations_of(user, before=key_of(request.GET, "before")),
        "duty": REGISTRATION_DUTY,
        "check": REGISTRATION_CHECK,
    }
    return _page(request, "registration/filing_registration.html", context, form=form)


def _active_or_404(request: HttpRequest, employer_id: int) -> Employer:
    employer = own_employer_or_404(request, employer_id)
    if not employer.is_active:
        raise Http404
    return employer


def _filed(form: FilingForm, file: Any) -> "Case | None":
    """File, or put what stands against it beside what was typed."""
    try:
        case: Case = file()
    except Refused as refused:
        for reason in refused.reasons:
            form.add_error(None, str(reason))
        return None
    return case


def _page(
    request: HttpRequest, template: str, context: dict[str, Any], *, form: FilingForm
) -> HttpResponse:
    status = UNFIT if form.errors else 200
    return render(request, template, context, status=status)
