"""Forms of courier outlets: the licence, a terminal, its end, and who works there as what."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from portal import clock
from portal.offices.models import County
from portal.ui.fields import ChineseDateField
from portal.ui.forms import KeyedForm, PortalForm, with_hint
from registration.models import Outlet
from registration.outlets.numbers import LONGEST, outlet_number
from registration.outlets.rules import JOBS, job_is_of_couriers
from registration.people.forms import PhoneMixin, report_choices

JOB_HINTS = {
    "收寄": "收件、揽件、门店收寄",
    "分拣": "卸车、分拣、装包",
    "运输": "开车运快件",
    "投递": "派件、送件",
    "查询": "客服、查件",
}
COURIER, OTHER = "courier", "other"


class NumberField(forms.CharField):
    """The number of a licence or of a filing, in one shape."""

    def clean(self, value: Any) -> str:
        """Return the number as it is kept."""
        text = super().clean(value)
        try:
            return outlet_number(text) if text else ""
        except ValueError as error:
            raise ValidationError(str(error)) from None


def _number(label: str) -> NumberField:
    return NumberField(
        label=label,
        max_length=LONGEST,
        widget=forms.TextInput(attrs={"autocomplete": "off", "spellcheck": "false"}),
    )


class LicenceForm(PortalForm):
    """The licence by which a unit is an outlet of its own."""

    number = _number("快递业务经营许可证上的许可号")
    from_on = ChineseDateField(label="从哪一天起有这个许可", latest=clock.today)


class TerminalForm(PortalForm):
    """A terminal that is only filed, under its licensed unit."""

    name = forms.CharField(label="网点名称", help_text="和备案回执上一样", max_length=120)
    number = _number("备案号")
    county = forms.ChoiceField(label="网点在哪个县市区")
    address = forms.CharField(label="网点地址", max_length=160)
    from_on = ChineseDateField(label="从哪一天起营业", latest=clock.today)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        """Offer the counties of the city."""
        super().__init__(*args, **kwargs)
        named = County.objects.values_list("code", "name")
        self.fields["county"].choices = [("", "请选择"), *named]  # type: ignore[attr-defined]


class OutletEndForm(PortalForm):
    """The last day of an outlet."""

    to_on = ChineseDateField(label="最后一天", latest=clock.today)

    def __init__(self, *args: Any, from_on: date, **kwargs: Any) -> None:
        """Know the first day."""
        super().__init__(*args, **kwargs)
        self.from_on = from_on

    def clean_to_on(self) -> date:
        """Take no day before the first one."""
        day: date = self.cleaned_data["to_on"]
        if day < self.from_on:
            raise ValidationError("不能早于网点的第一天")
        return day


class TradeForm(PortalForm):
    """As what somebody is registered at a unit that has outlets."""

    trade = forms.ChoiceField(
        label="按哪一种登记？",
        choices=[
            (
                COURIER,
                with_hint("快递网点从业人员", "在网点收寄、分拣、运输、投递、查询，只参加工伤保险"),
            ),
            (OTHER, with_hint("别的用工形式", "职工、非全日制用工、劳务派遣人员")),
        ],
        widget=forms.RadioSelect,
        error_messages={"required": "请选一种"},
    )


class _AtOutletMixin(forms.Form):
    """The outlet, and one of the five jobs."""

    outlet = forms.ChoiceField(
        label="在哪个网点干活", error_messages={"invalid_choice": "请选本单位在册的网点"}
    )
    job = forms.ChoiceField(
        label="做哪一种工作",
        choices=[(one, with_hint(one, JOB_HINTS[one])) for one in JOBS],
        widget=forms.RadioSelect,
    )

    def offer(self, outlets: Sequence[Outlet]) -> None:
        """Offer the outlets; the only one is chosen beforehand."""
        field = self.fields["outlet"]
        named = [(str(one.pk), one.name) for one in outlets]
        only_one = len(named) == 1
        field.choices = named if only_one else [("", "请选择"), *named]  # type: ignore[attr-defined]
        if only_one:
            field.initial = named[0][0]
        self.fields["job"].error_messages["invalid_choice"] = str(job_is_of_couriers(""))


class CourierForm(_AtOutletMixin, PhoneMixin, KeyedForm):
    """The last step for somebody who works at an outlet."""

    field_order = ("outlet", "job", "phone", "report")
    report = forms.ChoiceField(label="现在申报参保吗？", widget=forms.RadioSelect, initial="now")

    def __init__(
        self,
        *args: Any,
        outlets: Sequence[Outlet],
        is_known: bool,
        insured_from: str,
        **kwargs: Any,
    ) -> None:
        """Ask for no phone twice."""
        super().__init__(*args, **kwargs)
        self.offer(outlets)
        if is_known:
            del self.fields["phone"]
        self.fields["report"].choices = report_choices(insured_from)  # type: ignore[attr-defined]


class CourierCorrectForm(_AtOutletMixin, PortalForm):
    """What was written wrongly about the work at an outlet."""

    def __init__(self, *args: Any, outlets: Sequence[Outlet], **kwargs: Any) -> None:
        """Offer the outlets."""
        super().__init__(*args, **kwargs)
        self.offer(outlets)
