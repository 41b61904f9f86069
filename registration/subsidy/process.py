"""灵活就业社保补贴 as a table: applied for, checked, granted by another person, paid by a list."""

from portal.law.instruments import AGENCY_RULES, CIVIL_PROCEDURE, HOUSE_RULES
from portal.workflow.process import NEW, SAME, Act, Paper, Process, Start, Tell
from portal.workflow.roles import Role
from portal.workflow.service import Served
from registration import terms
from registration.rules import filing_office
from registration.subsidy import facts, rules
from registration.subsidy.states import SubsidyState as S

A, CHECKER, REVIEWER = Role.APPLICANT, Role.REGISTRAR, Role.REGISTER_REVIEWER
HOUSE = HOUSE_RULES.article(14)
BARS = (rules.status_is_proved, rules.months_are_free, rules.months_are_not_too_many)


class SubsidyProcess(Process):
    """An application of a flexible worker for the subsidy, from the receipt to the payment."""

    code = "flexible-subsidy"
    title = "灵活就业社保补贴"
    states = S
    ends = (S.PAID_OUT, S.REFUSED, S.WITHDRAWN)

    apply = Act(
        source=NEW,
        target=S.RECEIVED,
        by=A,
        basis=HOUSE,
        facts=facts.Applied,
        requires=(rules.months_are_past, rules.status_holds),
        starts=(Start(terms.SUBSIDY_CHECK),),
        notices=("subsidy_arrived",),
    )
    supply_proof = Act(
        source=S.RECEIVED,
        target=SAME,
        by=A,
        basis=HOUSE,
        facts=facts.Proof,
    )
    withdraw = Act(
        source=(S.RECEIVED, S.CHECKED),
        target=S.WITHDRAWN,
        by=A,
        basis=HOUSE,
        facts=facts.Because,
        withdraws=(terms.SUBSIDY_CHECK,),
    )
    propose = Act(
        source=S.RECEIVED,
        target=S.CHECKED,
        by=CHECKER,
        basis=AGENCY_RULES.article(37),
        facts=facts.Proposal,
        requires=BARS,
        notices=("subsidy_to_review",),
    )
    return_to_checker = Act(
        source=S.CHECKED,
        target=S.RECEIVED,
        by=REVIEWER,
        basis=AGENCY_RULES.article(37),
        facts=facts.Because,
        requires=(filing_office.another_person_decides,),
        notices=("subsidy_returned",),
        internal=True,
    )
    approve = Act(
        source=S.CHECKED,
        target=S.APPROVED,
        by=REVIEWER,
        basis=HOUSE,
        requires=(rules.grant_was_proposed, filing_office.another_person_decides, *BARS),
        meets=(terms.SUBSIDY_CHECK,),
        notices=("subsidy_granted",),
    )
    refuse = Act(
        source=S.CHECKED,
        target=S.REFUSED,
        by=REVIEWER,
        basis=HOUSE,
        requires=(rules.refusal_was_proposed, filing_office.another_person_decides),
        meets=(terms.SUBSIDY_CHECK,),
        letters=("filing_refusal",),
        notices=("subsidy_refused", "subsidy_to_serve"),
    )
    record_service = Act(
        source=S.REFUSED,
        target=SAME,
        by=CHECKER,
        basis=CIVIL_PROCEDURE.article(87),
        facts=Served,
        requires=filing_office.SERVICE,
        notices=("subsidy_served",),
    )
    pay_out = Act(
        source=S.APPROVED,
        target=S.PAID_OUT,
        by=CHECKER,
        basis=HOUSE,
        facts=facts.PaidOut,
        requires=(rules.list_is_published, rules.payment_is_past),
        notices=("subsidy_paid",),
    )

    papers = {"filing_refusal": Paper("不予办理告知书", to=(A,))}
    tells = {
        "subsidy_arrived": Tell(to=(CHECKER,)),
        "subsidy_to_review": Tell(to=(REVIEWER,)),
        "subsidy_returned": Tell(to=(CHECKER,)),
        "subsidy_granted": Tell(to=(A,)),
        "subsidy_refused": Tell(to=(A,)),
        "subsidy_to_serve": Tell(to=(CHECKER,)),
        "subsidy_served": Tell(to=(A,)),
        "subsidy_paid": Tell(to=(A,)),
    }
