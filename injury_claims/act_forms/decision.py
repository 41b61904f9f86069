"""Forms of the decision: proposed by one, reviewed by another, signed by a third."""

from typing import Any

from django import forms

from injury_claims import facts as f
from injury_claims.letters_sides import event_of
from injury_claims.models import ChecklistItem, InjuryClaim
from injury_claims.outcomes import GROUNDS, NegativeBasis, Outcome
from portal import clock
from portal.cases.forms import ActForm, ReasonField
from portal.law.words import day_words
from portal.ui import dates
from portal.ui.forms import with_hint
from portal.ui.parts import Row

OUTCOME_HINTS = {
    Outcome.RECOGNIZED: "条例第十四条",
    Outcome.DEEMED: "条例第十五条",
    Outcome.NOT_RECOGNIZED: "不符合第十四条，或者有第十六条情形",
    Outcome.NOT_DEEMED: "不符合第十五条，或者有第十六条情形",
}


class ProposalForm(ActForm):
    """The handler's proposed decision."""

    compares = True
    outcome = forms.ChoiceField(
        label="意见",
        widget=forms.RadioSelect,
        choices=[(one.value, with_hint(one.label, OUTCOME_HINTS[one])) for one in Outcome],
    )
    ground = forms.ChoiceField(
        label="适用的条款",
        widget=forms.RadioSelect,
        choices=[(one.code, with_hint(one.label, str(one.basis))) for one in GROUNDS.values()],
        help_text="不予认定的，选申请人主张的条款",
    )
    negative_basis = forms.ChoiceField(
        label="不予认定的依据",
        required=False,
        choices=[
            ("", "认定或者视同的，不用选"),
            *((one.value, f"{one.label}（{one.basis}）") for one in NegativeBasis),
        ],
    )
    has_caused = forms.BooleanField(
        label="醉酒、吸毒、故意犯罪或者自残与伤亡之间有因果关系（只有选了这类依据才需要确认）",
        required=False,
    )
    facts_found = ReasonField(
        label="查明的事实", rows=6, max_length=4000, help_text="会原样写进决定书"
    )
    place = forms.CharField(
        label="事故地点",
        max_length=200,
        required=False,
        help_text="会写进决定书；和申请人写的不一样的，按查明的写",
    )
    harm = forms.CharField(
        label="受伤害部位",
        max_length=200,
        required=False,
        help_text="会写进决定书，按诊断证明写",
    )
    medical = ReasonField(
        label="医疗诊断",
        required=False,
        max_length=1000,
        help_text="会写进决定书，只写伤害部位和诊断",
    )
    evidence = ReasonField(
        label="据以认定的证据", rows=5, max_length=2000, help_text="一行一份，会列进决定书"
    )
    reasons = ReasonField(label="认定的理由", rows=4, max_length=2000, help_text="会原样写进决定书")

    def arrange(self) -> None:
        """Begin with the last proposal, else with what was claimed and what is in the file."""
        claim: InjuryClaim = self.detail
        first = {
            "outcome": claim.outcome,
            "ground": claim.ground_decided or claim.ground_claimed,
            "negative_basis": claim.negative_basis,
            "facts_found": claim.facts_found or _beginning(claim),
            "place": claim.place_found or claim.place,
            "harm": claim.harm_found or claim.harm_told,
            "medical": claim.medical or _medical(claim),
            "evidence": "\n".join(claim.evidence or _evidence(claim)),
            "reasons": claim.reasons,
        }
        for name, value in first.items():
            self.fields[name].initial = value
        if claim.is_disease:
            del self.fields["place"], self.fields["harm"]

    def build(self, data: dict[str, Any]) -> f.Proposal:
        """Return the proposal."""
        basis = data["negative_basis"]
        outcome = Outcome(data["outcome"])
        if outcome.is_positive and basis:
            raise ValueError("认定或者视同工伤的，不要选不予认定的依据。")
        return f.Proposal(
            outcome=outcome,
            ground=data["ground"],
            facts_found=data["facts_found"],
            evidence=tuple(line.strip() for line in data["evidence"].splitlines() if line.strip()),
            reasons=data["reasons"],
            medical=data["medical"],
            place=data.get("place", ""),
            harm=data.get("harm", ""),
            negative_basis=NegativeBasis(basis) if basis else None,
            has_caused=data["has_caused"],
        )


def _beginning(claim: InjuryClaim) -> str:
    """Return how the facts found begin, in the words of the office and not of the applicant."""
    person, (_, when) = claim.case.person_name, event_of(claim)
    told = "被诊断患有职业病" if claim.is_disease else f"在{claim.place}受到伤害"
    return f"{person}系{claim.case.employer_name}职工。{when}，{person}{told}。"


class _OnProposalForm(ActForm):
    """A form that is filled in after reading the proposal."""

    def background(self) -> list[Row]:
        """Return the proposal and what was said of it."""
        claim: InjuryClaim = self.detail
        rows = [
            Row(term="承办人", value=claim.proposed_by.name if claim.proposed_by else ""),
            Row(term="意见", value=claim.outcome_label),
            Row(term="条款", value=claim.ground_text if claim.outcome else ""),
        ]
        if claim.negative_basis:
            rows.append(Row(term="不予认定", value=claim.negative_text))
        rows += [
            Row(term="事实", value=claim.facts_found),
            Row(term="事故地点", value=claim.place_found),
            Row(term="受伤害部位", value=claim.harm_found),
            Row(term="诊断", value=claim.medical),
            Row(term="证据", value="\n".join(claim.evidence)),
            Row(term="理由", value=claim.reasons),
        ]
        return [row for row in rows if row.value]


class OpinionForm(_OnProposalForm):
    """The reviewer's opinion on facts and law."""

    on_facts = ReasonField(label="对事实和证据的意见", initial="事实清楚，证据充分。")
    on_law = ReasonField(label="对适用法律的意见", initial="适用依据正确，程序合法。")

    def build(self, data: dict[str, Any]) -> f.Opinion:
        """Return the opinion."""
        return f.Opinion(on_facts=data["on_facts"], on_law=data["on_law"])


class ReturnForm(_OnProposalForm):
    """Why the case goes back to its handler."""

    reason = ReasonField(label="退回的理由", rows=4, help_text="要补查什么、改什么，承办人会看到")

    def build(self, data: dict[str, Any]) -> f.Because:
        """Return the reason."""
        return f.Because(data["reason"])


class SignatureForm(_OnProposalForm):
    """The signer's decision to issue; a late one asks for its explanation."""

    opinion = ReasonField(label="签发意见", initial="同意。")
    late_explanation = ReasonField(
        label="超期原因", required=False, help_text="已经超过决定期限，签发时应当写明"
    )

    def arrange(self) -> None:
        """Ask for the explanation only where the decision is late."""
        due_on = self.detail.determination_due_on()
        if due_on is None or clock.today() <= due_on:
            del self.fields["late_explanation"]

    def background(self) -> list[Row]:
        """Return the proposal, and the reviewer's opinion."""
        claim: InjuryClaim = self.detail
        rows = super().background()
        review = claim.statements.filter(act="approve").select_related("by").last()
        if review is not None:
            rows.append(Row(term="审核", value=f"{review.by.name}\n{review.text}"))
        return rows

    def build(self, data: dict[str, Any]) -> f.Signature:
        """Return the signature."""
        return f.Signature(data["opinion"], data.get("late_explanation", ""))


def _medical(claim: InjuryClaim) -> str:
    hospital = f"{claim.hospital}诊断：" if claim.hospital and claim.diagnosis else ""
    return hospital + claim.diagnosis


def _evidence(claim: InjuryClaim) -> list[str]:
    """Return the papers of the file by name: materials that are there, then the records."""
    present = claim.items.filter(state=ChecklistItem.State.PRESENT).order_by("position")
    found = list(present.values_list("label", flat=True))
    for record in claim.records.all():
        day = dates.civil(record.taken_at)
        whom = f"（{record.person}）" if record.person else ""
        found.append(f"{record.get_kind_display()}{whom}，{day_words(day)}")
    return found
