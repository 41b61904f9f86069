"""工程项目参保 as a table: filed, checked, decided by a second person, perhaps extended."""

from portal.law.instruments import AGENCY_RULES, HOUSE_RULES
from portal.workflow.process import BEFORE, NEW, SAME, Act, Process, Start, Tell
from portal.workflow.roles import Role
from registration import terms
from registration.filings import facts as shared
from registration.filings.process_parts import RECEIVED
from registration.projects import facts, rules
from registration.projects.states import ProjectState as S
from registration.rules import filing, filing_office

E, CHECKER, REVIEWER = Role.EMPLOYER, Role.REGISTRAR, Role.REGISTER_REVIEWER
TWO_PERSONS = AGENCY_RULES.article(37)


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
        starts=(Start(terms.AGENCY_CHECK),),
        notices=RECEIVED,
    )
    withdraw = Act(
        source=(S.SUBMITTED, S.CHECKED),
        target=S.WITHDRAWN,
        by=E,
        basis=HOUSE_RULES.article(3),
        facts=shared.Because,
        notices=("filing_withdrawn",),
    )
    propose = Act(
        source=S.SUBMITTED,
        target=S.CHECKED,
        by=CHECKER,
        basis=TWO_PERSONS,
        facts=shared.Proposal,
        requires=(
            filing.for_approval(filing.employer_is_active),
            filing.for_approval(rules.something_is_left),
        ),
        notices=("filing_to_review",),
    )
    return_to_checker = Act(
        source=S.CHECKED,
        target=BEFORE,
        by=REVIEWER,
        basis=TWO_PERSONS,
        facts=shared.Because,
        requires=(filing_office.another_person_decides,),
        notices=("filing_returned",),
        internal=True,
    )
    approve = Act(
        source=S.CHECKED,
        target=S.APPROVED,
        by=REVIEWER,
        basis=rules.BASIS,
        requires=(
            filing_office.approval_was_proposed,
            filing_office.another_person_decides,
            filing.employer_is_active,
            rules.something_is_left,
        ),
        meets=(terms.AGENCY_CHECK,),
        notices=("project_approved",),
    )
    refuse = Act(
        source=S.CHECKED,
        target=S.REFUSED,
        by=REVIEWER,
        basis=rules.BASIS,
        requires=(filing_office.refusal_was_proposed, filing_office.another_person_decides),
        meets=(terms.AGENCY_CHECK,),
        notices=("project_refused",),
    )
    extend = Act(
        source=S.APPROVED,
        target=SAME,
        by=E,
        basis=rules.HOUSE,
        facts=facts.Extended,
        requires=(
            filing.employer_is_active,
            rules.project_is_still_insured,
            rules.end_is_later,
        ),
        notices=("project_extended",),
    )

    tells = {
        "filing_received": Tell(to=(E,)),
        "filing_arrived": Tell(to=(CHECKER,)),
        "filing_withdrawn": Tell(to=(CHECKER,)),
        "filing_to_review": Tell(to=(REVIEWER,)),
        "filing_returned": Tell(to=(CHECKER,)),
        "project_approved": Tell(to=(E,)),
        "project_refused": Tell(to=(E,)),
        "project_extended": Tell(to=(E, CHECKER)),
    }
