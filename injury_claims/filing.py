"""The answers of the journey as a filing: facts, parties, mandate, and the case they open."""

from collections.abc import Mapping
from datetime import date
from typing import Any
from uuid import UUID

from injury_claims.facts import EmployerFacts, Filing, PersonFacts, Tolling
from injury_claims.filing_forms.closing import ground_code
from injury_claims.filing_forms.people import RELATIONS
from injury_claims.outcomes import TollingReason
from injury_claims.process import ClaimProcess
from portal import clock
from portal.accounts.identifiers import IdentityKind, birthday, gender
from portal.accounts.identities import identity_for
from portal.accounts.mandates import grant_filing_mandate
from portal.accounts.models import Identity, User
from portal.cases.models import Case, Party
from portal.cases.perform import Opening, open_case
from portal.offices.jurisdiction import deciding_office
from portal.wizard.journey import Answers
from portal.wizard.models import Draft

FOLLOW_UPS = ("violence", "trip", "commute", "statute", "illness", "rescue", "veteran")
MANDATES = {
    "worker": "self",
    "relative": "relative",
    "union": "union",
    "employer": "employer_agent",
}


class Answered:
    """The checked values of all steps, found by step and field."""

    def __init__(self, cleaned: Mapping[str, Mapping[str, Any]], plain: Answers) -> None:
        """Take the values as the forms made them, and as the draft keeps them."""
        self.cleaned = cleaned
        self.plain = plain

    def get(self, step: str, name: str, default: Any = "") -> Any:
        """Return one value, or the default for a step that was not asked."""
        value = self.cleaned.get(step, {}).get(name, default)
        return default if value is None else value

    @property
    def filed_by(self) -> str:
        """Return who files."""
        return str(self.get("basics", "filed_by"))

    @property
    def is_disease(self) -> bool:
        """Tell whether it is an occupational disease."""
        return bool(self.get("basics", "kind") == "disease")

    @property
    def is_death(self) -> bool:
        """Tell whether the worker died."""
        return bool(self.get("basics", "condition") == "dead")


def file_claim(draft: Draft, answered: Answered, *, user: User, key: UUID) -> Case:
    """Open the case, and give the filer the right to act in it."""
    facts = filing_of(draft, answered)
    parties = parties_of(facts)
    opening = Opening(
        process=ClaimProcess.code,
        parties=tuple(parties.values()),
        office=deciding_office(
            insured_county=facts.insured_county or None,
            work_county=facts.work_county,
            on=clock.today(),
        ),
        person_name=facts.worker.name,
        employer_name=facts.employer.name,
    )
    case = open_case(ClaimProcess.submit, opening, by=user, facts=facts, key=key)
    party = parties[facts.filed_by]
    grant_filing_mandate(
        user, identity=party.identity, case=case, kind=MANDATES[facts.filed_by], party=party
    )
    return case


def filing_of(draft: Draft, answered: Answered) -> Filing:
    """Return the facts of the application."""
    get = answered.get
    happened_on: date = get("when", "happened_on")
    return Filing(
        injury_kind=get("basics", "kind"),
        happened_on=happened_on,
        happened_at=get("when", "happened_at", None),
        diagnosed_on=happened_on if answered.is_disease else None,
        filed_by=answered.filed_by,
        worker=_worker(answered),
        applicant=None if answered.filed_by == "worker" else _applicant(answered),
        relation=_relation(answered),
        employer=_employer(answered),
        is_death=answered.is_death,
        death_at=get("injury", "death_at", None),
        insured_county=get("workplace", "insured_in"),
        work_county=get("workplace", "work_county"),
        work_town=get("workplace", "work_town"),
        employment_proofs=tuple(get("proof", "kinds", ())),
        place=get("accident", "place") or get("disease", "place"),
        course=get("accident", "course") or get("disease", "course"),
        body_parts=tuple(get("injury", "body_parts", ())),
        body_part_text=get("injury", "body_part_text"),
        witnesses=get("accident", "witnesses"),
        hospital=get("injury", "hospital") or get("disease", "hospital"),
        first_diagnosed_at=get("illness", "first_at", None)
        or get("injury", "first_diagnosed_at", None),
        diagnosis=_diagnosis(answered),
        ground=ground_code(answered.plain),
        ground_answers=_ground_answers(answered),
        tolling=_tolling(answered),
        electronic_service_consent=get("notices", "electronic") == "yes",
        address_for_service=get("notices", "address"),
        draft_id=str(draft.pk),
    )


def parties_of(facts: Filing) -> dict[str, Party]:
    """Return the sides of the case by kind, not yet saved."""
    worker = Party(
        kind=Party.Kind.WORKER,
        is_applicant=facts.filed_by == "worker",
        is_deceased=facts.is_death,
        identity=_identity(facts.worker),
        name=facts.worker.name,
        phone=facts.worker.phone,
        address=facts.worker.address,
    )
    employer = Party(
        kind=Party.Kind.EMPLOYER,
        is_applicant=facts.filed_by == "employer",
        name=facts.employer.name,
        phone=facts.employer.phone,
        address=facts.employer.address,
        is_address_hidden=False,
    )
    found = {"worker": worker, "employer": employer}
    if facts.filed_by in {"relative", "union"} and facts.applicant:
        is_union = facts.filed_by == "union"
        found[facts.filed_by] = Party(
            kind=facts.filed_by,
            is_applicant=True,
            identity=None if is_union else _identity(facts.applicant),
            name=facts.relation if is_union else facts.applicant.name,
            relation=facts.applicant.name if is_union else facts.relation,
            phone=facts.applicant.phone,
            address=facts.applicant.address,
        )
    if facts.filed_by == "employer" and facts.employer.credit_code:
        employer.identity = identity_for(
            kind=IdentityKind.CREDIT_CODE,
            number=facts.employer.credit_code,
            name=facts.employer.name,
        )
    applicant = found[facts.filed_by]
    applicant.address = facts.address_for_service or applicant.address
    applicant.electronic_service_consent = facts.electronic_service_consent
    return found


def _identity(person: PersonFacts) -> Identity:
    """Return the identity of a person; an assertion never changes the name of an existing one."""
    return identity_for(
        kind=IdentityKind(person.id_kind), number=person.id_number, name=person.name
    )


def _person(answered: Answered, step: str, *, occupation: str = "") -> PersonFacts:
    """Return the person that a step describes, with what the number itself tells."""
    kind, number = answered.get(step, "id_kind"), answered.get(step, "id_number")
    return PersonFacts(
        name=answered.get(step, "name"),
        id_kind=kind,
        id_number=number,
        phone=answered.get(step, "phone"),
        address=answered.get(step, "address"),
        gender=gender(kind, number),
        birth_on=birthday(kind, number),
        occupation=occupation,
    )


def _worker(answered: Answered) -> PersonFacts:
    """Return the worker."""
    return _person(answered, "worker", occupation=answered.get("worker", "occupation"))


def _applicant(answered: Answered) -> PersonFacts:
    """Return whoever files for the worker."""
    return _person(answered, "filer", occupation=answered.get("filer", "post"))


def _employer(answered: Answered) -> EmployerFacts:
    """Return the employer as typed."""
    names = ("name", "credit_code", "contact", "phone", "address")
    return EmployerFacts(**{name: answered.get("employer", name) for name in names})


def _relation(answered: Answered) -> str:
    """Return the relation of a relative, or the name of the union."""
    if answered.filed_by == "union":
        return str(answered.get("filer", "organisation"))
    return dict(RELATIONS).get(answered.get("filer", "relation"), "")


def _diagnosis(answered: Answered) -> str:
    """Return the diagnosis, with the cause of death where there are both."""
    parts = (answered.get("disease", "diagnosis"), answered.get("injury", "diagnosis"))
    return "；".join(str(part) for part in parts if part)


def _ground_answers(answered: Answered) -> tuple[tuple[str, str], ...]:
    """Return the answers of the questions about the ground, as they were given."""
    found = [("doing", str(answered.get("accident", "doing")))]
    found.append(("ground", str(answered.get("ground", "ground"))))
    for step in FOLLOW_UPS:
        for name, value in answered.plain.get(step, {}).items():
            if step in answered.cleaned and value:
                text = "、".join(value) if isinstance(value, list) else str(value)
                found.append((f"{step}.{name}", text))
    return tuple(pair for pair in found if pair[1])


def _tolling(answered: Answered) -> tuple[Tolling, ...]:
    """Return the stated intervals that do not count."""
    values = answered.cleaned.get("limit", {})
    return tuple(
        Tolling(
            reason=TollingReason(values[f"reason_{n}"]),
            from_on=values[f"from_{n}"],
            to_on=values[f"to_{n}"],
            evidence=values.get(f"evidence_{n}", ""),
        )
        for n in (1, 2, 3)
        if values.get(f"reason_{n}")
    )
