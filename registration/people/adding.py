"""Adding a worker: found by the number before anything is asked twice, then judged by age.

What was typed travels from step to step in one sealed text that only the same agent can open for
the same employer; no number stands in an address or in a session.
"""

import json
from collections.abc import Callable
from dataclasses import asdict, dataclass, replace
from datetime import date
from uuid import UUID

from django.db import transaction
from django.http import HttpRequest

from portal import clock, crypto
from portal.accounts import throttle
from portal.accounts.identifiers import IdentityKind, birthday, carries_birth, gender
from portal.accounts.identities import number_index
from portal.accounts.models import User
from portal.accounts.nationalities import CHINESE
from portal.accounts.throttle import Kind as Guess
from portal.accounts.throttle import LockedError
from portal.crypto import UnreadableError
from registration.entries import NewEmployment, NewPerson, enter_employment, person_of
from registration.models import Employer, Employment, Person
from registration.people.forms import FOREIGN_KINDS
from registration.rules.ages import (
    Standing,
    Worker,
    overage_is_insurable,
    standing,
    worker_is_sixteen,
)
from registration.rules.retirement import Post

SEXES = {"男": Person.Sex.MALE.value, "女": Person.Sex.FEMALE.value}
DIFFERS = "和登记的不一样，请对照证件再填一次；确实没有错的，请带证件到经办窗口核对"


@dataclass(frozen=True)
class Applicant:
    """Somebody whom an employer adds, as far as is known; days are ISO text."""

    kind: str
    number: str
    name: str
    started_on: str
    sex: str = ""
    born_on: str = ""
    nationality: str = CHINESE

    @classmethod
    def from_who(cls, *, kind: str, number: str, name: str, started_on: date) -> "Applicant":
        """Begin with the first step; the number may tell sex and birthday."""
        born_on = birthday(kind, number)
        return cls(
            kind=kind,
            number=number,
            name=name,
            started_on=started_on.isoformat(),
            sex=SEXES.get(gender(kind, number), ""),
            born_on=born_on.isoformat() if born_on else "",
        )

    def with_document(
        self, *, sex: str = "", born_on: date | None = None, nationality: str = CHINESE
    ) -> "Applicant":
        """Return the same person with what the document says."""
        return replace(
            self,
            sex=sex or self.sex,
            born_on=born_on.isoformat() if born_on else self.born_on,
            nationality=nationality,
        )

    @property
    def needs_document(self) -> bool:
        """Say whether the document tells something that the number does not."""
        return self.is_foreign or not carries_birth(self.kind, self.number)

    @property
    def is_complete(self) -> bool:
        """Say whether everything that the document tells is known."""
        is_answered = not self.is_foreign or self.nationality != CHINESE
        return bool(self.sex and self.born_on) and is_answered

    @property
    def is_foreign(self) -> bool:
        """Say whether the document is a foreigner's."""
        return self.kind in FOREIGN_KINDS

    @property
    def kind_label(self) -> str:
        """Return the document in words."""
        return IdentityKind(self.kind).label

    @property
    def masked_number(self) -> str:
        """Return the number as it is shown again."""
        return crypto.mask_id(self.number)

    @property
    def first_day(self) -> date:
        """Return the first day of the work."""
        return date.fromisoformat(self.started_on)

    def worker(self) -> Worker:
        """Return the person as the rules on ages see them."""
        return Worker(date.fromisoformat(self.born_on), self.sex, self.first_day, clock.today())

    def sealed(self, *, by: User, employer: Employer) -> str:
        """Return everything as a text that only this agent can use for this employer."""
        return crypto.encrypt(json.dumps(asdict(self)), context=_context(by, employer))

    @classmethod
    def opened(cls, text: str, *, by: User, employer: Employer) -> "Applicant | None":
        """Return what a sealed text holds, or None when it is not this agent's."""
        try:
            return cls(**json.loads(crypto.decrypt(text, context=_context(by, employer))))
        except (UnreadableError, TypeError, ValueError):
            return None


@dataclass(frozen=True)
class Found:
    """What the register knows of the number: the person, and the work here if there is any."""

    person: Person | None
    here: Employment | None


def find(applicant: Applicant, employer: Employer) -> Found:
    """Look the number up; work here counts that is not over on the first day."""
    person = (
        Person.objects.select_related("identity")
        .filter(identity__kind=applicant.kind, identity__number_index=_index(applicant))
        .first()
    )
    if person is None:
        return Found(None, None)
    mine = Employment.objects.filter(person=person, employer=employer)
    present = mine.filter(ended_on=None).first()
    past = mine.filter(ended_on__gte=applicant.first_day).order_by("-ended_on").first()
    return Found(person, present or past)


def difference(
    applicant: Applicant, person: Person | None, *, by: User, request: HttpRequest
) -> str:
    """Return which field is not as the register has it, or nothing; wrong guesses are counted.

    Nothing is told of what the register has. Raises LockedError after too many wrong guesses.
    """
    if person is None:
        return ""
    guess = throttle.begin(Guess.WORKER_CHECK, account=f"user:{by.pk}", request=request)
    field = differing_field(applicant, person)
    if not field:
        guess.row.delete()
    return field


def differing_field(applicant: Applicant, person: Person) -> str:
    """Return the first field that is not as the register has it, or nothing.

    Every caller counts the answers that name one: they are guesses at what the register has.
    """
    pairs = {
        "name": (_plain(applicant.name), _plain(person.name)),
        "born_on": (applicant.born_on, person.born_on.isoformat()),
        "sex": (applicant.sex, person.sex),
        "nationality": (applicant.nationality, person.nationality),
    }
    asked = pairs if applicant.is_complete else {"name": pairs["name"]}
    return next((field for field, (typed, held) in asked.items() if typed != held), "")


def refusal(applicant: Applicant) -> str:
    """Return why somebody of this age cannot be registered, or nothing."""
    worker = applicant.worker()
    too_young = worker_is_sixteen(worker)
    if too_young:
        return too_young
    if standing(worker) is Standing.OVERAGE:
        return overage_is_insurable(worker) or ""
    return ""


def objection(
    applicant: Applicant,
    person: Person | None,
    *,
    by: User,
    request: HttpRequest,
    law: Callable[[Applicant], str] = refusal,
) -> tuple[str, str]:
    """Return the field and the sentence of what register or law have against somebody, or nothing.

    `law` says who cannot be registered; people over age, for example, may be insured by project.
    """
    try:
        field = difference(applicant, person, by=by, request=request)
    except LockedError as locked:
        return "name", str(locked)
    if field:
        return field, DIFFERS
    if not applicant.born_on:
        return "", ""
    return "born_on" if applicant.needs_document else "started_on", law(applicant)


def kind_of_work(applicant: Applicant, *, asked: str, post: str, is_delayed: bool) -> str:
    """Return by which rule the person is insured: over age unless the retirement is delayed."""
    chosen = standing(applicant.worker(), post=Post(post) if post else None)
    if chosen is Standing.OVERAGE and not is_delayed:
        return Employment.Kind.OVERAGE
    return asked or Employment.Kind.EMPLOYEE


@transaction.atomic
def add(
    applicant: Applicant,
    employer: Employer,
    *,
    work: NewEmployment,
    phone: str,
    by: User,
    key: UUID,
) -> Employment:
    """Put person and work on the register, or raise what the writers of the register raise."""
    person = person_on_register(applicant, phone=phone)
    return enter_employment(person, employer, work, by=by, key=key)


def person_on_register(applicant: Applicant, *, phone: str = "") -> Person:
    """Return the person who is added, who is put on the register when new."""
    return person_of(
        NewPerson(
            kind=IdentityKind(applicant.kind),
            number=applicant.number,
            name=applicant.name,
            sex=applicant.sex,
            born_on=date.fromisoformat(applicant.born_on),
            nationality=applicant.nationality,
            phone=phone,
        )
    )


def _index(applicant: Applicant) -> str:
    return number_index(applicant.number)


def _context(by: User, employer: Employer) -> str:
    return f"add-worker:{by.pk}:{employer.pk}"


def _plain(name: str) -> str:
    """Return a name as it is compared: no spaces, one kind of dot."""
    dots = str.maketrans(dict.fromkeys("•・‧∙.。", "·"))
    return "".join(name.split()).translate(dots).casefold()
