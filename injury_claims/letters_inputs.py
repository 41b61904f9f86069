"""What each letter of a claim says: plain texts, one frozen value for each form.

The fields are the names that the typst forms read. Text of people stays text: it reaches a
form only as a value, and a letter with an empty field is refused before it takes a number.
"""

from dataclasses import asdict, dataclass, field, fields
from typing import Any, ClassVar

Row = tuple[str, str]


@dataclass(frozen=True, kw_only=True)
class Inputs:
    """The texts of one letter; `optional` names the fields that may be left out of the paper."""

    optional: ClassVar[frozenset[str]] = frozenset({"copies"})

    def __post_init__(self) -> None:
        """Refuse a paper that would have a hole."""
        for name in self.required():
            value = getattr(self, name)
            if not value or (isinstance(value, tuple) and not all(map(_is_full, value))):
                msg = f"{type(self).__name__}.{name} is empty"
                raise ValueError(msg)

    @classmethod
    def required(cls) -> frozenset[str]:
        """Return the fields that every letter of this form fills."""
        return frozenset(one.name for one in fields(cls)) - cls.optional

    def as_dict(self) -> dict[str, Any]:
        """Return the values as JSON knows them, so that their hash is that of what is stored."""
        return {name: _plain(value) for name, value in asdict(self).items()}


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


def _is_full(value: object) -> bool:
    """Tell whether a row, an item or a text has no hole."""
    if isinstance(value, str):
        return bool(value.strip())
    if isinstance(value, tuple):
        return all(_is_full(one) for one in value)
    return all(_is_full(one) for one in vars(value).values())


def _plain(value: Any) -> Any:
    if isinstance(value, tuple | list):
        return [_plain(one) for one in value]
    if isinstance(value, dict):
        return {name: _plain(one) for name, one in value.items()}
    return value
