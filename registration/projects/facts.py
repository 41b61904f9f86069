"""What the acts on a project carry, and what rules may ask of one."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Protocol


class ProjectSubject(Protocol):
    """A project as rules may question it."""

    begins_on: date
    ends_on: date
    insured_to: date | None
    proposal: str
    proposed_by_id: int | None

    def employer_is_active(self) -> bool: ...


@dataclass(frozen=True)
class ProjectFiled:
    """A construction project that shall be insured; the cost is the whole one of the contract."""

    name: str
    number: str
    county: str
    town: str
    address: str
    cost: Decimal
    begins_on: date
    ends_on: date


@dataclass(frozen=True)
class Extended:
    """A later end of an insured project, and why it takes longer."""

    ends_on: date
    reason: str
