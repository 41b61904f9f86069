"""工程项目参保 as a table: filed, checked, decided by a second person, paid, perhaps extended."""

from portal.workflow.process import NEW, SAME, Act, Paper, Process, Start, Tell
from registration import terms
from registration.filings import process_parts as parts
from registration.filings.facts import Because
from registration.filings.process_parts import CHECKER, RECEIVED, REVIEWER, E
from registration.projects import facts, rules
from registration.projects.states import ProjectState as S
from registration.rules import filing

INSURED = (S.APPROVED, S.EXTENDING)


class ProjectProcess(Process):
    """The enrolment of a construction project by its general contractor."""

    code = "project-enrolment"
    title = "工程项目参保"
    states = S
    ends = (S.APPROVED, S.REFUSED, S.WITHDRAWN)

    submit = Act(
        source=NEW,
        target=S.SUBMITTED,
        by=E,
        basis=rules.BASIS,
        facts=facts.ProjectFiled,
        requires=(rules.project_is_ahead,),
        starts=(Start(terms.PROJECT_CHECK),),
        notices=RECEIVED,
    )
    notify_correction = parts.notify_correction(check=terms.PROJECT_CHECK, basis=rules.HOUSE)
    supply_correction = parts.supply_correction(
        facts.ProjectFiled,
        check=terms.PROJECT_CHECK,
        basis=rules.HOUSE,
        requires=(rules.project_is_ahead, rules.number_is_free),
    )
    withdraw = parts.withdraw()
    propose = parts.propose(filing.employer_is_active, rules.something_is_left)
    return_to_checker = parts.return_to_checker()
    approve = parts.approve(
        filing.employer_is_active,
        rules.something_is_left,
        check=terms.PROJECT_CHECK,
        basis=rules.BASIS,
        letter="project_receipt",
        told="project_approved",
    )
    refuse = parts.refuse(check=terms.PROJECT_CHECK, basis=rules.BASIS)
    record_service = parts.record_service()
    record_payment = Act(
        source=INSURED,
        target=SAME,
        by=CHECKER,
        basis=rules.BASIS,
        facts=facts.Paid,
        requires=(rules.payment_is_possible,),
        notices=("project_paid",),
    )
    void_payment = Act(
        source=INSURED,
        target=SAME,
        by=CHECKER,
        basis=rules.HOUSE,
        facts=facts.PaymentVoided,
        requires=(rules.something_was_paid, rules.payment_stands),
        notices=("project_payment_voided",),
    )
    ask_extension = Act(
        source=S.APPROVED,
        target=S.EXTENDING,
        by=E,
        basis=rules.HOUSE,
        facts=facts.Extended,
        requires=(
            filing.employer_is_active,
            rules.project_is_still_insured,
            rules.end_is_later,
            rules.end_is_not_far,
        ),
        starts=(Start(terms.PROJECT_CHECK),),
        notices=("extension_asked",),
    )
    extend = Act(
        source=S.EXTENDING,
        target=S.APPROVED,
        by=REVIEWER,
        basis=rules.HOUSE,
        requires=(filing.employer_is_active,),
        meets=(terms.PROJECT_CHECK,),
        letters=("project_receipt",),
        notices=("project_extended",),
    )
    refuse_extension = Act(
        source=S.EXTENDING,
        target=S.APPROVED,
        by=REVIEWER,
        basis=rules.HOUSE,
        facts=Because,
        meets=(terms.PROJECT_CHECK,),
        letters=("filing_refusal",),
        notices=("extension_refused",),
    )

    papers = {name: paper for name, paper in parts.PAPERS.items() if name != "filing_receipt"} | {
        "project_receipt": Paper("工程项目参保登记表", to=(E,))
    }
    tells = {name: tell for name, tell in parts.TELLS.items() if name != "filing_approved"} | {
        "project_approved": Tell(to=(E,)),
        "extension_asked": Tell(to=(REVIEWER,)),
        "extension_refused": Tell(to=(E,)),
        "project_extended": Tell(to=(E, CHECKER)),
        "project_paid": Tell(to=(E,)),
        "project_payment_voided": Tell(to=(E,)),
    }
