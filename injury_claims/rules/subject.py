"""The detail of a claim as rules may question it."""

from injury_claims.facts import ClaimSubject
from portal.workflow.process import Attempt


def subject_of(attempt: Attempt) -> ClaimSubject:
    """Return the detail that the attempt is about, as rules may question it."""
    subject: ClaimSubject = attempt.subject
    return subject
