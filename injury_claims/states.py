"""The states of a recognition procedure, in the order of the statute."""

from enum import StrEnum


class ClaimState(StrEnum):
    """Where a claim stands; a filing in progress is a draft and has no state yet."""

    SUBMITTED = "submitted"
    CORRECTING = "correcting"
    SUBMITTED_AGAIN = "submitted_again"
    REJECTED = "rejected"
    ACCEPTED = "accepted"
    INVESTIGATING = "investigating"
    SUSPENDED = "suspended"
    REVIEWING = "reviewing"
    DECIDING = "deciding"
    DECIDED = "decided"
    SERVING = "serving"
    SERVED = "served"
    EFFECTIVE = "effective"
    WITHDRAWN = "withdrawn"
