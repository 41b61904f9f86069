"""The forms that all pages build on: Chinese messages, text in one shape, errors with links."""

import uuid
from collections.abc import Iterator
from copy import copy
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.core.validators import (
    DecimalValidator,
    MaxLengthValidator,
    MaxValueValidator,
    MinLengthValidator,
    MinValueValidator,
    ProhibitNullCharactersValidator,
)
from django.forms.boundfield import BoundField
from django.forms.utils import ErrorList
from django.utils.html import format_html
from django.utils.safestring import SafeString

from portal.ui.fields import PartsWidget
from portal.ui.text import has_control_characters, normalise

NUMBER_WORDS = {
    "invalid": "请只写数字",
    "max_digits": "数字太长，请看看是不是多写了",
    "max_decimal_places": "最多写到小数点后 %(max)s 位",
    "max_whole_digits": "数字太长，请看看是不是多写了",
}
_GENERAL = {
    *NUMBER_WORDS,
    *("control", "digits", "invalid", "invalid_choice", "max_length", "max_value", "min_length"),
    *("min_value", "missing", "no_such_day", "no_such_time", "too_early", "too_late"),
    "two_digit_year",
}
_REQUIRED = str(forms.Field.default_error_messages["required"])
_CHOOSING = (forms.ChoiceField, forms.ModelChoiceField)
_INDEXED = (forms.RadioSelect, forms.CheckboxSelectMultiple, PartsWidget)


@dataclass(frozen=True)
class ErrorLink:
    """One line of the error summary: what is wrong and where it stands."""

    href: str
    text: str


class PlainText:
    """Validator: no characters that print nothing or turn the direction of writing."""

    def __init__(self, *, lines: bool) -> None:
        self.lines = lines

    def __call__(self, value: object) -> None:
        """Refuse the text when it holds such characters."""
        if isinstance(value, str) and has_control_characters(value, lines=self.lines):
            raise ValidationError("里面有看不见的控制字符，请删掉后重新输入", code="control")

    def __eq__(self, other: object) -> bool:
        return isinstance(other, PlainText) and other.lines == self.lines

    def __hash__(self) -> int:
        return hash(self.lines)


class WrittenOut:
    """Validator: a number with all its digits; 1e3 is a slip of the thumb, not a thousand."""

    def __init__(self, message: str) -> None:
        self.message = message

    def __call__(self, value: Decimal) -> None:
        """Refuse a number that was written with an exponent."""
        exponent = value.as_tuple().exponent
        if isinstance(exponent, int) and exponent > 0:
            raise ValidationError(self.message, code="invalid")


class PortalFormMixin(forms.BaseForm):
    """What every form of the portal does, plain form or model form."""

    use_required_attribute = False

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs.setdefault("label_suffix", "")
        super().__init__(*args, **kwargs)
        for field in self.fields.values():
            _prepare(field)
        if self.is_bound:
            self.data = self._normalised()

    @property
    def error_links(self) -> list[ErrorLink]:
        """Return the lines of the error summary, in the order of the page."""
        return list(_error_links(self))

    def _normalised(self) -> Any:
        """Return the posted data with every text in one shape, so that it is shown so again."""
        data: Any = copy(self.data)
        for name, field in self.fields.items():
            key = self.add_prefix(name)
            if _is_text(field) and isinstance(data.get(key), str):
                data[key] = normalise(data[key])
        return data


class PortalForm(PortalFormMixin, forms.Form):
    """Base of plain forms."""


class PortalModelForm(PortalFormMixin, forms.ModelForm):  # type: ignore[type-arg]
    """Base of model forms."""


class KeyedForm(PortalForm):
    """A final form: the hidden key makes a second post of the same page the same act."""

    key = forms.UUIDField(
        widget=forms.HiddenInput,
        initial=uuid.uuid4,
        error_messages={
            "required": "这一页放得太久了，请再提交一次",
            "invalid": "这一页放得太久了，请再提交一次",
        },
    )

    def full_clean(self) -> None:
        """Show a page whose key was lost with a fresh one, so that it can be posted again."""
        super().full_clean()
        if "key" in self.errors:
            self.renew_key()

    def renew_key(self) -> None:
        """Show what was typed with a fresh key: sent again, it is another act."""
        data: Any = copy(self.data)
        data[self.add_prefix("key")] = str(uuid.uuid4())
        self.data = data


def with_hint(label: str, hint: str) -> SafeString:
    """Return the label of a choice with a smaller line below it."""
    return format_html('{}<span class="form-text">{}</span>', label, hint)


def _is_text(field: forms.Field) -> bool:
    """Tell whether people type words here; passwords are left as they are."""
    return isinstance(field, forms.CharField) and not isinstance(field.widget, forms.PasswordInput)


def _prepare(field: forms.Field) -> None:
    """Give the field its Chinese messages and its guard against control characters."""
    if field.error_messages.get("required") == _REQUIRED:
        field.error_messages["required"] = _required_message(field)
    if isinstance(field, forms.IntegerField):  # decimals too
        _say_numbers_plainly(field)
    if not _is_text(field):
        return
    guard = PlainText(lines=isinstance(field.widget, forms.Textarea))
    if guard not in field.validators:
        field.validators.insert(0, guard)
    field.validators = [
        one for one in field.validators if not isinstance(one, ProhibitNullCharactersValidator)
    ]
    for validator in field.validators:
        if isinstance(validator, MaxLengthValidator):
            validator.message = "太长，最多 %(limit_value)d 个字，现在是 %(show_value)d 个"
        elif isinstance(validator, MinLengthValidator):
            validator.message = "太短，至少 %(limit_value)d 个字"


def _say_numbers_plainly(field: forms.IntegerField) -> None:
    """Give a number the words of a neighbour; what the field says itself goes before them."""
    if field.error_messages["invalid"] == type(field).default_error_messages["invalid"]:
        field.error_messages["invalid"] = "请只写数字"
    if isinstance(field, forms.DecimalField):
        field.validators.insert(0, WrittenOut(str(field.error_messages["invalid"])))
    for validator in field.validators:
        if isinstance(validator, MinValueValidator):
            validator.message = "不能小于 %(limit_value)s"
        elif isinstance(validator, MaxValueValidator):
            validator.message = "不能大于 %(limit_value)s"
        elif isinstance(validator, DecimalValidator):
            validator.messages = NUMBER_WORDS


def _required_message(field: forms.Field) -> str:
    """Say what to do, with the words of the label."""
    label = str(field.label or "").rstrip("：:")
    if isinstance(field, forms.FileField):
        return "请选择要上传的文件"
    if isinstance(field, forms.BooleanField):
        return "要继续，请先勾选这一项"
    if label.endswith(("？", "?")):
        return f"请回答：{label}"
    if isinstance(field, _CHOOSING):
        return f"请选择{label or '一项'}"
    return f"请填写{label or '这一项'}"


def _error_links(form: forms.BaseForm) -> Iterator[ErrorLink]:
    """Walk the errors of one form."""
    for text in form.non_field_errors():
        yield ErrorLink(href="", text=str(text))
    for bound in form:
        for error in form.errors.get(bound.name, ErrorList()).as_data():
            for text in error.messages:
                yield ErrorLink(href=_href(bound), text=_with_label(bound, error.code, text))


def _with_label(bound: BoundField, code: str | None, text: str) -> str:
    """Name the field in front of a general message, because the summary stands far from it."""
    if code not in _GENERAL or bound.is_hidden or str(bound.label) in text:
        return text
    return f"{bound.label}{'' if str(bound.label).endswith('？') else '：'}{text}"


def _href(bound: BoundField) -> str:
    """Return the address of the first input of the field."""
    if bound.is_hidden or not bound.auto_id:
        return ""
    indexed = isinstance(bound.field.widget, _INDEXED)
    return f"#{bound.auto_id}_0" if indexed else f"#{bound.auto_id}"
