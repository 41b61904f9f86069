"""Fields that suit a thumb: a day and a time typed in parts, choices as rows."""

from collections.abc import Sequence
from datetime import date, datetime, time
from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from portal.clock import CHINA

type Part = tuple[str, str]

DAY_PARTS: tuple[Part, ...] = (("年", "is-year"), ("月", ""), ("日", ""))
TIME_PARTS: tuple[Part, ...] = (("时", ""), ("分", ""))
FULL_WIDTH = str.maketrans("０１２３４５６７８９", "0123456789")


class PartsWidget(forms.MultiWidget):
    """Small number inputs in one line, each followed by its unit."""

    template_name = "wizard/widgets/parts.html"

    def __init__(self, *, parts: Sequence[Part]) -> None:
        """Make one number input for each part."""
        self.parts = tuple(parts)
        super().__init__(
            [
                forms.TextInput(
                    attrs={
                        "class": f"form-control {css}".strip(),
                        "inputmode": "numeric",
                        "aria-label": unit,
                        "maxlength": 4,
                        "autocomplete": "off",
                    }
                )
                for unit, css in parts
            ]
        )

    def decompress(self, value: Any) -> list[str]:
        """Split a value into what the inputs show."""
        if value is None:
            return ["" for _ in self.parts]
        if isinstance(value, datetime):
            local = value.astimezone(CHINA)
            return [str(n) for n in (local.year, local.month, local.day, local.hour)] + [
                f"{local.minute:02}"
            ]
        if isinstance(value, date):
            return [str(n) for n in (value.year, value.month, value.day)]
        return [str(value.hour), f"{value.minute:02}"]

    def get_context(self, name: str, value: Any, attrs: dict[str, Any] | None) -> dict[str, Any]:
        """Add the units to what the template sees."""
        context = super().get_context(name, value, attrs)
        for sub, (unit, _css) in zip(context["widget"]["subwidgets"], self.parts, strict=True):
            sub["unit"] = unit
        return context

    def id_for_label(self, id_: str) -> str:
        """Point the error summary at the first input."""
        return f"{id_}_0" if id_ else ""


class _PartsField(forms.MultiValueField):
    """A value typed in parts; the parts are read together and said wrong together."""

    parts: tuple[Part, ...]
    unreadable = "请用数字填写"

    def __init__(self, **kwargs: Any) -> None:
        """Make the plain text parts; their sense is read in compress."""
        missing = kwargs.pop("missing", "请填写")
        super().__init__(
            fields=[forms.CharField(required=False, max_length=4) for _ in self.parts],
            widget=PartsWidget(parts=self.parts),
            require_all_fields=False,
            error_messages={"required": missing, "incomplete": missing},
            **kwargs,
        )

    def numbers(self, data_list: Sequence[str]) -> list[int]:
        """Return the parts as numbers, full-width digits included."""
        try:
            return [int(str(part).strip().translate(FULL_WIDTH)) for part in data_list]
        except ValueError:
            raise ValidationError(self.unreadable) from None

    def compress(self, data_list: Sequence[str]) -> Any:
        """Return nothing for empty parts, else the value."""
        if not data_list or not any(str(part).strip() for part in data_list):
            if self.required:
                raise ValidationError(self.error_messages["required"], code="required")
            return None
        return self.read(self.numbers(data_list))

    def read(self, numbers: list[int]) -> Any:
        """Make the value from its numbers."""
        raise NotImplementedError


class DayField(_PartsField):
    """A day as 年 月 日; it may be forbidden to lie in the future."""

    parts = DAY_PARTS
    unreadable = "日期请用数字写全年、月、日，例如 2026 年 9 月 7 日"

    def read(self, numbers: list[int]) -> date:
        """Make a day, or say that there is none such."""
        try:
            day = date(*numbers)
        except (ValueError, OverflowError):
            raise ValidationError("没有这一天，请再看一下年、月、日") from None
        if day.year < 1900:
            raise ValidationError("年份请写四位数字，例如 2026")
        return day


class TimeField(_PartsField):
    """A time of the day as 时 分."""

    parts = TIME_PARTS
    unreadable = "时间请用数字写，例如 7 时 35 分"

    def numbers(self, data_list: Sequence[str]) -> list[int]:
        """Read an hour without minutes as the full hour."""
        parts = [str(part).strip() for part in data_list]
        if parts[0] and len(parts) == 2 and not parts[1]:
            parts[1] = "0"
        return super().numbers(parts)

    def read(self, numbers: list[int]) -> time:
        """Make a time, or say that there is none such."""
        try:
            return time(*numbers)
        except ValueError:
            raise ValidationError("没有这个时间，时写 0 到 23，分写 0 到 59") from None


class MomentField(_PartsField):
    """A day and a time in one line, kept to the minute in the time of China."""

    parts = DAY_PARTS + TIME_PARTS
    unreadable = "请把年、月、日、时、分都用数字写全"

    def read(self, numbers: list[int]) -> datetime:
        """Make an instant, or say that there is none such."""
        try:
            moment = datetime(*numbers, tzinfo=CHINA)  # type: ignore[misc,arg-type]
        except (ValueError, OverflowError, TypeError):
            raise ValidationError("没有这个日期或时间，请再看一下") from None
        if moment.year < 1900:
            raise ValidationError("年份请写四位数字，例如 2026")
        return moment


class RadioRows(forms.RadioSelect):
    """One choice in rows of a thumb's height."""

    template_name = "wizard/widgets/rows.html"


class CheckRows(forms.CheckboxSelectMultiple):
    """Several choices in rows of a thumb's height."""

    template_name = "wizard/widgets/rows.html"
