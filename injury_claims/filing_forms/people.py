"""The worker, whoever files for the worker, and the employer."""

from datetime import date
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.forms.boundfield import BoundField
from django.http import HttpRequest

from portal.accounts.identifiers import (
    KIND_LABELS,
    PERSON_KINDS,
    IdentityKind,
    validate_identity_number,
    validate_phone,
)
from portal.ui.forms import with_hint
from portal.wizard.asking import AskingForm
from portal.wizard.forms import Aside, Line, StepForm
from registration.api import Worker, worker_of, workers_of

ID_KINDS = [(kind.value, KIND_LABELS[kind]) for kind in PERSON_KINDS]
RELATIONS = (
    ("spouse", "丈夫或者妻子"),
    ("parent", "父亲或者母亲"),
    ("child", "儿子或者女儿"),
    ("sibling", "兄弟姐妹"),
    ("grandparent", "祖父母、外祖父母"),
    ("grandchild", "孙子女、外孙子女"),
    ("other", "其他近亲属"),
)
WHO = ("name", "id_kind", "id_number")
KEPT_SAFE = Aside(
    title="这些信息怎么保管",
    text="证件号码加密保存，页面上只显示头三位和后四位。单位看不到住址和手机号。",
)


def check_number(kind: str, raw: str) -> str:
    """Return the normalised number, or the sentence that says what is wrong."""
    try:
        return validate_identity_number(kind, raw)
    except ValueError as error:
        raise ValidationError(str(error)) from None


def check_phone(raw: str) -> str:
    """Return a mobile number, or the sentence that says what is wrong."""
    try:
        return validate_phone(raw)
    except ValueError as error:
        raise ValidationError(str(error)) from None


class _PersonForm(StepForm):
    """Name, document and address of a natural person."""

    masked = {"id_number": "id", "phone": "phone"}

    def clean(self) -> dict[str, Any]:
        """Check the number by its kind."""
        cleaned = super().clean() or {}
        kind, number = cleaned.get("id_kind"), cleaned.get("id_number")
        if kind and number:
            try:
                cleaned["id_number"] = check_number(kind, number)
            except ValidationError as error:
                self.add_error("id_number", error)
        return cleaned

    def clean_phone(self) -> str:
        """Check the phone, where one is given."""
        raw: str = self.cleaned_data["phone"]
        return check_phone(raw) if raw else ""


class WorkerForm(AskingForm, _PersonForm):
    """The person who was hurt; an agent picks among the workers of the own unit."""

    asides = (KEPT_SAFE,)
    short = {
        "name": "姓名",
        "id_kind": "证件",
        "id_number": "号码",
        "phone": "手机",
        "address": "住址",
        "occupation": "工种",
    }
    picked = forms.ChoiceField(label="是哪一位？", required=False, widget=forms.RadioSelect)
    name = forms.CharField(
        label="姓名",
        help_text="和身份证上一样",
        max_length=60,
        widget=forms.TextInput(attrs={"autocomplete": "name"}),
        error_messages={"required": "请写姓名"},
    )
    id_kind = forms.ChoiceField(
        label="用什么证件",
        choices=ID_KINDS,
        widget=forms.RadioSelect,
        initial=IdentityKind.RESIDENT_ID.value,
        error_messages={"required": "请选证件"},
    )
    id_number = forms.CharField(
        label="证件号码",
        help_text="身份证是 18 位，最后一位可能是 X",
        max_length=30,
        widget=forms.TextInput(attrs={"autocomplete": "off", "spellcheck": "false"}),
        error_messages={"required": "请写证件号码"},
    )
    phone = forms.CharField(
        label="手机号",
        max_length=20,
        widget=forms.TextInput(attrs={"inputmode": "tel", "autocomplete": "tel"}),
        error_messages={"required": "请写手机号"},
    )
    address = forms.CharField(
        label="现在住在哪里",
        help_text="写到门牌号，寄信能收到就行",
        max_length=150,
        widget=forms.TextInput(attrs={"autocomplete": "street-address"}),
        error_messages={"required": "请写住址"},
    )
    occupation = forms.CharField(
        label="做什么工作", help_text="例如 冲压工、送货司机", max_length=40, required=False
    )

    def prepare(self) -> None:
        """Fill in what the account knows; speak of the person who died as family does."""
        basics = self.telling.of("basics")
        user = self.telling.draft.user
        self._offer_workers(self.telling.of("unit").get("register_id"))
        if basics.get("filed_by") == "worker":
            self.fields["name"].initial = user.name
            self.fields["phone"].initial = user.phone
            return
        self.fields["name"].help_text = "和证件上一样"
        self.fields["phone"].required = False
        self.fields["phone"].help_text = "我们会告诉本人有人替他申请。不知道可以不写"
        self.fields["address"].required = basics.get("condition") != "dead"
        if basics.get("condition") == "dead":
            del self.fields["phone"]
            self.fields["address"].label = "生前住在哪里"
            self.fields["occupation"].label = "生前做什么工作"

    @property
    def own_fields(self) -> list[BoundField]:
        """Return the fields below the choice among the workers of the unit."""
        return [self[name] for name in self.fields if name not in {"find", "found", "picked"}]

    def has_answers(self) -> bool:
        """Say whether somebody was picked or written down."""
        picked = str(self.data.get("picked") or "").isdecimal()
        return picked or bool(str(self.data.get("name") or "").strip())

    def look_up(self, request: HttpRequest) -> list[int]:
        """Find workers of the own unit by a part of the name."""
        self._offer_workers(self.telling.of("unit").get("register_id"))
        return [one.employment_id for one in self.workers]

    def clean_phone(self) -> str:
        """Check the phone, where one is asked."""
        return super().clean_phone() if "phone" in self.fields else ""

    def clean(self) -> dict[str, Any]:
        """Take name and number of whoever was picked from the register."""
        picked = self.cleaned_data.get("picked")
        worker = next((one for one in self.workers if str(one.employment_id) == picked), None)
        if worker is not None:
            for name in WHO:
                self.errors.pop(name, None)
            self.cleaned_data |= {"name": worker.name, "id_kind": worker.kind}
            self.cleaned_data |= {"id_number": worker.number}
            self.cleaned_data["occupation"] = self.cleaned_data.get("occupation") or worker.job
        elif "picked" in self.fields:
            for name in WHO:
                if not self.cleaned_data.get(name) and name not in self.errors:
                    self.add_error(name, self.fields[name].error_messages["required"])
        return super().clean()

    def lines(self) -> list[Line]:
        """Return the person as the check page tells it."""
        return [line for line in super().lines() if line.name != "picked"]

    def _offer_workers(self, unit_id: int | None) -> None:
        """Let an agent pick among those who worked for the unit on that day."""
        self.workers: list[Worker] = []
        if unit_id is None:
            for name in ("find", "found", "picked"):
                self.fields.pop(name, None)
            return
        user = self.telling.draft.user
        on = date.fromisoformat(self.telling.of("when")["happened_on"])
        self.workers = workers_of(user, unit_id, on=on, name=self.question)
        picked = str(self.data.get("picked") or "")
        if picked.isdecimal() and picked not in {str(one.employment_id) for one in self.workers}:
            self.workers += filter(None, [worker_of(user, int(picked))])
        for name in (*WHO, "find", "picked"):
            self.fields[name].required = False
            vars(self.fields[name]).update(hide_optional=True)
        self.fields["find"].label = "按姓名找职工"
        self.fields["find"].help_text = "当天在您单位上班的人里找，写姓名里的字就行"
        field: Any = self.fields["picked"]
        field.choices = [
            *(
                (str(one.employment_id), with_hint(one.name, f"证件 {one.masked_number}"))
                for one in self.workers
            ),
            ("none", "不在这里，自己写"),
        ]


class FilerForm(_PersonForm):
    """Whoever files for the worker."""

    asides = (KEPT_SAFE,)
    short = {
        "relation": "关系",
        "organisation": "工会名称",
        "post": "职务",
        "name": "姓名",
        "id_kind": "证件",
        "id_number": "号码",
        "phone": "手机",
        "address": "地址",
    }
    relation = forms.ChoiceField(
        label="您是职工的什么人？",
        choices=RELATIONS,
        widget=forms.RadioSelect,
        error_messages={"required": "请选您和职工的关系"},
    )
    organisation = forms.CharField(
        label="工会叫什么", max_length=100, error_messages={"required": "请写工会的全称"}
    )
    post = forms.CharField(
        label="您在单位做什么",
        help_text="例如 人事专员、安全员",
        max_length=40,
        error_messages={"required": "请写您的职务"},
    )
    name = forms.CharField(
        label="您的姓名",
        max_length=60,
        widget=forms.TextInput(attrs={"autocomplete": "name"}),
        error_messages={"required": "请写您的姓名"},
    )
    id_kind = forms.ChoiceField(
        label="您用什么证件",
        choices=ID_KINDS,
        widget=forms.RadioSelect,
        initial=IdentityKind.RESIDENT_ID.value,
        error_messages={"required": "请选证件"},
    )
    id_number = forms.CharField(
        label="您的证件号码",
        max_length=30,
        widget=forms.TextInput(attrs={"autocomplete": "off", "spellcheck": "false"}),
        error_messages={"required": "请写证件号码"},
    )
    phone = forms.CharField(
        label="您的手机号",
        max_length=20,
        widget=forms.TextInput(attrs={"inputmode": "tel", "autocomplete": "tel"}),
        error_messages={"required": "请写手机号"},
    )
    address = forms.CharField(
        label="您的地址",
        help_text="寄信能收到就行",
        max_length=150,
        widget=forms.TextInput(attrs={"autocomplete": "street-address"}),
        error_messages={"required": "请写地址"},
    )

    def prepare(self) -> None:
        """Ask each kind of filer only what belongs to it."""
        filed_by = self.telling.of("basics").get("filed_by")
        if filed_by != "relative":
            del self.fields["relation"]
        elif self.telling.of("basics").get("condition") == "dead":
            self.fields["relation"].label = "去世的职工是您的什么人？您是他的："
        if filed_by != "union":
            del self.fields["organisation"]
        if filed_by != "employer":
            del self.fields["post"]
        else:
            del self.fields["address"]
        self.fields["name"].initial = self.telling.draft.user.name
        self.fields["phone"].initial = self.telling.draft.user.phone
