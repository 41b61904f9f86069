"""Forms of projects: what is filed, its later end, who comes, who leaves."""

from datetime import date
from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from portal import clock
from portal.cases.forms import ActForm, ReasonField
from portal.offices.models import County, Town
from portal.offices.towns import county_of
from portal.ui.dates import cn_date
from portal.ui.fields import ChineseDateField
from portal.ui.forms import KeyedForm, PortalForm, with_hint
from portal.ui.parts import Row
from registration.filings.forms.acts import (
    PAPER,
    BecauseForm,
    CorrectionForm,
    EmployerForm,
    ProposalForm,
    ServedForm,
    WithdrawForm,
)
from registration.filings.forms.filing import CONSENT
from registration.models import Project
from registration.people.forms import DocumentForm, WhoForm
from registration.projects import facts as f
from registration.projects.roster import last_day
from registration.projects.rules import (
    Stay,
    leaving_follows_coming,
    stay_is_within_the_project,
)
from registration.projects.shown import payment_rows, standing_payments
from registration.rates.forms import MoneyField
from registration.rules.employment import Span, end_is_near

PLACE_STAYS = "项目所在县市区变了的，请撤回以后重新申报，由那里的经办机构办理。"
DAYS_WRONG = "计划竣工的日子不能早于计划开工的日子"


class ProjectFields(PortalForm):
    """A construction project, as the permit or the contract says."""

    name = forms.CharField(
        label="项目名称", min_length=2, max_length=120, help_text="和施工许可证或者合同上一样"
    )
    number = forms.CharField(
        label="施工许可证号或者合同编号",
        min_length=4,
        max_length=60,
        help_text="有许可证的写许可证号",
    )
    place = forms.ChoiceField(label="项目在哪里", help_text="选到镇街；说不清镇街就选县市区")
    address = forms.CharField(label="详细地址", min_length=2, max_length=160)
    cost = MoneyField(label="工程造价（元）", help_text="合同总造价，包含分包的部分")
    begins_on = ChineseDateField(label="计划开工", earliest=date(2000, 1, 1))
    ends_on = ChineseDateField(label="计划竣工", earliest=date(2000, 1, 1))
    consents = forms.BooleanField(label=CONSENT, required=False)

    def offer_places(self) -> None:
        """Offer counties and their towns."""
        towns: dict[str, list[tuple[str, str]]] = {}
        for code, name, county in Town.objects.values_list("code", "name", "county_id"):
            towns.setdefault(county, []).append((code, name))
        field: Any = self.fields["place"]
        field.choices = [
            ("", "请选择"),
            *(
                (one.name, [(one.code, f"{one.name}（说不清镇街）"), *towns.get(one.code, [])])
                for one in County.objects.all()
            ),
        ]

    def clean_number(self) -> str:
        """Keep a number in one shape."""
        return "".join(self.cleaned_data["number"].split()).upper()

    def clean(self) -> dict[str, Any]:
        """Compare the two days."""
        data = super().clean() or self.cleaned_data
        begins_on, ends_on = data.get("begins_on"), data.get("ends_on")
        if begins_on and ends_on and ends_on < begins_on:
            self.add_error("ends_on", DAYS_WRONG)
        return data

    def filed(self) -> f.ProjectFiled:
        """Return the facts; a town that a functional area manages belongs to it."""
        data = self.cleaned_data
        town = Town.objects.filter(code=data["place"]).select_related("county").first()
        county = county_of(town, on=clock.today()).pk if town else data["place"]
        return f.ProjectFiled(
            name=data["name"],
            number=data["number"],
            county=county,
            town=town.pk if town else "",
            address=data["address"],
            cost=data["cost"],
            begins_on=data["begins_on"],
            ends_on=data["ends_on"],
            consents=data["consents"],
        )


class ProjectForm(ProjectFields, KeyedForm):
    """A project that is filed for the first time."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        """Offer the places."""
        super().__init__(*args, **kwargs)
        self.offer_places()


class ProjectCorrectionForm(ProjectFields, EmployerForm):
    """A project made complete; a paper may come with it."""

    uploads = PAPER

    def arrange(self) -> None:
        """Begin with what was filed."""
        super().arrange()
        self.offer_places()
        project = self.detail
        for name in ("name", "number", "address", "cost", "begins_on", "ends_on"):
            self.fields[name].initial = getattr(project, name)
        self.fields["place"].initial = project.town_id or project.county_id
        self.fields["consents"].initial = project.party().electronic_service_consent

    def background(self) -> list[Row]:
        """Return what is missing."""
        return [Row(term="要补正的", value=self.detail.missing)]

    def build(self, data: dict[str, Any]) -> f.ProjectFiled:
        """Return the facts; the agency of the place stays the one that has the case."""
        filed = self.filed()
        if filed.county != self.detail.county_id:
            raise ValueError(PLACE_STAYS)
        return filed


class ComingForm(WhoForm):
    """The first step: document, number, name, and the first day on the project."""

    def __init__(self, *args: Any, project: Project, **kwargs: Any) -> None:
        """Ask for the day on the project and not for that of the work."""
        super().__init__(*args, **kwargs)
        self.project = project
        field = self.fields["started_on"]
        field.label, field.help_text = "进场日期", "第一天在这个项目干活的日子"

    def clean_started_on(self) -> date:
        """Take a day of the project."""
        day = super().clean_started_on()
        stay = Stay(day, begins_on=self.project.begins_on, ends_on=last_day(self.project))
        sentence = stay_is_within_the_project(stay)
        if sentence:
            raise ValidationError(sentence)
        return day


class TeamForm(DocumentForm, KeyedForm):
    """The last step: what the document says beyond its number, and the team."""

    team = forms.CharField(
        label="班组", required=False, max_length=60, help_text="例如 钢筋班、木工二班；没有就空着"
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        """Leave the team open."""
        super().__init__(*args, **kwargs)
        self.fields["team"].required = False

    @property
    def document(self) -> dict[str, Any]:
        """Return what the document says."""
        names = ("sex", "born_on", "nationality")
        return {name: self.cleaned_data[name] for name in names if name in self.fields}


class LeavingForm(PortalForm):
    """The last day on the project."""

    to_on = ChineseDateField(label="最后一天", help_text="这一天还算在项目上，受伤还在保障内")

    def __init__(self, *args: Any, stay: Stay, **kwargs: Any) -> None:
        """Know the first day."""
        super().__init__(*args, **kwargs)
        self.stay = stay

    def clean_to_on(self) -> date:
        """Take a day from the first one on."""
        day: date = self.cleaned_data["to_on"]
        stay = Stay(self.stay.from_on, self.stay.begins_on, self.stay.ends_on, to_on=day)
        sentence = leaving_follows_coming(stay) or end_is_near(
            Span(stay.from_on, clock.today(), day)
        )
        if sentence:
            raise ValidationError(sentence)
        return day


class PaymentForm(ActForm):
    """Money that arrived, as the receipt of the tax authority says."""

    amount = MoneyField(label="到账金额（元）")
    paid_on = ChineseDateField(label="到账日期", latest=clock.today)
    receipt = forms.CharField(
        label="缴款凭证号", min_length=4, max_length=60, help_text="税务部门缴款凭证上的号码"
    )

    def background(self) -> list[Row]:
        """Return what is to be paid and what has arrived."""
        return payment_rows(self.detail)

    def clean_receipt(self) -> str:
        """Keep a number in one shape."""
        return "".join(self.cleaned_data["receipt"].split()).upper()

    def build(self, data: dict[str, Any]) -> f.Paid:
        """Return the facts."""
        return f.Paid(data["amount"], data["paid_on"], data["receipt"])


class VoidForm(ActForm):
    """Which payment was entered wrongly, and why."""

    payment_id = forms.TypedChoiceField(
        label="哪一笔", coerce=int, widget=forms.RadioSelect, empty_value=None
    )
    reason = ReasonField(label="为什么更正", help_text="例如：金额登记错了、登记到了别的项目")

    def arrange(self) -> None:
        """Offer the payments that stand."""
        field: Any = self.fields["payment_id"]
        field.choices = [
            (
                str(one.pk),
                with_hint(f"{one.amount:,.2f} 元", f"{cn_date(one.paid_on)}，{one.receipt}"),
            )
            for one in standing_payments(self.detail)
        ]

    def build(self, data: dict[str, Any]) -> f.PaymentVoided:
        """Return the facts."""
        return f.PaymentVoided(data["payment_id"], data["reason"])


class ExtendForm(EmployerForm):
    """A later end, and why it takes longer."""

    ends_on = ChineseDateField(label="新的竣工日子", help_text="一次最多延长两年")
    reason = ReasonField(label="为什么延长", help_text="例如：设计变更，工期顺延")

    def build(self, data: dict[str, Any]) -> f.Extended:
        """Return the facts."""
        return f.Extended(data["ends_on"], data["reason"])


FORMS: dict[str, type[ActForm]] = {
    "notify_correction": CorrectionForm,
    "supply_correction": ProjectCorrectionForm,
    "withdraw": WithdrawForm,
    "propose": ProposalForm,
    "return_to_checker": BecauseForm,
    "record_service": ServedForm,
    "record_payment": PaymentForm,
    "void_payment": VoidForm,
    "ask_extension": ExtendForm,
    "refuse_extension": BecauseForm,
}
