"""The worker, whoever files for the worker, and the employer."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from portal.accounts.identifiers import (
    KIND_LABELS,
    PERSON_KINDS,
    IdentityKind,
    validate_identity_number,
    validate_phone,
)
from portal.wizard.forms import Aside, StepForm

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


class WorkerForm(_PersonForm):
    """The person who was hurt."""

    asides = (KEPT_SAFE,)
    short = {
        "name": "姓名",
        "id_kind": "证件",
        "id_number": "号码",
        "phone": "手机",
        "address": "住址",
        "occupation": "工种",
    }
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

    def clean_phone(self) -> str:
        """Check the phone, where one is asked."""
        return super().clean_phone() if "phone" in self.fields else ""


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


class EmployerForm(StepForm):
    """The employer, in the words of whoever files."""

    asides = (
        Aside(
            title="单位全称在哪里看",
            text="劳动合同、工资条、工作证、厂门口的牌子上都有。写不全也能交，先把知道的写上。",
        ),
    )
    short = {
        "name": "全称",
        "credit_code": "信用代码",
        "contact": "联系人",
        "phone": "电话",
        "address": "地址",
    }
    name = forms.CharField(
        label="单位全称",
        help_text="例如 济宁某某机械有限公司，不要只写老板的名字",
        max_length=100,
        widget=forms.TextInput(attrs={"autocomplete": "organization"}),
        error_messages={"required": "请写单位的名称"},
    )
    credit_code = forms.CharField(
        label="统一社会信用代码",
        help_text="营业执照上的 18 位，不知道就不写",
        max_length=30,
        required=False,
        widget=forms.TextInput(attrs={"autocomplete": "off", "spellcheck": "false"}),
    )
    contact = forms.CharField(
        label="单位里找谁",
        help_text="老板、车间主任或者人事，写姓名",
        max_length=40,
        required=False,
    )
    phone = forms.CharField(
        label="单位的电话",
        max_length=30,
        required=False,
        widget=forms.TextInput(attrs={"inputmode": "tel"}),
    )
    address = forms.CharField(
        label="单位在哪里",
        help_text="通知要寄到这里",
        max_length=150,
        error_messages={"required": "请写单位的地址"},
    )

    def clean_credit_code(self) -> str:
        """Check the code where one is given."""
        raw: str = self.cleaned_data["credit_code"]
        return check_number(IdentityKind.CREDIT_CODE, raw) if raw else ""

    def clean_name(self) -> str:
        """A name of one character is a slip of the thumb."""
        name: str = self.cleaned_data["name"].strip()
        if len(name) < 2:
            raise ValidationError("单位名称太短，请写全称")
        return name

    def clean_phone(self) -> str:
        """Keep a telephone number as it is said: digits, spaces, hyphens."""
        raw: str = self.cleaned_data["phone"].strip()
        if raw and not 7 <= sum(one.isdigit() for one in raw) <= 16:
            raise ValidationError("电话号码应有 7 到 16 位数字")
        return raw
