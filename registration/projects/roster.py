"""Who works on a project: people come onto its roster and leave it, once at a time."""

from datetime import date
from uuid import UUID

from django.db import transaction
from django.db.models import Q, QuerySet

from portal import clock
from portal.accounts.models import User
from registration.entries import KeyUsedError
from registration.models import Employer, Person, Project, ProjectWorker
from registration.projects.states import ProjectState as S


class AlreadyOnProjectError(Exception):
    """The person is on this project on that day already; it names the entry."""

    def __init__(self, worker: ProjectWorker) -> None:
        super().__init__(str(worker))
        self.worker = worker


class ProjectClosedError(Exception):
    """Nobody comes onto the roster of this project any more."""


def last_day(project: Project) -> date:
    """Return the last day of a project: the insured one, before the approval the planned one."""
    return project.insured_to or project.ends_on


def takes_people(project: Project) -> bool:
    """Say whether people may still be put on the roster."""
    is_alive = project.case.state not in {S.REFUSED, S.WITHDRAWN}
    return is_alive and clock.today() <= last_day(project) and project.employer_is_active()


def enter_worker(
    project: Project, person: Person, *, from_on: date, team: str, by: User, key: UUID
) -> ProjectWorker:
    """Put a person on the roster; the same key again returns the first entry.

    Raises AlreadyOnProjectError where the person is there on that day, ProjectClosedError where
    nobody comes any more, KeyUsedError for the key of another entry. The same person may be on
    other projects at the same time.
    """
    with transaction.atomic():
        row = Project.objects.select_for_update(of=("self",)).select_related("case")
        locked = row.get(pk=project.pk)
        mine = ProjectWorker.objects.filter(project=locked, person=person)
        repeated = mine.filter(key=key).first()
        if repeated is not None:
            return repeated
        if ProjectWorker.objects.filter(key=key).exists():
            raise KeyUsedError
        if not takes_people(locked):
            raise ProjectClosedError
        found = mine.filter(Q(to_on=None) | Q(to_on__gte=from_on)).order_by("-id").first()
        if found is not None:
            raise AlreadyOnProjectError(found)
        return ProjectWorker.objects.create(
            project=locked,
            person=person,
            person_name=person.name,
            team=team,
            from_on=from_on,
            entered_by=by,
            key=key,
        )


@transaction.atomic
def end_worker(worker: ProjectWorker, *, on: date) -> bool:
    """Let a person leave with a last day; say whether it was not done before."""
    row = ProjectWorker.objects.select_for_update().get(pk=worker.pk)
    if row.to_on is not None:
        return False
    row.to_on, row.left_at = on, clock.now()
    row.save(update_fields=["to_on", "left_at"])
    return True


def roster_of(project: Project) -> QuerySet[ProjectWorker]:
    """Return the roster, the newest entries first."""
    rows = ProjectWorker.objects.filter(project=project).order_by("-pk")
    return rows.select_related("person__identity").defer("person__phone")


def projects_of(employer: Employer) -> QuerySet[Project]:
    """Return the projects of an employer, the newest first."""
    rows = Project.objects.filter(employer=employer).order_by("-pk")
    return rows.select_related("case__office", "county", "town", "employer")
