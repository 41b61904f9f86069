"""举报未参保 as a table: received, looked into, settled or referred, answered."""

from portal.law.instruments import HOUSE_RULES, INSURANCE_LAW
from portal.workflow.process import NEW, OPEN, SAME, Act, Process, Start, Tell
from portal.workflow.roles import Role
from registration import terms
from registration.uninsured import facts, rules
from registration.uninsured.states import ReportState as S

AGENCY, BUREAU = Role.REGISTRAR, Role.HANDLER
AT_WORK = (S.CHECKING, S.REFERRED)


class ReportProcess(Process):
    """A report that an employer has not insured its workers, from receipt to answer."""

    code = "uninsured-report"
    title = "举报未参保"
    states = S
    ends = (S.SETTLED, S.UNFOUNDED)

    report = Act(
        source=NEW,
        target=S.RECEIVED,
        by=Role.SYSTEM,
        basis=INSURANCE_LAW.article(84),
        facts=facts.Reported,
        starts=(Start(terms.REPORT_ANSWER),),
        notices=("report_arrived",),
    )
    look_into = Act(
        source=S.RECEIVED,
        target=S.CHECKING,
        by=AGENCY,
        basis=HOUSE_RULES.article(13),
    )
    pass_on = Act(
        source=(S.RECEIVED, S.CHECKING),
        target=S.RECEIVED,
        by=AGENCY,
        basis=HOUSE_RULES.article(13),
        facts=facts.Handed,
        requires=(rules.office_is_another_agency,),
        notices=("report_arrived",),
    )
    refer = Act(
        source=S.CHECKING,
        target=S.REFERRED,
        by=AGENCY,
        basis=INSURANCE_LAW.article(84),
        facts=facts.Handed,
        requires=(rules.office_is_the_bureau,),
        notices=("report_referred",),
    )
    settle = Act(
        source=AT_WORK,
        target=S.SETTLED,
        by=(AGENCY, BUREAU),
        basis=INSURANCE_LAW.article(84),
        facts=facts.Settled,
        requires=(rules.insured_day_is_past,),
        meets=(terms.REPORT_ANSWER,),
    )
    dismiss = Act(
        source=AT_WORK,
        target=S.UNFOUNDED,
        by=(AGENCY, BUREAU),
        basis=HOUSE_RULES.article(13),
        facts=facts.Answered,
        meets=(terms.REPORT_ANSWER,),
    )
    note = Act(
        source=OPEN,
        target=SAME,
        by=(AGENCY, BUREAU, Role.SUPERVISOR),
        basis=HOUSE_RULES.article(1),
        facts=facts.Remark,
        internal=True,
    )

    tells = {
        "report_arrived": Tell(to=(AGENCY,)),
        "report_referred": Tell(to=(BUREAU, Role.SUPERVISOR)),
    }
