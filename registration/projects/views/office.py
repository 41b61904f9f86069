"""Projects for officers: the case page, the tab of a contractor, the roster of one project."""

from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from portal.accounts.decorators import staff_required
from portal.audit.record import record
from portal.audit.verbs import Verb
from portal.cases.models import Case
from portal.cases.views.access import SeeOther, case_or_404, user_of
from registration.access import OFFICERS, agency_employer_or_404
from registration.filings.views.office_case import office_context
from registration.frames import register_frame
from registration.keyset import key_of
from registration.models import Project
from registration.projects.process import ProjectProcess
from registration.projects.shown import (
    payment_rows,
    project_list,
    project_rows,
    project_url,
    roster,
    state_of,
)
from registration.projects.states import ProjectState as S
from registration.projects.views.own import LOOKED


def office_page(request: HttpRequest, case: Case) -> HttpResponse:
    """Show the enrolment of a project to an officer of the agency that has it."""
    project = _project(case)
    context = {
        **office_context(request, project, after=_after(project)),
        "project": project,
        "state": state_of(project),
        "facts": project_rows(project),
        "payments": payment_rows(project),
    }
    return render(request, "registration/project_office.html", context)


def _after(project: Project) -> str:
    """Return what comes next of an insured project: an extension, or its money."""
    if project.case.state == S.EXTENDING:
        return "extend"
    is_unpaid = project.case.state == S.APPROVED and project.settled_on is None
    return "record_payment" if is_unpaid else ""


def party_page(request: HttpRequest, case: Case) -> HttpResponseBase:
    """Lead an agent to the page of the project."""
    return SeeOther(project_url(_project(case)))


@staff_required(*OFFICERS)
@never_cache
@require_safe
def register_projects(request: HttpRequest, employer_id: int) -> HttpResponse:
    """Show the projects of a contractor to an officer of its agency."""
    employer = agency_employer_or_404(request, employer_id)
    record(
        Verb.LOOK_EMPLOYER,
        actor=request.user,
        target=f"employer {employer.pk} projects",
        request=request,
    )
    context = {
        **register_frame(employer, here="register_projects"),
        "projects": project_list(employer, before=key_of(request.GET, "before")),
        "office_id": user_of(request).office_id,
    }
    return render(request, "registration/project_register.html", context)


@staff_required(*OFFICERS)
@never_cache
@require_safe
def project_roster(request: HttpRequest, reference: str) -> HttpResponse:
    """Show the roster of a project to an officer of the agency that has it; the look is noted."""
    case = case_or_404(request, reference)
    if case.kind != ProjectProcess.code:
        raise Http404
    project = _project(case)
    record(
        Verb.LOOK_EMPLOYER,
        actor=request.user,
        target=f"project {project.pk}",
        case_id=case.pk,
        reason=LOOKED,
        request=request,
    )
    people = roster(project, before=key_of(request.GET, "before"))
    context = {"case": case, "project": project, "roster": people}
    return render(request, "registration/project_roster.html", context)


def _project(case: Case) -> Project:
    project = Project.objects.select_related(
        "county", "town", "employer__identity", "proposed_by"
    ).get(pk=case.pk)
    project.case = case
    return project
