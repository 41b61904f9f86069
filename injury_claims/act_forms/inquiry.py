"""Forms of the investigation: evidence of the employer, records, suspension."""

from typing import Any

from django import forms

from injury_claims import facts as f
from injury_claims.act_forms.desk import OfficerField, offer
from injury_claims.outcomes import SuspensionCause
from portal import clock
from portal.cases.forms import ActForm, ReasonField, UploadPlace
from portal.cases.people import officers_of
from portal.law.house_rules import LONGEST_EXTENSION
from portal.law.words import day_words
from portal.ui.fields import ChineseDateField, ChineseDateTimeField
from portal.ui.forms import with_hint

QUESTIONS = "问：请说一下事故是怎么发生的？\n答："


class EvidenceDemandForm(ActForm):
    """What the employer is to give evidence of."""

    points = ReasonField(
        label="请单位说明和举证的事项",
        rows=6,
        max_length=2000,
        help_text="会写进限期举证通知书，一行一项",
    )

    def arrange(self) -> None:
        """Begin with what every employer is asked."""
        person, day = self.case.person_name, self.detail.event_on
        self.fields["points"].initial = (
            f"1. {person}与你单位是否存在劳动关系，请提交劳动合同、工资发放和考勤记录；\n"
            f"2. {day_words(day)}{person}的工作安排、工作时间和工作地点；\n"
            "3. 你单位是否认为该伤害属于工伤，不认为是工伤的，请说明理由并提交证据。"
        )

    def build(self, data: dict[str, Any]) -> f.EvidenceDemand:
        """Return the demand."""
        return f.EvidenceDemand(data["points"])


class ExtensionForm(ActForm):
    """More days for the employer."""

    days = forms.IntegerField(label="延长几天", min_value=1, max_value=LONGEST_EXTENSION, initial=5)
    reason = ReasonField(label="延长的理由")

    def build(self, data: dict[str, Any]) -> f.Extension:
        """Return the extension."""
        return f.Extension(days=data["days"], reason=data["reason"])


class _RecordForm(ActForm):
    """What both kinds of record have: two officers, who showed their credentials, and a scan."""

    uploads = {
        "scan": UploadPlace(
            label="签字后的笔录扫描件", material="investigation_record", hint="可以以后再补"
        )
    }
    taken_at = ChineseDateTimeField(label="什么时候", earliest=None, latest=clock.today)
    place = forms.CharField(label="在什么地方", max_length=200)
    second_officer_id = OfficerField(label="另一名调查人员")
    credentials_shown = forms.BooleanField(
        label="两名调查人员都已向被调查人出示执行公务的证件", required=False
    )

    def arrange(self) -> None:
        """Offer everybody else of the office; begin with the present."""
        people = officers_of(self.case.office_id, without=(self.by.pk,))
        offer(self, "second_officer_id", people)
        self.fields["taken_at"].initial = clock.now().replace(second=0, microsecond=0)

    def scans(self) -> tuple[str, ...]:
        """Return the scan that came with the form."""
        kept = self.kept_id("scan")
        return (kept,) if kept else ()


class InterviewForm(_RecordForm):
    """A record of questions and answers."""

    person = forms.CharField(label="被调查人", max_length=80)
    relation = forms.CharField(
        label="与本案的关系", max_length=80, help_text="例如：受伤职工本人、同班组工友、车间主任"
    )
    content = forms.CharField(
        label="问答内容", max_length=20000, widget=forms.Textarea(attrs={"rows": 12})
    )
    field_order = (
        "person",
        "relation",
        "taken_at",
        "place",
        "second_officer_id",
        "credentials_shown",
        "content",
    )

    def arrange(self) -> None:
        """Begin with the worker and the first question."""
        super().arrange()
        if not self.detail.is_death:
            self.fields["person"].initial = self.case.person_name
            self.fields["relation"].initial = "受伤职工本人"
        self.fields["content"].initial = QUESTIONS

    def build(self, data: dict[str, Any]) -> f.Interview:
        """Return the record."""
        return f.Interview(
            person=data["person"],
            relation=data["relation"],
            taken_at=data["taken_at"],
            place=data["place"],
            second_officer_id=data["second_officer_id"],
            credentials_shown=data["credentials_shown"],
            content=data["content"],
            attachment_ids=self.scans(),
        )


class SiteVisitForm(_RecordForm):
    """A record of a place seen."""

    people_present = forms.CharField(
        label="在场人员", max_length=80, required=False, help_text="姓名和身份，用顿号隔开"
    )
    findings = forms.CharField(
        label="勘查情况", max_length=20000, widget=forms.Textarea(attrs={"rows": 10})
    )
    field_order = (
        "taken_at",
        "place",
        "people_present",
        "second_officer_id",
        "credentials_shown",
        "findings",
    )

    def arrange(self) -> None:
        """Begin with the place that was claimed."""
        super().arrange()
        self.fields["place"].initial = self.detail.place

    def build(self, data: dict[str, Any]) -> f.SiteVisit:
        """Return the record."""
        return f.SiteVisit(
            taken_at=data["taken_at"],
            place=data["place"],
            second_officer_id=data["second_officer_id"],
            credentials_shown=data["credentials_shown"],
            findings=data["findings"],
            people_present=data["people_present"],
            attachment_ids=self.scans(),
        )


class SuspensionForm(ActForm):
    """Why the procedure stops, and what it waits for."""

    cause = forms.ChoiceField(
        label="中止的原因",
        widget=forms.RadioSelect,
        choices=[(one.value, with_hint(one.label, str(one.basis))) for one in SuspensionCause],
    )
    awaited = forms.CharField(
        label="等什么结论",
        max_length=200,
        help_text="哪个机关、什么文书，例如：公安机关交通管理部门的道路交通事故认定书",
    )
    explanation = ReasonField(label="说明", max_length=1000, help_text="会写进中止通知书")

    def build(self, data: dict[str, Any]) -> f.Suspension:
        """Return the suspension."""
        return f.Suspension(SuspensionCause(data["cause"]), data["awaited"], data["explanation"])


class ResumptionForm(ActForm):
    """The awaited conclusion came in."""

    uploads = {
        "proof": UploadPlace(
            label="收到结论的凭证",
            material="awaited_conclusion",
            hint="恢复日期早于今天的，必须上传，例如盖了收文章的认定书",
        )
    }
    resume_on = ChineseDateField(
        label="哪一天收到结论", latest=clock.today, help_text="办理期限从这一天接着算"
    )
    explanation = ReasonField(label="收到了什么结论", max_length=1000)

    def arrange(self) -> None:
        """Begin with today."""
        self.fields["resume_on"].initial = clock.today()

    def build(self, data: dict[str, Any]) -> f.Resumption:
        """Return the resumption."""
        return f.Resumption(data["resume_on"], data["explanation"], self.kept_id("proof"))
