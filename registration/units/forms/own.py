"""Forms of an agent: the code of the counter, a contact and its end."""

from datetime import date
from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from portal import clock
from portal.accounts.activation import LENGTH, UNIT_PREFIX
from portal.accounts.identifiers import normalise
from portal.ui.dates import cn_day
from portal.ui.fields import ChineseDateField
from portal.ui.forms import PortalForm
from registration.models import EmployerContact

ANOTHER_CODE = (
    f"单位激活码以 {UNIT_PREFIX} 开头，一共 {len(UNIT_PREFIX) + LENGTH} 位。"
    "文书上 12 位的查办码打开的是一个案件，请到“输入查办码”页填"
)


class EnterForm(PortalForm):
    """One line: the code of the counter's letter."""

    code = forms.CharField(
        label="单位激活码",
        max_length=40,
        help_text=f"窗口给的告知书上的 {len(UNIT_PREFIX) + LENGTH} 位码，以 {UNIT_PREFIX} 开头。"
        "大小写、横线都可以",
        widget=forms.TextInput(attrs={"autocomplete": "off", "autocapitalize": "characters"}),
    )
    is_authorised = forms.BooleanField(label="我是单位派来办事的人，就是码上登记的那位。")

    def clean_code(self) -> str:
        """Say which code belongs here by its shape alone, whether it exists or not."""
        code: str = self.cleaned_data["code"]
        if not normalise(code).startswith(UNIT_PREFIX):
            raise ValidationError(ANOTHER_CODE)
        return code


class ContactForm(PortalForm):
    """Somebody of the employer who may be asked."""

    part = forms.ChoiceField(
        label="管什么", choices=EmployerContact.Part.choices, widget=forms.RadioSelect
    )
    name = forms.CharField(label="姓名", min_length=2, max_length=60)
    phone = forms.CharField(
        label="电话",
        max_length=30,
        help_text="手机或者带区号的座机",
        widget=forms.TextInput(attrs={"inputmode": "tel", "autocomplete": "off"}),
    )

    def clean_phone(self) -> str:
        """Keep a telephone number as it is said: digits, spaces, hyphens."""
        raw: str = self.cleaned_data["phone"]
        if not 7 <= sum(one.isdigit() for one in raw) <= 16:
            raise ValidationError("电话号码应有 7 到 16 位数字")
        return raw


class ContactEndForm(PortalForm):
    """The last day of a contact."""

    on = ChineseDateField(label="管到哪一天", latest=clock.today, initial=clock.today)

    def __init__(self, *args: Any, contact: EmployerContact, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.contact = contact

    def clean_on(self) -> date:
        """The last day is not before the first."""
        on: date = self.cleaned_data["on"]
        if on < self.contact.from_on:
            raise ValidationError(f"不能早于开始的那天（{cn_day(self.contact.from_on)}）")
        return on
