"""What the acts on a project carry, and what rules may ask of one."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Protocol

from registration.filings.facts import ReviewedSubject


class ProjectSubject(ReviewedSubject, Protocol):
    """A project as rules may question it."""

    begins_on: date
    ends_on: date
    insured_to: date | None
    contribution: Decimal
    filed_on: date

    def number_is_taken(self, number: str) -> bool: ...
    def has_payments(self) -> bool: ...
    def has_payment(self, payment_id: int) -> bool: ...
    def has_receipt(self, receipt: str) -> bool: ...


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
    consents: bool = False

    @property
    def list_name(self) -> str:
        """Return the name by which lists and messages tell a project from others of its unit."""
        return self.name[:80]


@dataclass(frozen=True)
class Extended:
    """A later end of an insured project, and why it takes longer."""

    ends_on: date
    reason: str


@dataclass(frozen=True)
class Paid:
    """Money that arrived for a project: how much, when, by which receipt of the tax authority."""

    amount: Decimal
    paid_on: date
    receipt: str


@dataclass(frozen=True)
class PaymentVoided:
    """A payment that was entered wrongly, and why."""

    payment_id: int
    reason: str
