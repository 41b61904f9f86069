"""Receiving a report: the case, apart from it the reporter, and the code to follow it by."""

import re
from dataclasses import dataclass, replace
from uuid import UUID

from django.db import transaction

from portal import clock
from portal.accounts.activation import ALPHABET
from portal.accounts.identifiers import normalise
from portal.cases.perform import Opening, open_case
from portal.crypto import keyed_digest
from portal.offices.jurisdiction import agency_of
from registration.models import Reporter, UninsuredReport
from registration.uninsured.facts import Reported
from registration.uninsured.process import ReportProcess

LENGTH = 12


@dataclass(frozen=True)
class Contact:
    """What a reporter leaves, perhaps nothing."""

    name: str = ""
    phone: str = ""
    is_told_by_text: bool = False

    @property
    def is_there(self) -> bool:
        """Say whether anything was left."""
        return bool(self.name or self.phone)


@dataclass(frozen=True)
class Receipt:
    """The number and the code, which is shown once."""

    reference: str
    code: str


@transaction.atomic
def receive(facts: Reported, contact: Contact, *, key: UUID) -> Receipt:
    """Open the case of a report and return its receipt; the same form twice makes one report.

    The code comes from the form's key, so that a repeated post shows the same one.
    """
    code = _code(key)
    office = agency_of(facts.county, on=clock.today())
    opening = Opening(
        process=ReportProcess.code,
        parties=(),
        office=office,
        person_name="",
        employer_name=facts.unit_name,
    )
    told = replace(facts, code_hash=digest(code))
    case = open_case(ReportProcess.report, opening, by=None, facts=told, key=key)
    if contact.is_there:
        Reporter.objects.get_or_create(
            report_id=case.pk,
            defaults={
                "name": contact.name,
                "phone": contact.phone,
                "is_told_by_text": contact.is_told_by_text and bool(contact.phone),
            },
        )
    return Receipt(case.reference, printed(code))


def find(reference: str, code: str) -> UninsuredReport | None:
    """Return the report with this number and code, or None; it does not say which was wrong."""
    rows = UninsuredReport.objects.select_related("case__office")
    return rows.filter(
        case__reference=normalise_reference(reference), code_hash=digest(normalise(code))
    ).first()


def normalise_reference(text: str) -> str:
    """Return a number as it is kept: four digits, a hyphen, six digits."""
    digits = re.sub(r"[^0-9]", "", text)
    return f"{digits[:4]}-{digits[4:]}"


def digest(code: str) -> str:
    """Return what is kept of a code."""
    return keyed_digest(code, purpose="report")


def printed(code: str) -> str:
    """Return the code in groups of four."""
    return "-".join(re.findall(r".{1,4}", code))


def _code(key: UUID) -> str:
    """Return a code that only this house can make from a key, of an alphabet easy to read."""
    number = int(keyed_digest(str(key), purpose="report-code"), 16)
    letters = []
    for _ in range(LENGTH):
        number, place = divmod(number, len(ALPHABET))
        letters.append(ALPHABET[place])
    return "".join(letters)
