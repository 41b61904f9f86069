"""What each act says: frozen values checked against one another, without a database."""

from dataclasses import dataclass
from datetime import date, datetime, time
from typing import Protocol

from injury_claims.outcomes import (
    GROUNDS,
    NegativeBasis,
    Outcome,
    RefusalReason,
    SuspensionCause,
    TollingReason,
)
from portal.law.house_rules import LONGEST_EXTENSION
from portal.workflow.serving import ServedSubject


@dataclass(frozen=True)
class Tolling:
    """Days that do not count towards the worker's year, as the applicant states them."""

    reason: TollingReason
    from_on: date
    to_on: date
    evidence: str = ""

    def __post_init__(self) -> None:
        if self.to_on < self.from_on:
            raise ValueError("结束日期不能早于开始日期。")


@dataclass(frozen=True)
class PersonFacts:
    """A person as typed in the filing."""

    name: str
    id_kind: str
    id_number: str
    phone: str
    address: str = ""
    gender: str = ""
    birth_on: date | None = None
    occupation: str = ""


@dataclass(frozen=True)
class EmployerFacts:
    """An employer as chosen from the register, or as typed: then only the name is sure."""

    name: str
    credit_code: str = ""
    contact: str = ""
    phone: str = ""
    address: str = ""
    register_id: int | None = None


@dataclass(frozen=True)
class Filing:
    """The application: who was hurt, when, where, how, and what is asked for."""

    injury_kind: str
    happened_on: date
    filed_by: str
    worker: PersonFacts
    employer: EmployerFacts
    work_county: str
    place: str
    course: str
    ground: str
    happened_at: time | None = None
    diagnosed_on: date | None = None
    applicant: PersonFacts | None = None
    relation: str = ""
    is_death: bool = False
    death_at: datetime | None = None
    insured_county: str = ""
    work_town: str = ""
    employment_proofs: tuple[str, ...] = ()
    body_parts: tuple[str, ...] = ()
    body_part_text: str = ""
    witnesses: str = ""
    hospital: str = ""
    first_diagnosed_at: datetime | None = None
    diagnosis: str = ""
    ground_answers: tuple[tuple[str, str], ...] = ()
    tolling: tuple[Tolling, ...] = ()
    electronic_service_consent: bool = False
    address_for_service: str = ""
    draft_id: str = ""

    def __post_init__(self) -> None:
        if self.ground not in GROUNDS:
            raise ValueError("请选择受伤的情形。")
        if self.filed_by not in {"worker", "relative", "union", "employer"}:
            raise ValueError("请选择由谁申请。")
        if self.injury_kind == "disease" and self.diagnosed_on is None:
            raise ValueError("职业病请填写诊断或者鉴定的日期。")

    @property
    def event_on(self) -> date:
        """Return the day from which the filing periods run (Article 17)."""
        if self.injury_kind == "disease" and self.diagnosed_on:
            return self.diagnosed_on
        return self.happened_on


@dataclass(frozen=True)
class AddedPapers:
    """Papers handed in after the filing."""

    attachment_ids: tuple[str, ...]
    explanation: str = ""


@dataclass(frozen=True)
class ConfirmedAddress:
    """The address for service and the consent to electronic service (送达地址确认书)."""

    party_id: int
    address: str
    electronic_service_consent: bool


@dataclass(frozen=True)
class CodeGiven:
    """A one-time code is handed to a party that came to the counter and proved who it is."""

    party_id: int
    identity_checked: bool


@dataclass(frozen=True)
class Taken:
    """An officer takes a case and declares to have no interest in it."""

    no_interest: bool


@dataclass(frozen=True)
class Handover:
    """A case is given to a named officer."""

    handler_id: int
    reason: str


@dataclass(frozen=True)
class Because:
    """An act whose only content is its reason."""

    reason: str


@dataclass(frozen=True)
class ItemState:
    """The clerk's finding on one item of the checklist: present, missing or not_needed."""

    code: str
    state: str
    remark: str = ""


@dataclass(frozen=True)
class MaterialsChecked:
    """The clerk's findings on the whole checklist."""

    items: tuple[ItemState, ...]


@dataclass(frozen=True)
class Correction:
    """The one notice of everything that is missing."""

    items: tuple[str, ...]
    explanation: str = ""

    def __post_init__(self) -> None:
        if not self.items:
            raise ValueError("请至少选择一项需要补正的材料。")


@dataclass(frozen=True)
class Refusal:
    """An application is not accepted, with the reason of the law and the facts behind it."""

    reason: RefusalReason
    explanation: str


@dataclass(frozen=True)
class Transfer:
    """A case goes to the office that has jurisdiction."""

    office_id: int
    reason: str


@dataclass(frozen=True)
class Withdrawal:
    """The applicant takes the application back, of free will."""

    reason: str
    is_voluntary: bool
    worker_consent_id: str = ""


@dataclass(frozen=True)
class EvidenceDemand:
    """The notice that tells the employer to give evidence."""

    points: str


@dataclass(frozen=True)
class Answer:
    """The employer's answer to the evidence notice."""

    agrees: bool
    statement: str
    attachment_ids: tuple[str, ...] = ()


@dataclass(frozen=True)
class Extension:
    """More days for the employer's evidence."""

    days: int
    reason: str

    def __post_init__(self) -> None:
        if not 1 <= self.days <= LONGEST_EXTENSION:
            raise ValueError(f"延长的天数应当在 1 到 {LONGEST_EXTENSION} 之间。")


@dataclass(frozen=True)
class FailedService:
    """An attempt to serve a paper that failed."""

    letter_id: int
    party_id: int
    method: str
    attempted_on: date
    remark: str


@dataclass(frozen=True)
class Interview:
    """A record of questions and answers, taken by two officers who showed their credentials."""

    person: str
    relation: str
    taken_at: datetime
    place: str
    second_officer_id: int
    credentials_shown: bool
    content: str
    attachment_ids: tuple[str, ...] = ()


@dataclass(frozen=True)
class SiteVisit:
    """A record of a place seen by two officers."""

    taken_at: datetime
    place: str
    second_officer_id: int
    credentials_shown: bool
    findings: str
    people_present: str = ""
    attachment_ids: tuple[str, ...] = ()


@dataclass(frozen=True)
class Suspension:
    """Why the procedure stops, and what will end it."""

    cause: SuspensionCause
    awaited: str
    explanation: str

    @property
    def cause_text(self) -> str:
        """Return the cause for the pause of the clocks."""
        return self.cause.label

    @property
    def cause_basis(self) -> str:
        """Return the article that allows the pause."""
        return str(self.cause.basis)


@dataclass(frozen=True)
class Resumption:
    """The awaited conclusion came in on a day, proved by a paper."""

    resume_on: date
    explanation: str
    proof_id: str = ""


@dataclass(frozen=True)
class Proposal:
    """The handler's proposed decision: outcome, ground, facts, evidence."""

    outcome: Outcome
    ground: str
    facts_found: str
    evidence: tuple[str, ...]
    reasons: str
    medical: str = ""
    place: str = ""
    harm: str = ""
    negative_basis: NegativeBasis | None = None
    has_caused: bool = False

    def __post_init__(self) -> None:
        if self.ground not in GROUNDS:
            raise ValueError("请选择适用的条款。")
        if not self.evidence:
            raise ValueError("请列出据以认定事实的证据。")
        if GROUNDS[self.ground].is_deemed != (self.outcome in {Outcome.DEEMED, Outcome.NOT_DEEMED}):
            raise ValueError("结论与条款不一致：第十四条对应认定工伤，第十五条对应视同工伤。")


@dataclass(frozen=True)
class Opinion:
    """A reviewer's or signer's opinion on facts and law."""

    on_facts: str
    on_law: str


@dataclass(frozen=True)
class Signature:
    """The signer's decision to issue; a late one needs its explanation."""

    opinion: str
    late_explanation: str = ""


class ClaimSubject(ServedSubject, Protocol):
    """What rules may ask of the detail of a claim."""

    event_on: date
    filed_by: str
    is_death: bool
    accepted_on: date | None
    is_simple: bool
    handler_id: int | None
    proposed_by_id: int | None
    reviewed_by_id: int | None
    outcome: str

    def missing_materials(self) -> list[str]: ...

    def missing_codes(self) -> list[str]: ...

    def unchecked_materials(self) -> list[str]: ...

    def unsupplied_items(self) -> list[str]: ...

    def recused_officers(self) -> frozenset[int]: ...

    def officers_of_office(self) -> frozenset[int]: ...

    def handlers_of_office(self) -> frozenset[int]: ...

    def was_corrected(self) -> bool: ...

    def tolled(self) -> list[Tolling]: ...

    def filed_on(self) -> date: ...

    def evidence_notice_state(self) -> str: ...

    def evidence_is_overdue(self, on: date) -> bool: ...

    def unserved(self) -> list[str]: ...

    def records_count(self) -> int: ...

    def needs_workers_consent(self) -> bool: ...

    def is_working_office(self, office_id: int) -> bool: ...

    def employer_pays(self) -> bool: ...

    def represents(self, user_id: int | None, party_id: int, on: date) -> bool: ...

    def determination_due_on(self) -> date | None: ...

    def applicant_is_employer(self) -> bool: ...

    def may_be_told(self, party_id: int) -> bool: ...

    def office_is(self, office_id: int) -> bool: ...

    def suspended_on(self) -> date | None: ...


@dataclass(frozen=True)
class Note:
    """An internal remark."""

    text: str


@dataclass(frozen=True)
class Interest:
    """An officer declares an interest, or the office finds one."""

    officer_id: int
    reason: str
