"""A general contractor files a project: with the agency of the project's place."""

from uuid import UUID

from django.db import transaction

from portal import clock
from portal.accounts.identifiers import MOBILE
from portal.accounts.models import User
from portal.cases.models import Case, Entry, Party
from portal.cases.perform import Opening, open_case
from portal.cases.refusals import Reason, Refused
from portal.offices.jurisdiction import agency_of
from registration.entries import locked
from registration.models import Employer
from registration.models.project import same_number
from registration.projects.facts import ProjectFiled
from registration.projects.process import ProjectProcess

CLOSED = "这个单位已经注销。"
TWICE = "这个编号的项目已经申报过（{reference}）。工期拖长的，在那里延长参保期。"


@transaction.atomic
def open_project(employer: Employer, *, by: User, facts: ProjectFiled, key: UUID) -> Case:
    """Open the case of a project; the same key and facts again return the first case.

    人社部发〔2016〕29号 item 7: builders who join by project are insured at the project's place.
    """
    unit = locked(employer.pk)
    if not Entry.objects.filter(by=by, key=key).exists():
        if not unit.is_active:
            raise Refused(Reason(CLOSED))
        _refuse_second(unit, facts)
    party = Party(
        kind=Party.Kind.EMPLOYER,
        is_applicant=True,
        identity_id=unit.pk,
        name=unit.name,
        address=unit.address,
        phone=unit.phone if MOBILE.fullmatch(unit.phone) else "",
        is_address_hidden=False,
    )
    opening = Opening(
        process=ProjectProcess.code,
        parties=(party,),
        office=agency_of(facts.county, on=clock.today()),
        person_name=facts.list_name,
        employer_name=unit.name,
    )
    return open_case(ProjectProcess.submit, opening, by=by, facts=facts, key=key)


def _refuse_second(employer: Employer, facts: ProjectFiled) -> None:
    """Refuse a number that is under way already, or insured on the first day of the new one."""
    found = same_number(employer.pk, facts.number).select_related("case").first()
    if found is not None:
        raise Refused(Reason(TWICE.format(reference=found.case.reference)))
