"""What the three filings of an employer have in common: the agency's acts, letters, notices."""

from typing import Any

from portal.law.citation import Citation
from portal.law.instruments import AGENCY_RULES, CIVIL_PROCEDURE, HOUSE_RULES
from portal.law.term import Term
from portal.workflow.process import BEFORE, NEW, SAME, Act, LegalRule, Paper, Start, Tell
from portal.workflow.roles import Role
from portal.workflow.service import Served
from registration import terms
from registration.filings import facts
from registration.filings.states import FilingState as S
from registration.rules import filing, filing_office

E, CHECKER, REVIEWER = Role.EMPLOYER, Role.REGISTRAR, Role.REGISTER_REVIEWER
AGENCY_DUTY = AGENCY_RULES.article(10)
CHECKING = (S.SUBMITTED, S.SUBMITTED_AGAIN)
UNDECIDED = (S.SUBMITTED, S.CORRECTING, S.SUBMITTED_AGAIN, S.CHECKED)
ENDS = (S.APPROVED, S.REFUSED, S.WITHDRAWN)
RECEIVED = ("filing_received", "filing_arrived")

PAPERS = {
    "filing_correction": Paper("补正告知书", to=(E,), on_service=(terms.FILING_CORRECTION,)),
    "filing_receipt": Paper("社会保险登记回执", to=(E,)),
    "filing_refusal": Paper("不予办理告知书", to=(E,)),
}
TELLS = {
    "filing_received": Tell(to=(E,)),
    "filing_arrived": Tell(to=(CHECKER,)),
    "filing_to_correct": Tell(to=(E,)),
    "filing_corrected": Tell(to=(CHECKER,)),
    "filing_withdrawn": Tell(to=(CHECKER,)),
    "filing_to_review": Tell(to=(REVIEWER,)),
    "filing_returned": Tell(to=(CHECKER,)),
    "filing_approved": Tell(to=(E,)),
    "filing_refused": Tell(to=(E,)),
    "filing_to_serve": Tell(to=(CHECKER,)),
    "filing_served": Tell(to=(E,)),
}
DUTY_TELLS = {
    "duty_noted": Tell(to=(E,)),
    "duty_closed": Tell(to=(E,)),
}


def note_duty(*, duty: Term) -> Act:
    """The agency, or what it took over, tells of something that the employer has to report."""
    return Act(
        source=NEW,
        target=S.DUE,
        by=(CHECKER, Role.SYSTEM),
        basis=duty.basis,
        facts=facts.DutyNoted,
        requires=(filing.event_is_past,),
        starts=(Start(duty, on="happened_on", of=E),),
        notices=("duty_noted",),
    )


def file(
    filed: type[Any],
    *,
    duty: Term,
    requires: tuple[LegalRule, ...],
    late: LegalRule,
    was_noted: bool = False,
) -> Act:
    """The employer reports what it has to, of itself or because the duty was noted."""
    return Act(
        source=S.DUE if was_noted else NEW,
        target=S.SUBMITTED,
        by=E,
        basis=duty.basis,
        facts=filed,
        requires=requires,
        flags=(late,),
        meets=(duty,) if was_noted else (),
        starts=(Start(terms.AGENCY_CHECK),),
        notices=RECEIVED,
    )


def close_duty(*, duty: Term) -> Act:
    """The duty turned out to be none."""
    return Act(
        source=S.DUE,
        target=S.CLOSED,
        by=CHECKER,
        basis=AGENCY_RULES.article(9),
        facts=facts.Because,
        withdraws=(duty,),
        notices=("duty_closed",),
    )


def withdraw(*bars: LegalRule) -> Act:
    """The employer takes its filing back before the decision."""
    return Act(
        source=UNDECIDED,
        target=S.WITHDRAWN,
        by=E,
        basis=HOUSE_RULES.article(3),
        facts=facts.Because,
        requires=bars,
        notices=("filing_withdrawn",),
    )


def notify_correction(*, check: Term, basis: Citation = AGENCY_DUTY) -> Act:
    """Everything that is missing is told once."""
    return Act(
        source=CHECKING,
        target=S.CORRECTING,
        by=CHECKER,
        basis=basis,
        facts=facts.Correction,
        requires=(filing_office.correction_is_first,),
        meets=(check,),
        letters=("filing_correction",),
        notices=("filing_to_correct", "filing_to_serve"),
    )


def supply_correction(
    filed: type[Any],
    *,
    check: Term,
    requires: tuple[LegalRule, ...],
    basis: Citation = AGENCY_DUTY,
) -> Act:
    """The filing comes back complete; the agency's period runs anew."""
    return Act(
        source=S.CORRECTING,
        target=S.SUBMITTED_AGAIN,
        by=E,
        basis=basis,
        facts=filed,
        requires=requires,
        meets=(terms.FILING_CORRECTION,),
        starts=(Start(check),),
        notices=("filing_corrected",),
    )


def propose(*bars: LegalRule) -> Act:
    """The checker says what should become of the filing, and why."""
    return Act(
        source=CHECKING,
        target=S.CHECKED,
        by=CHECKER,
        basis=AGENCY_RULES.article(37),
        facts=facts.Proposal,
        requires=tuple(filing.for_approval(one) for one in bars),
        notices=("filing_to_review",),
    )


def return_to_checker() -> Act:
    """The second person does not agree."""
    return Act(
        source=S.CHECKED,
        target=BEFORE,
        by=REVIEWER,
        basis=AGENCY_RULES.article(37),
        facts=facts.Because,
        requires=(filing_office.another_person_decides,),
        notices=("filing_returned",),
        internal=True,
    )


def approve(
    *bars: LegalRule,
    check: Term,
    basis: Citation = AGENCY_DUTY,
    letter: str = "filing_receipt",
    told: str = "filing_approved",
) -> Act:
    """The second person agrees: the register changes."""
    return Act(
        source=S.CHECKED,
        target=S.APPROVED,
        by=REVIEWER,
        basis=basis,
        requires=(
            filing_office.approval_was_proposed,
            filing_office.another_person_decides,
            *bars,
        ),
        meets=(check,),
        letters=(letter,),
        notices=(told, "filing_to_serve"),
    )


def refuse(*, check: Term, basis: Citation = AGENCY_DUTY) -> Act:
    """The second person agrees that it is not done; the letter says why and what remains."""
    return Act(
        source=S.CHECKED,
        target=S.REFUSED,
        by=REVIEWER,
        basis=basis,
        requires=(filing_office.refusal_was_proposed, filing_office.another_person_decides),
        meets=(check,),
        letters=("filing_refusal",),
        notices=("filing_refused", "filing_to_serve"),
    )


def record_service() -> Act:
    """A letter reached the employer."""
    return Act(
        source=(S.CORRECTING, S.APPROVED, S.REFUSED),
        target=SAME,
        by=CHECKER,
        basis=CIVIL_PROCEDURE.article(87),
        facts=Served,
        requires=filing_office.SERVICE,
        notices=("filing_served",),
    )
