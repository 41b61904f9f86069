"""The entrance by a one-time code: the code on paper, and who it is that enters."""

from django import forms

from portal.accounts.activation import LENGTH as CASE_CODE
from portal.accounts.activation import UNIT_PREFIX
from portal.accounts.identifiers import IdentityKind, normalise, validate_identity_number
from portal.ui.forms import PortalForm

PERSONAL = tuple(kind for kind in IdentityKind if kind is not IdentityKind.CREDIT_CODE)

UNIT_CODE = (
    f"以 {UNIT_PREFIX} 开头的是单位经办人的激活码，打开的是整个单位，请到“输入单位激活码”页填"
)


class RedeemForm(PortalForm):
    """Three lines: the code, the name, and the number that the name stands with."""

    code = forms.CharField(
        label="查办码",
        max_length=40,
        help_text="文书或者查办码单上的 12 位码，分三组。大小写、横线都可以",
        widget=forms.TextInput(attrs={"autocomplete": "off", "autocapitalize": "characters"}),
    )
    name = forms.CharField(
        label="单位全称或者您的姓名",
        min_length=2,
        max_length=160,
        help_text="单位照营业执照写，个人照身份证件写",
        widget=forms.TextInput(attrs={"autocomplete": "organization"}),
    )
    credit_code = forms.CharField(
        label="统一社会信用代码或者证件号码",
        max_length=40,
        help_text="单位填营业执照上的 18 位代码，个人填身份证件号码",
        widget=forms.TextInput(attrs={"autocomplete": "off", "autocapitalize": "characters"}),
    )
    is_authorised = forms.BooleanField(label="我是本人或者这个单位的人，或者受其委托办这件事。")

    def clean_code(self) -> str:
        """Say which code belongs elsewhere by its shape alone, whether it exists or not."""
        code: str = self.cleaned_data["code"]
        plain = normalise(code)
        if plain.startswith(UNIT_PREFIX) and len(plain) > CASE_CODE:
            raise forms.ValidationError(UNIT_CODE)
        return code

    def clean_credit_code(self) -> str:
        """Return the number in its one shape; what it is decides the paper, not the person."""
        typed = self.cleaned_data["credit_code"]
        try:
            return validate_identity_number(IdentityKind.CREDIT_CODE, typed)
        except ValueError as error:
            if any(_is_valid(kind, typed) for kind in PERSONAL):
                return normalise(typed).upper()
            raise forms.ValidationError(str(error)) from None


def kind_of_number(number: str) -> IdentityKind | None:
    """Return what a personal number is, or None where it is none."""
    return next((kind for kind in PERSONAL if _is_valid(kind, number)), None)


def is_credit_code(number: str) -> bool:
    """Say whether a number is the code of an organisation."""
    return _is_valid(IdentityKind.CREDIT_CODE, number)


def _is_valid(kind: IdentityKind, number: str) -> bool:
    try:
        validate_identity_number(kind, number)
    except ValueError:
        return False
    return True
