"""The workers of an employer, for officers of its agency: read, and corrected where wrong."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from portal.accounts.decorators import staff_required
from portal.audit.record import record
from portal.audit.verbs import Verb
from portal.cases.views.access import SeeOther, user_of
from registration.access import OFFICERS, agency_employer_or_404
from registration.frames import register_frame
from registration.people.correcting import CORRECTORS, CountyCorrectForm, correct
from registration.people.identifying import NotThisPersonError, WhoCorrectForm, correct_person
from registration.people.lines import Place, list_context
from registration.people.views.worker import employment_or_404, person_context
from registration.people.views.workers import searched
from registration.records.parts import note_look

TEMPLATE = "registration/register_people.html"
LOOKED = "查看用工登记"
LOOKED_LIST = "查看职工名单"
CORRECTED_BY_COUNTY = "经办机构更正用工登记"
CORRECTED = "已经更正，原来的写法留在“办过什么”里"
NO_REASON = "查看完整号码要写明理由，理由会记入审计记录。"


@staff_required(*OFFICERS)
@never_cache
@sensitive_post_parameters("q")
@require_http_methods(["GET", "HEAD", "POST"])
def register_people(request: HttpRequest, employer_id: int) -> HttpResponseBase:
    """Show the workers page by page; each look at the list is noted."""
    employer = agency_employer_or_404(request, employer_id)
    place = Place(employer, "register_people", "register_employment")
    frame = register_frame(employer, here="register_people")
    record(
        Verb.LOOK_EMPLOYER,
        actor=request.user,
        target=f"employer {employer.pk}",
        reason=LOOKED_LIST,
        request=request,
    )
    if request.method == "POST":
        return searched(request, place, frame=frame, template=TEMPLATE)
    return render(request, TEMPLATE, {**frame, **list_context(request, place)})


@staff_required(*OFFICERS)
@never_cache
@require_safe
def register_employment(request: HttpRequest, employer_id: int, employment_id: int) -> HttpResponse:
    """Show one employment to an officer; the look is noted."""
    employer = agency_employer_or_404(request, employer_id)
    work = employment_or_404(employer, employment_id)
    note_look(request, work.person_id, Verb.LOOK_RECORDS, LOOKED)
    frame = register_frame(employer, here="register_people")
    may_correct = user_of(request).has_role(*CORRECTORS)
    context = {**frame, **person_context(work), "may_correct": may_correct}
    return render(request, "registration/register_employment.html", context)


@staff_required(*OFFICERS)
@never_cache
@require_POST
def register_employment_number(
    request: HttpRequest, employer_id: int, employment_id: int
) -> HttpResponseBase:
    """Show number and phone whole, for a reason that stands in the audit."""
    employer = agency_employer_or_404(request, employer_id)
    work = employment_or_404(employer, employment_id)
    reason = " ".join(request.POST.get("reason", "").replace("\0", " ").split())[:200]
    if len(reason) < 2:
        messages.error(request, NO_REASON)
        return SeeOther(reverse("registration:register_employment", args=[employer.pk, work.pk]))
    note_look(request, work.person_id, Verb.UNMASK, reason)
    frame = register_frame(employer, here="register_people")
    context = {**frame, "work": work, "reason": reason}
    return render(request, "registration/register_employment_number.html", context)


@staff_required(*CORRECTORS)
@never_cache
@sensitive_post_parameters()
@require_http_methods(["GET", "HEAD", "POST"])
def register_employment_correct(
    request: HttpRequest, employer_id: int, employment_id: int
) -> HttpResponseBase:
    """Correct days, kind, job and outlet of somebody's work; the audit names who did it."""
    employer = agency_employer_or_404(request, employer_id)
    work = employment_or_404(employer, employment_id)
    form = CountyCorrectForm(request.POST if request.method == "POST" else None, work=work)
    if form.is_bound and form.is_valid() and correct(form, by=user_of(request)):
        if form.has_changed():
            note_look(request, work.person_id, Verb.WORK_CORRECTED, CORRECTED_BY_COUNTY)
        messages.success(request, CORRECTED)
        return SeeOther(reverse("registration:register_employment", args=[employer.pk, work.pk]))
    if not form.is_bound:
        note_look(request, work.person_id, Verb.LOOK_RECORDS, LOOKED)
    frame = register_frame(employer, here="register_people")
    context = {**frame, "work": work, "form": form}
    status = 422 if form.errors else 200
    template = "registration/register_employment_correct.html"
    return render(request, template, context, status=status)


@staff_required(*CORRECTORS)
@never_cache
@sensitive_post_parameters()
@require_http_methods(["GET", "HEAD", "POST"])
def register_employment_who(
    request: HttpRequest, employer_id: int, employment_id: int
) -> HttpResponseBase:
    """Put a wrong name or number right, by the document that the officer has seen."""
    employer = agency_employer_or_404(request, employer_id)
    work = employment_or_404(employer, employment_id)
    identity = work.person.identity
    first = {
        "kind": identity.kind,
        "name": work.person_name,
        "nationality": work.person.nationality,
    }
    form = WhoCorrectForm(request.POST if request.method == "POST" else None, initial=first)
    if form.is_bound and form.is_valid():
        reason = form.cleaned_data["reason"]
        try:
            correct_person(
                work,
                form.seen(),
                nationality=form.cleaned_data["nationality"],
                reason=reason,
                by=user_of(request),
                request=request,
            )
        except NotThisPersonError as refused:
            form.add_error(refused.field, refused.sentence)
        else:
            messages.success(request, CORRECTED)
            address = reverse("registration:register_employment", args=[employer.pk, work.pk])
            return SeeOther(address)
    if not form.is_bound:
        note_look(request, work.person_id, Verb.LOOK_RECORDS, LOOKED)
    frame = register_frame(employer, here="register_people")
    context = {**frame, "work": work, "number": identity.masked_number, "form": form}
    status = 422 if form.errors else 200
    return render(request, "registration/register_employment_who.html", context, status=status)
