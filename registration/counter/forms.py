"""Forms of a window: nothing that was typed for one person is offered to the next."""

from typing import Any

from django import forms

from portal.accounts.forms import CodeField, PhoneField
from portal.accounts.identifiers import validate_identity_number
from portal.ui.forms import KeyedForm, PortalForm
from registration.counter.places import Places
from registration.counter.receipt import PAPERS
from registration.filings.forms.filing import FileRegistrationForm
from registration.models import EmployerContact
from registration.people.forms import EndForm
from registration.records.forms import KINDS
from registration.units.forms.own import ContactForm


class NothingKept(PortalForm):
    """A form whose boxes the browser neither fills nor remembers."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        keep_nothing(self)


def keep_nothing(form: PortalForm) -> None:
    """Let the browser neither fill nor remember the boxes of a form."""
    for field in form.fields.values():
        if isinstance(field, forms.CharField):
            field.widget.attrs["autocomplete"] = "off"


class VisitorForm(NothingKept):
    """Who stands at the window, and what was seen."""

    visitor = forms.CharField(
        label="来办的人叫什么", help_text="和证件上一样", min_length=2, max_length=60
    )
    is_seen = forms.BooleanField(label="已核对身份证件原件，证件和来办理的人是同一人")
    papers = forms.MultipleChoiceField(
        label="还看了什么",
        choices=list(PAPERS.items()),
        widget=forms.CheckboxSelectMultiple,
        required=False,
    )


class FindWorkerForm(NothingKept):
    """A worker by kind and whole number."""

    kind = forms.ChoiceField(label="证件类型", choices=KINDS)
    number = forms.CharField(
        label="证件号码", max_length=30, widget=forms.TextInput(attrs={"spellcheck": "false"})
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


class CounterEndForm(NothingKept, KeyedForm, EndForm):
    """The end of the work, once for each form."""


class CounterContactForm(NothingKept, KeyedForm, ContactForm):
    """A contact of the employer, and whose place it takes."""

    instead_of = forms.ModelChoiceField(
        label="替下谁",
        queryset=EmployerContact.objects.none(),
        required=False,
        empty_label="不替下谁，另外添一位",
    )

    def __init__(self, *args: Any, present: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["instead_of"].queryset = present  # type: ignore[attr-defined]
        if not present:
            del self.fields["instead_of"]


class CounterRegistrationForm(NothingKept, FileRegistrationForm):
    """The registration of a unit of the window's area, for the agent who stands there."""

    agent_phone = PhoneField(
        label="来办的人账号的手机号",
        help_text="验证码发到这个号码，请本人当面报出；申请记在这个账号下，本人在网上看进度、补正",
    )
    field_order = ("kind", "credit_code", "name", "happened_on")

    def __init__(self, *args: Any, places: Places, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.county_of_town = {town: county for town, _, county in places if town}
        choices = [(town or county, name) for town, name, county in places]
        field: Any = self.fields["place"]
        field.choices = choices if len(choices) == 1 else [("", "请选择"), *choices]
        field.help_text = "只列本窗口管的地方"
        self.fields["consents"].label = "来办的人同意电子送达：文书发到其在本平台的账户，就算送到"


class CounterCodeForm(NothingKept):
    """The code that the agent reads out."""

    code = CodeField(help_text="请来办的人看着手机报出 6 位数字，10 分钟内有效")
