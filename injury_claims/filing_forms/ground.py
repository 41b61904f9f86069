"""Plain questions that lead to one of the ten items of Articles 14 and 15."""

from datetime import datetime
from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from injury_claims.outcomes import GROUNDS
from injury_claims.rules.rescue import RESCUE_HOURS, died_in_rescue
from portal.ui.fields import ChineseDateTimeField
from portal.wizard.forms import Aside, StepForm

UNSURE = "unsure"
QUESTIONS = {
    "G14_1": "上班时间，在单位、车间或者工地干活时受的伤",
    "G14_2": "上班前做准备，或者下班后收拾时，在单位受的伤",
    "G14_3": "上班时因为干自己的工作，被人打伤或者遇到别的暴力",
    "G14_4": "得了职业病",
    "G14_5": "被单位派出去办事、出差时受的伤，或者人找不到了",
    "G14_6": "上班或者下班路上，出了交通事故",
    "G15_1": "正在上班，突然发病，人没有抢救过来",
    "G15_2": "抢险救灾、救人、保护大家的财物时受的伤",
    "G15_3": "当过兵，以前因战、因公负的伤，现在复发了",
    "G14_7": "别的法律、行政法规写明算工伤的情形",
}
YES_NO = (("yes", "是"), ("no", "不是"))


class GroundForm(StepForm):
    """Which of the plain sentences fits best."""

    asides = (
        Aside(
            title="选错了怎么办",
            text="不要紧。工作人员会按查清的事实适用条款，不会因为您选错就不受理。",
        ),
    )
    short = {"ground": "情形"}
    ground = forms.ChoiceField(
        label="下面哪一句最像？",
        widget=forms.RadioSelect,
        error_messages={"required": "请选最像的一句，说不清就选最后一句"},
    )

    def prepare(self) -> None:
        """Offer what fits what was told so far."""
        basics = self.telling.of("basics")
        if basics.get("kind") == "disease":
            codes = ["G14_4"]
        else:
            codes = [code for code in QUESTIONS if code != "G14_4"]
            if basics.get("condition") != "dead":
                codes.remove("G15_1")
        choice: Any = self.fields["ground"]
        choice.choices = [(code, QUESTIONS[code]) for code in codes]
        if basics.get("kind") != "disease":
            choice.choices += [(UNSURE, "都对不上，或者说不清")]
        else:
            choice.initial = "G14_4"

    def told(self) -> str:
        """Name the item of the statute."""
        code = self.cleaned_data["ground"]
        if code == UNSURE:
            return "没关系，先这样交。工作人员会按查清的事实判断适用哪一条。"
        ground = GROUNDS[code]
        return f"对应{ground.basis}：{ground.label}。下面按这一项问您。"


class CommuteForm(StepForm):
    """A traffic accident on the way: vehicle, way, share of fault."""

    asides = (
        Aside(
            title="责任怎么看",
            text="看交警的《道路交通事故认定书》。本人负主要责任或者全部责任的，一般不算工伤；"
            "同等责任、次要责任、没有责任的，可以认定。认定书还没出，可以先申请。",
        ),
    )
    short = {"vehicle": "怎么出的事", "way": "路线", "fault": "责任"}
    vehicle = forms.ChoiceField(
        label="是怎么出的事？",
        choices=(
            ("traffic", "和汽车、电动车、摩托车等碰撞，或者自己骑车、坐车出的事故"),
            ("rail", "坐地铁、轮渡、火车出的事故"),
            ("fall", "走路自己摔的，没有碰到车"),
        ),
        widget=forms.RadioSelect,
        error_messages={"required": "请选是怎么出的事"},
    )
    way = forms.ChoiceField(
        label="从哪里到哪里？",
        choices=(
            ("home", "自己家和单位之间"),
            ("dormitory", "宿舍和单位之间"),
            ("family", "丈夫妻子、父母、子女家和单位之间"),
            ("errand", "路上顺便买菜、接送孩子"),
            ("other", "其他"),
        ),
        widget=forms.RadioSelect,
        error_messages={"required": "请选从哪里到哪里"},
    )
    fault = forms.ChoiceField(
        label="交警认定您这一方的责任是",
        choices=(
            ("none", "没有责任"),
            ("minor", "次要责任"),
            ("equal", "同等责任"),
            ("main", "主要责任"),
            ("full", "全部责任"),
            ("pending", "交警还没有出认定书"),
            ("unreported", "没有报交警"),
        ),
        widget=forms.RadioSelect,
        error_messages={"required": "请选责任，没出认定书也要选"},
    )

    def prepare(self) -> None:
        """Speak of the person hurt when somebody else files."""
        if self.telling.of("basics").get("filed_by") != "worker":
            self.fields["fault"].label = "交警认定职工这一方的责任是"

    def told(self) -> str:
        """Tell honestly how the answer weighs, and shut no door."""
        if self.cleaned_data["vehicle"] == "fall":
            return "没有车辆的摔伤，一般不在上下班途中这一项里。您仍可以提交，由工作人员审查。"
        if self.cleaned_data["fault"] in {"main", "full"}:
            return "本人负主要或者全部责任的，一般不能认定。您仍可以提交，由工作人员审查。"
        if self.cleaned_data["fault"] == "pending":
            return "认定书还没出不影响今天提交，出来以后补交就行。"
        return ""


class ViolenceForm(StepForm):
    """Violence met because of the work."""

    short = {"cause": "因为什么事", "reported": "报警"}
    cause = forms.CharField(
        label="因为什么事动的手？",
        help_text="和工作有什么关系，写清楚",
        max_length=300,
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"required": "请写因为什么事"},
    )
    reported = forms.ChoiceField(
        label="报警了吗？",
        choices=(("yes", "报了"), ("no", "没有")),
        widget=forms.RadioSelect,
        error_messages={"required": "请选有没有报警"},
    )


class TripForm(StepForm):
    """Work away from the usual place."""

    short = {"sent_by": "谁派的", "errand": "办什么事", "missing": "下落"}
    sent_by = forms.CharField(
        label="谁派的？",
        help_text="写姓名和职务；工作需要自己去的也写明",
        max_length=100,
        error_messages={"required": "请写谁派的"},
    )
    errand = forms.CharField(
        label="去办什么事？",
        max_length=300,
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"required": "请写去办什么事"},
    )
    missing = forms.ChoiceField(
        label="人现在有消息吗？",
        choices=(("found", "有消息"), ("missing", "出事以后一直下落不明")),
        widget=forms.RadioSelect,
        error_messages={"required": "请选有没有消息"},
    )


class IllnessForm(StepForm):
    """A sudden illness at work that ended in death: on the spot, or within the hours of rescue."""

    lead = "这几个时间很要紧，请照着病历和死亡证明写。"
    short = {"onset": "发病时", "course_of_death": "去世", "first_at": "第一次诊断"}
    onset = forms.MultipleChoiceField(
        label="发病的时候",
        help_text="符合的都选上",
        choices=(("working_time", "正在上班时间"), ("post", "正在自己的岗位上")),
        widget=forms.CheckboxSelectMultiple,
        required=False,
    )
    course_of_death = forms.ChoiceField(
        label="是怎么去世的？",
        choices=(("spot", "当场就不行了"), ("rescued", "送医院抢救，没有救过来")),
        widget=forms.RadioSelect,
        error_messages={"required": "请选一项"},
    )
    first_at = ChineseDateTimeField(
        label="医院第一次诊断的时间",
        help_text=f"抢救记录上写的时间，{RESCUE_HOURS} 小时从这时候算",
        required=False,
        error_messages={"required": "请写第一次诊断的时间"},
    )

    def prepare(self) -> None:
        """Take over the time that was told before."""
        first = self.telling.of("injury").get("first_diagnosed_at")
        if first:
            self.fields["first_at"].initial = datetime.fromisoformat(first)

    def clean(self) -> dict[str, Any]:
        """The clock of the rescue needs its start."""
        cleaned = super().clean() or {}
        is_rescued = cleaned.get("course_of_death") == "rescued"
        if is_rescued and not cleaned.get("first_at") and "first_at" not in self.errors:
            self.add_error("first_at", f"请写第一次诊断的时间，{RESCUE_HOURS} 小时从这时候算")
        first, death = cleaned.get("first_at"), self._death()
        if first and death and first > death:
            self.add_error("first_at", "第一次诊断不能晚于去世的时间")
        return cleaned

    def _death(self) -> datetime | None:
        """Return the hour of death that was told before."""
        told = self.telling.of("injury").get("death_at")
        return datetime.fromisoformat(told) if told else None

    def told(self) -> str:
        """Count the hours by the clock."""
        first, death = self.cleaned_data.get("first_at"), self._death()
        if self.cleaned_data["course_of_death"] != "rescued" or not first or not death:
            return ""
        minutes = int((death - first).total_seconds() // 60)
        span = f"从第一次诊断到去世是 {minutes // 60} 小时 {minutes % 60} 分"
        if died_in_rescue(first, death):
            return f"{span}，在 {RESCUE_HOURS} 小时之内。"
        return f"{span}，超过了 {RESCUE_HOURS} 小时。您仍可以提交，由工作人员审查。"


class RescueForm(StepForm):
    """Help in a disaster or for the common good."""

    short = {"deed": "做了什么", "certificate": "证明"}
    deed = forms.CharField(
        label="当时在救什么、保护什么？",
        max_length=300,
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"required": "请写当时做了什么"},
    )
    certificate = forms.ChoiceField(
        label="有没有证明？",
        help_text="民政、公安等部门开的证明，或者见义勇为的证书",
        choices=(("yes", "有"), ("no", "还没有")),
        widget=forms.RadioSelect,
        error_messages={"required": "请选有没有证明"},
    )


class VeteranForm(StepForm):
    """An old wound of military service that broke open again."""

    short = {"certificate": "残疾军人证", "relapse": "复发确认"}
    certificate = forms.ChoiceField(
        label="有没有革命伤残军人证（残疾军人证）？",
        choices=(("yes", "有"), ("no", "没有")),
        widget=forms.RadioSelect,
        error_messages={"required": "请选有没有证"},
    )
    relapse = forms.ChoiceField(
        label="医院或者鉴定机构确认是旧伤复发了吗？",
        choices=(("yes", "确认了"), ("no", "还没有")),
        widget=forms.RadioSelect,
        error_messages={"required": "请选有没有确认"},
    )


class OtherLawForm(StepForm):
    """Another statute that makes it a work injury."""

    short = {"statute": "依据"}
    statute = forms.CharField(
        label="是哪部法律、行政法规的哪一条？",
        help_text="写名称和第几条",
        max_length=300,
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"required": "请写法律、行政法规的名称和条文"},
    )

    def clean_statute(self) -> str:
        """A citation needs more than a word."""
        statute: str = self.cleaned_data["statute"].strip()
        if len(statute) < 4:
            raise ValidationError("请写全名称和第几条")
        return statute
