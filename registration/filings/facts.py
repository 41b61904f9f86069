"""What the acts of an employer's filings carry, and what rules may ask of a filing."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Protocol

from portal.workflow.serving import ServedSubject

BUSINESS_KINDS = frozenset({"company", "sole_trader", "cooperative"})
"""Kinds of employers that the business register hands over; they register nothing by hand."""

Asked = tuple[tuple[str, str], ...]
"""Fields of the entry and what shall stand there: codes and ids as text."""


@dataclass(frozen=True)
class Owed:
    """What an employer has not paid yet: contributions, their late surcharge, fines, projects."""

    contributions: Decimal = Decimal(0)
    surcharge: Decimal = Decimal(0)
    fines: Decimal = Decimal(0)
    projects: Decimal = Decimal(0)

    @property
    def total(self) -> Decimal:
        """Return everything together."""
        return self.contributions + self.surcharge + self.fines + self.projects

    def named(self) -> list[tuple[str, Decimal]]:
        """Return each amount that is open, with its name."""
        named = (
            ("欠费", self.contributions),
            ("滞纳金", self.surcharge),
            ("罚款", self.fines),
            ("工程项目欠费", self.projects),
        )
        return [(name, amount) for name, amount in named if amount]

    def parts(self) -> list[str]:
        """Return each amount that is open in words."""
        return [f"{name} {amount:,.2f} 元" for name, amount in self.named()]

    def words(self) -> str:
        """Return each amount that is open, in one line."""
        return "，".join(self.parts())


class ReviewedSubject(ServedSubject, Protocol):
    """What two persons decide, as rules may question it."""

    is_corrected_once: bool
    proposal: str
    proposed_by_id: int | None

    def employer_is_active(self) -> bool: ...
    def unserved(self) -> list[int]: ...


class FilingSubject(ReviewedSubject, Protocol):
    """A filing as rules may question it."""

    is_noticed: bool
    tax_check: str

    def months_are_known(self) -> bool: ...
    def owed(self) -> Owed: ...
    def active_units(self) -> list[str]: ...
    def code_is_on_register(self) -> bool: ...
    def parent_fits(self) -> bool: ...


@dataclass(frozen=True)
class DutyNoted:
    """Something happened that the employer has to report."""

    happened_on: date
    reason: str


@dataclass(frozen=True)
class ChangeFiled:
    """What changed of the entry, and since when."""

    happened_on: date
    asked: Asked
    reason: str = ""
    consents: bool = False


@dataclass(frozen=True)
class CancellationFiled:
    """The employer has ended, since when and why."""

    happened_on: date
    reason: str
    consents: bool = False

    @property
    def asked(self) -> Asked:
        """Return no field of the entry: all of it ends."""
        return ()


@dataclass(frozen=True)
class RegistrationFiled:
    """An employer that is not on the register yet, with everything that shall stand there."""

    happened_on: date
    asked: Asked
    reason: str = ""
    consents: bool = False

    def value(self, name: str) -> str:
        """Return what shall stand in a field."""
        return dict(self.asked).get(name, "")


Filed = ChangeFiled | CancellationFiled | RegistrationFiled


@dataclass(frozen=True)
class Correction:
    """Everything that is missing, told once."""

    missing: str


@dataclass(frozen=True)
class Proposal:
    """What the checker proposes to the second person."""

    is_approval: bool
    opinion: str = ""
    refusal_reason: str = ""
    identity_checked: bool = False
    tax_check: str = ""

    def __post_init__(self) -> None:
        if not self.is_approval and not self.refusal_reason.strip():
            raise ValueError("不予办理要写明理由，理由会写进告知书。")


@dataclass(frozen=True)
class Because:
    """A reason in words."""

    reason: str
