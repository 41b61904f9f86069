"""What each letter of an employer's filing says; the fields are the names that the forms read."""

from dataclasses import dataclass
from typing import ClassVar

from portal.letters.inputs import Inputs, Row


@dataclass(frozen=True, kw_only=True)
class Addressed(Inputs):
    """A letter to the employer: why it is written, and about what."""

    addressee: str
    opening: str
    facts: tuple[Row, ...]
    copies: str = ""


@dataclass(frozen=True, kw_only=True)
class FilingCorrection(Addressed):
    """补正告知书."""

    missing: tuple[str, ...]
    how: str
    until: str
    after: str


@dataclass(frozen=True, kw_only=True)
class FilingReceipt(Addressed):
    """社会保险登记回执."""

    optional: ClassVar[frozenset[str]] = frozenset({"copies", "lines"})

    result: str
    lines: tuple[str, ...]
    after: str


@dataclass(frozen=True, kw_only=True)
class FilingRefusal(Addressed):
    """不予办理告知书."""

    reason: str
    decision: str
    remedy: str
