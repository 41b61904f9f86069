"""What each letter of a claim says, read from the claim at the moment it is issued.

Letters that go to both sides say nothing about addresses, phones or treatment; the decision
says of these what Article 19 of the recognition rules prescribes, and no more.
"""

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from typing import Any

from django.conf import settings
from django.urls import NoReverseMatch, reverse

from injury_claims import facts as f
from injury_claims import letters_inputs as texts
from injury_claims import letters_phrases as words
from injury_claims import proposal, terms
from injury_claims.letters_decision import determination
from injury_claims.letters_forms import register_all
from injury_claims.letters_payer import employer_pays
from injury_claims.letters_receipt import material_receipt
from injury_claims.letters_sides import (
    addressee,
    event_of,
    length,
    office_of,
    remedy,
    running_due_on,
    sides_of,
)
from injury_claims.models import InjuryClaim, Material
from injury_claims.outcomes import GROUNDS, RefusalReason
from portal.accounts import activation
from portal.accounts.models import User
from portal.cases.kinds import Done
from portal.cases.models import Party
from portal.law.words import day_words
from portal.letters import render
from portal.letters.models import Letter
from portal.letters.templates import template
from portal.workflow.roles import Role

__all__ = ["inputs_for", "preview", "register_all", "service_receipt"]

CODE_IN_PREVIEW = "签发时生成"
HOW_COMPLETE = "请提交原件的照片或者复印件，内容完整、清楚，有章的要看得清章。"


def inputs_for(name: str, claim: InjuryClaim, facts: Any, done: Done) -> dict[str, Any]:
    """Return what a letter says; called inside the transaction of the act that issues it."""
    paper = WRITERS[name](claim, facts, done)
    if isinstance(paper, texts.EvidenceNotice):
        paper = _with_entry_code(paper, claim=claim)
    if isinstance(paper, texts.EntryCode):
        party = next(one for one in claim.case.parties.all() if one.pk == facts.party_id)
        paper = replace(paper, code=activation.issue_code(party))
    return paper.as_dict()


def preview(name: str, claim: InjuryClaim, facts: Any, done: Done) -> bytes:
    """Return the letter as it would be, marked 草稿; no number and no entry code is made."""
    if isinstance(facts, f.Proposal):
        proposal.put(claim, facts)
    paper = WRITERS[name](claim, facts, done)
    if isinstance(paper, texts.EvidenceNotice):
        paper = replace(paper, entry_code=CODE_IN_PREVIEW, entry_how=_entry_how(claim))
    inputs = paper.as_dict()
    form = template(name, variant=inputs.get("variant", ""))
    return render.preview(form, inputs=inputs, office=office_of(claim), on=done.on)


def service_receipt(letter: Letter, *, party: Party, by: User | None, on: date) -> bytes:
    """Return the 送达回证 of one letter for one party, to be printed and signed by hand."""
    number = f"（{letter.number}）" if letter.number else ""
    paper = texts.ServiceReceipt(
        case_number=letter.case.reference,
        letter_name=letter.title + number,
        recipient=party.name,
        filled_by=by.name if by else "",
    )
    form = template("service_receipt")
    return render.blank(form, inputs=paper.as_dict(), office=letter.office, on=on)


def acceptance(claim: InjuryClaim, facts: None, done: Done) -> texts.Acceptance:
    """工伤认定申请受理决定书."""
    term = terms.DETERMINATION
    sides = sides_of(claim)
    return texts.Acceptance(
        addressee=addressee(claim, Role.APPLICANT, Role.WORKER, Role.EMPLOYER),
        opening=sides.opening,
        facts=(*sides.rows(), ("受理日期", day_words(done.on))),
        decision=words.ACCEPTED.format(basis=words.ACCEPTANCE_BASIS),
        time_limit=words.DECIDE_WITHIN.format(
            basis=term.basis,
            length=length(term, on=done.on),
            due_on=running_due_on(claim, term, on=done.on),
        ),
        notice=words.ASSIST,
        copies=words.THREE_COPIES,
    )


def correction_notice(
    claim: InjuryClaim, facts: f.Correction, done: Done
) -> texts.CorrectionNotice:
    """补正材料告知书: everything that is missing, once."""
    office = office_of(claim)
    sides = sides_of(claim)
    items = claim.items.filter(code__in=facts.items).order_by("position")
    return texts.CorrectionNotice(
        addressee=addressee(claim, Role.APPLICANT),
        opening=sides.opening + "经审查，申请材料不完整，现将需要补正的全部材料一次告知如下。",
        facts=sides.rows(),
        items=tuple(
            texts.MissingItem(name=item.label, what=item.remark or _hint(item.code) or HOW_COMPLETE)
            for item in items
        ),
        explanation=facts.explanation,
        how=words.CORRECTION_HOW.format(office=office.full_name, address=office.address),
        until=words.CORRECTION_UNTIL.format(length=length(terms.CORRECTION, on=done.on)),
        after=words.CORRECTION_AFTER.format(
            length=length(terms.ACCEPTANCE_AFTER_CORRECTION, on=done.on)
        ),
    )


def rejection(claim: InjuryClaim, facts: f.Refusal, done: Done) -> texts.Rejection:
    """工伤认定申请不予受理决定书."""
    sides = sides_of(claim)
    late = facts.reason is RefusalReason.OUT_OF_TIME
    reason = (
        f"经审查：{words.sentence(facts.reason.label)}{_how_late(claim) if late else ''}"
        f"{words.sentence(facts.explanation)}"
    )
    return texts.Rejection(
        addressee=addressee(claim, Role.APPLICANT),
        opening=sides.opening,
        facts=sides.rows(),
        reason=reason,
        decision=words.REFUSED.format(basis=facts.reason.basis),
        remedy=remedy(claim, on=done.on, stays=True),
        copies=words.TWO_COPIES,
    )


def _how_late(claim: InjuryClaim) -> str:
    """Return the dates by which an application came too late."""
    label, event = event_of(claim)
    return words.OUT_OF_TIME.format(
        event_label=label,
        event=event,
        last=day_words(claim.filing_due_on),
        filed_on=day_words(claim.case.filed_on),
    )


def termination(claim: InjuryClaim, facts: f.Withdrawal, done: Done) -> texts.Termination:
    """终止（撤回）通知书; the applicant's private reasons are not told to the other side."""
    sides = sides_of(claim)
    day = day_words(done.on)
    return texts.Termination(
        addressee=addressee(claim, Role.APPLICANT, Role.WORKER, Role.EMPLOYER),
        opening=sides.opening,
        facts=sides.rows(),
        reason=f"{sides.applicant}于{day}自愿撤回上述申请。",
        decision=words.TERMINATED.format(on=day),
        effect=words.LIMITS_RUN,
    )


def evidence_notice(
    claim: InjuryClaim, facts: f.EvidenceDemand, done: Done
) -> texts.EvidenceNotice:
    """限期举证通知书: the facts claimed, the burden, until when, and what silence means."""
    sides = sides_of(claim)
    ground = GROUNDS[claim.ground_claimed]
    return texts.EvidenceNotice(
        addressee=addressee(claim, Role.EMPLOYER),
        opening=sides.opening + "本机关已经受理，现就有关事项通知贵单位举证。",
        facts=sides.rows(),
        claimed=(
            f"申请人称：{sides.event}，在{claim.place}，{words.sentence(claim.course)}"
            f"申请人认为符合{ground.basis}规定的情形：{ground.label}。"
        ),
        points=facts.points,
        burden=words.BURDEN,
        until=words.EVIDENCE_UNTIL.format(length=length(terms.EMPLOYER_EVIDENCE, on=done.on)),
        consequence=words.SILENCE,
    )


def entry_code(claim: InjuryClaim, facts: f.CodeGiven, done: Done) -> texts.EntryCode:
    """案件查办码, for the one party that came to the counter."""
    party = next(one for one in claim.case.parties.all() if one.pk == facts.party_id)
    return texts.EntryCode(
        addressee=party.name,
        opening="您可以凭下面的查办码在手机或者电脑上查看和办理本案。",
        facts=(
            ("申请编号", claim.case.reference),
            ("案件身份", party.get_kind_display()),
            ("出具日期", day_words(done.on)),
        ),
        code=CODE_IN_PREVIEW,
        how=words.PARTY_HOW.format(
            address=_entry_address(),
            office=office_of(claim).full_name,
            place=office_of(claim).address,
        ),
        care="查办码一次有效，请当面交给本人保管，不要拍照转发。",
    )


def suspension_notice(
    claim: InjuryClaim, facts: f.Suspension, done: Done
) -> texts.SuspensionNotice:
    """工伤认定中止通知书."""
    sides = sides_of(claim)
    return texts.SuspensionNotice(
        addressee=addressee(claim, Role.APPLICANT, Role.EMPLOYER),
        opening=sides.opening,
        facts=sides.rows(),
        cause=f"本案{words.sentence(facts.cause.label)}{words.sentence(facts.explanation)}",
        decision=words.SUSPENDED.format(basis=facts.cause.basis, on=day_words(done.on)),
        ends=words.SUSPENSION_ENDS.format(awaited=facts.awaited.rstrip("。")),
    )


def resumption_notice(
    claim: InjuryClaim, facts: f.Resumption, done: Done
) -> texts.ResumptionNotice:
    """工伤认定恢复通知书."""
    sides = sides_of(claim)
    stopped = claim.suspensions.filter(resumed_on=facts.resume_on).last()
    if stopped is None:
        msg = f"claim {claim.pk} was not suspended until {facts.resume_on}"
        raise LookupError(msg)
    term = terms.DETERMINATION_SIMPLE if claim.is_simple else terms.DETERMINATION
    return texts.ResumptionNotice(
        addressee=addressee(claim, Role.APPLICANT, Role.EMPLOYER),
        opening=sides.opening,
        facts=sides.rows(),
        cause=(f"中止的原因（{stopped.cause_label}）已经消除：{words.sentence(facts.explanation)}"),
        decision=words.RESUMED.format(on=day_words(facts.resume_on)),
        time_limit=words.RESUMED_LIMIT.format(
            from_on=day_words(stopped.suspended_on),
            to_on=day_words(facts.resume_on),
            days=(facts.resume_on - stopped.suspended_on).days,
            due_on=running_due_on(claim, term, on=done.on),
        ),
    )


def interview_record(claim: InjuryClaim, facts: f.Interview, done: Done) -> texts.InterviewRecord:
    """调查笔录: two officers, credentials shown, questions and answers, signatures."""
    officers = _officers(done, facts.second_officer_id)
    person = f"{facts.person}（{facts.relation}）" if facts.relation else facts.person
    return texts.InterviewRecord(
        facts=(
            ("申请编号", claim.case.reference),
            ("时间", words.moment_text(facts.taken_at)),
            ("地点", facts.place),
            ("被调查人", person),
            ("调查人", officers),
        ),
        credentials=words.CREDENTIALS.format(
            office=office_of(claim).full_name, officers=officers, worker=sides_of(claim).worker
        ),
        content=words.lines(facts.content),
        read_back=words.READ_BACK,
        signers=("被调查人", "调查人", "调查人"),
    )


def site_record(claim: InjuryClaim, facts: f.SiteVisit, done: Done) -> texts.SiteRecord:
    """现场勘查笔录."""
    officers = _officers(done, facts.second_officer_id)
    present = (("在场人员", facts.people_present),) if facts.people_present else ()
    count = len(facts.attachment_ids)
    return texts.SiteRecord(
        facts=(
            ("申请编号", claim.case.reference),
            ("勘查时间", words.moment_text(facts.taken_at)),
            ("勘查地点", facts.place),
            ("勘查人", officers),
            *present,
        ),
        credentials=words.SITE_CREDENTIALS.format(officers=officers),
        content=words.lines(facts.findings),
        attachments=f"本笔录附现场照片、图纸等材料{count}份。" if count else "本笔录没有附件。",
        signers=("勘查人", "勘查人", *(("在场人",) if present else ())),
    )


Writer = Callable[[InjuryClaim, Any, Done], texts.Inputs]
WRITERS: dict[str, Writer] = {
    "material_receipt": material_receipt,
    "acceptance": acceptance,
    "correction_notice": correction_notice,
    "rejection": rejection,
    "termination": termination,
    "evidence_notice": evidence_notice,
    "entry_code": entry_code,
    "suspension_notice": suspension_notice,
    "resumption_notice": resumption_notice,
    "determination": determination,
    "employer_pays": employer_pays,
    "interview_record": interview_record,
    "site_record": site_record,
}


def _with_entry_code(paper: texts.EvidenceNotice, *, claim: InjuryClaim) -> texts.EvidenceNotice:
    """Put the employer's one-time code on its paper; elsewhere only its digest is kept."""
    employer = claim.party(Party.Kind.EMPLOYER)
    if employer is None or employer.is_applicant:
        return paper
    code = activation.issue_code(employer)
    return replace(paper, entry_code=code, entry_how=_entry_how(claim))


def _entry_how(claim: InjuryClaim) -> str:
    office = office_of(claim)
    return words.ENTRY_HOW.format(
        address=_entry_address(), office=office.full_name, place=office.address
    )


def _entry_address() -> str:
    try:
        path = reverse("accounts:redeem")
    except NoReverseMatch:
        path = "/activate/"
    return f"{settings.PUBLIC_ORIGIN.rstrip('/')}{path}"


def _hint(code: str) -> str:
    return Material.objects.filter(code=code).values_list("hint", flat=True).first() or ""


def _officers(done: Done, second_id: int) -> str:
    return words.names_text([done.by.name, User.objects.get(pk=second_id).name])
