"""Forms of an employer's workers: who somebody is, what the work is, its end, a correction."""

from datetime import date
from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from portal import clock
from portal.accounts.identifiers import (
    KIND_LABELS,
    PERSON_KINDS,
    IdentityKind,
    carries_birth,
    validate_identity_number,
    validate_phone,
)
from portal.accounts.nationalities import foreign
from portal.law.rule import Rule
from portal.ui.fields import ChineseDateField
from portal.ui.forms import KeyedForm, PortalForm, with_hint
from registration.models import Employment, Person
from registration.rules import told
from registration.rules.ages import Standing, Worker, may_be_overage
from registration.rules.employment import Span, end_follows_start, end_is_near, start_is_near
from registration.rules.retirement import Post

FOREIGN_KINDS = frozenset({IdentityKind.FOREIGN_PERMANENT, IdentityKind.PASSPORT})
HINTS = {
    IdentityKind.RESIDENT_ID: "18 位",
    IdentityKind.HMT_PERMIT: "18 位，81、82 或者 83 开头",
    IdentityKind.TRAVEL_PERMIT: "H 或者 M 加 8 位数字；台湾居民 8 位数字",
    IdentityKind.FOREIGN_PERMANENT: "9 开头的 18 位；旧证是 3 个字母加 12 位数字",
    IdentityKind.PASSPORT: "外国护照",
}
END_REASONS = ("合同到期", "协商解除", "辞职", "退休", "死亡", "其他")
OTHER_REASON = "其他"
KINDS = (
    (Employment.Kind.EMPLOYEE.value, "职工"),
    (Employment.Kind.PART_TIME.value, with_hint("非全日制用工", "按小时计酬")),
    (
        Employment.Kind.DISPATCHED.value,
        with_hint("劳务派遣人员", "您是派遣单位，派到别的单位干活"),
    ),
)


class WhoForm(PortalForm):
    """The first step: document, number, name, first day; enough to find somebody."""

    kind = forms.ChoiceField(
        label="用什么证件",
        choices=[(one.value, with_hint(KIND_LABELS[one], HINTS[one])) for one in PERSON_KINDS],
        widget=forms.RadioSelect,
        initial=IdentityKind.RESIDENT_ID.value,
        error_messages={"required": "请选证件"},
    )
    number = forms.CharField(
        label="证件号码",
        max_length=30,
        widget=forms.TextInput(attrs={"autocomplete": "off", "spellcheck": "false"}),
    )
    name = forms.CharField(
        label="姓名",
        help_text="和证件上一样",
        max_length=80,
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )
    started_on = ChineseDateField(
        label="用工之日",
        help_text="第一天上班的日子，不是签合同的日子",
        earliest=date(1950, 1, 1),
    )

    def clean(self) -> dict[str, Any]:
        """Check the number by its kind."""
        cleaned = super().clean() or {}
        kind, number = cleaned.get("kind"), cleaned.get("number")
        if kind and number:
            try:
                cleaned["number"] = validate_identity_number(kind, number)
            except ValueError as error:
                self.add_error("number", str(error))
        return cleaned

    def clean_name(self) -> str:
        """A name of one character is a slip of the thumb."""
        name = " ".join(self.cleaned_data["name"].split())
        if len(name) < 2:
            raise ValidationError("姓名太短，请照证件写全")
        return name

    def clean_started_on(self) -> date:
        """Take a day that is not far ahead."""
        return _day_kept(Span(self.cleaned_data["started_on"], clock.today()), start_is_near)


class DocumentForm(PortalForm):
    """What the document says and its number does not carry."""

    sex = forms.ChoiceField(
        label="性别", choices=Person.Sex.choices, widget=forms.RadioSelect, required=False
    )
    born_on = ChineseDateField(label="出生日期", latest=clock.today, required=False)
    nationality = forms.ChoiceField(label="国籍", required=False)

    def __init__(self, *args: Any, kind: str, number: str, **kwargs: Any) -> None:
        """Ask only what this document leaves open."""
        super().__init__(*args, **kwargs)
        if carries_birth(kind, number):
            del self.fields["sex"], self.fields["born_on"]
        if kind not in FOREIGN_KINDS:
            del self.fields["nationality"]
        else:
            choices = [("", "请选择"), *foreign().items()]
            self.fields["nationality"].choices = choices  # type: ignore[attr-defined]
        for field in self.fields.values():
            field.required = True


class PhoneMixin(forms.Form):
    """The telephone of the person, which the employer does not see again."""

    phone = forms.CharField(
        label="本人手机号",
        help_text="经办机构联系本人用，单位以后看不到",
        max_length=20,
        required=False,
        widget=forms.TextInput(attrs={"inputmode": "tel", "autocomplete": "off"}),
    )

    def clean_phone(self) -> str:
        """Check the phone, where one is given."""
        raw: str = self.cleaned_data["phone"]
        if not raw:
            return ""
        try:
            return validate_phone(raw)
        except ValueError as error:
            raise ValidationError(str(error)) from None


def report_choices(insured_from: str) -> list[tuple[str, str]]:
    """Return whether the work is reported now, and from when it is insured then."""
    return [
        ("now", with_hint("现在申报参保", f"{insured_from}起生效")),
        ("later", with_hint("先记下，以后申报", "申报以前受伤的，待遇由单位付")),
    ]


class WorkForm(PhoneMixin, KeyedForm):
    """The last step: what the work is, and whether it is reported now."""

    field_order = ("job", "post", "kind", "is_delayed", "phone", "report")
    job = forms.CharField(label="岗位", help_text="例如 冲压工、会计、送货司机", max_length=60)
    post = forms.ChoiceField(
        label="她在哪一类岗位？",
        help_text="女职工的法定退休年龄分两档，到底是不是超龄要看岗位",
        choices=[
            (Post.MANAGEMENT.value, "管理、专业技术岗位"),
            (Post.OTHER.value, with_hint("其他岗位", "生产、操作、服务等")),
        ],
        widget=forms.RadioSelect,
    )
    kind = forms.ChoiceField(
        label="用工形式", choices=KINDS, widget=forms.RadioSelect, initial=KINDS[0][0]
    )
    is_delayed = forms.BooleanField(
        label="本人和单位约定了弹性延迟退休", help_text=str(told.DELAYED), required=False
    )
    report = forms.ChoiceField(label="现在申报参保吗？", widget=forms.RadioSelect, initial="now")

    def __init__(
        self, *args: Any, standing: Standing, is_known: bool, insured_from: str, **kwargs: Any
    ) -> None:
        """Ask for the post and the delay only where they matter, and no phone twice."""
        super().__init__(*args, **kwargs)
        if standing is not Standing.DEPENDS_ON_POST:
            del self.fields["post"]
        if standing is Standing.OVERAGE:
            del self.fields["kind"]
        if standing not in {Standing.OVERAGE, Standing.DEPENDS_ON_POST}:
            del self.fields["is_delayed"]
        if is_known:
            del self.fields["phone"]
        self.fields["report"].choices = report_choices(insured_from)  # type: ignore[attr-defined]


class EndForm(PortalForm):
    """The end of the work: its last day, and why."""

    ended_on = ChineseDateField(label="最后一天", help_text="这一天还算在岗，受伤还在保障内")
    reason = forms.ChoiceField(
        label="为什么结束",
        choices=[(one, one) for one in END_REASONS],
        widget=forms.RadioSelect,
    )
    other = forms.CharField(
        label="别的原因", help_text="选“其他”时写", max_length=30, required=False
    )

    def __init__(self, *args: Any, started_on: date, **kwargs: Any) -> None:
        """Know the first day."""
        super().__init__(*args, **kwargs)
        self.started_on = started_on

    def clean_ended_on(self) -> date:
        """Take a day from the first one on that is not far ahead."""
        day: date = self.cleaned_data["ended_on"]
        span = Span(self.started_on, clock.today(), day)
        _day_kept(span, end_follows_start)
        _day_kept(span, end_is_near)
        return day

    def clean(self) -> dict[str, Any]:
        """Another reason is said in words."""
        cleaned = super().clean() or {}
        is_other = cleaned.get("reason") == OTHER_REASON
        if is_other and not cleaned.get("other") and "other" not in self.errors:
            self.add_error("other", "请写明原因")
        return cleaned

    @property
    def said(self) -> str:
        """Return the reason as it is kept."""
        reason: str = self.cleaned_data["reason"]
        return self.cleaned_data["other"] if reason == OTHER_REASON else reason


class CorrectForm(PortalForm):
    """What was written wrongly about the work."""

    job = forms.CharField(label="岗位", max_length=60)
    kind = forms.ChoiceField(
        label="用工形式",
        choices=[*KINDS, (Employment.Kind.OVERAGE.value, "超龄劳动者")],
        widget=forms.RadioSelect,
    )

    def __init__(self, *args: Any, work: Employment, **kwargs: Any) -> None:
        """Offer the kind of over-age people only to those who may be over age, or are so already.

        `work` comes with its person.
        """
        super().__init__(*args, **kwargs)
        person = work.person
        worker = Worker(person.born_on, person.sex, work.started_on, clock.today())
        if work.kind != Employment.Kind.OVERAGE and not may_be_overage(worker):
            self.fields["kind"].choices = KINDS  # type: ignore[attr-defined]


def _day_kept(span: Span, rule: Rule[Span]) -> date:
    """Return the first day, or say by which rule the days cannot stand."""
    sentence = rule(span)
    if sentence:
        raise ValidationError(sentence)
    return span.started_on
