"""The detail of a claim and its tracks: materials, evidence notice, records, suspensions."""

from injury_claims.models.claim import DECIDING_LETTERS, InjuryClaim
from injury_claims.models.insured import UNINSURED, InsuredCheck
from injury_claims.models.materials import ChecklistItem, Material, new_papers
from injury_claims.models.tracks import (
    EvidenceNotice,
    InvestigationRecord,
    Statement,
    SuspensionRecord,
)

__all__ = [
    "DECIDING_LETTERS",
    "UNINSURED",
    "ChecklistItem",
    "EvidenceNotice",
    "InjuryClaim",
    "InsuredCheck",
    "InvestigationRecord",
    "Material",
    "Statement",
    "SuspensionRecord",
    "new_papers",
]
