"""What each act on an application for the subsidy carries: plain values."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal


@dataclass(frozen=True)
class Paid:
    """What somebody paid for a month; `month` is its first day."""

    month: date
    pension: Decimal
    medical: Decimal


@dataclass(frozen=True)
class Applied:
    """By which status and for which months somebody applies."""

    identity_id: int
    ground_id: int
    ground_number: str
    ground_until: date | None
    months: tuple[Paid, ...]


@dataclass(frozen=True)
class Proof:
    """The file that was handed in."""

    attachment_id: str


@dataclass(frozen=True)
class Proposal:
    """What should become of an application; the applicant reads the reason of a refusal.

    `checked` says how the status was made sure of, `until` its last day.
    """

    proposal: str
    reason: str
    retires_on: date | None
    checked: str = ""
    until: date | None = None


@dataclass(frozen=True)
class Because:
    """Why something is done, in words."""

    reason: str


@dataclass(frozen=True)
class PaidOut:
    """On which day the money went out."""

    paid_on: date
