"""Filings begin here: an agent files, an officer notes a duty, a citizen registers a unit."""

from typing import Any
from uuid import UUID

from django.db import transaction

from portal import clock
from portal.accounts.identifiers import MOBILE
from portal.accounts.models import User
from portal.cases.models import Case, Entry, Party
from portal.cases.perform import Opening, open_case
from portal.cases.refusals import Reason, Refused
from portal.offices.jurisdiction import agency_of
from portal.offices.models import Office
from portal.workflow.process import Act, Process
from registration.entries import locked
from registration.filings import facts as f
from registration.filings.process import RegistrationProcess
from registration.models import Employer, EmployerFiling
from registration.rules.filing import no_unit_is_active

ONE_AT_A_TIME = "这个单位已经有一件{title}在办（{reference}），办结以后再申报。"


@transaction.atomic
def open_filing(
    process: type[Process], act: Act, employer: Employer, *, by: User | None, facts: Any, key: UUID
) -> Case:
    """Open the case of a change or a cancellation; one of a kind runs at a time for an employer.

    The same key and facts again return the first case.
    """
    entry = locked(employer.pk)
    if not Entry.objects.filter(by=by, key=key).exists():
        if not entry.is_active:
            raise Refused(Reason("这个单位已经注销。"))
        _refuse_second(process, entry)
    party = Party(
        kind=Party.Kind.EMPLOYER,
        is_applicant=True,
        identity_id=entry.pk,
        name=entry.name,
        address=entry.address,
        phone=entry.phone if MOBILE.fullmatch(entry.phone) else "",
        is_address_hidden=False,
    )
    office = agency_of(entry.county_id, on=clock.today())
    opening = _opening(process, party, office=office)
    return open_case(act, opening, by=by, facts=facts, key=key)


def open_registration(facts: f.RegistrationFiled, *, by: User, phone: str, key: UUID) -> Case:
    """Open the case of a registration by hand; the unit has no proven identity yet."""
    party = Party(
        kind=Party.Kind.EMPLOYER,
        is_applicant=True,
        name=facts.value("name"),
        address=facts.value("address"),
        phone=phone,
        is_address_hidden=False,
    )
    office = agency_of(facts.value("county"), on=clock.today())
    opening = _opening(RegistrationProcess, party, office=office)
    return open_case(RegistrationProcess.submit, opening, by=by, facts=facts, key=key)


def open_one(process: type[Process], employer: Employer) -> EmployerFiling | None:
    """Return the filing of a kind that runs for an employer, if there is one."""
    rows = EmployerFiling.objects.filter(
        employer=employer, case__kind=process.code, case__is_open=True
    )
    return rows.select_related("case").order_by("pk").first()


def _refuse_second(process: type[Process], employer: Employer) -> None:
    present = open_one(process, employer)
    if present is not None:
        words = ONE_AT_A_TIME.format(title=process.title, reference=present.case.reference)
        raise Refused(Reason(words, str(no_unit_is_active.basis)))


def _opening(process: type[Process], party: Party, *, office: Office) -> Opening:
    return Opening(
        process=process.code,
        parties=(party,),
        office=office,
        person_name="",
        employer_name=party.name,
    )
