"""The states of an employer's filings, in the order in which they are reached."""

from enum import StrEnum


class FilingState(StrEnum):
    """Where a change or a cancellation stands; a duty that was noticed waits for its filing."""

    DUE = "due"
    SUBMITTED = "submitted"
    CORRECTING = "correcting"
    SUBMITTED_AGAIN = "submitted_again"
    CHECKED = "checked"
    APPROVED = "approved"
    REFUSED = "refused"
    WITHDRAWN = "withdrawn"
    CLOSED = "closed"


class RegistrationState(StrEnum):
    """Where a registration by hand stands: nobody notices the duty of a unit that is unknown."""

    SUBMITTED = FilingState.SUBMITTED.value
    CORRECTING = FilingState.CORRECTING.value
    SUBMITTED_AGAIN = FilingState.SUBMITTED_AGAIN.value
    CHECKED = FilingState.CHECKED.value
    APPROVED = FilingState.APPROVED.value
    REFUSED = FilingState.REFUSED.value
    WITHDRAWN = FilingState.WITHDRAWN.value
