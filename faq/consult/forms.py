"""Forms of whoever asks, thanks or complains, of whoever follows it, and of the officers."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from faq.consult import facts as f
from faq.consult.receiving import From
from faq.models import Audience, Topic
from faq.personal import number_in
from portal import clock
from portal.accounts.identifiers import validate_phone
from portal.accounts.models import User
from portal.cases.models import Case
from portal.cases.people import officers_of
from portal.offices.directory import insurance_counties, open_offices
from portal.offices.jurisdiction import city_office, office_for
from portal.offices.models import Office, Power
from portal.ui.forms import KeyedForm
from portal.workflow.roles import Role

LONGEST = 500
UNSURE = "unsure"
ACCEPT = "image/*,.heic,.heif"


class _ContactForm(KeyedForm):
    """How whoever sends may be reached; somebody who is logged in is reached by the account."""

    name = forms.CharField(label="您怎么称呼", required=False, max_length=60)
    phone = forms.CharField(
        label="手机号",
        required=False,
        max_length=20,
        help_text="填了，答复以后发短信告诉您；和您写的内容分开保存",
    )

    def __init__(self, *args: Any, user: User | None, **kwargs: Any) -> None:
        """Know who is logged in: nothing is asked that the account tells."""
        super().__init__(*args, **kwargs)
        self.user = user
        self.fields["name"].widget.attrs.update(autocomplete="name")
        self.fields["phone"].widget.attrs.update(inputmode="tel", autocomplete="tel")
        if user is not None:
            del self.fields["name"], self.fields["phone"]

    def clean_phone(self) -> str:
        """Check the phone where one is given."""
        typed: str = self.cleaned_data["phone"]
        try:
            return validate_phone(typed) if typed else ""
        except ValueError as error:
            raise ValidationError(str(error)) from error

    def sender(self) -> From:
        """Return who sends."""
        data = self.cleaned_data
        return From(self.user, data.get("name", ""), data.get("phone") or "")


class QuestionForm(_ContactForm):
    """A question in the asker's own words, to the office of a place."""

    text = forms.CharField(
        label="您想问什么？",
        widget=forms.Textarea(attrs={"rows": 5}),
        min_length=5,
        max_length=LONGEST,
        help_text="用自己的话写。不用写姓名、身份证号和电话",
    )
    audience = forms.ChoiceField(
        label="您是", widget=forms.RadioSelect, choices=Audience.choices, initial=Audience.WORKER
    )
    topic = forms.ChoiceField(label="关于哪一类事", required=False)
    county = forms.ChoiceField(
        label="在哪个县市区", help_text="干活的地方，由那里的机构答复；说不清的由市里答复"
    )
    seen = forms.CharField(widget=forms.HiddenInput, required=False)

    field_order = ("text", "audience", "topic", "county", "name", "phone")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        """Offer topics and counties."""
        super().__init__(*args, **kwargs)
        topics, counties = self.fields["topic"], self.fields["county"]
        if isinstance(topics, forms.ChoiceField) and isinstance(counties, forms.ChoiceField):
            topics.choices = [("", "说不清"), *Topic.choices]
            rows = [(one.code, one.name) for one in insurance_counties()]
            counties.choices = [("", "请选择"), *rows, (UNSURE, "说不清在哪里")]

    def clean_text(self) -> str:
        """Keep numbers of persons out; how to reach somebody has a field of its own."""
        text: str = self.cleaned_data["text"]
        if number := number_in(text):
            raise ValidationError(f"里面有号码“{number}”，请去掉；电话写在下面“手机号”一栏")
        return text

    def office(self) -> Office:
        """Return the office that answers: the agency of the place for insurance, or its bureau."""
        is_insurance = self.cleaned_data["topic"] == Topic.INSURANCE
        power = Power.AGENCY if is_insurance else Power.RECOGNITION
        county = self.cleaned_data["county"]
        if county == UNSURE:
            return city_office(power, on=clock.today())
        return office_for(county, power, on=clock.today())

    def told(self) -> f.Asked:
        """Return what was asked."""
        data = self.cleaned_data
        return f.Asked(data["text"], data["topic"], data["audience"], code_hash="")


class VoiceForm(_ContactForm):
    """Thanks or a complaint about an office, or about a case of one's own."""

    kind = forms.ChoiceField(
        label="表扬还是投诉",
        widget=forms.RadioSelect,
        choices=[("thanks", "表扬"), ("complaint", "投诉")],
    )
    office = forms.TypedChoiceField(label="哪个机构", coerce=int, empty_value=None)
    case = forms.ChoiceField(label="和您的哪件案子有关", required=False)
    about = forms.CharField(
        label="哪个窗口、哪个人",
        required=False,
        max_length=80,
        help_text="知道就写，例如：2 号窗口",
    )
    about_head = forms.BooleanField(
        label="投诉的就是那里的负责人", required=False, help_text="由上一级机构核实、答复"
    )
    text = forms.CharField(
        label="什么事？",
        widget=forms.Textarea(attrs={"rows": 5}),
        min_length=5,
        max_length=LONGEST,
        help_text="什么时候、办什么、怎么了。投诉由那里的负责人核实，被投诉的人不参与",
    )
    banner = forms.FileField(label="锦旗或者别的照片", required=False, help_text="20 MB 以内")
    may_be_shown = forms.BooleanField(
        label="表扬可以公开", required=False, help_text="公开的只写事情，不写您的姓名和号码"
    )

    field_order = (
        *("kind", "office", "case", "about", "about_head"),
        *("text", "banner", "may_be_shown"),
    )

    def __init__(self, *args: Any, cases: Sequence[Case], **kwargs: Any) -> None:
        """Offer the offices, and the sender's own cases where there are any."""
        super().__init__(*args, **kwargs)
        self.cases = {one.reference: one for one in cases}
        self.fields["banner"].widget.attrs["accept"] = ACCEPT
        offices = self.fields["office"]
        if isinstance(offices, forms.ChoiceField):
            rows = [
                *open_offices(on=clock.today()),
                *open_offices(on=clock.today(), power=Power.AGENCY),
            ]
            offices.choices = [
                ("", "请选择"),
                *((one.pk, f"{one.name}，{one.full_name}") for one in rows),
            ]
        own = self.fields["case"]
        if not self.cases:
            del self.fields["case"]
        elif isinstance(own, forms.ChoiceField):
            choices = [(one.reference, f"{one.reference} {one.person_name}") for one in cases]
            own.choices = [("", "和案子无关"), *choices]

    def about_case(self) -> Case | None:
        """Return the sender's own case of which it speaks."""
        return self.cases.get(self.cleaned_data.get("case") or "")

    def chosen_office(self) -> Office:
        """Return who answers: the office, or the city's where its head is meant or it has none."""
        case = self.about_case()
        office = case.office if case else Office.objects.get(pk=self.cleaned_data["office"])
        is_about_head = self.cleaned_data["about_head"] and self.cleaned_data["kind"] == "complaint"
        if is_about_head or not officers_of(office.pk, roles=(Role.SUPERVISOR,)):
            return city_office(Power(office.power), on=clock.today())
        return office

    def clean(self) -> dict[str, Any]:
        """Do not send it silently elsewhere than where it was meant to go."""
        data = super().clean() or self.cleaned_data
        case = self.cases.get(data.get("case") or "")
        if case and data.get("office") not in (None, case.office_id):
            self.add_error(
                "office", f"这件案子由{case.office.full_name}办理，请选它，或者选“和案子无关”"
            )
        return data

    def told(self) -> f.Told:
        """Return what was told."""
        data, case = self.cleaned_data, self.about_case()
        is_complaint = data["kind"] == "complaint"
        return f.Told(
            text=data["text"],
            is_complaint=is_complaint,
            about=data["about"],
            about_case_id=case.pk if case else None,
            may_be_shown=data["may_be_shown"] and not is_complaint,
            code_hash="",
        )
