"""From a filing to a case: parties, deciding office, and the act that opens it."""

from uuid import UUID

from injury_claims.facts import Filing, PersonFacts
from injury_claims.process import ClaimProcess
from portal import clock
from portal.accounts.identifiers import IdentityKind
from portal.accounts.identities import identity_for
from portal.accounts.models import Identity, User
from portal.cases.models import Case, Party
from portal.cases.perform import Opening, open_case
from portal.offices.jurisdiction import deciding_office


def file_claim(filing: Filing, *, by: User, key: UUID) -> Case:
    """Open the case of a filing at the office that decides; the key makes it one case.

    Raises Refused with every unmet rule, and LookupError when no office decides for the place.
    """
    office = deciding_office(
        insured_county=filing.insured_county or None,
        work_county=filing.work_county,
        on=clock.today(),
    )
    opening = Opening(
        process=ClaimProcess.code,
        parties=parties_of(filing),
        office=office,
        person_name=filing.worker.name,
        employer_name=filing.employer.name,
    )
    return open_case(ClaimProcess.submit, opening, by=by, facts=filing, key=key)


def parties_of(filing: Filing) -> tuple[Party, ...]:
    """Return the sides of the claim as they were typed; exactly one of them is the applicant."""
    parties = [
        Party(
            kind=Party.Kind.WORKER,
            is_applicant=filing.filed_by == "worker",
            is_deceased=filing.is_death,
            identity=_identity(filing.worker),
            name=filing.worker.name,
            phone=filing.worker.phone,
            address=_address(filing, "worker", filing.worker.address),
            electronic_service_consent=_consents(filing, "worker"),
        ),
        Party(
            kind=Party.Kind.EMPLOYER,
            is_applicant=filing.filed_by == "employer",
            identity=_employer_identity(filing),
            name=filing.employer.name,
            phone=filing.employer.phone,
            address=_address(filing, "employer", filing.employer.address),
            is_address_hidden=False,
            electronic_service_consent=_consents(filing, "employer"),
        ),
    ]
    if filing.filed_by in {"relative", "union"} and filing.applicant is not None:
        parties.append(
            Party(
                kind=filing.filed_by,
                is_applicant=True,
                identity=_identity(filing.applicant),
                name=filing.applicant.name,
                relation=filing.relation,
                phone=filing.applicant.phone,
                address=_address(filing, filing.filed_by, filing.applicant.address),
                electronic_service_consent=_consents(filing, filing.filed_by),
            )
        )
    return tuple(parties)


def _identity(person: PersonFacts) -> Identity | None:
    if not person.id_number:
        return None
    return identity_for(kind=person.id_kind, number=person.id_number, name=person.name)


def _employer_identity(filing: Filing) -> Identity | None:
    """An employer that files is known by its code; one that is only named is a free entry."""
    code = filing.employer.credit_code
    if filing.filed_by != "employer" or not code:
        return None
    return identity_for(kind=IdentityKind.CREDIT_CODE, number=code, name=filing.employer.name)


def _address(filing: Filing, kind: str, typed: str) -> str:
    return (filing.filed_by == kind and filing.address_for_service) or typed


def _consents(filing: Filing, kind: str) -> bool:
    return filing.filed_by == kind and filing.electronic_service_consent
