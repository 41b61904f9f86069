"""What an employer files: the fields of a change, a cancellation, a registration by hand."""

import re
from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from portal import clock
from portal.accounts.identifiers import IdentityKind, validate_identity_number
from portal.accounts.identities import number_index
from portal.offices.models import County, Town
from portal.ui.fields import ChineseDateField
from portal.ui.forms import KeyedForm, PortalForm
from registration.filings import facts as f
from registration.filings.fields import CHANGEABLE, present
from registration.models import Employer
from registration.models.employer import EmployerKind
from registration.models.filing import is_on_register, parent_fits

INDUSTRY = re.compile(r"[A-T]?\d{2,4}")
CONSENT = "同意电子送达：文书发到我在本平台的账户，就算送到"
MAY_BE_UNKNOWN = ("legal_representative", "address", "phone")
"""What the business register may not have handed over: who files nothing of it leaves it open."""
NOTHING = "请至少改一项，没有变的不用动"
BY_REGISTER = "企业、个体工商户和合作社在市场监管部门登记时已经一并登记，不用在这里申请"


class EntryFields(PortalForm):
    """The fields of an employer's entry, as people fill them in."""

    name = forms.CharField(label="单位名称", min_length=2, max_length=120)
    kind = forms.ChoiceField(label="单位类型", choices=[("", "请选择"), *EmployerKind.choices])
    legal_representative = forms.CharField(label="法定代表人或负责人", min_length=2, max_length=60)
    place = forms.ChoiceField(label="参保地", help_text="选到镇街；说不清镇街就选县市区")
    address = forms.CharField(label="地址", min_length=4, max_length=160)
    phone = forms.CharField(
        label="单位电话",
        max_length=20,
        help_text="手机，或者带区号的座机",
        widget=forms.TextInput(attrs={"inputmode": "tel", "autocomplete": "off"}),
    )
    industry_code = forms.CharField(
        label="行业代码",
        required=False,
        max_length=5,
        help_text="国民经济行业分类，例如 C3311；不知道就空着",
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )
    parent_code = forms.CharField(
        label="上级单位的统一社会信用代码",
        required=False,
        max_length=40,
        help_text="分支机构才填，没有上级单位就空着",
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )
    unit_id: int | None = None

    def offer_places(self) -> None:
        """Offer counties and their towns."""
        towns: dict[str, list[tuple[str, str]]] = {}
        self.county_of_town: dict[str, str] = {}
        for code, name, county in Town.objects.values_list("code", "name", "county_id"):
            towns.setdefault(county, []).append((code, name))
            self.county_of_town[code] = county
        field: Any = self.fields["place"]
        field.choices = [
            ("", "请选择"),
            *(
                (one.name, [(one.code, f"{one.name}（说不清镇街）"), *towns[one.code]])
                if one.code in towns
                else (one.code, one.name)
                for one in County.objects.all()
            ),
        ]

    def clean_phone(self) -> str:
        """Keep a telephone number as it is said: digits, spaces, hyphens."""
        raw: str = self.cleaned_data["phone"]
        if not raw and not self.fields["phone"].required:
            return raw
        if not 7 <= sum(one.isdigit() for one in raw) <= 16:
            raise ValidationError("电话号码应有 7 到 16 位数字")
        return raw

    def clean_industry_code(self) -> str:
        """Take a class of GB/T 4754, with or without its letter."""
        code: str = self.cleaned_data["industry_code"].upper()
        if code and not INDUSTRY.fullmatch(code):
            raise ValidationError("行业代码是 2 到 4 位数字，前面可以有一个字母，例如 C3311")
        return code

    def clean_parent_code(self) -> str:
        """Return the parent's id as text; it is on the register and not below the unit."""
        raw: str = self.cleaned_data["parent_code"]
        if not raw:
            return ""
        parent = Employer.objects.filter(
            identity__kind=IdentityKind.CREDIT_CODE,
            identity__number_index=number_index(credit_code(raw)),
            status=Employer.Status.ACTIVE,
        ).first()
        if parent is None:
            raise ValidationError("册上没有这个代码的单位，请对照上级单位的证照")
        if not parent_fits(parent.pk, below=self.unit_id):
            raise ValidationError("不能把本单位自己或者它的下级填成上级单位")
        return str(parent.pk)

    def entry(self, data: dict[str, Any]) -> dict[str, str]:
        """Return the entry as a filing writes it."""
        place = data["place"]
        plain = {name: data[name] for name in CHANGEABLE if name in data}
        return plain | {
            "county": self.county_of_town.get(place, place),
            "town": place if place in self.county_of_town else "",
            "parent": data["parent_code"],
        }


class ChangeFields(EntryFields):
    """The whole entry of an employer, of which what changed is filed."""

    happened_on = ChineseDateField(
        label="从哪一天起变的", latest=clock.today, help_text="批准或者实际发生变化的那天"
    )
    reason = forms.CharField(label="要说明的", required=False, max_length=200)
    consents = forms.BooleanField(label=CONSENT, required=False)

    field_order = ("happened_on",)

    def begin(self, employer: Employer, *, asked: dict[str, str] | None = None) -> None:
        """Begin with what stands in the entry, or with what was asked for last."""
        self.unit_id, self.before = employer.pk, present(employer)
        self.offer_places()
        first = self.before | (asked or {})
        parent = Employer.objects.filter(pk=int(first["parent"] or 0)).first()
        first["parent_code"] = parent.credit_code if parent else ""
        first["place"] = first["town"] or first["county"]
        for name, value in first.items():
            if name in self.fields:
                self.fields[name].initial = value
        for name in MAY_BE_UNKNOWN:
            if not self.before[name]:
                self.fields[name].required = False

    def filed(self, data: dict[str, Any]) -> f.ChangeFiled:
        """Return the facts; nothing different is no change."""
        asked = tuple(
            (name, value) for name, value in self.entry(data).items() if value != self.before[name]
        )
        if not asked:
            raise ValueError(NOTHING)
        return f.ChangeFiled(
            happened_on=data["happened_on"],
            asked=asked,
            reason=data["reason"],
            consents=data["consents"],
        )


class CancellationFields(PortalForm):
    """Since when and why an employer has ended."""

    happened_on = ChineseDateField(
        label="从哪一天起终止", latest=clock.today, help_text="决定解散、被撤销或者吊销的那天"
    )
    reason = forms.CharField(
        label="为什么注销", min_length=2, max_length=200, help_text="例如：股东会决议解散"
    )
    consents = forms.BooleanField(label=CONSENT, required=False)

    def filed(self, data: dict[str, Any]) -> f.CancellationFiled:
        """Return the facts."""
        return f.CancellationFiled(
            happened_on=data["happened_on"], reason=data["reason"], consents=data["consents"]
        )


class RegistrationFields(EntryFields):
    """Everything that shall stand on the register of an employer that is not there yet."""

    credit_code = forms.CharField(
        label="统一社会信用代码",
        max_length=40,
        help_text="证书上的 18 位代码",
        widget=forms.TextInput(attrs={"autocomplete": "off", "autocapitalize": "characters"}),
    )
    happened_on = ChineseDateField(label="成立日期", latest=clock.today)
    contact = forms.CharField(label="经办人姓名", min_length=2, max_length=60)
    reason = forms.CharField(label="要说明的", required=False, max_length=200)
    consents = forms.BooleanField(label=CONSENT, required=False)

    field_order = ("kind", "credit_code", "name", "happened_on")

    def clean_credit_code(self) -> str:
        """Check the code's own check digit, and that nobody holds it."""
        code = credit_code(self.cleaned_data["credit_code"])
        if is_on_register(code):
            raise ValidationError(
                "这个代码已经在册，不用再登记。您是单位经办人的，到窗口领单位激活码就能办事"
            )
        return code

    def clean_kind(self) -> str:
        """Tell the kinds that the business register hands over that they need nothing."""
        kind: str = self.cleaned_data["kind"]
        if kind in f.BUSINESS_KINDS:
            raise ValidationError(BY_REGISTER)
        return kind

    def filed(self, data: dict[str, Any]) -> f.RegistrationFiled:
        """Return the facts."""
        entry = self.entry(data) | {"credit_code": data["credit_code"], "contact": data["contact"]}
        return f.RegistrationFiled(
            happened_on=data["happened_on"],
            asked=tuple(entry.items()),
            reason=data["reason"],
            consents=data["consents"],
        )


class FilingForm(KeyedForm):
    """A filing that opens a case; `facts` is what `clean` built from it."""

    facts: f.Filed

    def filed(self, data: dict[str, Any]) -> f.Filed:
        """Return the facts; a ValueError is shown as an error of the form."""
        raise NotImplementedError

    def clean(self) -> dict[str, Any]:
        """Build the facts once every field is in order."""
        data = super().clean() or self.cleaned_data
        if not self.errors:
            try:
                self.facts = self.filed(data)
            except ValueError as error:
                self.add_error(None, str(error))
        return data


class FileChangeForm(ChangeFields, FilingForm):
    """A change that an agent begins."""

    def __init__(self, *args: Any, employer: Employer, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.begin(employer)


class FileCancellationForm(CancellationFields, FilingForm):
    """A cancellation that an agent begins."""


class FileRegistrationForm(RegistrationFields, FilingForm):
    """A registration by hand that a citizen begins."""

    facts: f.RegistrationFiled

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.offer_places()


class NoteDutyForm(KeyedForm):
    """What an officer learned that the employer has to report."""

    what = forms.ChoiceField(
        label="单位要办什么",
        widget=forms.RadioSelect,
        choices=[("change", "变更登记"), ("cancellation", "注销登记")],
    )
    happened_on = ChineseDateField(
        label="哪一天发生的", latest=clock.today, help_text="期限从这一天起算"
    )
    reason = forms.CharField(
        label="知道了什么",
        min_length=2,
        max_length=200,
        help_text="单位会看到，例如：已更换法定代表人",
    )

    def facts(self) -> f.DutyNoted:
        """Return the facts."""
        return f.DutyNoted(self.cleaned_data["happened_on"], self.cleaned_data["reason"])


def credit_code(raw: str) -> str:
    """Return a checked code, or say what is wrong with it."""
    try:
        return validate_identity_number(IdentityKind.CREDIT_CODE, raw)
    except ValueError as error:
        raise ValidationError(str(error)) from None
