"""The roster of a project, for the contractor's agents: somebody comes, somebody leaves."""

from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods

from portal import clock
from portal.accounts.decorators import citizen_required
from portal.accounts.models import User
from portal.audit.verbs import Verb
from portal.cases.views.access import SeeOther, user_of
from portal.ui.dates import cn_date
from portal.ui.forms import PortalForm
from registration.access import own_employer_or_404
from registration.entries import KeyUsedError
from registration.frames import unit_frame
from registration.models import Employer, Project, ProjectWorker
from registration.people import adding
from registration.people.adding import Applicant
from registration.projects.forms import ComingForm, LeavingForm, TeamForm
from registration.projects.roster import (
    AlreadyOnProjectError,
    ProjectClosedError,
    end_worker,
    enter_worker,
    last_day,
    takes_people,
)
from registration.projects.rules import Stay
from registration.projects.shown import project_url
from registration.projects.views.own import project_or_404
from registration.records.parts import note_look
from registration.rules import told
from registration.rules.ages import worker_is_sixteen

STALE = "这一页放得太久了，请从头再填一次"
CLOSED = "项目已经到期，或者没有办成，不能再加人"
THERE = "{name}已经在这个项目的名册里，从{day}起。先登记离场，才能再进场"
ADDED = "{name}已经进了名册，从{day}起"
LEFT = "{name}已经登记离场，最后一天是{day}"
LEFT_BEFORE = "这个人早就登记过离场，没有改动"
LOOKED = "查看项目人员"


@dataclass(frozen=True)
class Gate:
    """The request of an agent who puts somebody on a roster."""

    request: HttpRequest
    employer: Employer
    project: Project
    user: User

    def page(self, stage: str, form: PortalForm, **more: Any) -> HttpResponse:
        """Show a step; what is wrong with it makes it a 422."""
        context = {
            **unit_frame(self.employer, here="unit_projects"),
            "project": self.project,
            "stage": stage,
            "form": form,
            "no_share": told.NO_PERSONAL_SHARE,
            **more,
        }
        status = 422 if form.errors else 200
        return render(self.request, "registration/project_add.html", context, status=status)

    def team_page(self, applicant: Applicant, form: TeamForm) -> HttpResponse:
        """Show the last step with who it is about."""
        sealed = applicant.sealed(by=self.user, employer=self.employer)
        return self.page("team", form, applicant=applicant, sealed=sealed)


@citizen_required
@never_cache
@sensitive_post_parameters()
@require_http_methods(["GET", "HEAD", "POST"])
def unit_project_add(request: HttpRequest, employer_id: int, project_id: int) -> HttpResponseBase:
    """Ask who comes, then what the document says and the team."""
    employer = own_employer_or_404(request, employer_id)
    gate = Gate(request, employer, project_or_404(employer, project_id), user_of(request))
    if not takes_people(gate.project):
        messages.error(request, CLOSED)
        return SeeOther(project_url(gate.project))
    stage = request.POST.get("stage", "")
    if stage == "who":
        return _who(gate)
    applicant = Applicant.opened(request.POST.get("sealed", ""), by=gate.user, employer=employer)
    if stage == "team" and applicant is not None:
        return _team(gate, applicant)
    if stage:
        messages.error(request, STALE)
    today = max(clock.today(), gate.project.begins_on)
    return gate.page("who", ComingForm(project=gate.project, initial={"started_on": today}))


@citizen_required
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def unit_project_leave(
    request: HttpRequest, employer_id: int, project_id: int, worker_id: int
) -> HttpResponseBase:
    """Let somebody leave a project with a last day; the look is noted."""
    employer = own_employer_or_404(request, employer_id)
    project = project_or_404(employer, project_id)
    worker = get_object_or_404(ProjectWorker, pk=worker_id, project=project)
    note_look(request, worker.person_id, Verb.LOOK_RECORDS, LOOKED, employer_id=employer.pk)
    if worker.to_on is not None:
        messages.info(request, LEFT_BEFORE)
        return SeeOther(project_url(project))
    form = LeavingForm(
        request.POST if request.method == "POST" else None,
        stay=Stay(worker.from_on, project.begins_on, last_day(project)),
        initial={"to_on": clock.today()},
    )
    if form.is_bound and form.is_valid():
        on = form.cleaned_data["to_on"]
        if end_worker(worker, on=on):
            messages.success(request, LEFT.format(name=worker.person_name, day=cn_date(on)))
        else:
            messages.info(request, LEFT_BEFORE)
        return SeeOther(project_url(project))
    context = {
        **unit_frame(employer, here="unit_projects"),
        "project": project,
        "worker": worker,
        "form": form,
    }
    status = 422 if form.errors else 200
    return render(request, "registration/project_leave.html", context, status=status)


def _who(gate: Gate) -> HttpResponseBase:
    """Find somebody by the number, and go on where register and law have nothing against it."""
    form = ComingForm(gate.request.POST, project=gate.project)
    if not form.is_valid():
        return gate.page("who", form)
    applicant = Applicant.from_who(**form.cleaned_data)
    field, sentence = _objection(gate, applicant)
    if sentence:
        form.add_error(field, sentence)
        return gate.page("who", form)
    asked = TeamForm(kind=applicant.kind, number=applicant.number)
    return gate.team_page(applicant, asked)


def _team(gate: Gate, applicant: Applicant) -> HttpResponseBase:
    """Put the person on the roster; the same form again leads to the same entry."""
    form = TeamForm(gate.request.POST, kind=applicant.kind, number=applicant.number)
    if not form.is_valid():
        return gate.team_page(applicant, form)
    whole = applicant.with_document(**form.document) if form.document else applicant
    field, sentence = _objection(gate, whole)
    if sentence:
        form.add_error(field if field in form.fields else None, sentence)
        return gate.team_page(applicant, form)
    try:
        _enter(gate, whole, team=form.cleaned_data["team"], key=form.cleaned_data["key"])
    except AlreadyOnProjectError as there:
        day = cn_date(there.worker.from_on)
        form.add_error(None, THERE.format(name=there.worker.person_name, day=day))
        return gate.team_page(applicant, form)
    except KeyUsedError:
        messages.error(gate.request, STALE)
        place = [gate.employer.pk, gate.project.pk]
        return SeeOther(reverse("registration:unit_project_add", args=place))
    except ProjectClosedError:
        messages.error(gate.request, CLOSED)
        return SeeOther(project_url(gate.project))
    messages.success(gate.request, ADDED.format(name=whole.name, day=cn_date(whole.first_day)))
    return SeeOther(project_url(gate.project))


@transaction.atomic
def _enter(gate: Gate, applicant: Applicant, *, team: str, key: UUID) -> None:
    """Put the person on the register and on the roster, both or neither."""
    person = adding.person_on_register(applicant)
    enter_worker(
        gate.project, person, from_on=applicant.first_day, team=team, by=gate.user, key=key
    )


def _objection(gate: Gate, applicant: Applicant) -> tuple[str, str]:
    """Return the field and the sentence of what is wrong, or two empty words.

    People over age may be insured by project (人社部发〔2016〕29号 item 2), those under 16 never.
    """
    found = adding.find(applicant, gate.employer)
    return adding.objection(
        applicant, found.person, by=gate.user, request=gate.request, law=_too_young
    )


def _too_young(applicant: Applicant) -> str:
    return worker_is_sixteen(applicant.worker()) or ""
