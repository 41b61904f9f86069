"""The address for service and the consent to electronic service (送达地址确认书)."""

from typing import Any

from django import forms

from injury_claims import facts as f
from injury_claims.party_forms.base import PartyForm
from portal.cases.models import Party
from portal.ui.forms import with_hint
from portal.ui.parts import Row


class AddressForm(PartyForm):
    """Each side confirms its own; the other side never reads it."""

    party = forms.ChoiceField(label="替谁确认", widget=forms.RadioSelect)
    address = forms.CharField(
        label="文书寄到哪里",
        max_length=150,
        help_text="写到门牌号。搬了家再来改",
        widget=forms.TextInput(attrs={"autocomplete": "street-address"}),
    )
    electronic = forms.ChoiceField(
        label="文书怎么送",
        widget=forms.RadioSelect,
        choices=[
            ("yes", with_hint("电子送达", "在本平台看文书，发出当天就算送到；随时可以要纸质的")),
            ("no", with_hint("纸质送达", "邮寄，或者您到窗口领")),
        ],
    )

    def arrange(self) -> None:
        """Begin with what is known; a single party needs no choice."""
        super().arrange()
        field = self.fields["party"]
        if isinstance(field, forms.ChoiceField):
            field.choices = [(str(party.pk), str(party)) for party in self.mine]
        first = next(iter(sorted(self.mine, key=lambda party: not party.is_applicant)), None)
        if first is None:
            return
        field.initial = str(first.pk)
        if len(self.mine) == 1:
            field.widget = forms.HiddenInput()
        self.fields["address"].initial = first.address
        self.fields["electronic"].initial = "yes" if first.electronic_service_consent else "no"

    def background(self) -> list[Row]:
        """Return what the confirmation means, and who reads it."""
        other = "单位" if any(p.kind != Party.Kind.EMPLOYER for p in self.mine) else "职工一方"
        return [
            Row(
                term="有什么用",
                value="以后的文书寄到这里就算送到；地址写错、搬家没说的，退回来也算送到。",
            ),
            Row(term="谁看得到", value=f"只有办案的工作人员。{other}看不到。"),
        ]

    def build(self, data: dict[str, Any]) -> f.ConfirmedAddress:
        """Return the confirmation."""
        return f.ConfirmedAddress(
            party_id=int(data["party"]),
            address=data["address"],
            electronic_service_consent=data["electronic"] == "yes",
        )
