"""What a handler proposes, as the claim carries it."""

from injury_claims import facts as f
from injury_claims.models import InjuryClaim


def put(claim: InjuryClaim, proposal: f.Proposal) -> None:
    """Let a claim say what was proposed; nothing is saved."""
    basis = proposal.negative_basis
    claim.outcome = proposal.outcome.value
    claim.ground_decided = proposal.ground
    claim.negative_basis = basis.value if basis else ""
    claim.facts_found = proposal.facts_found
    claim.place_found = proposal.place
    claim.harm_found = proposal.harm
    claim.evidence = list(proposal.evidence)
    claim.reasons = proposal.reasons
    claim.medical = proposal.medical
