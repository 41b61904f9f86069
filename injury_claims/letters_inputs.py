"""What each letter of a claim says: plain texts, one frozen value for each form.

The fields are the names that the typst forms read. Text of people stays text: it reaches a
form only as a value, and a letter with an empty field is refused before it takes a number.
"""

from dataclasses import dataclass, field
from typing import ClassVar

from portal.letters.inputs import Inputs as Inputs
from portal.letters.inputs import Row as Row


@dataclass(frozen=True, kw_only=True)
class ReceivedFile:
    """One material on the receipt: its name, its pages, the beginning of its hash."""

    name: str
    pages: str
    fingerprint: str


@dataclass(frozen=True, kw_only=True)
class MissingItem:
    """One material to be brought, and what makes it complete."""

    name: str
    what: str


@dataclass(frozen=True, kw_only=True)
class Addressed(Inputs):
    """A letter to somebody: to whom, why it is written, and about what."""

    addressee: str
    opening: str
    facts: tuple[Row, ...]
    copies: str = ""


@dataclass(frozen=True, kw_only=True)
class MaterialReceipt(Addressed):
    """材料接收凭证."""

    optional: ClassVar[frozenset[str]] = frozenset({"copies", "files"})

    files: tuple[ReceivedFile, ...]
    total: str
    next_step: str
    note: str
    received_at: str


@dataclass(frozen=True, kw_only=True)
class Acceptance(Addressed):
    """工伤认定申请受理决定书."""

    decision: str
    time_limit: str
    notice: str


@dataclass(frozen=True, kw_only=True)
class CorrectionNotice(Addressed):
    """补正材料告知书."""

    optional: ClassVar[frozenset[str]] = frozenset({"copies", "explanation"})

    items: tuple[MissingItem, ...]
    explanation: str
    how: str
    until: str
    after: str


@dataclass(frozen=True, kw_only=True)
class Rejection(Addressed):
    """工伤认定申请不予受理决定书."""

    reason: str
    decision: str
    remedy: str


@dataclass(frozen=True, kw_only=True)
class Termination(Addressed):
    """终止（撤回）通知书."""

    reason: str
    decision: str
    effect: str


@dataclass(frozen=True, kw_only=True)
class EvidenceNotice(Addressed):
    """限期举证通知书; the entry code stands in the employer's paper and nowhere in clear."""

    optional: ClassVar[frozenset[str]] = frozenset({"copies", "entry_code", "entry_how"})

    claimed: str
    points: str
    burden: str
    until: str
    consequence: str
    entry_code: str = ""
    entry_how: str = ""


@dataclass(frozen=True, kw_only=True)
class EntryCode(Addressed):
    """案件查办码: printed at the counter for a party that proved who it is."""

    code: str
    how: str
    care: str


@dataclass(frozen=True, kw_only=True)
class SuspensionNotice(Addressed):
    """工伤认定中止通知书."""

    cause: str
    decision: str
    ends: str


@dataclass(frozen=True, kw_only=True)
class ResumptionNotice(Addressed):
    """工伤认定恢复通知书."""

    cause: str
    decision: str
    time_limit: str


@dataclass(frozen=True, kw_only=True)
class Determination(Inputs):
    """认定工伤决定书 or 不予认定工伤决定书; the variant chooses the form."""

    optional: ClassVar[frozenset[str]] = frozenset({"copies", "reasons"})

    variant: str
    facts: tuple[Row, ...]
    found: tuple[str, ...]
    reasons: str
    decision: str
    remedy: str
    copies: str = ""


@dataclass(frozen=True, kw_only=True)
class EmployerPays(Addressed):
    """用人单位支付工伤保险待遇告知书, which goes with a positive decision."""

    found: str
    pays: str
    later: str
    advance: str
    dispute: str


@dataclass(frozen=True, kw_only=True)
class ServiceReceipt(Inputs):
    """送达回证: printed, then filled in by hand where the paper is handed over."""

    optional: ClassVar[frozenset[str]] = frozenset({"method", "place", "remark", "filled_by"})

    case_number: str
    letter_name: str
    recipient: str
    copies_count: str = "1份"
    method: str = ""
    place: str = ""
    filled_by: str = ""
    remark: str = ""


@dataclass(frozen=True, kw_only=True)
class InterviewRecord(Inputs):
    """调查笔录."""

    facts: tuple[Row, ...]
    credentials: str
    content: tuple[str, ...]
    read_back: str
    signers: tuple[str, ...] = field(default_factory=tuple)


@dataclass(frozen=True, kw_only=True)
class SiteRecord(Inputs):
    """现场勘查笔录."""

    facts: tuple[Row, ...]
    credentials: str
    content: tuple[str, ...]
    attachments: str
    signers: tuple[str, ...] = field(default_factory=tuple)
