"""Forms around the records of a person: who stands at the counter, whom an officer looks up."""

from datetime import date
from typing import Any

from django import forms

from portal import clock
from portal.accounts.forms import CodeField, PhoneField
from portal.accounts.identifiers import KIND_LABELS, PERSON_KINDS, validate_identity_number
from portal.ui.fields import ChineseDateField
from portal.ui.forms import KeyedForm, PortalForm
from registration.records.own import Shown

REASONS = {
    "counter": "本人到窗口办理",
    "filing": "办理参保、停保登记",
    "claim": "核对工伤案件的参保情况",
    "dispute": "处理参保争议或者投诉",
    "check": "业务复核、抽查",
}
"""Why an officer opens a person's records; the person reads it in the list of looks."""

KINDS = [(kind.value, KIND_LABELS[kind]) for kind in PERSON_KINDS]


class _NumberForm(PortalForm):
    """A document by kind and number, checked together."""

    kind = forms.ChoiceField(label="证件类型", choices=KINDS)
    number = forms.CharField(
        label="证件号码",
        max_length=30,
        widget=forms.TextInput(attrs={"autocomplete": "off", "spellcheck": "false"}),
    )

    def clean(self) -> dict[str, Any]:
        """Check the number by its kind."""
        values = super().clean() or {}
        if values.get("kind") and values.get("number"):
            try:
                values["number"] = validate_identity_number(values["kind"], values["number"])
            except ValueError as error:
                self.add_error("number", str(error))
        return values


class ShownForm(_NumberForm):
    """Who somebody is: the name as the document says, kind and number."""

    name = forms.CharField(
        label="姓名",
        help_text="和证件上一样",
        min_length=2,
        max_length=40,
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )
    field_order = ["name", "kind", "number"]

    def shown(self) -> Shown:
        """Return what was typed, checked."""
        return Shown(**{name: self.cleaned_data[name] for name in ("kind", "number", "name")})


class CounterSelfForm(ShownForm):
    """What the officer reads from the document of the person at the counter."""

    phone = PhoneField(label="本人账号的手机号", help_text="验证码会发到这个号码，请本人当面报出")
    seen = forms.BooleanField(label="已核对证件原件，证件和来办理的人是同一人")
    field_order = ["name", "kind", "number", "phone", "seen"]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["phone"].widget.attrs["autocomplete"] = "off"


class CounterSelfCodeForm(PortalForm):
    """The code that the person reads out."""

    code = CodeField(help_text="请本人看着手机报出 6 位数字，10 分钟内有效")


class SearchPersonForm(_NumberForm):
    """The whole number of a person, and why the officer asks."""

    why = forms.ChoiceField(
        label="为什么查", choices=list(REASONS.items()), widget=forms.RadioSelect
    )


class LookForm(PortalForm):
    """Why an officer opens a person's records."""

    why = forms.ChoiceField(
        label="为什么查看", choices=list(REASONS.items()), widget=forms.RadioSelect
    )


class CertificateForm(KeyedForm):
    """One click makes one certificate."""


class UnitCertificateForm(KeyedForm):
    """The day of which the certificate of a unit tells; one click makes one."""

    as_of = ChineseDateField(
        label="截至哪一天",
        help_text="一般就写今天；招标、贷款要看某一天的，写那一天",
        earliest=date(2004, 1, 1),
        latest=clock.today,
    )
