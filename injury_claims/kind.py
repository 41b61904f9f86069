"""What the recognition procedure brings to the kernel."""

from injury_claims import labels, letters
from injury_claims.models import InjuryClaim
from injury_claims.process import ClaimProcess
from portal.cases.kinds import Kind
from portal.cases.models import Party


def may_know(claim: InjuryClaim, party: Party) -> bool:
    """The employer is told nothing before acceptance, unless it filed itself."""
    return claim.may_be_told(party.pk)


KIND = Kind(
    process=ClaimProcess,
    detail=InjuryClaim,
    states=labels.STATES,
    acts=labels.ACTS,
    write_letter=letters.inputs_for,
    title="工伤认定",
    may_know=may_know,
)
