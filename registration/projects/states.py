"""Where the enrolment of a project stands."""

from enum import StrEnum


class ProjectState(StrEnum):
    """The way of an enrolment, from its filing to the decision."""

    SUBMITTED = "submitted"
    CORRECTING = "correcting"
    SUBMITTED_AGAIN = "submitted_again"
    CHECKED = "checked"
    APPROVED = "approved"
    EXTENDING = "extending"
    REFUSED = "refused"
    WITHDRAWN = "withdrawn"
