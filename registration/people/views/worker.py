"""One employment of an employer, for its agents: seen, reported, ended, corrected."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from portal import clock
from portal.accounts.decorators import citizen_required
from portal.audit.verbs import Verb
from portal.cases.views.access import SeeOther, user_of
from portal.deadlines.calendar import Almanac
from portal.ui.dates import cn_date
from registration.access import own_employer_or_404
from registration.entries import (
    EmployerClosedError,
    OutletClosedError,
    correct_employment,
    end_employment,
    insured_from,
    may_be_reported,
    report_employment,
)
from registration.frames import unit_frame
from registration.models import Employer, Employment
from registration.outlets.couriers import correct_courier
from registration.outlets.forms import CourierCorrectForm
from registration.outlets.shown import present_outlets
from registration.people.forms import CorrectForm, EndForm
from registration.people.lines import state_of
from registration.people.told import (
    clock_of,
    course_of,
    facts_of,
    notices_of,
    open_due,
    papers_law,
    steps_of,
)
from registration.records.parts import note_look
from registration.rules import told

LOOKED = "查看本单位职工的用工登记"
UNMASKED = "单位经办人查看本单位职工的完整号码"
REPORTED = "已经申报，{day}起参保"
CANNOT_REPORT = "现在不能申报：单位已经注销，或者这段用工在生效以前就结束了"
ENDED = "已经办好，最后一天是{day}"
ENDED_BEFORE = "这段用工已经结束，没有改动"
CORRECTED = "已经更正"
CANNOT_CORRECT = "现在不能更正：单位已经注销，或者网点已经结束"


@citizen_required
@never_cache
@require_safe
def unit_person(request: HttpRequest, employer_id: int, employment_id: int) -> HttpResponse:
    """Show one employment to an agent of the employer; the look is noted."""
    employer, work = _found(request, employer_id, employment_id)
    note_look(request, work.person_id, Verb.LOOK_RECORDS, LOOKED, employer_id=employer.pk)
    begins = insured_from(clock.today(), started_on=work.started_on)
    context = {
        **person_context(work),
        **unit_frame(employer, here="unit_people"),
        "may_report": work.reported_on is None and employer.is_active and may_be_reported(work),
        "begins": begins,
        "is_open": work.ended_on is None,
        "no_share": told.NO_PERSONAL_SHARE,
        "several": told.SEVERAL,
        "thirty_days": told.THIRTY_DAYS,
        "uninsured": told.UNINSURED,
    }
    return render(request, "registration/unit_person.html", context)


@citizen_required
@never_cache
@require_POST
def unit_person_number(request: HttpRequest, employer_id: int, employment_id: int) -> HttpResponse:
    """Show the number whole; who saw it stands in the audit."""
    employer, work = _found(request, employer_id, employment_id)
    note_look(request, work.person_id, Verb.UNMASK, UNMASKED, employer_id=employer.pk)
    context = {**unit_frame(employer, here="unit_people"), "work": work}
    return render(request, "registration/unit_person_number.html", context)


@citizen_required
@never_cache
@require_POST
def unit_person_report(
    request: HttpRequest, employer_id: int, employment_id: int
) -> HttpResponseBase:
    """Ask for the insurance of work that was only noted down."""
    _, work = _found(request, employer_id, employment_id)
    try:
        report_employment(work, by=user_of(request))
    except EmployerClosedError:
        messages.error(request, CANNOT_REPORT)
        return SeeOther(_address(work))
    if work.insured_from is None:
        messages.error(request, CANNOT_REPORT)
    else:
        messages.success(request, REPORTED.format(day=cn_date(work.insured_from)))
    return SeeOther(_address(work))


@citizen_required
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def unit_person_end(request: HttpRequest, employer_id: int, employment_id: int) -> HttpResponseBase:
    """End the work with its last day and the reason."""
    employer, work = _found(request, employer_id, employment_id)
    if work.ended_on is not None:
        messages.info(request, ENDED_BEFORE)
        return SeeOther(_address(work))
    form = EndForm(
        request.POST if request.method == "POST" else None,
        started_on=work.started_on,
        initial={"ended_on": max(clock.today(), work.started_on)},
    )
    if form.is_bound and form.is_valid():
        on, reason = form.cleaned_data["ended_on"], form.said
        end_employment(work, on=on, reason=reason, by=user_of(request))
        if (work.ended_on, work.end_reason) == (on, reason):
            messages.success(request, ENDED.format(day=cn_date(on)))
        else:
            messages.info(request, ENDED_BEFORE)
        return SeeOther(_address(work))
    more = {"law": told.CHANGE_WITHIN_30, "is_insured": work.insured_from is not None}
    return _form_page(request, employer, work, form, "unit_person_end", more)


@citizen_required
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def unit_person_correct(
    request: HttpRequest, employer_id: int, employment_id: int
) -> HttpResponseBase:
    """Correct what was written about the work; what was there before is kept."""
    employer, work = _found(request, employer_id, employment_id)
    if work.kind == Employment.Kind.COURIER:
        return _courier_correct(request, employer, work)
    form = CorrectForm(
        request.POST if request.method == "POST" else None,
        work=work,
        initial={"job": work.job, "kind": work.kind},
    )
    if form.is_bound and form.is_valid():
        correct_employment(work, by=user_of(request), **form.cleaned_data)
        messages.success(request, CORRECTED)
        return SeeOther(_address(work))
    return _form_page(request, employer, work, form, "unit_person_correct", {})


def _courier_correct(
    request: HttpRequest, employer: Employer, work: Employment
) -> HttpResponseBase:
    """Correct outlet and job of somebody who works at an outlet."""
    outlets = present_outlets(employer)
    if work.outlet is not None and work.outlet not in outlets:
        outlets = [work.outlet, *outlets]
    form = CourierCorrectForm(
        request.POST if request.method == "POST" else None,
        outlets=outlets,
        initial={"job": work.job, "outlet": str(work.outlet_id)},
    )
    if form.is_bound and form.is_valid():
        said = form.cleaned_data
        try:
            correct_courier(
                work, outlet_id=int(said["outlet"]), job=said["job"], by=user_of(request)
            )
        except (EmployerClosedError, OutletClosedError):
            messages.error(request, CANNOT_CORRECT)
        else:
            messages.success(request, CORRECTED)
        return SeeOther(_address(work))
    return _form_page(request, employer, work, form, "unit_person_correct", {})


def person_context(work: Employment) -> dict[str, Any]:
    """Return what agents and officers both see of one employment."""
    today = clock.today()
    due = open_due(work, is_working_day=Almanac().is_working_day)
    label, colour, icon = state_of(work, today=today)
    return {
        "work": work,
        "state": label,
        "state_colour": colour,
        "state_icon": icon,
        "clock": clock_of(work, due) if due else None,
        "late_law": told.LATE if due and due.due_on < today else None,
        "steps": steps_of(due) if due else [],
        "facts": facts_of(work),
        "notices": notices_of(work),
        "papers_law": papers_law(work.person.identity.kind),
        "course": course_of(work),
    }


def employment_or_404(employer: Employer, employment_id: int) -> Employment:
    """Return an employment of this employer with its person."""
    work = (
        Employment.objects.select_related("person__identity", "employer", "outlet")
        .filter(employer=employer, pk=employment_id)
        .first()
    )
    if work is None:
        raise Http404
    return work


def _found(
    request: HttpRequest, employer_id: int, employment_id: int
) -> tuple[Employer, Employment]:
    employer = own_employer_or_404(request, employer_id)
    return employer, employment_or_404(employer, employment_id)


def _form_page(
    request: HttpRequest,
    employer: Employer,
    work: Employment,
    form: EndForm | CorrectForm | CourierCorrectForm,
    name: str,
    more: dict[str, Any],
) -> HttpResponse:
    context = {**unit_frame(employer, here="unit_people"), "work": work, "form": form, **more}
    status = 422 if form.errors else 200
    return render(request, f"registration/{name}.html", context, status=status)


def _address(work: Employment) -> str:
    return reverse("registration:unit_person", args=[work.employer_id, work.pk])
