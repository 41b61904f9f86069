"""The checked answers of the journey as the facts of an application."""

from functools import partial
from typing import Any

from injury_claims.facts import EmployerFacts, Filing, PersonFacts, Tolling
from injury_claims.filing_forms.closing import ground_code
from injury_claims.filing_forms.people import RELATIONS
from injury_claims.outcomes import TollingReason
from portal.accounts.identifiers import birthday, gender
from portal.wizard.checking import Checked
from portal.wizard.journey import Answers
from portal.wizard.models import Draft
from registration.api import unit_of

TOLD_IN_WORDS = (
    *("proof", "accident", "ground"),
    *("violence", "trip", "commute", "statute", "illness", "rescue", "veteran"),
)
TOLD_ELSEWHERE = {"accident": ("place", "course", "witnesses")}


class Answered:
    """The checked values of all steps, found by step and field."""

    def __init__(self, checked: Checked, plain: Answers) -> None:
        """Take the values as the forms made them, and as the draft keeps them."""
        self.checked = checked
        self.cleaned = checked.cleaned
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


def filing_of(draft: Draft, answered: Answered) -> Filing:
    """Return the facts of the application."""
    get = answered.get
    happened_on = get("when", "happened_on")
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
    """Return the employer as chosen or typed; letters reach a chosen one where it is registered."""
    if answered.get("unit", "register_id", None):
        return _own_unit(answered)
    get = partial(answered.get, "employer")
    chosen = get("register_id", None)
    unit = unit_of(chosen) if chosen else None
    return EmployerFacts(
        name=get("name"),
        credit_code=get("credit_code"),
        contact=get("contact"),
        phone=get("phone"),
        address=get("address") or (unit.address if unit else ""),
        register_id=chosen,
    )


def _own_unit(answered: Answered) -> EmployerFacts:
    """Return the unit for which its verified agent files: whoever files is the contact."""
    unit = unit_of(answered.get("unit", "register_id"))
    if unit is None:
        message = "the chosen unit is not on the register"
        raise LookupError(message)
    return EmployerFacts(
        name=unit.name,
        credit_code=unit.credit_code,
        contact=answered.get("filer", "name"),
        phone=answered.get("filer", "phone"),
        address=unit.address,
        register_id=unit.id,
    )


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
    """Return the answers about proof and ground in the words that the applicant read."""
    return tuple(
        (line.label, line.text)
        for step in TOLD_IN_WORDS
        for line in answered.checked.lines_of(step)
        if line.name not in TOLD_ELSEWHERE.get(step, ())
    )


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
