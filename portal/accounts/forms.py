"""Forms of sign-up, log-in and the own account."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from portal.accounts import policy
from portal.accounts.identifiers import normalise, validate_phone
from portal.accounts.passwords import check_password_rules
from portal.ui.forms import PortalForm, with_hint

CODE_HINT = "短信里的 6 位数字，10 分钟内有效"


class PhoneField(forms.CharField):
    """A mobile number of the mainland, taken with or without spaces and +86."""

    def __init__(self, *, label: str = "手机号", help_text: str = "") -> None:
        widget = forms.TextInput(attrs={"type": "tel", "autocomplete": "tel", "inputmode": "tel"})
        super().__init__(label=label, help_text=help_text, max_length=30, widget=widget)

    def to_python(self, value: Any) -> str:
        """Return eleven digits."""
        raw = super().to_python(value) or ""
        if not raw:
            return ""
        try:
            return validate_phone(raw)
        except ValueError as error:
            raise ValidationError(str(error), code="invalid") from error


class CodeField(forms.CharField):
    """Six digits, however they were spaced."""

    def __init__(self, *, label: str = "验证码", help_text: str = CODE_HINT) -> None:
        widget = forms.TextInput(attrs={"autocomplete": "one-time-code", "inputmode": "numeric"})
        super().__init__(label=label, help_text=help_text, max_length=20, widget=widget)

    def to_python(self, value: Any) -> str:
        """Return the digits."""
        code = normalise(super().to_python(value) or "")
        if code and not (code.isascii() and code.isdecimal() and len(code) == policy.CODE_DIGITS):
            raise ValidationError(f"{self.label}是 {policy.CODE_DIGITS} 位数字", code="invalid")
        return code


class SecretField(forms.CharField):
    """A password: taken exactly as typed."""

    def __init__(
        self, *, label: str = "密码", help_text: str = "", required: bool = True, new: bool = False
    ) -> None:
        autocomplete = "new-password" if new else "current-password"
        super().__init__(
            label=label,
            help_text=help_text,
            required=required,
            max_length=policy.LONGEST_PASSWORD,
            strip=False,
            widget=forms.PasswordInput(attrs={"autocomplete": autocomplete}),
        )


class PhoneForm(PortalForm):
    """Asks for a phone to which a code is sent."""

    phone = PhoneField()


class NewAccountPhoneForm(PortalForm):
    """The first page of sign-up."""

    phone = PhoneField(help_text="办事进展会发短信到这个号码")


class LoginForm(PortalForm):
    """Phone and password."""

    phone = PhoneField()
    password = SecretField()


class CodeForm(PortalForm):
    """The code that finishes a log-in."""

    code = CodeField()
    shared = forms.BooleanField(
        label=with_hint("这是网吧、窗口等公用的设备", "勾选后不记住这台设备，关掉浏览器就退出"),
        required=False,
    )


class NewAccountForm(PortalForm):
    """The second page of sign-up."""

    code = CodeField()
    name = forms.CharField(
        label="姓名",
        help_text="和身份证上一样",
        min_length=2,
        max_length=40,
        widget=forms.TextInput(attrs={"autocomplete": "name"}),
    )
    password = SecretField(
        label="密码",
        help_text="至少 8 位。不设也行，以后每次用短信验证码登录",
        required=False,
        new=True,
    )
    agreed = forms.BooleanField(
        label="我知道：手机号和姓名只用来登录、联系和办理工伤认定，不会用在别处",
    )

    def __init__(self, *args: Any, phone: str, **kwargs: Any) -> None:
        """Take the phone, which must not be the password."""
        super().__init__(*args, **kwargs)
        self.phone = phone

    def clean(self) -> dict[str, Any]:
        """Check the password when one was chosen."""
        values = super().clean() or {}
        if password := values.get("password"):
            _check(self, password, staff=False, phone=self.phone, name=values.get("name", ""))
        return values


class NewPasswordForm(PortalForm):
    """A code and the password that replaces the forgotten one."""

    code = CodeField()
    password = SecretField(label="新密码", new=True)

    def __init__(self, *args: Any, phone: str, staff: bool, **kwargs: Any) -> None:
        """Say by which rules the password is judged."""
        super().__init__(*args, **kwargs)
        self.phone = phone
        self.staff = staff
        self.fields["password"].help_text = (
            "至少 12 位，大写、小写、数字、符号至少三种" if staff else "至少 8 位"
        )

    def clean(self) -> dict[str, Any]:
        """Check the password by the rules of citizens or of staff."""
        values = super().clean() or {}
        if password := values.get("password"):
            _check(self, password, staff=self.staff, phone=self.phone)
        return values


class PasswordChangeForm(PortalForm):
    """The present password and the new one."""

    present = SecretField(label="现在的密码")
    password = SecretField(label="新密码", new=True)

    def __init__(self, *args: Any, phone: str, staff: bool, **kwargs: Any) -> None:
        """Say by which rules the password is judged."""
        super().__init__(*args, **kwargs)
        self.phone = phone
        self.staff = staff
        self.fields["password"].help_text = (
            "至少 12 位，大写、小写、数字、符号至少三种" if staff else "至少 8 位"
        )

    def clean(self) -> dict[str, Any]:
        """Check the new password, which must be another one."""
        values = super().clean() or {}
        password = values.get("password")
        if password and password == values.get("present"):
            self.add_error("password", "新密码和现在的一样，请换一个")
        elif password:
            _check(self, password, staff=self.staff, phone=self.phone)
        return values


class NewPhoneForm(PortalForm):
    """The phone that replaces the present one."""

    phone = PhoneField(label="新手机号")


class TwoCodesForm(PortalForm):
    """The codes sent to the old and to the new phone."""

    old_code = CodeField(label="原手机号收到的验证码")
    new_code = CodeField(label="新手机号收到的验证码")


class SecondFactorForm(PortalForm):
    """The six digits of the authenticator."""

    token = CodeField(label="动态口令", help_text="身份验证器里现在显示的 6 位数字，每 30 秒换一次")


def _check(form: PortalForm, password: str, *, staff: bool, phone: str, name: str = "") -> None:
    """Put what is wrong with a password beside its field."""
    try:
        check_password_rules(password, staff=staff, phone=phone, name=name)
    except ValidationError as error:
        form.add_error("password", error)
