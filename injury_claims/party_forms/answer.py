"""The employer's answer to the evidence notice: agree or not, why, with what evidence."""

from typing import Any

from django import forms
from django.forms.boundfield import BoundField

from injury_claims import facts as f
from injury_claims import letters_phrases, terms
from injury_claims.letters_sides import event_of
from injury_claims.outcomes import GROUNDS
from injury_claims.party_forms.papers import EMPLOYER_EVIDENCE, PapersForm, hide_optional
from portal.deadlines.models import Deadline
from portal.ui import dates
from portal.ui.forms import with_hint
from portal.ui.parts import Row


class AnswerForm(PapersForm):
    """Only the claim itself is shown: nothing medical, no number, no address of the worker."""

    agrees = forms.ChoiceField(
        label="单位认为这件事是工伤吗？",
        widget=forms.RadioSelect,
        choices=[
            ("yes", with_hint("是", "认可申请人说的情况")),
            (
                "no",
                with_hint("不是，或者有不同意见", "举证责任由单位承担，请在下面写明理由并交证据"),
            ),
        ],
    )
    statement = forms.CharField(
        label="单位的说明",
        required=False,
        max_length=5000,
        help_text="对通知书里的每一项，逐条说明：当天谁上班、在哪里、发生了什么。不同意的必须写",
        widget=forms.Textarea(attrs={"rows": 8}),
    )
    field_order = ("agrees", "statement")

    closing = "证据全部传完以后，点下面的按钮一起提交。"

    def arrange(self) -> None:
        """The hint says when the statement is needed."""
        super().arrange()
        hide_optional(self.fields["statement"])

    def places(self) -> list[tuple[str, str, str]]:
        """Return the place of the evidence."""
        return [
            (
                EMPLOYER_EVIDENCE,
                "证据",
                "考勤、排班、监控截图、证人说明、规章制度，照片或者 PDF，20 MB 以内，一次传一份",
            )
        ]

    def before(self) -> list[BoundField]:
        """The answer comes first, then what proves it."""
        return [self["agrees"], self["statement"]]

    def background(self) -> list[Row]:
        """Return the facts claimed, what is to be proved, until when, and what silence means."""
        claim = self.detail
        notice = getattr(claim, "evidence_notice", None)
        label, event = event_of(claim)
        ground = GROUNDS[claim.ground_claimed]
        rows = [
            Row(term="职工", value=claim.case.person_name),
            Row(term=label, value=event),
            Row(term="地点", value=claim.place),
            Row(term="申请人说", value=claim.course),
            Row(term="主张", value=f"{ground.label}（{ground.basis}）"),
        ]
        if notice is not None:
            rows.append(Row(term="要说明的", value=notice.points))
        due = self._due()
        if due:
            rows.append(Row(term="最晚", value=f"{dates.cn_date(due)}，{dates.days_left(due)}"))
        return [*rows, Row(term="不答复", value=letters_phrases.SILENCE)]

    def build(self, data: dict[str, Any]) -> f.Answer:
        """Return the answer with everything that was sent."""
        return f.Answer(data["agrees"] == "yes", data["statement"], self.ids())

    def _due(self) -> Any:
        row = Deadline.objects.filter(
            case=self.case, term=terms.EMPLOYER_EVIDENCE.code, ended_on__isnull=True
        ).first()
        return row.due_on if row else None
