"""Projects for officers: the case page, the tab of a contractor, the roster of one project."""

from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from portal.accounts.decorators import staff_required
from portal.attachments.models import Attachment
from portal.audit.record import record
from portal.audit.verbs import Verb
from portal.cases.kinds import kind_of
from portal.cases.models import Case
from portal.cases.standing import standings
from portal.cases.views.access import SeeOther, case_or_404, user_of
from portal.cases.views.beside import way_from
from portal.cases.views.course import course_for_officers, file_papers, letter_paper
from portal.cases.views.desk import legal_date, next_act, open_acts, rail_clocks
from portal.letters.models import Letter
from registration.access import OFFICERS, agency_employer_or_404
from registration.filings.views.office_case import WORDS, next_name, shut
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
    user, project = user_of(request), _project(case)
    found = {one.act.name: one for one in standings(case, by=user, detail=project)}
    letters = list(Letter.objects.filter(case=case).defer("inputs").order_by("pk"))
    unserved = project.unserved()
    name = next_name(project, is_served=not unserved)
    if not name and case.state == S.APPROVED and project.settled_on is None:
        name = "record_payment"
    step = next_act(case, project, found.get(name), by=user) if name else None
    clocks = rail_clocks(case)
    context = {
        "case": case,
        "kind": kind_of(case.kind),
        "project": project,
        "way": way_from(request, case),
        "state": state_of(project),
        "running": clocks,
        "legal_date": legal_date(clocks),
        "facts": project_rows(project),
        "payments": payment_rows(project),
        "proposal": WORDS.get(project.proposal, ""),
        "next": step,
        "acts": open_acts(case, found, without=name if step and step.form else ""),
        "shut": shut(case, found, without=name),
        "course": course_for_officers(case, letters),
        "sheets": [(letter_paper(case, one), one.pk not in unserved) for one in letters],
        "papers": file_papers(case, Attachment.objects.received().filter(case=case).in_order()),
        "party": project.party(),
    }
    return render(request, "registration/project_office.html", context)


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
