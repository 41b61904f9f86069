"""/units/<id>/projects/: the construction projects of a contractor, for its agents."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from portal import clock
from portal.accounts.decorators import citizen_required
from portal.audit.record import record
from portal.audit.verbs import Verb
from portal.cases.papers import attachments_for, letters_for
from portal.cases.refusals import Refused
from portal.cases.standing import standings
from portal.cases.views.access import SeeOther, user_of
from portal.cases.views.course import course_for_parties, file_papers
from portal.cases.visible import parties_of
from portal.law.words import day_words
from portal.workflow.roles import OUTSIDERS
from registration.access import own_employer_or_404
from registration.filings.choices import choices_of
from registration.filings.lists import clock_of, running
from registration.filings.remedies import Remedy, remedies_of
from registration.frames import unit_frame
from registration.keyset import key_of
from registration.models import Employer, Project
from registration.projects.effects import NO_SHARE
from registration.projects.filing import open_project
from registration.projects.forms import ProjectForm
from registration.projects.process import ProjectProcess
from registration.projects.roster import takes_people
from registration.projects.rules import BASIS
from registration.projects.shown import (
    payment_rows,
    project_list,
    project_rows,
    roster,
    state_of,
)
from registration.projects.states import ProjectState as S
from registration.rates.rules import division_of
from registration.rates.shown import standard_words
from registration.rates.tables import project_rule
from registration.terms import PROJECT_CHECK

CLOSED = "单位已经注销，不能再申报项目"
LOOKED = "查看项目人员名册"
TEXTS = {
    S.SUBMITTED: "收到了。要补正的，我们一次列全告诉您。",
    S.CORRECTING: "要补正的：{missing}",
    S.SUBMITTED_AGAIN: "补正收到了，不会再要求补正第二次。",
    S.CHECKED: "核对过了，由另一名工作人员复核。",
    S.APPROVED: "登记表在“经过”里，可以下载，扫码能查真伪。",
    S.EXTENDING: "申请延长到{asked}，同意以前，参保期还是原来的。",
    S.REFUSED: "理由：{refusal}不服的，看下面。",
    S.WITHDRAWN: "以后可以重新申报。",
}


@citizen_required
@never_cache
@require_safe
def unit_projects(request: HttpRequest, employer_id: int) -> HttpResponse:
    """Show the projects of a contractor, page by page."""
    employer = own_employer_or_404(request, employer_id)
    context = {
        **unit_frame(employer, here="unit_projects"),
        "projects": project_list(employer, before=key_of(request.GET, "before")),
        "basis": BASIS,
    }
    return render(request, "registration/project_list.html", context)


@citizen_required
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def unit_project_new(request: HttpRequest, employer_id: int) -> HttpResponseBase:
    """Let an agent file a project; it goes to the agency of the project's place."""
    employer = own_employer_or_404(request, employer_id)
    if not employer.is_active:
        messages.error(request, CLOSED)
        return SeeOther(reverse("registration:unit_projects", args=[employer.pk]))
    form = ProjectForm(request.POST if request.method == "POST" else None)
    if form.is_bound and form.is_valid():
        try:
            case = open_project(
                employer, by=user_of(request), facts=form.filed(), key=form.cleaned_data["key"]
            )
        except Refused as refused:
            for reason in refused.reasons:
                form.add_error(None, str(reason))
        else:
            return SeeOther(reverse("registration:unit_project", args=[employer.pk, case.pk]))
    row = project_rule(on=clock.today(), division=division_of(employer.industry_code))
    context = {
        **unit_frame(employer, here="unit_projects"),
        "form": form,
        "standard": standard_words(row) if row else "",
        "no_share": NO_SHARE,
        "basis": BASIS,
        "check": PROJECT_CHECK,
    }
    status = 422 if form.errors else 200
    return render(request, "registration/project_new.html", context, status=status)


@citizen_required
@never_cache
@require_safe
def unit_project(request: HttpRequest, employer_id: int, project_id: int) -> HttpResponse:
    """Show a project to an agent of its contractor: state, money, roster, course."""
    employer = own_employer_or_404(request, employer_id)
    project = project_or_404(employer, project_id)
    people = roster(project, before=key_of(request.GET, "before"))
    if people.lines:
        record(
            Verb.LOOK_EMPLOYER,
            actor=request.user,
            target=f"project {project.pk}",
            reason=LOOKED,
            request=request,
        )
    row = running([project.case]).get(project.case_id)
    parties = parties_of(user_of(request), project.case)
    letters = list(letters_for(parties, case=project.case).defer("inputs"))
    files = attachments_for(parties, user=user_of(request), case=project.case).in_order()
    acts = [act for act in ProjectProcess.acts() if OUTSIDERS.issuperset(act.roles)]
    found = standings(project.case, by=user_of(request), detail=project, acts=acts)
    choices = choices_of(project.case, found)
    context = {
        **unit_frame(employer, here="unit_projects"),
        "project": project,
        "case": project.case,
        "state": state_of(project),
        "facts": project_rows(project),
        "payments": payment_rows(project),
        "text": _text(project),
        "clock": clock_of(row, project.case) if row else None,
        "lead": "应在" if row and row.binds_office else "请在",
        "remedies": _remedies(project),
        "roster": people,
        "takes_people": takes_people(project),
        "turn": next((one for one in choices if one.name == "supply_correction"), None),
        "choices": [one for one in choices if one.name != "supply_correction"],
        "has_roster": bool(people.lines) or takes_people(project),
        "course": course_for_parties(project.case, letters),
        "papers": file_papers(project.case, files),
    }
    return render(request, "registration/project.html", context)


def _remedies(project: Project) -> list[Remedy]:
    """Return how a refusal is contested: of the enrolment, or of a later end."""
    if not project.refusal_reason or project.case.state not in {S.REFUSED, S.APPROVED}:
        return []
    return remedies_of(project.case, decided_on=project.decided_on)


def _text(project: Project) -> str:
    return TEXTS.get(S(project.case.state), "").format(
        missing=project.missing,
        refusal=project.refusal_reason.rstrip("。") + "。",
        asked=day_words(project.asked_end) if project.asked_end else "",
    )


def project_or_404(employer: Employer, project_id: int) -> Project:
    """Return a project of this employer with its case."""
    rows = Project.objects.select_related("case__office", "county", "town", "employer")
    project = rows.filter(employer=employer, pk=project_id).first()
    if project is None:
        raise Http404
    return project
