"""Forms of the counter where a lost phone is replaced."""

from typing import Any

from django import forms

from portal.accounts.counter import REASONS, Claim
from portal.accounts.forms import CodeField, PhoneField
from portal.accounts.identifiers import KIND_LABELS, PERSON_KINDS, validate_identity_number
from portal.accounts.models import User
from portal.accounts.models.user import index_of_phone
from portal.ui.forms import PortalForm


class CounterPhoneForm(PortalForm):
    """What the clerk reads from the card and hears from the person."""

    name = forms.CharField(label="姓名", help_text="和证件上一样", min_length=2, max_length=40)
    kind = forms.ChoiceField(
        label="证件类型", choices=[(kind.value, KIND_LABELS[kind]) for kind in PERSON_KINDS]
    )
    number = forms.CharField(
        label="证件号码",
        max_length=30,
        widget=forms.TextInput(attrs={"autocomplete": "off", "spellcheck": "false"}),
    )
    old_phone = PhoneField(label="原来登录用的手机号")
    phone = PhoneField(label="新手机号", help_text="验证码会发到这个号码，请本人当面报出")
    reason = forms.ChoiceField(label="换绑原因", choices=REASONS, widget=forms.RadioSelect)
    seen = forms.BooleanField(label="已核对证件原件，证件和来办理的人是同一人")

    def __init__(self, *args: Any, clerk: User, **kwargs: Any) -> None:
        """Take the clerk, whose own numbers are changed by somebody else."""
        super().__init__(*args, **kwargs)
        self.clerk = clerk
        for name in ("name", "old_phone", "phone"):
            self.fields[name].widget.attrs["autocomplete"] = "off"

    def clean(self) -> dict[str, Any]:
        """Check the number by its kind, and that the two phones are neither one nor the clerk's."""
        values = super().clean() or {}
        if values.get("kind") and values.get("number"):
            try:
                values["number"] = validate_identity_number(values["kind"], values["number"])
            except ValueError as error:
                self.add_error("number", str(error))
        if values.get("phone") and values["phone"] == values.get("old_phone"):
            self.add_error("phone", "新手机号和原来的一样")
        for name in ("old_phone", "phone"):
            number = values.get(name)
            if number and index_of_phone(number, staff=True) == self.clerk.phone_index:
                self.add_error(name, "这是您自己的号码，请由同事办理")
        return values

    def claim(self) -> Claim:
        """Return what was typed, checked."""
        return Claim(**{name: self.cleaned_data[name] for name in Claim.__dataclass_fields__})


class CounterCodeForm(PortalForm):
    """The code that the person reads out."""

    code = CodeField(help_text="请本人看着新手机报出 6 位数字，10 分钟内有效")


class VouchForm(PortalForm):
    """The clerk's word where nothing on file can be compared."""

    sure = forms.BooleanField(label="我已再次当面核对证件和本人，确认是这个账号的主人")
