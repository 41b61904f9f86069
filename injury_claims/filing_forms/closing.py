"""The papers, who will be told, and the consent: the last steps before the check page."""

from collections.abc import Iterable
from typing import Any

from django import forms

from injury_claims.filing_forms.ground import UNSURE
from injury_claims.materials import materials_for
from portal.ui.forms import with_hint
from portal.wizard.forms import Aside, StepForm
from portal.wizard.journey import Answers
from portal.wizard.models import KEPT_DAYS
from portal.wizard.papers import Need, UploadForm

PRIVACY_POINTS = (
    "我们是谁：您选的参保地或者干活地方的人力资源和社会保障局，电话 12333。",
    "为什么要：受理、调查和决定这件工伤认定，通知您和单位。依据是《工伤保险条例》。",
    "要哪些：姓名、证件号码、电话、住址、单位、事故经过、伤情和医院的材料。",
    "给谁看：承办的工作人员；受理以后，单位能看到您说的事故经过，看不到您的住址、电话和病历。",
    f"留多久：没提交的内容留 {KEPT_DAYS} 天；提交以后按档案规定保存 50 年。",
    "您可以：随时在“我的”里查看，要求更正，没提交的可以删除。",
)


def ground_code(answers: Answers) -> str:
    """Return the item that the answers lead to; who is unsure starts from the first."""
    code = str(answers.get("ground", {}).get("ground", UNSURE))
    return "G14_1" if code == UNSURE else code


class MaterialsForm(UploadForm):
    """The materials of the dated table for this ground and this applicant."""

    asides = (
        Aside(
            title="怎么拍得清楚",
            text="纸放平，光从侧面来，四个角都拍进去。看得清章和签名就行。一份材料有几页，就按顺序一页一页传。",
        ),
        Aside(
            title="现在没有怎么办",
            text="没有的可以先不交，不影响今天提交。提交以后还可以补。",
        ),
    )

    def needs(self) -> Iterable[Need]:
        """Return the rows of the table, and a place for anything else."""
        basics = self.telling.of("basics")
        rows = materials_for(
            ground_code(self.telling.answers),
            on=self.telling.today,
            filed_by=basics.get("filed_by", "worker"),
            is_death=basics.get("condition") == "dead",
            is_disease=basics.get("kind") == "disease",
        )
        for row in rows:
            mark = "没有可以不交"
            if row.is_required:
                mark = "要交，还没拿到可以以后交" if row.ground else "要交"
            yield Need(
                code=row.code,
                title=row.label,
                mark=mark,
                is_required=row.is_required,
                hint=row.hint,
            )
        yield Need(
            code="other",
            title="其他材料",
            mark="没有可以不交",
            hint="您觉得能说明事情的，都可以传。",
        )

    def told(self) -> str:
        """Name what is still missing; nobody is kept from going on."""
        missing = [
            wanted.need.title
            for wanted in self.wanted()
            if wanted.need.is_required and not wanted.pages
        ]
        if not missing:
            return ""
        return f"还没有交：{'、'.join(missing)}。可以先提交，以后再补。"


class NoticesForm(StepForm):
    """Where papers go, and whether they may go by the network."""

    short = {"electronic": "文书", "address": "送达地址"}
    asides = (
        Aside(
            title="电子送达是什么",
            text="决定书等文书发到这个网站，您登录就能看、能下载，和纸质的一样有效。您随时可以要一份纸质的。",
        ),
    )
    electronic = forms.ChoiceField(
        label="决定书等文书，怎么送给您？",
        choices=(
            ("yes", with_hint("发到这个网站，同时发短信", "我同意电子送达")),
            ("no", with_hint("送纸质的", "当面领，或者寄到下面的地址")),
        ),
        widget=forms.RadioSelect,
        error_messages={"required": "请选一种送达的方式"},
    )
    address = forms.CharField(
        label="文书寄到哪里",
        help_text="以后文书寄到这里就算送到。搬了家要告诉我们",
        max_length=150,
        widget=forms.TextInput(attrs={"autocomplete": "street-address"}),
        error_messages={"required": "请写收文书的地址"},
    )

    def prepare(self) -> None:
        """Propose the address that was told before."""
        filer = self.telling.of("filer").get("address")
        unit = self.telling.of("unit").get("address")
        employer = self.telling.of("employer").get("address") or unit
        worker = self.telling.of("worker").get("address")
        filed_by = self.telling.of("basics").get("filed_by")
        self.fields["address"].initial = employer if filed_by == "employer" else filer or worker

    @property
    def told_people(self) -> list[tuple[str, str]]:
        """Return who will be told what, and when."""
        filed_by = self.telling.of("basics").get("filed_by")
        people = [("您", "提交以后马上：申请编号。以后每一步：要做什么、到哪一天。")]
        if filed_by != "worker" and self.telling.of("basics").get("condition") != "dead":
            phone = self.telling.of("worker").get("phone")
            way = "短信" if phone else "受理时书面"
            people.append(("职工本人", f"{way}告诉他（她）：有人替他申请了工伤认定。"))
        if filed_by != "employer":
            people.append(("用人单位", "提交以后不告诉。受理以后书面通知单位，单位可以说明情况。"))
        people.append(("工伤保险经办机构", "作出决定以后，抄送一份决定书。"))
        return people

    def _text(self, name: str, bound: forms.Field) -> str:
        """Say the way of service in short words."""
        if name == "electronic":
            return {"yes": "电子送达", "no": "纸质"}.get(self.cleaned_data.get(name, ""), "")
        return super()._text(name, bound)


class ConsentForm(StepForm):
    """The privacy notice, and the separate consent for what is especially sensitive."""

    button = "同意并继续"
    points = PRIVACY_POINTS
    short = {"privacy": "个人信息", "health": "医疗健康信息"}
    asides = (
        Aside(
            title="不同意怎么办",
            text="可以带着材料到窗口办，效果一样。法律规定办理工伤认定必须用到的信息，窗口也会用到。",
        ),
    )
    privacy = forms.BooleanField(
        label="我看过上面的说明，知道我的个人信息怎么用。",
        error_messages={"required": "看过说明以后，请在前面打勾"},
    )
    health = forms.BooleanField(
        label="我单独同意：为办理这件工伤认定，使用伤情、诊断、病历这些医疗健康信息和证件号码。",
        error_messages={"required": "医疗健康信息要您单独同意，请在前面打勾；不同意的请到窗口办"},
    )

    def prepare(self) -> None:
        """Speak of the worker's data when somebody else files."""
        if self.telling.of("basics").get("filed_by") != "worker":
            self.fields["health"].label = (
                "我单独同意：为办理这件工伤认定，使用我和职工的证件号码，"
                "以及职工的伤情、诊断、病历这些医疗健康信息。"
            )

    def answers(self) -> dict[str, Any]:
        """Keep the day of the consent beside it."""
        return {**super().answers(), "consented_on": self.telling.today.isoformat()}

    def _text(self, name: str, bound: forms.Field) -> str:
        """Say that it was agreed."""
        return {"privacy": "看过说明", "health": "单独同意使用"}[name]
