"""Forms by which the directory is kept: facts and hours, windows, closures, verification, end."""

import re
from collections.abc import Iterable, Sequence
from datetime import date, time
from itertools import pairwise
from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from portal import clock
from portal.home.directory.facts import matters_of
from portal.home.opening import clock_words
from portal.offices.directory import insurance_counties
from portal.offices.models import (
    WEEKDAYS,
    Office,
    OfficeCheck,
    OfficeWindow,
    OpeningSpan,
    Power,
)
from portal.ui.fields import ChineseDateField
from portal.ui.forms import PortalForm

SPAN = re.compile(r"(\d{1,2})[:：](\d{2})(?:-|–|—|~|到|至)(\d{1,2})[:：](\d{2})")
BETWEEN = re.compile(r"[,，;；、\s]+")
PHONE = re.compile(r"[0-9+][0-9+\- /、转]{4,39}")
CODE = re.compile(r"[a-z][a-z0-9-]{1,29}")
MOST_SPANS = 3
DEGREES = {"latitude": (34, 37), "longitude": (115, 118)}  # the city and what lies around it
FACTS = (
    *("name", "full_name", "address", "phone", "hours"),
    *("accessibility", "before_visit", "latitude", "longitude"),
)
ORGAN = ("letter_prefix", "reconsideration_organ", "court")

Spans = list[tuple[time, time]]


class HoursField(forms.CharField):
    """From when to when, more than once a day where it shuts at noon; empty: closed."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(required=False, max_length=60, **kwargs)
        self.hide_optional = True

    def clean(self, value: Any) -> Spans:
        """Return the spans in their order."""
        typed = super().clean(value)
        spans: Spans = []
        for part in BETWEEN.split(re.sub(r"\s*(-|–|—|~|到|至)\s*", r"\1", typed)):
            if not part:
                continue
            found = SPAN.fullmatch(part)
            if found is None:
                raise ValidationError("时间请写成 9:00-12:00，上下午用逗号隔开", code="invalid")
            spans.append(self._span([int(one) for one in found.groups()]))
        spans.sort()
        if len(spans) > MOST_SPANS:
            raise ValidationError(f"一天最多写 {MOST_SPANS} 段时间", code="invalid")
        if any(later[0] < before[1] for before, later in pairwise(spans)):
            raise ValidationError("两段时间重叠了", code="invalid")
        return spans

    def _span(self, parts: list[int]) -> tuple[time, time]:
        try:
            opens, closes = time(parts[0], parts[1]), time(parts[2], parts[3])
        except ValueError:
            raise ValidationError("没有这样的时刻", code="invalid") from None
        if closes <= opens:
            raise ValidationError("关门要晚于开门", code="invalid")
        return opens, closes


class OfficeForm(PortalForm):
    """What a visitor reads of an office; the seen edit keeps two keepers from losing each other."""

    name = forms.CharField(label="简称", max_length=30, help_text="例如：任城区")
    full_name = forms.CharField(label="全称", max_length=60, help_text="也是文书落款用的名称")
    address = forms.CharField(label="地址", max_length=120)
    phone = forms.CharField(
        label="电话", max_length=40, required=False, help_text="还不知道就空着，页面写“电话待补”"
    )
    hours = forms.CharField(
        label="办公时间说明", max_length=120, required=False, help_text="例如：周四下午只收件"
    )
    accessibility = forms.CharField(
        label="无障碍", max_length=200, required=False, help_text="坡道、电梯、手语这些"
    )
    before_visit = forms.CharField(
        label="去之前", max_length=600, required=False, widget=forms.Textarea, help_text="一行一条"
    )
    latitude = forms.DecimalField(
        label="纬度", required=False, max_digits=9, decimal_places=6, help_text="例如 35.414921"
    )
    longitude = forms.DecimalField(
        label="经度", required=False, max_digits=9, decimal_places=6, help_text="例如 116.587245"
    )
    seen = forms.IntegerField(widget=forms.HiddenInput, required=False)

    def __init__(self, *args: Any, office: Office | None = None, **kwargs: Any) -> None:
        """Begin with what is known."""
        self.office = office
        super().__init__(*args, **kwargs)
        days = openings_by_day(office.openings.all() if office else ())
        for number, label in enumerate(WEEKDAYS):
            field = HoursField(label=label, initial=hours_words(days[number]))
            if number == 0:
                field.help_text = "例如 9:00-12:00，13:30-17:00；不办公就空着"
            self.fields[f"day_{number}"] = field
        self.fields["before_visit"].widget.attrs["rows"] = 3
        days_of_week = [f"day_{number}" for number in range(7)]
        first = [name for name in self.fields if name not in {*days_of_week, *FACTS[4:]}]
        self.order_fields([*first, *days_of_week, *FACTS[4:]])
        if office is not None:
            for name in FACTS:
                self.fields[name].initial = getattr(office, name)

    def week(self) -> dict[int, Spans]:
        """Return the hours of the seven days."""
        return {number: self.cleaned_data[f"day_{number}"] for number in range(7)}

    def clean_phone(self) -> str:
        """Take numbers as they are printed on doors."""
        phone: str = self.cleaned_data["phone"]
        if phone and not PHONE.fullmatch(phone):
            raise ValidationError("电话只写数字和横线，例如 0537-2345678；几个号码用顿号隔开")
        return phone

    def clean(self) -> dict[str, Any]:
        """A point has both numbers and lies here; a name is borne once by offices of a kind."""
        data = super().clean() or self.cleaned_data
        for name, (least, most) in DEGREES.items():
            value, other = data.get(name), data.get(_other(name))
            if value is None and other is not None and name not in self.errors:
                self.add_error(name, "经度和纬度要一起填")
            if value is not None and not least <= value <= most:
                self.add_error(name, "这个点不在济宁，请看看经度和纬度是不是写反了")
        power = self.office.power if self.office else data.get("power")
        named = Office.objects.filter(power=power, retired_on=None, name=data.get("name"))
        if self.office is not None:
            named = named.exclude(pk=self.office.pk)
        if named.exists():
            self.add_error("name", "已经有一处叫这个名字，请写得能分清")
        return data


class NewOfficeForm(OfficeForm):
    """An office that is not in the directory yet."""

    code = forms.CharField(
        label="代码", max_length=30, help_text="小写字母，用在网址里，以后不能改，例如 rencheng"
    )
    power = forms.ChoiceField(label="办什么", widget=forms.RadioSelect, choices=Power.choices)
    county = forms.ChoiceField(label="所在县市区", required=False)
    letter_prefix = forms.CharField(
        label="文号字头", max_length=20, required=False, help_text="作决定的机关必须填"
    )
    reconsideration_organ = forms.CharField(
        label="行政复议机关", max_length=60, required=False, help_text="作决定的机关必须填"
    )
    court = forms.CharField(label="管辖法院", max_length=60, required=False)
    field_order = ["code", "power", "county", *FACTS]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        county = self.fields["county"]
        if isinstance(county, forms.ChoiceField):
            named = [(one.code, one.name) for one in insurance_counties()]
            county.choices = [("", "市级，不属于哪个县市区"), *named]
        del self.fields["seen"]

    def clean_code(self) -> str:
        """One code is one office for ever."""
        code: str = self.cleaned_data["code"]
        if not CODE.fullmatch(code):
            raise ValidationError("只用小写字母、数字和横线，字母开头")
        if Office.objects.filter(code=code).exists():
            raise ValidationError("这个代码已经用过，停用的也不能再用")
        return code

    def clean(self) -> dict[str, Any]:
        """Ask whoever decides for what stands on its letters."""
        data = super().clean()
        if data.get("power") not in {None, Power.TOWN}:
            for name in ("letter_prefix", "reconsideration_organ"):
                if not data.get(name) and name not in self.errors:
                    self.add_error(name, "作决定的机关必须填写")
        return data


class WindowForm(PortalForm):
    """One window of an office; a row without a number is no window."""

    name = forms.CharField(label="窗口号", max_length=40, required=False)
    floor = forms.CharField(label="楼层", max_length=20, required=False)
    area = forms.CharField(label="区域", max_length=40, required=False)
    matters = forms.MultipleChoiceField(
        label="只办这些事", required=False, widget=forms.CheckboxSelectMultiple
    )

    def __init__(self, *args: Any, office: Office, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for field in self.fields.values():
            field.hide_optional = True  # type: ignore[attr-defined]
        matters = self.fields["matters"]
        if isinstance(matters, forms.ChoiceField):
            matters.choices = [(one.name, one.title) for one in matters_of(office)]
        matters.help_text = "都办就不用选"

    def clean(self) -> dict[str, Any]:
        """A floor without a window is asked for its window."""
        data = super().clean() or self.cleaned_data
        if not data.get("name") and (data.get("floor") or data.get("area")):
            self.add_error("name", "请填写窗口号")
        return data


WindowFormSet = forms.formset_factory(WindowForm, extra=2, max_num=40)


def windows_of(rows: Iterable[forms.BaseForm]) -> list[OfficeWindow]:
    """Return the windows that valid rows name, in their order."""
    found = [row.cleaned_data for row in rows if row.cleaned_data.get("name")]
    return [
        OfficeWindow(
            name=data["name"],
            floor=data["floor"],
            area=data["area"],
            matters=data["matters"],
            sort=number,
        )
        for number, data in enumerate(found, start=1)
    ]


class ClosureForm(PortalForm):
    """Days on which an office is closed; the last one is always known."""

    from_on = ChineseDateField(label="从哪天起", earliest=clock.today)
    to_on = ChineseDateField(label="到哪天止", help_text="这一天也不办公；还说不准就先写到月底")
    reason = forms.CharField(label="为什么", max_length=60, help_text="例如：搬迁、系统升级")
    instead = forms.CharField(label="这几天去哪里办", max_length=120, required=False)

    def clean(self) -> dict[str, Any]:
        """The last day is not before the first."""
        data = super().clean() or self.cleaned_data
        first, last = data.get("from_on"), data.get("to_on")
        if first and last and last < first:
            self.add_error("to_on", "不能早于开始的那天")
        if first and last and (last - first).days > 366:
            self.add_error("to_on", "一次最多写一年；不再开了的，请办停用")
        return data


class CheckForm(PortalForm):
    """Somebody made sure that the entry is true."""

    way = forms.ChoiceField(
        label="怎么核实的", widget=forms.RadioSelect, choices=OfficeCheck.Way.choices
    )
    finding = forms.CharField(
        label="核实的情况",
        max_length=500,
        required=False,
        widget=forms.Textarea,
        help_text="问了谁、哪里和登记的不一样；改过的先保存，再来核实",
    )
    seen = forms.IntegerField(widget=forms.HiddenInput, required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["finding"].widget.attrs["rows"] = 2


class RetireForm(PortalForm):
    """The first day without an office, and who takes over what it did."""

    retired_on = ChineseDateField(label="从哪天起停用", earliest=clock.today)
    successor = forms.ChoiceField(
        label="并到哪里", required=False, help_text="以后由它办；没有别处接着办的不选"
    )

    def __init__(self, *args: Any, office: Office, **kwargs: Any) -> None:
        self.office = office
        super().__init__(*args, **kwargs)
        field = self.fields["successor"]
        if isinstance(field, forms.ChoiceField):
            rows = Office.objects.filter(power=office.power, retired_on=None).exclude(pk=office.pk)
            field.choices = [("", "没有"), *((str(one.pk), one.full_name) for one in rows)]

    def taking_over(self) -> Office | None:
        """Return the office that takes over."""
        chosen = self.cleaned_data["successor"]
        return Office.objects.get(pk=chosen) if chosen else None


def openings_by_day(rows: Iterable[OpeningSpan]) -> dict[int, Spans]:
    """Return the hours of the seven days."""
    days: dict[int, Spans] = {number: [] for number in range(7)}
    for row in rows:
        days[row.weekday].append((row.opens, row.closes))
    return days


def hours_words(spans: Sequence[tuple[time, time]]) -> str:
    """Return the hours of a day as they are typed."""
    words = [f"{clock_words(opens)}-{clock_words(closes)}" for opens, closes in sorted(spans)]
    return "，".join(words)


def last_day_before(day: date) -> date:
    """Return the day before."""
    return date.fromordinal(day.toordinal() - 1)


def _other(name: str) -> str:
    return "longitude" if name == "latitude" else "latitude"
