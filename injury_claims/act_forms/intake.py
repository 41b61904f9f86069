"""Forms of the window: the checklist, the one correction notice, refusal, transfer."""

from dataclasses import dataclass
from typing import Any

from django import forms
from django.forms.boundfield import BoundField
from django.urls import reverse

from injury_claims import facts as f
from injury_claims.models import ChecklistItem
from injury_claims.outcomes import RefusalReason
from portal import clock
from portal.attachments.models import Attachment
from portal.cases.forms import ActForm, ReasonField
from portal.cases.models import Case
from portal.law.words import day_words
from portal.offices.directory import open_offices
from portal.ui.forms import PlainText, with_hint
from portal.ui.parts import Paper, Row

STATE, REMARK = "state_", "remark_"
FINDINGS = [
    (ChecklistItem.State.PRESENT.value, "齐全"),
    (ChecklistItem.State.MISSING.value, "缺少或者不合格"),
    (ChecklistItem.State.NOT_NEEDED.value, "不需要"),
]


@dataclass(frozen=True)
class ChecklistRow:
    """One material: its files, the finding, the remark."""

    label: str
    is_required: bool
    papers: list[Paper]
    finding: BoundField
    remark: BoundField


class ChecklistForm(ActForm):
    """The clerk's finding on each material of the list."""

    compares = True
    fields_template = "injury_claims/_checklist_fields.html"

    def arrange(self) -> None:
        """Ask for a finding and a remark on each item, beginning with what is there."""
        self.items = list(self.detail.items.all())
        for item in self.items:
            self.fields[STATE + item.code] = _finding(item)
            self.fields[REMARK + item.code] = forms.CharField(
                label=f"{item.label}：问题",
                required=False,
                max_length=200,
                initial=item.remark,
                validators=[PlainText(lines=False)],
                widget=forms.TextInput(attrs={"class": "form-control", "placeholder": " "}),
            )

    def rows(self) -> list[ChecklistRow]:
        """Return the materials with the files that came for each."""
        papers = _papers_by_material(self.case)
        return [
            ChecklistRow(
                label=item.label,
                is_required=item.is_required,
                papers=papers.get(item.code, []),
                finding=self[STATE + item.code],
                remark=self[REMARK + item.code],
            )
            for item in self.items
        ]

    def clean(self) -> dict[str, Any]:
        """A missing item says what is missing."""
        data = super().clean()
        for item in self.items:
            is_missing = data.get(STATE + item.code) == ChecklistItem.State.MISSING
            if is_missing and not data.get(REMARK + item.code):
                self.add_error(REMARK + item.code, f"请写明「{item.label}」缺什么")
        return data

    def build(self, data: dict[str, Any]) -> f.MaterialsChecked:
        """Return the findings on the whole list."""
        return f.MaterialsChecked(
            tuple(
                f.ItemState(item.code, data[STATE + item.code], data[REMARK + item.code])
                for item in self.items
            )
        )


class CorrectionForm(ActForm):
    """Everything that is missing, told once."""

    items = forms.MultipleChoiceField(
        label="需要补正的材料", widget=forms.CheckboxSelectMultiple, required=False
    )
    explanation = ReasonField(
        label="补充说明",
        required=False,
        max_length=1000,
        help_text="会写进补正材料告知书，例如怎样开具、到哪里补办",
    )

    def arrange(self) -> None:
        """Offer the items that are not found present; all of them are chosen."""
        codes = self.detail.missing_codes()
        missing = [item for item in self.detail.items.all() if item.code in codes]
        rows = [(item.code, with_hint(item.label, item.remark or "没有核对")) for item in missing]
        field = self.fields["items"]
        if isinstance(field, forms.MultipleChoiceField):
            field.choices = rows
        field.initial = [code for code, _ in rows]
        field.hide_optional = True  # type: ignore[attr-defined]

    def build(self, data: dict[str, Any]) -> f.Correction:
        """Return the notice."""
        return f.Correction(items=tuple(data["items"]), explanation=data["explanation"])


class RefusalForm(ActForm):
    """Why the application is not accepted."""

    reason = forms.ChoiceField(
        label="不予受理的理由",
        widget=forms.RadioSelect,
        choices=[(one.value, with_hint(one.label, str(one.basis))) for one in RefusalReason],
    )
    explanation = ReasonField(
        label="具体事实", rows=4, max_length=1000, help_text="会原样写进不予受理决定书"
    )

    def background(self) -> list[Row]:
        """Return what is known of the time bar."""
        words = "在法定时限内" if self.detail.is_filed_in_time else "晚于法定时限"
        day = self.detail.filing_due_on
        return [
            Row(
                term="申请时限",
                value=f"{day_words(self.case.filed_on)}申请，最后一日是{day_words(day)}，{words}",
            )
        ]

    def build(self, data: dict[str, Any]) -> f.Refusal:
        """Return the refusal."""
        return f.Refusal(RefusalReason(data["reason"]), data["explanation"])


class TransferForm(ActForm):
    """To which office the case goes."""

    office_id = forms.TypedChoiceField(label="移送到", coerce=int)
    reason = ReasonField(label="移送理由", help_text="参保地、用工地在哪里，为什么由该机构管辖")

    def arrange(self) -> None:
        """Offer the other offices that are open."""
        others = (
            open_offices(on=clock.today())
            .exclude(pk=self.case.office_id)
            .values_list("pk", "name", "full_name")
        )
        field = self.fields["office_id"]
        if isinstance(field, forms.ChoiceField):
            named = [(pk, f"{name}（{full_name}）") for pk, name, full_name in others]
            field.choices = [("", "请选择"), *named]

    def build(self, data: dict[str, Any]) -> f.Transfer:
        """Return the transfer."""
        return f.Transfer(office_id=data["office_id"], reason=data["reason"])


def _finding(item: ChecklistItem) -> forms.ChoiceField:
    is_checked = item.state != ChecklistItem.State.UNCHECKED
    return forms.ChoiceField(
        label=item.label,
        choices=FINDINGS,
        widget=forms.RadioSelect,
        initial=item.state if is_checked else None,
        error_messages={"required": f"请核对「{item.label}」"},
    )


def _papers_by_material(case: Case) -> dict[str, list[Paper]]:
    papers: dict[str, list[Paper]] = {}
    rows = Attachment.objects.received().filter(case=case).in_order()
    for pk, material, name, size in rows.values_list("pk", "material", "original_name", "size"):
        url = reverse("cases:paper", args=[case.reference, pk])
        papers.setdefault(material, []).append(Paper(title=name, url=url, size=size))
    return papers
