"""Forms of a report: of whoever reports, of whoever follows it, and of the officers."""

from typing import Any

from django import forms

from portal import clock
from portal.accounts.identifiers import (
    IdentityKind,
    validate_identity_number,
    validate_phone,
)
from portal.cases.forms import ActForm, ReasonField
from portal.offices.directory import open_offices, work_counties
from portal.offices.models import Office, Power
from portal.ui.fields import ChineseDateField
from portal.ui.forms import KeyedForm
from registration.uninsured import facts as f
from registration.uninsured.receiving import Contact


class ReportForm(KeyedForm):
    """What somebody knows of an employer, and perhaps how to reach the reporter."""

    unit_name = forms.CharField(
        label="单位名称", max_length=120, min_length=2, help_text="写招牌上的名字也可以"
    )
    credit_code = forms.CharField(
        label="统一社会信用代码", required=False, max_length=40, help_text="不知道就空着"
    )
    county = forms.ChoiceField(label="在哪个县市区干活？")
    place = forms.CharField(
        label="干活的地方", max_length=160, min_length=2, help_text="写到路和门牌，或者附近有什么"
    )
    since = forms.CharField(
        label="从什么时候开始的？", required=False, max_length=40, help_text="例如：今年三月起"
    )
    how_many = forms.CharField(
        label="大约多少人没有参保？", required=False, max_length=40, help_text="例如：十来个人"
    )
    is_worker = forms.ChoiceField(
        label="您在这家单位干活吗？",
        widget=forms.RadioSelect,
        choices=[("no", "不是，或者不想说"), ("yes", "是")],
        initial="no",
    )
    story = forms.CharField(
        label="您知道些什么？",
        widget=forms.Textarea(attrs={"rows": 5}),
        min_length=5,
        max_length=2000,
        help_text="例如：没有签合同，工资条上没有社保，问了单位说不给办。不要写自己的姓名和身份证号。",
    )
    named = forms.ChoiceField(
        label="要不要留下联系方式？",
        widget=forms.RadioSelect,
        choices=[
            ("no", "不留，匿名举报"),
            ("yes", "留下，方便核实"),
        ],
        initial="no",
        help_text="留下的姓名和电话与举报内容分开保存，经办人看不到，也不会告诉单位。",
    )
    name = forms.CharField(label="姓名", required=False, max_length=60, help_text="匿名的空着")
    phone = forms.CharField(label="手机号", required=False, max_length=20, help_text="匿名的空着")
    is_told_by_text = forms.BooleanField(label="有进展时给我发短信", required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        """Offer the counties where somebody may work."""
        super().__init__(*args, **kwargs)
        counties = [(one.code, one.name) for one in work_counties()]
        field = self.fields["county"]
        if isinstance(field, forms.ChoiceField):
            field.choices = [("", "请选择"), *counties]
        self.fields["phone"].widget.attrs.update(inputmode="tel", autocomplete="tel")
        self.fields["name"].widget.attrs.update(autocomplete="name")

    def clean_credit_code(self) -> str:
        """Check the code where one is given."""
        typed = self.cleaned_data["credit_code"]
        return _checked(validate_identity_number, IdentityKind.CREDIT_CODE, typed) if typed else ""

    def clean_phone(self) -> str:
        """Check the phone where one is given."""
        typed = self.cleaned_data["phone"]
        return _checked(validate_phone, typed) if typed else ""

    def clean(self) -> dict[str, Any]:
        """Ask for a way to reach whoever wants to be reached."""
        data = super().clean() or self.cleaned_data
        if data.get("named") == "yes" and "phone" in data and not data["phone"]:
            self.add_error("phone", "留下联系方式的，请填写手机号；不想留就选匿名举报")
        return data

    def told(self) -> f.Reported:
        """Return what was told."""
        data = self.cleaned_data
        return f.Reported(
            unit_name=data["unit_name"],
            credit_code=data["credit_code"],
            county=data["county"],
            place=data["place"],
            since=data["since"],
            how_many=data["how_many"],
            story=data["story"],
            is_worker=data["is_worker"] == "yes",
            code_hash="",
        )

    def contact(self) -> Contact:
        """Return what the reporter left; nothing of it where the report is anonymous."""
        data = self.cleaned_data
        if data["named"] != "yes":
            return Contact()
        return Contact(data["name"], data["phone"], is_told_by_text=data["is_told_by_text"])


class SettleForm(ActForm):
    """Since when the people are insured."""

    insured_on = ChineseDateField(label="从哪一天起参保", latest=clock.today)
    answer = ReasonField(
        label="给举报人的答复", help_text="举报人凭查询码能看到，不要写职工的姓名和号码"
    )

    def build(self, data: dict[str, Any]) -> f.Settled:
        """Return the facts."""
        return f.Settled(data["insured_on"], data["answer"])


class DismissForm(ActForm):
    """Why nothing was found."""

    answer = ReasonField(label="给举报人的答复", help_text="写明查了什么、为什么没有查实")

    def build(self, data: dict[str, Any]) -> f.Answered:
        """Return the facts."""
        return f.Answered(data["answer"])


class _HandForm(ActForm):
    """The report goes to another office."""

    office_id = forms.TypedChoiceField(label="转给", coerce=int, empty_value=None)
    reason = ReasonField(label="理由")

    def build(self, data: dict[str, Any]) -> f.Handed:
        """Return the facts."""
        return f.Handed(data["office_id"], data["reason"])

    def offer(self, offices: list[Office]) -> None:
        """Set the offices among which to choose."""
        field = self.fields["office_id"]
        if isinstance(field, forms.ChoiceField):
            field.choices = [("", "请选择"), *((one.pk, one.full_name) for one in offices)]


class PassOnForm(_HandForm):
    """Another agency, whose county it is."""

    def arrange(self) -> None:
        """Offer the other agencies."""
        rows = open_offices(on=clock.today(), power=Power.AGENCY)
        self.offer(list(rows.exclude(pk=self.case.office_id)))


class ReferForm(_HandForm):
    """The bureau of the place."""

    def arrange(self) -> None:
        """Offer the one bureau."""
        self.offer([Office.objects.get(pk=self.detail.bureau_id())])
        self.fields["office_id"].initial = self.detail.bureau_id()


class NoteForm(ActForm):
    """An internal remark."""

    text = ReasonField(label="备注", help_text="只供本机构使用，举报人和单位看不到")

    def build(self, data: dict[str, Any]) -> f.Remark:
        """Return the facts."""
        return f.Remark(data["text"])


FORMS: dict[str, type[ActForm]] = {
    "pass_on": PassOnForm,
    "refer": ReferForm,
    "settle": SettleForm,
    "dismiss": DismissForm,
    "note": NoteForm,
}


def _checked(check: Any, *args: Any) -> str:
    try:
        return str(check(*args))
    except ValueError as error:
        raise forms.ValidationError(str(error)) from error
