"""What happened, when, who files, and until when one may."""

from datetime import date
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.forms.boundfield import BoundField

from injury_claims import terms
from injury_claims.facts import Tolling
from injury_claims.outcomes import TollingReason
from injury_claims.time_bar import TimeBar, time_bar
from portal import clock
from portal.deadlines import parameters
from portal.ui.fields import ChineseDateField, ChineseTimeField
from portal.wizard.forms import Aside, Line, StepForm, words
from portal.wizard.models import KEPT_DAYS
from registration.api import own_units

KINDS = (
    ("accident", "受了伤，或者在班上突然发病"),
    ("disease", "得了职业病（医院已经诊断）"),
)
CONDITIONS = (("alive", "在治疗，或者已经出院"), ("dead", "人已经去世"))
FILERS = (
    ("worker", "我自己，受伤的就是我"),
    ("relative", "我是受伤职工的家人"),
    ("union", "我代表工会"),
    ("employer", "我代表用人单位"),
)
TOLLINGS = 3


class BasicsForm(StepForm):
    """What happened and who files."""

    lead = (
        f"一共十几步，每步只问一件事。写不完可以先退出，内容留 {KEPT_DAYS} 天，换手机也能接着写。"
    )
    asides = (
        Aside(
            title="为什么问这些",
            text="单位、职工本人、家人和工会都可以申请，期限不一样，所以先问清楚是谁来办。",
        ),
    )
    short = {"kind": "事情", "condition": "现在", "filed_by": "谁来申请"}
    kind = forms.ChoiceField(
        label="出了什么事？",
        choices=KINDS,
        widget=forms.RadioSelect,
        error_messages={"required": "请选一下出了什么事"},
    )
    condition = forms.ChoiceField(
        label="受伤的人现在怎么样？",
        choices=CONDITIONS,
        widget=forms.RadioSelect,
        error_messages={"required": "请选一下人现在怎么样"},
    )
    filed_by = forms.ChoiceField(
        label="谁来申请？",
        choices=FILERS,
        widget=forms.RadioSelect,
        error_messages={"required": "请选一下谁来申请"},
    )

    def clean(self) -> dict[str, Any]:
        """A person who died does not file; an agent's own units are known already."""
        cleaned = super().clean() or {}
        is_employer = cleaned.get("filed_by") == "employer"
        cleaned["has_units"] = is_employer and bool(own_units(self.telling.draft.user))
        if cleaned.get("condition") == "dead" and cleaned.get("filed_by") == "worker":
            self.add_error("filed_by", "人已经去世的，请选是家人、工会还是用人单位来申请")
        return cleaned


class WhenForm(StepForm):
    """The day and the time of the accident, or the day of the diagnosis."""

    short = {"happened_on": "日期", "happened_at": "时间"}
    asides = (
        Aside(
            title="日子记不准？", text="病历第一页、打卡记录、手机通话记录里都能查到那天的日期。"
        ),
    )
    happened_on = ChineseDateField(
        label="哪一天受的伤？",
        help_text="例如 2026 年 9 月 7 日",
        error_messages={"required": "请写哪一天"},
    )
    happened_at = ChineseTimeField(
        label="大概几点？",
        help_text="24 小时制，记不准就写大概的时间",
        required=False,
        error_messages={"required": "请写大概的时间"},
    )

    def prepare(self) -> None:
        """Ask for the day of the diagnosis when it is an occupational disease."""
        basics = self.telling.of("basics")
        if basics.get("kind") == "disease":
            self.fields["happened_on"].label = "哪一天诊断出是职业病的？"
            self.fields["happened_on"].help_text = "诊断证明书或者鉴定书上写的日期"
            del self.fields["happened_at"]
        elif basics.get("condition") == "dead":
            self.fields["happened_on"].label = "哪一天出的事？"

    def clean_happened_on(self) -> date:
        """Refuse a day that has not come, and one before there was work injury insurance."""
        day: date = self.cleaned_data["happened_on"]
        if day > self.telling.today:
            today = self.telling.today
            raise ValidationError(f"日期不能晚于今天（{today.month}月{today.day}日）")
        if day.year < 1950:
            raise ValidationError("年份太早了，请再看一下")
        return day

    def clean(self) -> dict[str, Any]:
        """An hour of today that has not come is refused like a day that has not come."""
        cleaned = super().clean() or {}
        day, hour = cleaned.get("happened_on"), cleaned.get("happened_at")
        now = clock.now()
        if day == now.date() and hour and hour > now.time():
            self.add_error("happened_at", f"时间不能晚于现在（{now:%H:%M}）")
        return cleaned


def _interval(
    label: str, none: str, *, is_open: bool = False
) -> tuple[forms.ChoiceField, ChineseDateField, ChineseDateField, forms.CharField]:
    """Return the four fields of one stretch of time that may not count."""
    choices = [("", none), *((one.value, one.label) for one in TollingReason)]
    fields = (
        forms.ChoiceField(
            label=label,
            choices=choices,
            required=False,
            initial="",
            widget=forms.RadioSelect if is_open else forms.Select,
        ),
        ChineseDateField(label="从哪一天", required=False),
        ChineseDateField(label="到哪一天", required=False),
        forms.CharField(
            label="有什么能证明",
            help_text="例如仲裁裁决书、法院判决书、医院证明",
            required=False,
            max_length=200,
        ),
    )
    for one in fields:
        vars(one).update(hide_optional=True)
    return fields


class LimitForm(StepForm):
    """The last day to file, told at once; reasons why time does not count, when it is past."""

    button = "知道了，继续"
    asides = (
        Aside(
            title="过了期限怎么办",
            text="照样可以交。有法定原因耽误的时间不算进去，由工作人员看了材料再决定。",
        ),
    )

    reason_1, from_1, to_1, evidence_1 = _interval(
        "申请被什么耽误了？", "没有这些原因，照样提交", is_open=True
    )
    reason_2, from_2, to_2, evidence_2 = _interval("第二个原因", "没有第二个原因")
    reason_3, from_3, to_3, evidence_3 = _interval("第三个原因", "没有第三个原因")

    def prepare(self) -> None:
        """Ask for intervals only when the last day is past for the worker's side."""
        self.bar = self._bar()
        if not self.may_explain:
            self.fields.clear()

    def _bar(self) -> TimeBar | None:
        """Return the time bar by the answers so far."""
        when, basics = self.telling.of("when"), self.telling.of("basics")
        if not when or not basics:
            return None
        return time_bar(
            filed_by=basics["filed_by"],
            event_on=date.fromisoformat(when["happened_on"]),
            today=self.telling.today,
        )

    @property
    def employer_length(self) -> str:
        """Return the employer's own period in words."""
        return terms.EMPLOYER_FILING.length_text(self.telling.today, values=parameters.value_on)

    @property
    def is_employer(self) -> bool:
        """Tell whether the employer files."""
        return self.telling.of("basics").get("filed_by") == "employer"

    @property
    def may_explain(self) -> bool:
        """Tell whether reasons are asked for."""
        return bool(self.bar and self.bar.is_late and not self.is_employer)

    @property
    def first_days(self) -> list[BoundField]:
        """Return the fields that say from when to when the first reason lasted."""
        return [self[name] for name in ("from_1", "to_1", "evidence_1")]

    @property
    def more_reasons(self) -> list[BoundField]:
        """Return the fields of the second and third interval."""
        return [self[name] for name in self.fields if not name.endswith("_1")]

    @property
    def has_more_reasons(self) -> bool:
        """Tell whether something stands in the second or third interval."""
        return any(field.value() or field.errors for field in (self["reason_2"], self["reason_3"]))

    def clean(self) -> dict[str, Any]:
        """An interval needs both days in order, after the event and not in the future."""
        cleaned = super().clean() or {}
        if not self.may_explain or self.bar is None:
            return cleaned
        for n in range(1, TOLLINGS + 1):
            if cleaned.get(f"reason_{n}"):
                self._check_interval(n, cleaned.get(f"from_{n}"), cleaned.get(f"to_{n}"))
            elif cleaned.get(f"from_{n}") or cleaned.get(f"to_{n}"):
                self.add_error(f"reason_{n}", "写了日子，请选一下是哪个原因；没有的就把日子删掉")
        return cleaned

    def _check_interval(self, n: int, start: date | None, end: date | None) -> None:
        """Refuse days that are missing, in the future, before the event or in disorder."""
        if self.bar is None:
            return
        for name, value in ((f"from_{n}", start), (f"to_{n}", end)):
            if value is None and name not in self.errors:
                self.add_error(name, "请写日期")
            elif value and value > self.telling.today:
                self.add_error(name, "日期不能晚于今天")
        if start and start < self.bar.event_on:
            self.add_error(f"from_{n}", "要在受伤或者诊断之后，以前的时间本来就不算")
        elif start and end and end < start:
            self.add_error(f"to_{n}", "结束日期不能早于开始日期")

    def tolling(self) -> tuple[Tolling, ...]:
        """Return the stated intervals."""
        found = [
            Tolling(
                reason=TollingReason(self.cleaned_data[f"reason_{n}"]),
                from_on=self.cleaned_data[f"from_{n}"],
                to_on=self.cleaned_data[f"to_{n}"],
                evidence=self.cleaned_data[f"evidence_{n}"],
            )
            for n in range(1, TOLLINGS + 1)
            if self.cleaned_data.get(f"reason_{n}")
        ]
        return tuple(found)

    def told(self) -> str:
        """Tell the new last day when intervals were stated."""
        if not self.may_explain or self.bar is None or not (stated := self.tolling()):
            return ""
        bar = time_bar(
            filed_by=self.telling.of("basics")["filed_by"],
            event_on=self.bar.event_on,
            today=self.telling.today,
            tolling=stated,
        )
        if bar.is_late:
            last = words(bar.due.due_on)
            return f"扣除这些时间，最晚是{last}，已经过了。照样可以提交，由工作人员审查。"
        return f"扣除这些时间，最晚可以在{words(bar.due.due_on)}申请，没有过期。"

    def lines(self) -> list[Line]:
        """Return the last day and the stated intervals."""
        if self.bar is None:
            return []
        found = [Line(label="最后一天", text=words(self.bar.due.due_on))]
        for one in self.tolling() if self.may_explain else ():
            text = f"{one.reason.label}，{words(one.from_on)}到{words(one.to_on)}"
            found.append(Line(label="耽误的原因", text=text))
        return found
