"""Forms of the acts on a filing: of its employer, and of the agency's two persons."""

from functools import cached_property
from typing import Any

from django import forms

from portal import clock
from portal.attachments.models import Visibility
from portal.cases.forms import ActForm, ReasonField, UploadPlace
from portal.cases.kinds import kind_of
from portal.cases.perform import refusals
from portal.cases.refusals import Reason
from portal.letters.models import Letter
from portal.ui.fields import ChineseDateField
from portal.ui.forms import with_hint
from portal.ui.parts import Row
from portal.workflow.process import Process
from portal.workflow.service import METHOD_LABELS, Method, Served
from registration.filings import facts as f
from registration.filings.forms.filing import (
    CancellationFields,
    ChangeFields,
    RegistrationFields,
)
from registration.filings.process import CancellationProcess, ChangeProcess, RegistrationProcess
from registration.filings.reviewing import APPROVE, REFUSE
from registration.filings.rows import owed_rows
from registration.models import Employer

REFUSAL = (REFUSE, "不予办理")
HINTS = {
    Method.ELECTRONIC: "对方同意过，发送当日生效",
    Method.DIRECT: "到窗口领取或者上门，由收件人签收",
    Method.MAIL: "以回执上的签收日为准",
}

PAPER = {
    "paper": UploadPlace(
        label="补正的材料",
        material="filing_paper",
        hint="告知书要求材料的才传，照片或者 PDF，20 MB 以内",
        visibility=Visibility.EMPLOYER_SIDE,
    )
}


class EmployerForm(ActForm):
    """An act of the employer: what officers do meanwhile is decided by the rules, under lock."""

    def arrange(self) -> None:
        """Leave the seen version out."""
        del self.fields["seen"]


class _Refiled(EmployerForm):
    """A filing of a case that is there already; a paper may come with the correction."""

    uploads = PAPER

    def arrange(self) -> None:
        """Begin with what was filed last; only a correction takes papers."""
        super().arrange()
        filing = self.detail
        if not filing.missing:
            del self.fields["paper"], self.fields["paper_kept"]
        self.fields["happened_on"].initial = filing.happened_on
        self.fields["reason"].initial = "" if filing.reported_on is None else filing.reason
        self.fields["consents"].initial = filing.party().electronic_service_consent

    def keep_uploads(self) -> None:
        """Take the paper where one is asked for."""
        if "paper" in self.fields:
            super().keep_uploads()

    def background(self) -> list[Row]:
        """Return what was noticed, or what is missing."""
        filing = self.detail
        told = filing.missing or filing.reason
        return [Row(term="要补正的" if filing.missing else "经办机构告知的", value=told)]


class ChangeActForm(ChangeFields, _Refiled):
    """The change that a duty asks for, or a change made complete."""

    def arrange(self) -> None:
        """Begin with the entry and with what was asked for."""
        super().arrange()
        self.begin(self.detail.employer, asked=self.detail.asked)

    def build(self, data: dict[str, Any]) -> f.ChangeFiled:
        """Return the facts."""
        return self.filed(data)


class CancellationActForm(CancellationFields, _Refiled):
    """The cancellation that a duty asks for, or a cancellation made complete."""

    def background(self) -> list[Row]:
        """Say what is owed before anything is filed."""
        return [*super().background(), *owed_rows(self.detail)]

    def build(self, data: dict[str, Any]) -> f.CancellationFiled:
        """Return the facts."""
        return self.filed(data)


class RegistrationActForm(RegistrationFields, _Refiled):
    """A registration made complete."""

    def arrange(self) -> None:
        """Begin with what was filed."""
        super().arrange()
        self.offer_places()
        asked = dict(self.detail.asked)
        parent = Employer.objects.filter(pk=int(asked.get("parent") or 0)).first()
        asked["parent_code"] = parent.credit_code if parent else ""
        asked["place"] = asked.get("town") or asked.get("county", "")
        for name, value in asked.items():
            if name in self.fields:
                self.fields[name].initial = value

    def build(self, data: dict[str, Any]) -> f.RegistrationFiled:
        """Return the facts."""
        return self.filed(data)


class WithdrawForm(EmployerForm):
    """Taking a filing back."""

    reason = ReasonField(label="为什么撤回")

    def build(self, data: dict[str, Any]) -> f.Because:
        """Return the reason."""
        return f.Because(data["reason"])


class BecauseForm(ActForm):
    """An act of an officer that needs its reason."""

    reason = ReasonField(label="理由")

    def build(self, data: dict[str, Any]) -> f.Because:
        """Return the reason."""
        return f.Because(data["reason"])


class CorrectionForm(ActForm):
    """Everything that is missing."""

    missing = ReasonField(
        label="要补正的内容", rows=4, help_text="一行一项，写清怎样才符合要求，会写进补正告知书"
    )

    def build(self, data: dict[str, Any]) -> f.Correction:
        """Return what is missing."""
        return f.Correction(data["missing"])


class ProposalForm(ActForm):
    """What the checker proposes."""

    decision = forms.ChoiceField(
        label="意见",
        widget=forms.RadioSelect,
        choices=[(APPROVE, "予以办理"), REFUSAL],
    )
    refusal_reason = ReasonField(
        label="不予办理的理由",
        required=False,
        min_length=0,
        help_text="选不予办理的必须填，会写进告知书",
    )
    opinion = ReasonField(
        label="给复核人员的话", required=False, min_length=0, help_text="只有本机构工作人员能看到"
    )
    tax_check = ReasonField(
        label="向税务部门核对的日期和结果",
        rows=2,
        max_length=200,
        required=False,
        min_length=0,
        help_text="没有这个单位的缴费数据，予以办理的必须填，例如：11月24日电话核对，没有欠费",
    )
    identity_checked = forms.BooleanField(
        label="经办人到过窗口，已核对身份证件和单位的委托手续",
        required=False,
        help_text="勾选以后，登记办好时这位经办人就可以在网上办这个单位的全部事项；没到过窗口的不要勾",
    )

    def arrange(self) -> None:
        """Ask for the identity where an unknown unit is registered."""
        self.fields["refusal_reason"].hide_optional = True  # type: ignore[attr-defined]
        if self.case.kind != RegistrationProcess.code:
            del self.fields["identity_checked"]
        self.fields["tax_check"].hide_optional = True  # type: ignore[attr-defined]
        is_cancellation = self.case.kind == CancellationProcess.code
        if not is_cancellation or self.detail.months_are_known():
            del self.fields["tax_check"]
        if self._against_approval and self.data.get("decision") != APPROVE:
            self.fields["decision"].choices = [REFUSAL]  # type: ignore[attr-defined]

    @cached_property
    def _against_approval(self) -> list[Reason]:
        """Return the rules that bar an approval today."""
        act = kind_of(self.case.kind).process.act("propose")
        answered = "tax_check" in self.fields  # what the form itself asks for bars nothing yet
        facts = f.Proposal(is_approval=True, tax_check="-" if answered else "")
        return refusals(self.case, act, by=self.by, facts=facts)

    def background(self) -> list[Row]:
        """Return what stands in the way of an approval."""
        return [Row(term="暂不能予以办理", value=str(reason)) for reason in self._against_approval]

    def clean(self) -> dict[str, Any]:
        """A refusal says why, at its field."""
        data = super().clean()
        if data.get("decision") == REFUSE and not data.get("refusal_reason"):
            self.add_error("refusal_reason", "选不予办理的，请写明理由")
        is_unknown = "tax_check" in self.fields and data.get("decision") == APPROVE
        if is_unknown and not data.get("tax_check"):
            self.add_error("tax_check", "没有缴费数据的，请写明向税务部门核对的结果")
        return data

    def build(self, data: dict[str, Any]) -> f.Proposal | None:
        """Return the proposal."""
        is_approval = data["decision"] == APPROVE
        if not is_approval and not data["refusal_reason"]:
            return None
        return f.Proposal(
            is_approval=is_approval,
            opinion=data["opinion"],
            refusal_reason=data["refusal_reason"],
            identity_checked=is_approval and data.get("identity_checked", False),
            tax_check=data.get("tax_check", "") if is_approval else "",
        )


class ServedForm(ActForm):
    """A letter reached the employer."""

    uploads = {
        "proof": UploadPlace(
            label="送达凭证",
            material="service_proof",
            hint="送达回证或者邮件回执；电子送达由系统记录，不用上传",
        )
    }
    letter_id = forms.TypedChoiceField(
        label="哪份文书", coerce=int, widget=forms.RadioSelect, empty_value=None
    )
    method = forms.ChoiceField(
        label="送达方式",
        widget=forms.RadioSelect,
        choices=[(one.value, with_hint(METHOD_LABELS[one], hint)) for one, hint in HINTS.items()],
    )
    served_on = ChineseDateField(label="送达日期", latest=clock.today)
    received_by = forms.CharField(
        label="签收人", max_length=60, required=False, help_text="直接送达必须写明"
    )

    def arrange(self) -> None:
        """Offer the letters that were not served yet, the newest chosen."""
        party = self.detail.party()
        rows = Letter.objects.filter(pk__in=self.detail.unserved())
        left = list(rows.defer("inputs").order_by("-pk"))
        field: Any = self.fields["letter_id"]
        field.choices = [(str(one.pk), with_hint(one.title, one.number)) for one in left]
        field.initial = str(left[0].pk) if left else None
        self.fields["served_on"].initial = clock.today()
        self.fields["received_by"].hide_optional = True  # type: ignore[attr-defined]
        if party.electronic_service_consent:
            self.fields["method"].initial = Method.ELECTRONIC.value

    def build(self, data: dict[str, Any]) -> Served:
        """Return the service."""
        return Served(
            letter_id=data["letter_id"],
            party_id=self.detail.party().pk,
            method=Method(data["method"]),
            served_on=data["served_on"],
            received_by=data["received_by"],
            proof_id=self.kept_id("proof"),
        )


REFILED: dict[str, type[ActForm]] = {
    ChangeProcess.code: ChangeActForm,
    CancellationProcess.code: CancellationActForm,
    RegistrationProcess.code: RegistrationActForm,
}
SHARED: dict[str, type[ActForm]] = {
    "withdraw": WithdrawForm,
    "close_duty": BecauseForm,
    "notify_correction": CorrectionForm,
    "propose": ProposalForm,
    "return_to_checker": BecauseForm,
    "record_service": ServedForm,
}


def forms_of(process: type[Process]) -> dict[str, type[ActForm]]:
    """Return the forms of a process by the names of its acts."""
    refiled = REFILED[process.code]
    known = SHARED | {"file": refiled, "supply_correction": refiled}
    return {act.name: known[act.name] for act in process.acts() if act.name in known}
