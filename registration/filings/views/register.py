"""Pages of officers of the agency: the filings of a unit, and a duty told to it."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from portal.accounts.decorators import staff_required
from portal.cases import clerkship
from portal.cases.refusals import Refused
from portal.cases.views.access import SeeOther, user_of
from portal.workflow.roles import Role
from registration.access import OFFICERS, agency_employer_or_404
from registration.filings.filing import open_filing
from registration.filings.forms.filing import NoteDutyForm
from registration.filings.lists import filings_of
from registration.filings.process import CancellationProcess, ChangeProcess
from registration.filings.views.own import POST_OR_LOOK, UNFIT
from registration.frames import register_frame
from registration.keyset import key_of
from registration.terms import CHANGE_DUTY

PROCESSES = {"change": ChangeProcess, "cancellation": CancellationProcess}


@staff_required(*OFFICERS)
@never_cache
@require_safe
def register_filings(request: HttpRequest, employer_id: int) -> HttpResponse:
    """Show the filings of a unit to an officer of its agency."""
    employer = agency_employer_or_404(request, employer_id)
    context = {
        **register_frame(employer, here="register_filings"),
        "filings": filings_of(employer, before=key_of(request.GET, "before")),
        "may_note": employer.is_active and user_of(request).has_role(Role.REGISTRAR),
    }
    return render(request, "registration/unit_filings_register.html", context)


@staff_required(Role.REGISTRAR)
@never_cache
@require_http_methods(POST_OR_LOOK)
def note_duty(request: HttpRequest, employer_id: int) -> HttpResponse:
    """Let an officer tell a unit that it has something to report."""
    employer = agency_employer_or_404(request, employer_id)
    if not employer.is_active:
        raise Http404
    form = NoteDutyForm(request.POST if request.method == "POST" else None)
    if form.is_bound and form.is_valid():
        process = PROCESSES[form.cleaned_data["what"]]
        try:
            case = open_filing(
                process,
                process.act("note_duty"),
                employer,
                by=user_of(request),
                facts=form.facts(),
                key=form.cleaned_data["key"],
            )
        except Refused as refused:
            for reason in refused.reasons:
                form.add_error(None, str(reason))
        else:
            return SeeOther(clerkship.address(case))
    context = {
        **register_frame(employer, here="register_filings"),
        "form": form,
        "basis": CHANGE_DUTY.basis,
    }
    status = UNFIT if form.errors else 200
    return render(request, "registration/filing_duty.html", context, status=status)
