"""Entries of the register for the tests, all made by its own writers."""

from datetime import date
from itertools import count
from typing import Any

from portal import clock
from portal.accounts.identifiers import IdentityKind, check_character, credit_check_character
from portal.accounts.models import Mandate, User
from portal.accounts.models.identity import Assurance, MandateKind, Scope
from portal.offices.models import County
from registration.entries import (
    NewEmployment,
    NewPerson,
    enter_employer,
    enter_employment,
    person_of,
)
from registration.models import Employer, Employment, Person

_numbers = count(1)


def credit_code(number: int | None = None) -> str:
    """Return a well-formed code that no real unit holds."""
    first = f"91100000MA{next(_numbers) if number is None else number:07d}"
    return first + credit_check_character(first)


def id_number(*, born: str = "19900101", serial: int | None = None) -> str:
    """Return a number that nobody holds: area code 10 was never given out."""
    first = f"100000{born}{(next(_numbers) if serial is None else serial) % 1000:03d}"
    return first + check_character(first)


def employer(name: str = "济宁演示机械有限公司", **changes: Any) -> Employer:
    """Return an employer on the register of 任城区."""
    code = changes.pop("credit_code", None) or credit_code()
    values = {
        "name": name,
        "kind": "company",
        "county": County.objects.get(code="370811"),
        "address": "济宁市任城区演示路 1 号",
        "source": Employer.Source.BUSINESS_REGISTER,
        "as_of": clock.today(),
        "registered_on": date(2020, 1, 1),
    }
    return enter_employer(code, by=None, values=values | changes)


def person(name: str = "李小满", **changes: Any) -> Person:
    """Return a person on the register."""
    number = changes.pop("number", None) or id_number()
    sex = "male" if int(number[16]) % 2 else "female"
    values = {"sex": sex, "born_on": date(1990, 1, 1)} | changes
    return person_of(NewPerson(IdentityKind.RESIDENT_ID, number, name, **values))


def employment(who: Person, at: Employer, **changes: Any) -> Employment:
    """Return present work of a person for an employer, reported today unless said otherwise."""
    values = {"kind": "employee", "started_on": clock.today()} | changes
    return enter_employment(who, at, NewEmployment(**values), by=None, key=None)


def agent_for(user: User, *employers: Employer) -> User:
    """Give a user the verified mandate for employers, and return the user."""
    for one in employers:
        Mandate.objects.create(
            user=user,
            identity=one.identity,
            kind=MandateKind.EMPLOYER_AGENT,
            scope=Scope.ALL,
            assurance=Assurance.COUNTER,
            proof="test",
        )
    return user
