"""The form of each act of officers, by the name of the act in the table."""

from injury_claims.act_forms.decision import (
    OpinionForm,
    ProposalForm,
    ReturnForm,
    SignatureForm,
)
from injury_claims.act_forms.desk import (
    BecauseForm,
    CodeForm,
    HandoverForm,
    InterestForm,
    NoteForm,
    TakeForm,
)
from injury_claims.act_forms.inquiry import (
    EvidenceDemandForm,
    ExtensionForm,
    InterviewForm,
    ResumptionForm,
    SiteVisitForm,
    SuspensionForm,
)
from injury_claims.act_forms.intake import (
    ChecklistForm,
    CorrectionForm,
    RefusalForm,
    TransferForm,
)
from injury_claims.act_forms.service import FailedServiceForm, ServedForm
from injury_claims.process import ClaimProcess as P
from portal.cases.forms import ActForm

OFFICE_FORMS: dict[str, type[ActForm]] = {
    P.check_materials.name: ChecklistForm,
    P.notify_correction.name: CorrectionForm,
    P.refuse.name: RefusalForm,
    P.transfer.name: TransferForm,
    P.give_code.name: CodeForm,
    P.take.name: TakeForm,
    P.give_back.name: BecauseForm,
    P.reassign.name: HandoverForm,
    P.recuse.name: InterestForm,
    P.note.name: NoteForm,
    P.mark_simple.name: BecauseForm,
    P.mark_ordinary.name: BecauseForm,
    P.demand_evidence.name: EvidenceDemandForm,
    P.extend_evidence.name: ExtensionForm,
    P.record_interview.name: InterviewForm,
    P.record_site_visit.name: SiteVisitForm,
    P.suspend.name: SuspensionForm,
    P.resume.name: ResumptionForm,
    P.propose.name: ProposalForm,
    P.approve.name: OpinionForm,
    P.return_from_review.name: ReturnForm,
    P.sign.name: SignatureForm,
    P.return_from_signing.name: ReturnForm,
    P.record_service.name: ServedForm,
    P.record_failed_service.name: FailedServiceForm,
}
