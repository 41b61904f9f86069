"""Forms of the subsidy: the application, the acts of the applicant and of the two officers."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.forms.boundfield import BoundField

from portal import clock
from portal.accounts.identifiers import (
    KIND_LABELS,
    PERSON_KINDS,
    IdentityKind,
    validate_identity_number,
    validate_phone,
)
from portal.accounts.models import Identity
from portal.attachments.models import Visibility
from portal.cases.forms import ActForm, ReasonField, UploadPlace
from portal.offices.directory import work_counties
from portal.ui.fields import ChineseDateField
from portal.ui.forms import KeyedForm, PortalForm, WrittenOut, with_hint
from portal.ui.parts import Row
from registration.filings.forms.acts import ServedForm
from registration.filings.forms.filing import CONSENT
from registration.models import FlexibleSubsidy
from registration.models.subsidy import grounds_on
from registration.subsidy import facts as f
from registration.subsidy.filing import Applicant, identity_of
from registration.subsidy.shown import retirement_words

YEARS_BACK = 3
MOST_A_MONTH = Decimal(99999)
TYPED = ("kind", "number", "name")
NOTHING_PAID = "请填缴了哪几个月、每个月多少钱"
MONTHS = range(1, 13)
EVEN = ("first_month", "last_month", "pension_each", "medical_each")


@dataclass(frozen=True)
class MonthFields:
    """The two boxes of a month."""

    label: str
    pension: BoundField
    medical: BoundField


class MoneyField(forms.DecimalField):
    """An amount in yuan to the cent; empty is nothing."""

    def __init__(self, **kwargs: Any) -> None:
        """Take amounts as people have them on their receipts."""
        label = kwargs["label"]
        super().__init__(
            error_messages={
                "invalid": f"{label}：只写数字，例如 904.91",
                "min_value": f"{label}：不能是负数",
                "max_value": f"{label}：太大，请看看是不是多写了",
                "max_digits": f"{label}：太大，请看看是不是多写了",
                "max_decimal_places": f"{label}：最多写到分，例如 904.91",
                "max_whole_digits": f"{label}：太大，请看看是不是多写了",
            },
            required=False,
            min_value=Decimal(0),
            max_value=MOST_A_MONTH,
            decimal_places=2,
            max_digits=8,
            widget=forms.TextInput(attrs={"inputmode": "decimal", "autocomplete": "off"}),
            **kwargs,
        )
        self.validators.insert(0, WrittenOut(str(self.error_messages["invalid"])))
        self.hide_optional = True


class MonthField(forms.TypedChoiceField):
    """A month of the chosen year; may be left open."""

    def __init__(self, **kwargs: Any) -> None:
        """Offer the twelve months."""
        choices = [("", "请选择"), *((str(month), f"{month}月") for month in MONTHS)]
        super().__init__(choices=choices, coerce=int, empty_value=None, required=False, **kwargs)
        self.hide_optional = True


class ApplyForm(KeyedForm):
    """Who somebody is, by which status, and what was paid in the months of one year."""

    name = forms.CharField(label="姓名", min_length=2, max_length=60)
    kind = forms.ChoiceField(
        label="证件类型",
        choices=[(one.value, KIND_LABELS[one]) for one in PERSON_KINDS],
        initial=IdentityKind.RESIDENT_ID.value,
    )
    number = forms.CharField(label="证件号码", max_length=40)
    phone = forms.CharField(label="手机号", max_length=20, help_text="有结果时发短信")
    consents = forms.BooleanField(label=CONSENT, required=False)
    county = forms.ChoiceField(label="在哪个县市区缴社保？")
    ground = forms.ChoiceField(label="您是哪一类人员？", widget=forms.RadioSelect)
    ground_number = forms.CharField(
        label="认定或者证书编号", required=False, max_length=60, help_text="不知道就空着"
    )
    ground_until = ChineseDateField(
        label="身份到哪一天为止", required=False, help_text="认定表上有的照着填，没有就空着"
    )
    year = forms.TypedChoiceField(
        label="哪一年的缴费？", coerce=int, help_text="一次申请一年，几年的分开申请"
    )

    def __init__(self, *args: Any, own: Identity | None, phone: str = "", **kwargs: Any) -> None:
        """Offer places, statuses and years; who is verified does not type who they are."""
        super().__init__(*args, **kwargs)
        self.own = own
        if own is not None:
            for name in TYPED:
                del self.fields[name]
        today = clock.today()
        self._choices("county", [("", "请选择"), *((c.code, c.name) for c in work_counties())])
        self._choices(
            "ground",
            [(str(g.pk), with_hint(g.name, g.hint)) for g in grounds_on(today)],
        )
        years = range(today.year, today.year - YEARS_BACK - 1, -1)
        self._choices("year", [(str(year), f"{year}年") for year in years])
        for name, label in (("first_month", "从几月"), ("last_month", "到几月")):
            self.fields[name] = MonthField(label=label)
        self.fields["pension_each"] = MoneyField(label="每个月的养老保险")
        self.fields["medical_each"] = MoneyField(label="每个月的医疗保险")
        for month in MONTHS:
            self.fields[f"pension_{month}"] = MoneyField(label=f"{month}月养老保险")
            self.fields[f"medical_{month}"] = MoneyField(label=f"{month}月医疗保险")
        self.fields["phone"].initial = phone
        self.fields["phone"].widget.attrs.update(inputmode="tel", autocomplete="tel")

    def _choices(self, name: str, choices: list[tuple[str, Any]]) -> None:
        field = self.fields[name]
        if isinstance(field, forms.ChoiceField):
            field.choices = choices

    def above(self) -> list[BoundField]:
        """Return the fields that stand above the months."""
        below = (*EVEN, "pension_", "medical_", "key")
        return [one for one in self if not one.name.startswith(below)]

    def even(self) -> list[BoundField]:
        """Return the four fields for months in which the same was paid."""
        return [self[name] for name in EVEN]

    @property
    def is_by_month(self) -> bool:
        """Say whether single months were typed, or have to be looked at again."""
        names = [f"{kind}_{month}" for kind in ("pension", "medical") for month in MONTHS]
        return any(self.data.get(name) or self.has_error(name) for name in names)

    def months(self) -> Iterator[MonthFields]:
        """Yield the boxes month by month."""
        for month in MONTHS:
            yield MonthFields(f"{month}月", self[f"pension_{month}"], self[f"medical_{month}"])

    def clean_phone(self) -> str:
        """Take a mobile number."""
        try:
            return validate_phone(self.cleaned_data["phone"])
        except ValueError as error:
            raise ValidationError(str(error)) from error

    def clean(self) -> dict[str, Any]:
        """Check the number by its kind, and that something was paid."""
        data = super().clean() or self.cleaned_data
        if "number" in data and "kind" in data:
            try:
                data["number"] = validate_identity_number(data["kind"], data["number"])
            except ValueError as error:
                self.add_error("number", str(error))
        self._check_even(data)
        if "year" in data and not self._paid(data) and not self._has_wrong_month():
            self.add_error("first_month", NOTHING_PAID)
        return data

    def _check_even(self, data: dict[str, Any]) -> None:
        """Months and amounts that are the same come together, the first before the last."""
        first, last = data.get("first_month"), data.get("last_month")
        has_amount = bool(data.get("pension_each") or data.get("medical_each"))
        for name, other in (("first_month", last), ("last_month", first)):
            if not data.get(name) and (other or has_amount) and not self.has_error(name):
                self.add_error(name, "请选月份")
        if first and last and first > last:
            self.add_error("last_month", "不能早于开始的月份")
        if first and last and not has_amount and not self._has_wrong_month():
            self.add_error("pension_each", "请填每个月缴了多少钱")

    def applicant(self) -> Applicant:
        """Return who applies."""
        data = self.cleaned_data
        if self.own is not None:
            own = (str(self.own.kind), self.own.number, self.own.name)
        else:
            own = (data["kind"], data["number"], data["name"])
        return Applicant(
            *own, phone=data["phone"], county=data["county"], consents=data["consents"]
        )

    def facts(self) -> f.Applied:
        """Return what is applied for."""
        data = self.cleaned_data
        identity = self.own or identity_of(self.applicant())
        return f.Applied(
            identity_id=identity.pk,
            ground_id=int(data["ground"]),
            ground_number=data["ground_number"],
            ground_until=data["ground_until"],
            months=self._paid(data),
        )

    def _paid(self, data: dict[str, Any]) -> tuple[f.Paid, ...]:
        """Return the months; what was typed for a single month goes before the even amount."""
        first, last = data.get("first_month") or 13, data.get("last_month") or 0
        found = []
        for month in MONTHS:
            pension, medical = data.get(f"pension_{month}"), data.get(f"medical_{month}")
            if pension is None and medical is None and first <= month <= last:
                pension, medical = data.get("pension_each"), data.get("medical_each")
            if pension or medical:
                on = date(data["year"], month, 1)
                found.append(f.Paid(on, pension or Decimal(0), medical or Decimal(0)))
        return tuple(found)

    def _has_wrong_month(self) -> bool:
        return any(name.startswith(("pension_", "medical_", *EVEN)) for name in self.errors)


class ProofForm(ActForm):
    """One proof of the status or of the payment."""

    uploads = {
        "proof": UploadPlace(
            label="证明", material="filing_paper", visibility=Visibility.WORKER_SIDE
        )
    }

    def arrange(self) -> None:
        """Leave the seen version out."""
        del self.fields["seen"]

    def clean(self) -> dict[str, Any]:
        """Ask for the file."""
        data = super().clean()
        if not self.kept("proof") and "proof" not in self.errors:
            self.add_error("proof", "请选择要上传的文件")
        return data

    def build(self, data: dict[str, Any]) -> f.Proof:
        """Return the file."""
        return f.Proof(self.kept_id("proof"))


class WithdrawForm(ActForm):
    """Why somebody takes the application back."""

    reason = ReasonField(label="为什么撤回")

    def arrange(self) -> None:
        """Leave the seen version out."""
        del self.fields["seen"]

    def build(self, data: dict[str, Any]) -> f.Because:
        """Return the reason."""
        return f.Because(data["reason"])


class ProposeForm(ActForm):
    """What should become of the application."""

    proposal = forms.ChoiceField(
        label="意见", widget=forms.RadioSelect, choices=FlexibleSubsidy.Proposal.choices
    )
    checked = forms.ChoiceField(
        label="身份怎么核实的？",
        widget=forms.RadioSelect,
        required=False,
        choices=FlexibleSubsidy.Checked.choices,
    )
    until = ChineseDateField(
        label="身份到哪一天为止", required=False, help_text="照认定表、证书或者登记填"
    )
    retires_on = ChineseDateField(
        label="法定退休日",
        required=False,
        help_text="开始补贴时距退休不足五年的才填，可以补到退休",
    )
    reason = ReasonField(
        label="不予补贴的理由", required=False, help_text="申请人能看到，写明缺什么、依据是什么"
    )

    def arrange(self) -> None:
        """Begin with the day that the applicant gave."""
        self.fields["until"].initial = self.detail.ground_until
        for name in ("checked", "until"):
            self.fields[name].hide_optional = True  # type: ignore[attr-defined]

    def background(self) -> list[Row]:
        """Return when the person may retire, by the document's number."""
        return retirement_words(self.detail)

    def build(self, data: dict[str, Any]) -> f.Proposal:
        """Return the proposal."""
        return f.Proposal(
            data["proposal"],
            data["reason"],
            data["retires_on"],
            checked=data["checked"],
            until=data["until"],
        )

    def clean(self) -> dict[str, Any]:
        """A refusal says why; a grant has nothing to say."""
        data = super().clean()
        refuses = data.get("proposal") == FlexibleSubsidy.Proposal.REFUSE
        if refuses and not data.get("reason"):
            self.add_error("reason", "不予补贴的，请写明理由")
        return data


class ReturnForm(ActForm):
    """Why the proposal is not right."""

    reason = ReasonField(label="退回的理由")

    def build(self, data: dict[str, Any]) -> f.Because:
        """Return the reason."""
        return f.Because(data["reason"])


class PayOutForm(ActForm):
    """On which day the money of one application went out, before the rest of its list."""

    paid_on = ChineseDateField(label="发放日期", latest=clock.today)

    def build(self, data: dict[str, Any]) -> f.PaidOut:
        """Return the day."""
        return f.PaidOut(data["paid_on"])


class RollPaidForm(PortalForm):
    """On which day the money of a list went out."""

    paid_on = ChineseDateField(label="发放日期", latest=clock.today)


FORMS: dict[str, type[ActForm]] = {
    "supply_proof": ProofForm,
    "withdraw": WithdrawForm,
    "propose": ProposeForm,
    "return_to_checker": ReturnForm,
    "record_service": ServedForm,
    "pay_out": PayOutForm,
}
