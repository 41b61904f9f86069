"""The employer's entrance: the code of the served notice, and who the employer is."""

from django import forms

from portal.accounts.identifiers import IdentityKind, validate_identity_number
from portal.ui.forms import PortalForm


class RedeemForm(PortalForm):
    """Three lines from two papers: the notice and the business licence."""

    code = forms.CharField(
        label="查办码",
        max_length=40,
        help_text="限期举证通知书上的 12 位码，分三组。大小写、横线都可以",
        widget=forms.TextInput(attrs={"autocomplete": "off", "autocapitalize": "characters"}),
    )
    name = forms.CharField(
        label="单位全称",
        min_length=2,
        max_length=160,
        help_text="照营业执照写",
        widget=forms.TextInput(attrs={"autocomplete": "organization"}),
    )
    credit_code = forms.CharField(
        label="统一社会信用代码",
        max_length=40,
        help_text="营业执照上的 18 位代码",
        widget=forms.TextInput(attrs={"autocomplete": "off", "autocapitalize": "characters"}),
    )
    is_authorised = forms.BooleanField(label="我是这个单位的人，或者单位委托我办这件事。")

    def clean_credit_code(self) -> str:
        """Return the code in its one shape, after its check character."""
        try:
            return validate_identity_number(
                IdentityKind.CREDIT_CODE, self.cleaned_data["credit_code"]
            )
        except ValueError as error:
            raise forms.ValidationError(str(error)) from None
