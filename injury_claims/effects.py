"""What each act writes: the rows that its facts carry, under the case's lock."""

from injury_claims import facts as f
from injury_claims import insurance, materials, proposal, terms
from injury_claims.models import (
    ChecklistItem,
    EvidenceNotice,
    InjuryClaim,
    InvestigationRecord,
    Statement,
    SuspensionRecord,
)
from injury_claims.process import ClaimProcess as P
from injury_claims.rules import filing_due
from portal.accounts.mandates import grant_filing_mandate
from portal.accounts.models import User
from portal.accounts.models.identity import MandateKind
from portal.attachments.move import move_to_case
from portal.cases import serving
from portal.cases.kinds import Doing, Done, effect
from portal.cases.models import Case, Note, Party, Recusal
from portal.deadlines import parameters
from portal.letters import service
from portal.letters.models import Letter
from portal.offices.models import Office
from portal.workflow.service import Served

ANNEX = "employer_pays"
MANDATES = {
    "worker": MandateKind.SELF,
    "relative": MandateKind.RELATIVE,
    "union": MandateKind.UNION,
    "employer": MandateKind.EMPLOYER_AGENT,
}


@effect(P, P.submit)
def write_claim(case: Case, filing: f.Filing, done: Doing) -> InjuryClaim:
    """Write the claim, the result of the filing periods and its checklist."""
    due = filing_due(
        filing.filed_by,
        filing.event_on,
        tolling=filing.tolling,
        is_working_day=done.almanac.is_working_day,
        values=parameters.value_on,
    )
    claim = InjuryClaim.objects.create(
        case=case,
        injury_kind=filing.injury_kind,
        happened_on=filing.happened_on,
        happened_at=filing.happened_at,
        diagnosed_on=filing.diagnosed_on,
        event_on=filing.event_on,
        filed_by=filing.filed_by,
        relation=filing.relation,
        is_death=filing.is_death,
        death_at=filing.death_at,
        worker_gender=filing.worker.gender,
        worker_birth_on=filing.worker.birth_on,
        occupation=filing.worker.occupation,
        employer_credit_code=filing.employer.credit_code,
        employer_identity_id=insurance.identity_on_register(filing.employer),
        employer_contact=filing.employer.contact,
        insured_county=filing.insured_county,
        work_county=filing.work_county,
        work_town=filing.work_town,
        employment_proofs=list(filing.employment_proofs),
        place=filing.place,
        course=filing.course,
        body_parts=list(filing.body_parts),
        body_part_text=filing.body_part_text,
        witnesses=filing.witnesses,
        hospital=filing.hospital,
        first_diagnosed_at=filing.first_diagnosed_at,
        diagnosis=filing.diagnosis,
        ground_claimed=filing.ground,
        ground_answers=[list(pair) for pair in filing.ground_answers],
        tolling=[
            {
                "reason": t.reason.value,
                "from": t.from_on.isoformat(),
                "to": t.to_on.isoformat(),
                "evidence": t.evidence,
            }
            for t in filing.tolling
        ],
        filing_due_on=due.due_on,
        is_filed_in_time=done.on <= due.due_on,
        filing_steps=[
            [s.text, s.day.isoformat() if s.day else "", str(s.basis or "")] for s in due.steps
        ],
    )
    if filing.draft_id:
        move_to_case(filing.draft_id, case)
    applicant = claim.applicant()
    grant_filing_mandate(
        done.by,
        identity=applicant.identity,
        case=case,
        party=applicant,
        kind=MANDATES[filing.filed_by],
    )
    needed = materials.materials_for(
        filing.ground,
        on=done.on,
        filed_by=filing.filed_by,
        is_death=filing.is_death,
        is_disease=filing.injury_kind == "disease",
    )
    ChecklistItem.objects.bulk_create(
        ChecklistItem(
            claim=claim, code=m.code, label=m.label, position=n, is_required=m.is_required
        )
        for n, m in enumerate(needed, start=1)
    )
    insurance.ask_register(claim, by=None, done=done)
    return claim


@effect(P, P.confirm_address)
def write_address(claim: InjuryClaim, facts: f.ConfirmedAddress, done: Done) -> None:
    """Keep the address for service and the consent of the person's own party."""
    party = Party.objects.get(case=claim.case, pk=facts.party_id)
    party.address = facts.address
    party.electronic_service_consent = facts.electronic_service_consent
    party.save(update_fields=["address", "electronic_service_consent"])


@effect(P, P.give_code)
def note_code(claim: InjuryClaim, facts: f.CodeGiven, done: Done) -> None:
    """Keep to whom a code was handed; the code itself stands in the letter only."""
    name = next(one.name for one in claim.case.parties.all() if one.pk == facts.party_id)
    _say(claim, f"已核对身份，向{name}出具查办码。", done)


@effect(P, P.add_papers)
def write_explanation(claim: InjuryClaim, facts: f.AddedPapers, done: Done) -> None:
    """Keep what was said with the papers."""
    if facts.explanation:
        _say(claim, facts.explanation, done)


@effect(P, P.withdraw)
def write_withdrawal(claim: InjuryClaim, facts: f.Withdrawal, done: Done) -> None:
    """Keep why the application was taken back; a suspension ends with it."""
    claim.suspensions.filter(resumed_on__isnull=True).update(resumed_on=done.on)
    _say(claim, facts.reason, done)


@effect(P, P.check_materials)
def write_findings(claim: InjuryClaim, facts: f.MaterialsChecked, done: Done) -> None:
    """Keep the clerk's finding on each item."""
    for item in facts.items:
        claim.items.filter(code=item.code).update(
            state=item.state, remark=item.remark, checked_by=done.by, checked_on=done.on
        )


@effect(P, P.accept)
def write_acceptance(claim: InjuryClaim, facts: None, done: Done) -> None:
    """Keep the day of acceptance; from now on a registered employer's agents see the case."""
    claim.accepted_on = done.on
    claim.save(update_fields=["accepted_on"])
    insurance.link_employer(claim)


@effect(P, P.notify_correction)
def write_correction(claim: InjuryClaim, facts: f.Correction, done: Done) -> None:
    """Mark the items that were asked for."""
    claim.items.filter(code__in=facts.items).update(
        state=ChecklistItem.State.MISSING, requested_on=done.on, requested_at=done.at
    )


@effect(P, P.supply_correction)
def reopen_items(claim: InjuryClaim, facts: None, done: Done) -> None:
    """What came in is to be checked again."""
    claim.items.filter(requested_on__isnull=False).update(state=ChecklistItem.State.UNCHECKED)


@effect(P, P.refuse)
def write_refusal(claim: InjuryClaim, facts: f.Refusal, done: Done) -> None:
    """Keep the reason."""
    claim.refusal_reason = facts.reason.value
    claim.refusal_explanation = facts.explanation
    claim.save(update_fields=["refusal_reason", "refusal_explanation"])


@effect(P, P.transfer)
def move_to_office(claim: InjuryClaim, facts: f.Transfer, done: Done) -> None:
    """Give the case to the other office, without a handler; clocks run on."""
    claim.case.office = Office.objects.get(pk=facts.office_id)
    claim.case.handler = None


@effect(P, P.take)
def take_case(claim: InjuryClaim, facts: f.Taken, done: Done) -> None:
    """The officer becomes the handler."""
    claim.case.handler = done.by


@effect(P, P.give_back)
def free_case(claim: InjuryClaim, facts: f.Because, done: Done) -> None:
    """The case has no handler again."""
    claim.case.handler = None
    _say(claim, facts.reason, done)


@effect(P, P.reassign)
def hand_over(claim: InjuryClaim, facts: f.Handover, done: Done) -> None:
    """The named officer becomes the handler."""
    claim.case.handler = User.objects.get(pk=facts.handler_id)
    _say(claim, facts.reason, done)


@effect(P, P.recuse)
def keep_away(claim: InjuryClaim, facts: f.Interest, done: Done) -> None:
    """The officer stays away; a handler who does leaves the case free."""
    Recusal.objects.get_or_create(
        case=claim.case,
        user_id=facts.officer_id,
        defaults={"reason": facts.reason, "declared_on": done.on},
    )
    if claim.case.handler_id == facts.officer_id:
        claim.case.handler = None


@effect(P, P.note)
def write_note(claim: InjuryClaim, facts: f.Note, done: Done) -> None:
    """Keep the remark."""
    Note.objects.create(case=claim.case, by=done.by, text=facts.text, written_at=done.at)


@effect(P, P.mark_simple)
def make_simple(claim: InjuryClaim, facts: f.Because, done: Done) -> None:
    """The case is clear: fifteen days."""
    claim.is_simple, claim.simple_reason = True, facts.reason
    claim.save(update_fields=["is_simple", "simple_reason"])


@effect(P, P.mark_ordinary)
def make_ordinary(claim: InjuryClaim, facts: f.Because, done: Done) -> None:
    """The case is not clear after all: sixty days."""
    claim.is_simple, claim.simple_reason = False, facts.reason
    claim.save(update_fields=["is_simple", "simple_reason"])


@effect(P, P.demand_evidence)
def write_demand(claim: InjuryClaim, facts: f.EvidenceDemand, done: Done) -> None:
    """Open the evidence track."""
    EvidenceNotice.objects.create(claim=claim, points=facts.points, issued_on=done.on)


@effect(P, P.answer_evidence)
def write_answer(claim: InjuryClaim, facts: f.Answer, done: Done) -> None:
    """Keep the employer's answer."""
    notice = claim.evidence_notice
    notice.replied_on = done.on
    notice.agrees = facts.agrees
    notice.statement = facts.statement
    notice.save(update_fields=["replied_on", "agrees", "statement"])


@effect(P, P.extend_evidence)
def write_extension(claim: InjuryClaim, facts: f.Extension, done: Doing) -> None:
    """Lengthen the employer's period."""
    notice = claim.evidence_notice
    notice.extended_days += facts.days
    notice.extension_reason = facts.reason
    notice.save(update_fields=["extended_days", "extension_reason"])
    employer = claim.party(Party.Kind.EMPLOYER)
    done.clocks.extend(
        terms.EMPLOYER_EVIDENCE,
        days=facts.days,
        on=done.on,
        party_id=employer.pk if employer else None,
    )


@effect(P, P.note_silence)
def write_silence(claim: InjuryClaim, facts: None, done: Doing) -> None:
    """The employer's period ran out without an answer."""
    notice = claim.evidence_notice
    notice.silence_noted_on = done.on
    notice.save(update_fields=["silence_noted_on"])
    done.clocks.lapse((terms.EMPLOYER_EVIDENCE,), on=done.on)


@effect(P, P.record_interview)
def write_interview(claim: InjuryClaim, facts: f.Interview, done: Done) -> None:
    """Keep the record of questions and answers."""
    InvestigationRecord.objects.create(
        claim=claim,
        kind=InvestigationRecord.Kind.INTERVIEW,
        person=facts.person,
        relation=facts.relation,
        taken_at=facts.taken_at,
        place=facts.place,
        content=facts.content,
        first_officer=done.by,
        second_officer_id=facts.second_officer_id,
        recorded_at=done.at,
    )


@effect(P, P.record_site_visit)
def write_site_visit(claim: InjuryClaim, facts: f.SiteVisit, done: Done) -> None:
    """Keep the record of the place."""
    InvestigationRecord.objects.create(
        claim=claim,
        kind=InvestigationRecord.Kind.SITE,
        person=facts.people_present,
        taken_at=facts.taken_at,
        place=facts.place,
        content=facts.findings,
        first_officer=done.by,
        second_officer_id=facts.second_officer_id,
        recorded_at=done.at,
    )


@effect(P, P.suspend)
def write_suspension(claim: InjuryClaim, facts: f.Suspension, done: Done) -> None:
    """Open the suspension."""
    SuspensionRecord.objects.create(
        claim=claim,
        cause=facts.cause.value,
        awaited=facts.awaited,
        explanation=facts.explanation,
        suspended_on=done.on,
    )


@effect(P, P.resume)
def write_resumption(claim: InjuryClaim, facts: f.Resumption, done: Done) -> None:
    """Close the suspension."""
    claim.suspensions.filter(resumed_on__isnull=True).update(resumed_on=facts.resume_on)


@effect(P, P.propose)
def write_proposal(claim: InjuryClaim, facts: f.Proposal, done: Done) -> None:
    """Keep the proposed decision; it binds nobody before it is signed.

    The register is asked once more: what was not due at the filing may be unpaid by now.
    """
    insurance.ask_register(claim, by=done.by, done=done)
    proposal.put(claim, facts)
    claim.proposed_by = done.by
    claim.reviewed_by = None
    claim.save()
    _say(claim, facts.reasons, done)


@effect(P, P.approve)
def write_review(claim: InjuryClaim, facts: f.Opinion, done: Done) -> None:
    """Keep the reviewer's opinion."""
    claim.reviewed_by = done.by
    claim.save(update_fields=["reviewed_by"])
    _say(claim, f"事实：{facts.on_facts}\n法律适用：{facts.on_law}", done)


@effect(P, P.return_from_review)
def return_to_handler(claim: InjuryClaim, facts: f.Because, done: Done) -> None:
    """Keep why the reviewer sent the case back."""
    _say(claim, facts.reason, done)


@effect(P, P.return_from_signing)
def return_unsigned(claim: InjuryClaim, facts: f.Because, done: Done) -> None:
    """Keep why the signer sent the case back."""
    claim.reviewed_by = None
    claim.save(update_fields=["reviewed_by"])
    _say(claim, facts.reason, done)


@effect(P, P.sign)
def write_decision(claim: InjuryClaim, facts: f.Signature, done: Done) -> None:
    """The decision is made."""
    claim.signed_by = done.by
    claim.decided_on = done.on
    claim.late_explanation = facts.late_explanation
    claim.save(update_fields=["signed_by", "decided_on", "late_explanation"])
    _say(claim, facts.opinion, done)


@effect(P, P.record_service)
def write_service(claim: InjuryClaim, served: Served, done: Done) -> None:
    """Keep the successful service, and start the evidence track's clock where it is meant.

    Who pays is told in an annex, which goes with the decision and is served with it.
    """
    letter = Letter.objects.get(pk=served.letter_id, case=claim.case)
    party = Party.objects.get(pk=served.party_id, case=claim.case)
    serving.record(letter, party=party, served=served, done=done)
    if letter.kind == "determination":
        annexes = Letter.objects.filter(case=claim.case, kind=ANNEX, recipients__party=party)
        for annex in annexes.exclude(services__party=party, services__served_on__isnull=False):
            serving.record(annex, party=party, served=served, done=done)
    if letter.kind == "evidence_notice":
        EvidenceNotice.objects.filter(claim=claim, served_on__isnull=True).update(
            served_on=served.served_on
        )


@effect(P, P.record_failed_service)
def write_failed_service(claim: InjuryClaim, facts: f.FailedService, done: Done) -> None:
    """Keep the failed attempt."""
    service.record(
        Letter.objects.get(pk=facts.letter_id, case=claim.case),
        party=Party.objects.get(pk=facts.party_id, case=claim.case),
        delivery=service.Delivery(
            method=facts.method,
            attempted_on=facts.attempted_on,
            servers=serving.servers(done.by, None),
            remark=facts.remark,
        ),
        by=done.by,
    )


def _say(claim: InjuryClaim, text: str, done: Done) -> None:
    Statement.objects.create(
        claim=claim, act=done.act.name, by=done.by, text=text, written_at=done.at
    )
