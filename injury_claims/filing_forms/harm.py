"""What happened, what was hurt, where it was treated."""

from datetime import date, datetime
from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from injury_claims.body import BODY_PARTS
from portal.ui.fields import ChineseDateTimeField
from portal.wizard.forms import Aside, StepForm

DOINGS = (
    ("work", "在单位干活"),
    ("before_after", "在单位，准备开工或者收拾收尾"),
    ("errand", "被单位派出去办事"),
    ("commute", "上下班路上"),
    ("other", "都不是，下面我自己说"),
)
SHORTEST_COURSE = 10
LONGEST_COURSE = 1000


class AccidentForm(StepForm):
    """Place and course of the accident, in the applicant's own words."""

    asides = (
        Aside(
            title="为什么问这些",
            text="时间、地点和原因是判断工伤的三件事。写得清楚，我们就少打扰您。",
        ),
        Aside(
            title="一个写好的例子",
            text="早上 7 点多，我在车间开冲床，送料时右手还没拿开，冲头落下来压到食指和中指。"
            "班长张师傅在旁边看见了，马上关机，送我去了医院。",
        ),
    )
    short = {"doing": "当时", "place": "地点", "course": "经过", "witnesses": "谁看见了"}
    doing = forms.ChoiceField(
        label="当时在做什么？",
        choices=DOINGS,
        widget=forms.RadioSelect,
        error_messages={"required": "请选当时在做什么"},
    )
    place = forms.CharField(
        label="在什么地方？",
        help_text="路名、路口、车间或附近的店，别人照着能找到就行",
        max_length=150,
        error_messages={"required": "请写受伤的地方"},
    )
    course = forms.CharField(
        label="事情经过",
        help_text="怎么伤的、伤了哪里、后来怎么办的。大白话就行，最多 1000 字",
        max_length=LONGEST_COURSE,
        widget=forms.Textarea(attrs={"rows": 6}),
        error_messages={
            "required": "请写事情经过",
            "max_length": "最多 1000 字，现在太长了，请写短一些",
        },
    )
    witnesses = forms.CharField(
        label="谁看见了？",
        help_text="写姓名，有电话也写上",
        max_length=300,
        required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
    )

    def prepare(self) -> None:
        """Ask relatives of a person who died in fitting words."""
        if self.telling.of("basics").get("filed_by") != "worker":
            self.fields["doing"].label = "他（她）当时在做什么？"
            self.fields["place"].error_messages["required"] = "请写出事的地方"

    def clean_course(self) -> str:
        """A course of three words tells nothing."""
        course: str = self.cleaned_data["course"].strip()
        if len(course) < SHORTEST_COURSE:
            raise ValidationError("经过太短，请写清楚是怎么受伤的")
        return course


class DiseaseForm(StepForm):
    """Where the worker was exposed, and what the certificate says."""

    asides = (
        Aside(
            title="诊断证明从哪里来",
            text="职业病要由有资格的医院诊断，发《职业病诊断证明书》。有了有效的证明，我们不再重新调查病因。",
        ),
    )
    short = {
        "diagnosis": "病名",
        "hospital": "诊断机构",
        "place": "接触的地方",
        "course": "怎么接触的",
    }
    diagnosis = forms.CharField(
        label="证明书上写的病名",
        help_text="例如 职业性尘肺病（矽肺一期）",
        max_length=200,
        error_messages={"required": "请照着证明书写病名"},
    )
    hospital = forms.CharField(
        label="哪家医院诊断的？",
        max_length=100,
        error_messages={"required": "请写诊断的医院"},
    )
    place = forms.CharField(
        label="在哪里接触的？",
        help_text="哪个车间、矿井、工地",
        max_length=150,
        error_messages={"required": "请写接触的地方"},
    )
    course = forms.CharField(
        label="做什么活、接触什么、做了多久",
        help_text="例如 2009 年起在破碎车间看皮带，粉尘大，做了 11 年",
        max_length=LONGEST_COURSE,
        widget=forms.Textarea(attrs={"rows": 5}),
        error_messages={"required": "请写怎么接触的", "max_length": "最多 1000 字，请写短一些"},
    )

    def clean_course(self) -> str:
        """A course of three words tells nothing."""
        course: str = self.cleaned_data["course"].strip()
        if len(course) < SHORTEST_COURSE:
            raise ValidationError("写得太短，请写清楚做什么活、接触什么、多久")
        return course


class InjuryForm(StepForm):
    """What was hurt, which hospital saw it first, what it found; the hour of death."""

    short = {
        "body_parts": "部位",
        "body_part_text": "具体",
        "hospital": "医院",
        "first_diagnosed_at": "第一次诊断",
        "diagnosis": "诊断",
        "death_at": "去世时间",
    }
    body_parts = forms.MultipleChoiceField(
        label="伤在哪里？",
        help_text="有几处选几处",
        choices=BODY_PARTS,
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": "请选伤在哪里"},
    )
    body_part_text = forms.CharField(
        label="具体是哪里",
        help_text="例如 右手食指、中指",
        max_length=100,
        required=False,
    )
    hospital = forms.CharField(
        label="先去的哪家医院？",
        help_text="没去医院就写“没有去”",
        max_length=100,
        error_messages={"required": "请写医院的名字"},
    )
    first_diagnosed_at = ChineseDateTimeField(
        label="医院第一次诊断的时间",
        help_text="病历上有，记不准就空着",
        required=False,
        error_messages={"required": "请写第一次诊断的时间"},
    )
    diagnosis = forms.CharField(
        label="医院怎么说的",
        help_text="照着诊断证明抄，例如 右手食指、中指末节骨折",
        max_length=300,
        required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
    )
    death_at = ChineseDateTimeField(
        label="去世的时间",
        help_text="死亡证明上写的时间",
        error_messages={"required": "请写去世的时间"},
    )

    def prepare(self) -> None:
        """Ask for the hour of death only when somebody died."""
        if self.telling.of("basics").get("condition") != "dead":
            del self.fields["death_at"]
        if self.telling.of("basics").get("kind") == "disease":
            for name in ("body_parts", "body_part_text", "hospital", "first_diagnosed_at"):
                del self.fields[name]
            self.fields["diagnosis"].label = "去世的原因"
            self.fields["diagnosis"].help_text = "死亡证明上怎么写就怎么写"

    def clean(self) -> dict[str, Any]:
        """Times lie in order: event, diagnosis, death, now."""
        cleaned = super().clean() or {}
        event = self.telling.of("when").get("happened_on")
        first = date.fromisoformat(event) if event else None
        for name in ("first_diagnosed_at", "death_at"):
            moment: datetime | None = cleaned.get(name)
            if moment is None:
                continue
            if moment.date() > self.telling.today:
                self.add_error(name, "时间不能晚于今天")
            elif first and moment.date() < first:
                self.add_error(name, f"时间不能早于出事那天（{first.month}月{first.day}日）")
        diagnosed, died = cleaned.get("first_diagnosed_at"), cleaned.get("death_at")
        if diagnosed and died and died < diagnosed and "death_at" not in self.errors:
            self.add_error("death_at", "去世的时间不能早于第一次诊断的时间")
        return cleaned
