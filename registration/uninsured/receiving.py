"""Receiving a report: the case, apart from it the reporter, and the code to follow it by."""

from dataclasses import dataclass, replace
from uuid import UUID

from django.db import transaction

from portal import clock
from portal.cases.following import code_of, digest, normalise_reference, printed
from portal.cases.perform import Opening, open_case
from portal.offices.jurisdiction import agency_of
from registration.models import Reporter, UninsuredReport
from registration.uninsured.facts import Reported
from registration.uninsured.process import ReportProcess

PURPOSE = "report"


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
    code = code_of(key, purpose=PURPOSE)
    office = agency_of(facts.county, on=clock.today())
    opening = Opening(
        process=ReportProcess.code,
        parties=(),
        office=office,
        person_name="",
        employer_name=facts.unit_name,
    )
    told = replace(facts, code_hash=digest(code, purpose=PURPOSE))
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
        case__reference=normalise_reference(reference), code_hash=digest(code, purpose=PURPOSE)
    ).first()
