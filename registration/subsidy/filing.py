"""Applying for the subsidy: the case, the person as its side, the account that may act for it."""

from dataclasses import dataclass
from uuid import UUID

from django.db import transaction

from portal import clock
from portal.accounts.identities import identity_for
from portal.accounts.mandates import grant_filing_mandate
from portal.accounts.models import Identity, User
from portal.accounts.models.identity import MandateKind
from portal.cases.models import Case, Entry, Party
from portal.cases.perform import Opening, open_case
from portal.cases.refusals import Reason, Refused
from portal.offices.jurisdiction import agency_of
from registration.models import FlexibleSubsidy
from registration.subsidy.facts import Applied
from registration.subsidy.process import SubsidyProcess

TWICE = "有的月份您已经申请过，正在办（{reference}）。要改的，先撤回那一件。"


@dataclass(frozen=True)
class Applicant:
    """Who applies: by the document, and how to be reached; `county` is where the fees are paid."""

    kind: str
    number: str
    name: str
    phone: str
    county: str
    consents: bool = False


def identity_of(who: Applicant) -> Identity:
    """Return the identity of whoever applies."""
    return identity_for(kind=who.kind, number=who.number, name=who.name)


@transaction.atomic
def apply_for(facts: Applied, who: Applicant, *, by: User, key: UUID) -> Case:
    """Open the case of an application; the same key and facts again return the first one."""
    identity = Identity.objects.get(pk=facts.identity_id)
    party = Party(
        kind=Party.Kind.WORKER,
        is_applicant=True,
        identity=identity,
        name=who.name,
        phone=who.phone,
        electronic_service_consent=who.consents,
    )
    opening = Opening(
        process=SubsidyProcess.code,
        parties=(party,),
        office=agency_of(who.county, on=clock.today()),
        person_name=who.name,
        employer_name="",
    )
    if not Entry.objects.filter(by=by, key=key).exists():
        _refuse_second(facts, by)
    case = open_case(SubsidyProcess.apply, opening, by=by, facts=facts, key=key)
    applicant = case.parties.get(kind=Party.Kind.WORKER)
    grant_filing_mandate(by, identity=identity, case=case, kind=MandateKind.SELF, party=applicant)
    return case


def _refuse_second(facts: Applied, by: User) -> None:
    """Refuse months for which the same account has an application of this person under way.

    Those of other accounts say nothing here: a number that somebody types bars nobody else.
    """
    own = Case.objects.filter(
        kind=SubsidyProcess.code, is_open=True, entries__number=1, entries__by=by
    )
    rows = FlexibleSubsidy.objects.filter(
        identity=facts.identity_id,
        case__in=own,
        months__month__in=[one.month for one in facts.months],
    )
    found = rows.select_related("case").order_by("pk").first()
    if found is not None:
        raise Refused(Reason(TWICE.format(reference=found.case.reference)))
