"""What the enrolment of a project brings to the kernel."""

from portal.cases.kinds import Kind
from registration.models import Project
from registration.projects import labels, letters
from registration.projects.process import ProjectProcess

KIND = Kind(
    process=ProjectProcess,
    detail=Project,
    states=labels.STATES,
    acts=labels.ACTS,
    write_letter=letters.inputs_for,
    title=ProjectProcess.title,
    is_about_employer=True,
)
