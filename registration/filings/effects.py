"""What each act of a filing writes: its detail, and the register when it is approved."""

from portal.accounts.identifiers import IdentityKind
from portal.accounts.identities import identity_for
from portal.accounts.mandates import grant_agent_mandate, grant_filing_mandate
from portal.accounts.models.identity import MandateKind
from portal.cases.kinds import Doing, Done, effect
from portal.cases.models import Case, Entry
from portal.cases.refusals import Reason, Refused
from registration.entries import (
    AlreadyThereError,
    change_employer,
    end_employments_of,
    enter_employer,
    locked,
)
from registration.filings import facts as f
from registration.filings import reviewing
from registration.filings.fields import values_of
from registration.filings.process import (
    PROCESSES,
    CancellationProcess,
    ChangeProcess,
    RegistrationProcess,
)
from registration.models import Employer, EmployerFiling
from registration.outlets.entries import end_outlets_of
from registration.rules import filing as rules

END_REASON = "单位注销"


@effect(ChangeProcess, ChangeProcess.note_duty)
@effect(CancellationProcess, CancellationProcess.note_duty)
def write_duty(case: Case, facts: f.DutyNoted, done: Doing) -> EmployerFiling:
    """Keep what the employer has to report."""
    return EmployerFiling.objects.create(
        case=case,
        employer_id=_employer_id(case),
        happened_on=facts.happened_on,
        reason=facts.reason,
        is_noticed=True,
    )


@effect(ChangeProcess, ChangeProcess.submit)
@effect(CancellationProcess, CancellationProcess.submit)
def write_filing(case: Case, facts: f.Filed, done: Doing) -> EmployerFiling:
    """Keep what the employer of the register reports."""
    return _write(EmployerFiling(case=case, employer_id=_employer_id(case)), facts, done)


@effect(RegistrationProcess, RegistrationProcess.submit)
def write_registration(case: Case, facts: f.RegistrationFiled, done: Doing) -> EmployerFiling:
    """Keep what shall be registered; whoever files may see this one case."""
    party = next(iter(case.parties.all()))
    grant_filing_mandate(
        done.by, identity=None, case=case, party=party, kind=MandateKind.EMPLOYER_AGENT
    )
    return _write(EmployerFiling(case=case), facts, done)


def _refile(filing: EmployerFiling, facts: f.Filed, done: Done) -> None:
    """Keep the filing of a duty, or the filing made complete."""
    _write(filing, facts, done)


def _propose(filing: EmployerFiling, facts: f.Proposal, done: Done) -> None:
    """Keep the proposal, who was seen at the counter, and what the tax service answered."""
    filing.is_identity_checked = facts.identity_checked
    filing.tax_check = facts.tax_check
    reviewing.propose(filing, facts, done)


for _process in PROCESSES:
    reviewing.register(_process, file=_refile, supply_correction=_refile, propose=_propose)


@effect(ChangeProcess, ChangeProcess.approve)
def apply_change(filing: EmployerFiling, facts: None, done: Doing) -> None:
    """The entry says from now on what was reported; what stood there stays in its history."""
    employer = _active(filing)
    reviewing.decide(filing, facts, done)
    change_employer(
        employer,
        on=filing.happened_on,
        by=done.by,
        values=values_of(filing.asked),
        case=filing.case,
    )


@effect(CancellationProcess, CancellationProcess.approve)
def apply_cancellation(filing: EmployerFiling, facts: None, done: Doing) -> None:
    """The employer leaves the register with its last workers; what it owes is asked under lock."""
    employer = _active(filing)
    owed = filing.owed()
    if owed.total:
        raise Refused(Reason(f"还没有缴清：{owed.words()}。", str(rules.nothing_is_owed.basis)))
    reviewing.decide(filing, facts, done)
    end_employments_of(employer, on=done.on, reason=END_REASON, by=done.by)
    end_outlets_of(employer, on=done.on, by=done.by)
    values = {"status": Employer.Status.CANCELLED, "closed_on": done.on}
    change_employer(employer, on=done.on, by=done.by, values=values, case=filing.case)


@effect(RegistrationProcess, RegistrationProcess.approve)
def apply_registration(filing: EmployerFiling, facts: None, done: Doing) -> None:
    """The employer enters the register; whose papers were seen at the counter acts for it."""
    code, values = filing.value("credit_code"), values_of(filing.asked)
    origin = {
        "source": Employer.Source.BY_HAND,
        "as_of": done.on,
        "registered_on": done.on,
        "founded_on": filing.happened_on,
    }
    try:
        employer = enter_employer(code, by=done.by, values=values | origin, case=filing.case)
    except AlreadyThereError:
        reason = Reason("这个统一社会信用代码刚刚登记在册。", str(rules.code_is_free.basis))
        raise Refused(reason) from None
    filing.employer = employer
    filing.save(update_fields=["employer"])
    reviewing.decide(filing, facts, done)
    party = filing.party()
    party.identity = identity_for(kind=IdentityKind.CREDIT_CODE, number=code, name=employer.name)
    party.save(update_fields=["identity"])
    if filing.is_identity_checked:
        filer = Entry.objects.select_related("by").get(case=filing.case, number=1).by
        if filer is not None:
            proof = f"窗口核验，单位登记申请 {filing.case.reference}"
            grant_agent_mandate(filer, identity=employer.identity, proof=proof, by=done.by)


def _active(filing: EmployerFiling) -> Employer:
    """Lock the employer's row, and see that it is still what the rules saw."""
    employer = locked(filing.employer_id or 0)
    if not employer.is_active:
        raise Refused(Reason("这个单位已经注销。", str(rules.employer_is_active.basis)))
    return employer


def _write(filing: EmployerFiling, facts: f.Filed, done: Done) -> EmployerFiling:
    filing.happened_on = facts.happened_on
    filing.asked = dict(facts.asked)
    filing.reason = facts.reason
    filing.reported_on = filing.reported_on or done.on
    filing.save()
    party = filing.party()
    party.electronic_service_consent = facts.consents
    party.save(update_fields=["electronic_service_consent"])
    return filing


def _employer_id(case: Case) -> int | None:
    return next(iter(case.parties.all())).identity_id
