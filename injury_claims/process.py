"""工伤认定 as a table: every act, from filing to legal effect, in the order of the statute."""

from injury_claims import facts, rules, terms
from injury_claims.states import ClaimState as S
from portal.law.instruments import (
    CIVIL_PROCEDURE,
    HOUSE_RULES,
    LITIGATION_LAW,
    MEASURES,
    OPINION_2013,
    REGULATION,
)
from portal.workflow import serving
from portal.workflow.process import BEFORE, NEW, OPEN, SAME, Act, Paper, Process, Start, Tell
from portal.workflow.roles import Role
from portal.workflow.service import Served

A, W, E = Role.APPLICANT, Role.WORKER, Role.EMPLOYER
CLERK, HANDLER, SUPERVISOR = Role.WINDOW_CLERK, Role.HANDLER, Role.SUPERVISOR
OFFICERS = (HANDLER, CLERK, Role.INVESTIGATOR, Role.REVIEWER, Role.SIGNER, SUPERVISOR)
IN_HAND = (
    *(S.SUBMITTED, S.CORRECTING, S.SUBMITTED_AGAIN),
    *(S.ACCEPTED, S.INVESTIGATING, S.SUSPENDED),
)
UNDECIDED = (*IN_HAND, S.REVIEWING, S.DECIDING)
REVIEW_TERMS = (terms.ACCEPTANCE_REVIEW, terms.ACCEPTANCE_AFTER_CORRECTION)
DECISION_TERMS = (terms.DETERMINATION, terms.DETERMINATION_SIMPLE)
REMEDIES = (terms.RECONSIDERATION, terms.LITIGATION)


class ClaimProcess(Process):
    """Recognition of a work injury, from filing to legal effect."""

    code = "injury-claim"
    title = "工伤认定"
    states = S
    ends = (S.EFFECTIVE, S.WITHDRAWN)

    # 申请 -------------------------------------------------------------------------------------
    submit = Act(
        source=NEW,
        target=S.SUBMITTED,
        by=A,
        basis=REGULATION.article(17),
        facts=facts.Filing,
        requires=(rules.event_is_past,),
        flags=(rules.filed_in_time,),
        starts=(Start(terms.ACCEPTANCE_REVIEW),),
        letters=("material_receipt",),
        notices=("claim_filed", "claim_filed_for_you", "claim_arrived"),
    )
    add_papers = Act(
        source=UNDECIDED,
        target=SAME,
        by=(A, W, E),
        basis=REGULATION.article(18),
        facts=facts.AddedPapers,
        requires=(rules.some_paper_is_named, rules.papers_belong_to_case),
        notices=("papers_added",),
    )
    confirm_address = Act(
        source=OPEN,
        target=SAME,
        by=(A, W, E),
        basis=CIVIL_PROCEDURE.article(90),
        facts=facts.ConfirmedAddress,
        requires=(rules.party_is_own,),
    )
    give_code = Act(
        source=OPEN,
        target=SAME,
        by=(CLERK, HANDLER),
        basis=HOUSE_RULES.article(7),
        facts=facts.CodeGiven,
        requires=(rules.identity_was_checked, rules.party_may_be_told, *rules.OFFICER),
        letters=("entry_code",),
        internal=True,
    )
    withdraw = Act(
        source=UNDECIDED,
        target=S.WITHDRAWN,
        by=A,
        basis=HOUSE_RULES.article(3),
        facts=facts.Withdrawal,
        requires=(rules.withdrawal_is_voluntary, rules.worker_agrees_to_withdrawal),
        letters=("termination",),
        notices=("claim_withdrawn", "claim_withdrawn_office"),
    )

    # 受理 -------------------------------------------------------------------------------------
    check_materials = Act(
        source=(S.SUBMITTED, S.SUBMITTED_AGAIN),
        target=SAME,
        by=CLERK,
        basis=MEASURES.article(7),
        facts=facts.MaterialsChecked,
        requires=rules.OFFICER,
    )
    accept = Act(
        source=(S.SUBMITTED, S.SUBMITTED_AGAIN),
        target=S.ACCEPTED,
        by=CLERK,
        basis=MEASURES.article(8),
        requires=(rules.materials_complete, *rules.OFFICER),
        meets=REVIEW_TERMS,
        starts=(Start(terms.DETERMINATION),),
        letters=("acceptance",),
        notices=("claim_accepted", "claim_accepted_unit"),
    )
    notify_correction = Act(
        source=S.SUBMITTED,
        target=S.CORRECTING,
        by=CLERK,
        basis=MEASURES.article(8),
        facts=facts.Correction,
        requires=(
            rules.something_is_missing,
            rules.list_was_checked,
            rules.listed_items_are_missing,
            *rules.OFFICER,
        ),
        meets=REVIEW_TERMS,
        letters=("correction_notice",),
        notices=("claim_to_correct",),
    )
    supply_correction = Act(
        source=S.CORRECTING,
        target=S.SUBMITTED_AGAIN,
        by=A,
        basis=REGULATION.article(18, 3),
        requires=(rules.listed_items_supplied,),
        meets=(terms.CORRECTION,),
        starts=(Start(terms.ACCEPTANCE_AFTER_CORRECTION),),
        notices=("claim_corrected",),
    )
    refuse = Act(
        source=(S.SUBMITTED, S.SUBMITTED_AGAIN),
        target=S.REJECTED,
        by=CLERK,
        basis=MEASURES.article(8),
        facts=facts.Refusal,
        requires=(rules.lateness_is_real, rules.correction_was_asked_for, *rules.OFFICER),
        meets=REVIEW_TERMS,
        letters=("rejection",),
        notices=("claim_rejected",),
    )
    transfer = Act(
        source=(S.SUBMITTED, S.SUBMITTED_AGAIN),
        target=SAME,
        by=CLERK,
        basis=HOUSE_RULES.article(2),
        facts=facts.Transfer,
        requires=(rules.office_differs, rules.office_exists, *rules.OFFICER),
        notices=("claim_transferred", "claim_arrived"),
    )

    # 承办与回避 -------------------------------------------------------------------------------
    take = Act(
        source=OPEN,
        target=SAME,
        by=HANDLER,
        basis=MEASURES.article(16),
        facts=facts.Taken,
        requires=(rules.case_is_free, rules.officer_has_no_interest, *rules.OFFICER),
        internal=True,
    )
    give_back = Act(
        source=OPEN,
        target=SAME,
        by=HANDLER,
        basis=HOUSE_RULES.article(1),
        facts=facts.Because,
        requires=(rules.officer_handles_the_case,),
        internal=True,
    )
    reassign = Act(
        source=OPEN,
        target=SAME,
        by=SUPERVISOR,
        basis=HOUSE_RULES.article(1),
        facts=facts.Handover,
        requires=(rules.new_handler_is_eligible,),
        notices=("case_assigned",),
        internal=True,
    )
    recuse = Act(
        source=OPEN,
        target=SAME,
        by=(SUPERVISOR, *(role for role in OFFICERS if role is not SUPERVISOR)),
        basis=MEASURES.article(16),
        facts=facts.Interest,
        requires=(rules.interested_officer_is_ours, rules.others_are_recused_by_supervisor),
        internal=True,
    )
    note = Act(
        source=tuple(S),
        target=SAME,
        by=OFFICERS,
        basis=HOUSE_RULES.article(1),
        facts=facts.Note,
        requires=rules.OFFICER,
        internal=True,
    )

    check_insured = Act(
        source=IN_HAND,
        target=SAME,
        by=(CLERK, HANDLER),
        basis=REGULATION.article(62),
        requires=rules.OFFICER,
        internal=True,
    )

    # 限期举证与调查核实 -----------------------------------------------------------------------
    investigate = Act(
        source=S.ACCEPTED,
        target=S.INVESTIGATING,
        by=HANDLER,
        basis=REGULATION.article(19, 1),
        requires=rules.CASE_HANDLER,
        notices=("claim_investigated",),
    )
    mark_simple = Act(
        source=(S.ACCEPTED, S.INVESTIGATING),
        target=SAME,
        by=HANDLER,
        basis=REGULATION.article(20, 2),
        facts=facts.Because,
        requires=(
            rules.case_is_ordinary,
            rules.simple_period_is_not_over,
            *rules.CASE_HANDLER,
        ),
        withdraws=(terms.DETERMINATION,),
        starts=(Start(terms.DETERMINATION_SIMPLE, on="accepted_on"),),
        notices=("period_changed",),
    )
    mark_ordinary = Act(
        source=(S.ACCEPTED, S.INVESTIGATING),
        target=SAME,
        by=HANDLER,
        basis=REGULATION.article(20, 1),
        facts=facts.Because,
        requires=(rules.case_is_simple, *rules.CASE_HANDLER),
        withdraws=(terms.DETERMINATION_SIMPLE,),
        starts=(Start(terms.DETERMINATION, on="accepted_on"),),
        notices=("period_changed",),
    )
    demand_evidence = Act(
        source=(S.ACCEPTED, S.INVESTIGATING),
        target=SAME,
        by=HANDLER,
        basis=MEASURES.article(17),
        facts=facts.EvidenceDemand,
        requires=(rules.no_evidence_notice_yet, *rules.CASE_HANDLER),
        letters=("evidence_notice",),
    )
    answer_evidence = Act(
        source=(S.ACCEPTED, S.INVESTIGATING, S.SUSPENDED),
        target=SAME,
        by=E,
        basis=REGULATION.article(19, 2),
        facts=facts.Answer,
        requires=(
            rules.evidence_notice_served,
            rules.denial_is_explained,
            rules.papers_belong_to_case,
        ),
        meets=(terms.EMPLOYER_EVIDENCE,),
        notices=("evidence_answered",),
    )
    extend_evidence = Act(
        source=(S.ACCEPTED, S.INVESTIGATING, S.SUSPENDED),
        target=SAME,
        by=HANDLER,
        basis=MEASURES.article(17),
        facts=facts.Extension,
        requires=(rules.evidence_period_is_running, *rules.CASE_HANDLER),
        notices=("evidence_extended",),
    )
    note_silence = Act(
        source=(S.ACCEPTED, S.INVESTIGATING, S.SUSPENDED),
        target=SAME,
        by=HANDLER,
        basis=MEASURES.article(17),
        requires=(rules.evidence_period_is_over, *rules.CASE_HANDLER),
    )
    record_interview = Act(
        source=S.INVESTIGATING,
        target=SAME,
        by=(HANDLER, Role.INVESTIGATOR),
        basis=MEASURES.article(10),
        facts=facts.Interview,
        requires=(*rules.INVESTIGATION, *rules.OFFICER),
        letters=("interview_record",),
    )
    record_site_visit = Act(
        source=S.INVESTIGATING,
        target=SAME,
        by=(HANDLER, Role.INVESTIGATOR),
        basis=MEASURES.article(11),
        facts=facts.SiteVisit,
        requires=(*rules.INVESTIGATION, *rules.OFFICER),
        letters=("site_record",),
    )
    suspend = Act(
        source=(S.ACCEPTED, S.INVESTIGATING),
        target=S.SUSPENDED,
        by=HANDLER,
        basis=REGULATION.article(20, 3),
        facts=facts.Suspension,
        requires=rules.CASE_HANDLER,
        pauses=DECISION_TERMS,
        letters=("suspension_notice",),
        notices=("claim_suspended",),
    )
    resume = Act(
        source=S.SUSPENDED,
        target=BEFORE,
        by=HANDLER,
        basis=OPINION_2013.point(5),
        facts=facts.Resumption,
        requires=(rules.conclusion_came_during_suspension, *rules.CASE_HANDLER),
        resumes=DECISION_TERMS,
        letters=("resumption_notice",),
        notices=("claim_resumed",),
    )

    # 认定 -------------------------------------------------------------------------------------
    propose = Act(
        source=S.INVESTIGATING,
        target=S.REVIEWING,
        by=HANDLER,
        basis=MEASURES.article(18),
        facts=facts.Proposal,
        requires=(
            rules.employer_was_heard,
            rules.facts_were_established,
            rules.proposal_is_founded,
            rules.ground_fits_the_case,
            rules.exclusion_names_cause,
            *rules.CASE_HANDLER,
        ),
        flags=(rules.employer_was_asked,),
        notices=("case_to_review",),
    )
    approve = Act(
        source=S.REVIEWING,
        target=S.DECIDING,
        by=Role.REVIEWER,
        basis=HOUSE_RULES.article(5),
        facts=facts.Opinion,
        requires=(rules.reviewer_is_another_person, *rules.OFFICER),
        notices=("case_to_sign",),
        internal=True,
    )
    return_from_review = Act(
        source=S.REVIEWING,
        target=S.INVESTIGATING,
        by=Role.REVIEWER,
        basis=HOUSE_RULES.article(5),
        facts=facts.Because,
        requires=(rules.reviewer_is_another_person, *rules.OFFICER),
        notices=("case_returned",),
        internal=True,
    )
    sign = Act(
        source=S.DECIDING,
        target=S.DECIDED,
        by=Role.SIGNER,
        basis=MEASURES.article(19),
        facts=facts.Signature,
        requires=(
            rules.signer_is_third_person,
            rules.late_signature_is_explained,
            *rules.OFFICER,
        ),
        meets=DECISION_TERMS,
        starts=(Start(terms.RECOGNITION_SERVICE),),
        letters=("determination",),
        notices=("claim_decided", "case_to_serve"),
        then="tell_who_pays",
    )
    tell_who_pays = Act(
        source=S.DECIDED,
        target=SAME,
        by=Role.SYSTEM,
        basis=REGULATION.article(62),
        requires=(rules.employer_pays,),
        letters=("employer_pays",),
        internal=True,
    )
    return_from_signing = Act(
        source=S.DECIDING,
        target=S.INVESTIGATING,
        by=Role.SIGNER,
        basis=HOUSE_RULES.article(5),
        facts=facts.Because,
        requires=(rules.signer_is_third_person, *rules.OFFICER),
        notices=("case_returned",),
        internal=True,
    )

    # 送达与生效 -------------------------------------------------------------------------------
    dispatch = Act(
        source=S.DECIDED,
        target=S.SERVING,
        by=HANDLER,
        basis=MEASURES.article(22),
        requires=rules.CASE_HANDLER,
        then="complete_service",
        internal=True,
    )
    record_service = Act(
        source=OPEN,
        target=SAME,
        by=(HANDLER, CLERK),
        basis=MEASURES.article(22),
        facts=Served,
        requires=(*rules.SERVICE, *rules.OFFICER),
        then="complete_service",
        notices=("paper_served",),
    )
    record_failed_service = Act(
        source=OPEN,
        target=SAME,
        by=(HANDLER, CLERK),
        basis=CIVIL_PROCEDURE.article(88),
        facts=facts.FailedService,
        requires=(serving.recipient_is_addressed, *rules.OFFICER),
        internal=True,
    )
    complete_service = Act(
        source=S.SERVING,
        target=S.SERVED,
        by=Role.SYSTEM,
        basis=MEASURES.article(22),
        requires=(rules.everybody_served,),
        meets=(terms.RECOGNITION_SERVICE,),
    )
    take_effect = Act(
        source=(S.SERVED, S.REJECTED),
        target=S.EFFECTIVE,
        by=Role.SYSTEM,
        basis=LITIGATION_LAW.article(46, 1),
        requires=(rules.everybody_served,),
        when_over=REMEDIES,
        notices=("claim_effective",),
    )

    papers = {
        "material_receipt": Paper("材料接收凭证", to=(A,)),
        "acceptance": Paper("工伤认定申请受理决定书", to=(A, W, E)),
        "entry_code": Paper("案件查办码", to=(A, W, E)),
        "correction_notice": Paper("补正材料告知书", to=(A,), on_service=(terms.CORRECTION,)),
        "rejection": Paper("工伤认定申请不予受理决定书", to=(A,), on_service=REMEDIES),
        "termination": Paper("工伤认定终止通知书", to=(A, W, E)),
        "evidence_notice": Paper("限期举证通知书", to=(E,), on_service=(terms.EMPLOYER_EVIDENCE,)),
        "interview_record": Paper("调查笔录", to=()),
        "site_record": Paper("现场勘查笔录", to=()),
        "suspension_notice": Paper("工伤认定中止通知书", to=(A, E)),
        "resumption_notice": Paper("工伤认定恢复通知书", to=(A, E)),
        "determination": Paper(
            "工伤认定决定书", to=(A, W, E), on_service=REMEDIES, shown_when_served=True
        ),
        "employer_pays": Paper(
            "用人单位支付工伤保险待遇告知书", to=(A, W, E), shown_when_served=True
        ),
    }
    tells = {
        "claim_filed": Tell(to=(A,)),
        "claim_filed_for_you": Tell(to=(W,), but=(A,)),
        "claim_arrived": Tell(to=(CLERK,)),
        "papers_added": Tell(to=(HANDLER, CLERK)),
        "claim_withdrawn": Tell(to=(A, W, E)),
        "claim_withdrawn_office": Tell(to=(HANDLER, CLERK)),
        "claim_accepted": Tell(to=(A, W)),
        "claim_accepted_unit": Tell(to=(E,), but=(A,)),
        "claim_to_correct": Tell(to=(A,)),
        "claim_corrected": Tell(to=(CLERK,)),
        "claim_rejected": Tell(to=(A,)),
        "claim_transferred": Tell(to=(A, W)),
        "case_assigned": Tell(to=(HANDLER,)),
        "claim_investigated": Tell(to=(A, W)),
        "period_changed": Tell(to=(A, W, E)),
        "evidence_answered": Tell(to=(HANDLER,)),
        "evidence_extended": Tell(to=(E,)),
        "claim_suspended": Tell(to=(A, W, E)),
        "claim_resumed": Tell(to=(A, W, E)),
        "case_to_review": Tell(to=(Role.REVIEWER,)),
        "case_to_sign": Tell(to=(Role.SIGNER,)),
        "case_returned": Tell(to=(HANDLER,)),
        "claim_decided": Tell(to=(A, W, E)),
        "case_to_serve": Tell(to=(HANDLER,)),
        "paper_served": Tell(to=(A, W, E)),
        "claim_effective": Tell(to=(A, W, E)),
    }
