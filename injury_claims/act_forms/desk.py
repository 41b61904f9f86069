"""Forms of the desk: who has the case, who stays away from it, notes."""

from typing import Any

from django import forms

from injury_claims import facts as f
from portal import clock
from portal.cases.forms import ActForm, ReasonField
from portal.cases.people import Choice, officers_of
from portal.ui.forms import with_hint
from portal.workflow.roles import Role


class OfficerField(forms.TypedChoiceField):
    """An officer of the office that has the case."""

    def __init__(self, **kwargs: Any) -> None:
        """Take ids as whole numbers; nobody stands for none."""
        kwargs.setdefault("coerce", int)
        kwargs.setdefault("empty_value", None)
        super().__init__(**kwargs)

    def offer(self, people: list[Choice]) -> None:
        """Set who may be chosen."""
        self.choices = [("", "请选择"), *people]


def offer(form: ActForm, name: str, people: list[Choice]) -> None:
    """Set who may be chosen in a field of a form."""
    field = form.fields[name]
    if isinstance(field, OfficerField):
        field.offer(people)


class TakeForm(ActForm):
    """Recusal is asked before a case is taken."""

    interest = forms.ChoiceField(
        label="您与本案的当事人有没有利害关系？",
        widget=forms.RadioSelect,
        choices=[
            ("no", "没有，可以承办"),
            (
                "yes",
                with_hint("有，应当回避", "不能领取。请回到案件，用「登记回避」写明关系"),
            ),
        ],
        help_text="本人或者近亲属是当事人，或者有其他可能影响公正办理的关系",
    )

    def build(self, data: dict[str, Any]) -> f.Taken:
        """Return the declaration."""
        return f.Taken(no_interest=data["interest"] == "no")


class BecauseForm(ActForm):
    """An act that only needs its reason."""

    reason = ReasonField(label="理由")

    def build(self, data: dict[str, Any]) -> f.Because:
        """Return the reason."""
        return f.Because(data["reason"])


class HandoverForm(ActForm):
    """To whom the case goes."""

    handler_id = OfficerField(label="改派给")
    reason = ReasonField(label="理由")

    def arrange(self) -> None:
        """Offer the other handlers of the office."""
        offer(
            self,
            "handler_id",
            officers_of(
                self.case.office_id, roles=(Role.HANDLER,), without=(self.case.handler_id,)
            ),
        )

    def build(self, data: dict[str, Any]) -> f.Handover:
        """Return the handover."""
        return f.Handover(handler_id=data["handler_id"], reason=data["reason"])


class InterestForm(ActForm):
    """Who stays away from the case, and why."""

    officer_id = OfficerField(label="谁回避")
    reason = ReasonField(label="回避的理由", help_text="只有本机构工作人员能看到")

    def arrange(self) -> None:
        """Offer oneself, and to the head of the section every officer of the office."""
        officers = officers_of(self.case.office_id)
        if Role.SUPERVISOR not in self.by.roles(clock.today()):
            officers = [(pk, name) for pk, name in officers if pk == str(self.by.pk)]
        offer(self, "officer_id", officers)
        self.fields["officer_id"].initial = str(self.by.pk)

    def build(self, data: dict[str, Any]) -> f.Interest:
        """Return the recusal."""
        return f.Interest(officer_id=data["officer_id"], reason=data["reason"])


class CodeForm(ActForm):
    """A one-time code for a party at the counter."""

    party_id = forms.TypedChoiceField(
        label="给谁", coerce=int, widget=forms.RadioSelect, empty_value=None
    )
    identity_checked = forms.BooleanField(
        label="已核对来人的身份证件；代办的，已核对委托手续",
        error_messages={"required": "请先核对身份，再出具查办码"},
    )

    def arrange(self) -> None:
        """Offer the sides of the case that may know of it."""
        field = self.fields["party_id"]
        if isinstance(field, forms.TypedChoiceField):
            field.choices = [
                (str(party.pk), f"{party.get_kind_display()} {party.name}")
                for party in self.case.parties.order_by("pk")
                if self.detail.may_be_told(party.pk) and not party.is_deceased
            ]

    def build(self, data: dict[str, Any]) -> f.CodeGiven:
        """Return to whom the code is handed."""
        return f.CodeGiven(party_id=data["party_id"], identity_checked=data["identity_checked"])


class NoteForm(ActForm):
    """An internal remark."""

    text = ReasonField(
        label="备注", rows=4, max_length=2000, help_text="只有本机构工作人员能看到，不给当事人看"
    )

    def build(self, data: dict[str, Any]) -> f.Note:
        """Return the remark."""
        return f.Note(data["text"])
