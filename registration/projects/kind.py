"""What the enrolment of a project brings to the kernel."""

from collections.abc import Mapping
from typing import Any

from portal.cases.kinds import Done, Kind
from registration.models import Project
from registration.projects import labels
from registration.projects.process import ProjectProcess


def no_letters(kind: str, detail: Any, facts: Any, done: Done) -> Mapping[str, Any]:
    """The enrolment issues no letters: its result is on the page of the project."""
    raise LookupError(kind)


KIND = Kind(
    process=ProjectProcess,
    detail=Project,
    states=labels.STATES,
    acts=labels.ACTS,
    write_letter=no_letters,
    title=ProjectProcess.title,
    is_about_employer=True,
)
