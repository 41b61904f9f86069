"""Dates and times as people here write them: separate boxes for 年 月 日 and 时 分."""

import re
from collections.abc import Callable, Sequence
from datetime import date, datetime, time
from typing import Any, TypeAlias

from django import forms
from django.core.exceptions import ValidationError

from portal.clock import CHINA, today
from portal.law.words import day_words
from portal.ui.text import normalise_code

Parts = list[str]
Bound: TypeAlias = date | Callable[[], date] | None

_WHOLE_DATE = re.compile(r"(\d{4})[-/.年](\d{1,2})[-/.月](\d{1,2})日?|(\d{4})(\d{2})(\d{2})")


class PartsWidget(forms.MultiWidget):
    """Boxes in one line, each followed by its unit."""

    template_name = "ui/widgets/date_parts.html"
    units: tuple[str, ...] = ()

    def __init__(self, attrs: dict[str, Any] | None = None) -> None:
        boxes = [
            forms.TextInput(
                attrs={
                    "inputmode": "numeric",
                    "autocomplete": "off",
                    "maxlength": "12",
                    "class": "form-control is-year" if unit == "年" else "form-control",
                }
            )
            for unit in self.units
        ]
        super().__init__(boxes, attrs)

    def get_context(self, name: str, value: Any, attrs: Any) -> dict[str, Any]:
        """Give each box its unit."""
        context = super().get_context(name, value, attrs)
        for box, unit in zip(context["widget"]["subwidgets"], self.units, strict=True):
            box["unit"] = unit
        return context


class ChineseDateWidget(PartsWidget):
    """年 月 日."""

    units = ("年", "月", "日")

    def decompress(self, value: Any) -> Parts:
        """Split a date into its boxes."""
        if isinstance(value, str):
            value = date.fromisoformat(value) if value else None
        return [str(value.year), str(value.month), str(value.day)] if value else ["", "", ""]


class ChineseTimeWidget(PartsWidget):
    """时 分, 24 hours."""

    units = ("时", "分")

    def decompress(self, value: Any) -> Parts:
        """Split a time into its boxes."""
        if isinstance(value, str):
            value = time.fromisoformat(value) if value else None
        return [str(value.hour), f"{value.minute:02d}"] if value is not None else ["", ""]


class ChineseDateTimeWidget(PartsWidget):
    """年 月 日 时 分."""

    units = ("年", "月", "日", "时", "分")

    def decompress(self, value: Any) -> Parts:
        """Split an instant into its boxes, in the time of China."""
        if isinstance(value, str):
            value = datetime.fromisoformat(value) if value else None
        if not value:
            return [""] * 5
        if value.tzinfo:
            value = value.astimezone(CHINA)
        day = [str(value.year), str(value.month), str(value.day)]
        return [*day, str(value.hour), f"{value.minute:02d}"]


class _PartsField(forms.Field):
    """A value typed in several boxes; blank when all boxes are blank."""

    widget: type[PartsWidget]
    default_error_messages = {
        "digits": "{unit}只写数字，您写的是“{typed}”",
        "missing": "还缺{units}",
        "two_digit_year": "年份写四位数，例如 2026",
        "no_such_day": "没有 {year}年{month}月{day}日 这一天，请看看月和日",
        "no_such_time": "时间写错了，小时是 0 到 23，分是 0 到 59",
        "too_late": "不能晚于{day}",
        "too_early": "不能早于{day}",
    }

    def _numbers(self, value: Sequence[str]) -> list[int] | None:
        """Read the boxes as numbers, or None when nothing was typed."""
        boxes = [normalise_code(str(part or "")) for part in value]
        if not any(boxes):
            return None
        units = self.widget.units
        missing = [unit for unit, box in zip(units, boxes, strict=True) if not box]
        if missing:
            self._refuse("missing", units="、".join(missing))
        for unit, box in zip(units, boxes, strict=True):
            if not re.fullmatch(r"[0-9]{1,4}", box):
                self._refuse("digits", unit=unit, typed=box[:12])
        return [int(box) for box in boxes]

    def _refuse(self, code: str, **words: object) -> None:
        """Raise the sentence of this code."""
        raise ValidationError(str(self.error_messages[code]).format(**words), code=code)

    def has_changed(self, initial: Any, data: Any) -> bool:
        """Compare values and not what was typed."""
        try:
            return bool(self.to_python(data) != initial)
        except ValidationError:
            return True


class ChineseDateField(_PartsField):
    """A civil date in three boxes, between `earliest` and `latest` (dates or functions)."""

    widget: type[PartsWidget] = ChineseDateWidget

    def __init__(
        self, *, earliest: Bound = date(1900, 1, 1), latest: Bound = None, **kwargs: Any
    ) -> None:
        self.earliest, self.latest = earliest, latest
        super().__init__(**kwargs)

    def to_python(self, value: Any) -> date | None:
        """Turn the boxes into a date."""
        if value is None or isinstance(value, date):
            return value
        boxes = _spread([value] if isinstance(value, str) else list(value))
        numbers = self._numbers(boxes)
        return None if numbers is None else self._day(numbers)

    def validate(self, value: date | None) -> None:
        """Keep the date between its bounds."""
        super().validate(value)
        if value is None:
            return
        latest, earliest = _bound(self.latest), _bound(self.earliest)
        if latest and value > latest:
            self._refuse("too_late", day=_short(latest))
        if earliest and value < earliest:
            self._refuse("too_early", day=_short(earliest))

    def _day(self, numbers: list[int]) -> date:
        """Build the date, or say what is wrong with it."""
        year, month, day = numbers
        if year < 1000:
            self._refuse("two_digit_year")
        try:
            return date(year, month, day)
        except ValueError:
            words = {"year": year, "month": month, "day": day}
            message = str(self.error_messages["no_such_day"]).format(**words)
            raise ValidationError(message, code="no_such_day") from None


class ChineseTimeField(_PartsField):
    """A time of day in two boxes."""

    widget = ChineseTimeWidget

    def to_python(self, value: Any) -> time | None:
        """Turn the boxes into a time."""
        if value is None or isinstance(value, time):
            return value
        boxes = value.split(":")[:2] if isinstance(value, str) else list(value)
        numbers = self._numbers([*boxes, "", ""][:2])
        return None if numbers is None else self._time(numbers)

    def _time(self, numbers: list[int]) -> time:
        """Build the time, or say what is wrong with it."""
        try:
            return time(numbers[0], numbers[1])
        except ValueError:
            message = str(self.error_messages["no_such_time"])
            raise ValidationError(message, code="no_such_time") from None


class ChineseDateTimeField(ChineseDateField):
    """An instant in five boxes, aware, in the time of China."""

    widget = ChineseDateTimeWidget

    def to_python(self, value: Any) -> datetime | None:
        """Turn the boxes into an instant."""
        if value is None or isinstance(value, datetime):
            return value
        numbers = self._numbers(list(value))
        if numbers is None:
            return None
        day = self._day(numbers[:3])
        try:
            return datetime.combine(day, time(numbers[3], numbers[4]), tzinfo=CHINA)
        except ValueError:
            message = str(self.error_messages["no_such_time"])
            raise ValidationError(message, code="no_such_time") from None

    def validate(self, value: Any) -> None:
        """Keep the instant's day between its bounds."""
        super().validate(value.astimezone(CHINA).date() if value else None)


def _spread(boxes: list[str]) -> list[str]:
    """Spread a whole date that was pasted into the first box over the three boxes."""
    first = normalise_code(str(boxes[0] or ""))
    whole = _WHOLE_DATE.fullmatch(first)
    if whole and not any(boxes[1:]):
        return [group for group in whole.groups() if group is not None]
    return [*boxes, "", ""][:3]


def _bound(bound: Bound) -> date | None:
    """Ask a function for its day."""
    return bound() if callable(bound) else bound


def _short(day: date) -> str:
    """Write the bound in a message."""
    if day == today():
        return f"今天（{day.month}月{day.day}日）"
    return f" {day_words(day)}"
