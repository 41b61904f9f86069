"""Taking an application back: of free will, with the consequences told first."""

from datetime import date
from typing import Any

from django import forms

from injury_claims import facts as f
from injury_claims.party_forms.base import PartyForm
from portal import clock
from portal.attachments.models import Visibility
from portal.cases.forms import ReasonField, UploadPlace
from portal.ui import dates
from portal.ui.parts import Row


def _again(due_on: date) -> str:
    """Say whether there is time left for another application."""
    day = dates.cn_date(due_on)
    if due_on < clock.today():
        return f"申请的时限到{day}为止，已经过了，撤回以后很可能不能再申请。"
    return f"最晚{day}前可以重新申请，要从头填一次。"


class WithdrawForm(PartyForm):
    """An employer that filed needs the worker's written consent."""

    uploads = {
        "consent": UploadPlace(
            label="职工同意撤回的文书",
            material="withdrawal_consent",
            hint="职工本人签名、写明日期的同意书，照片或者 PDF",
            visibility=Visibility.EMPLOYER_SIDE,
        )
    }
    reason = ReasonField(label="为什么撤回")
    is_voluntary = forms.BooleanField(label="撤回是自愿的，没有人逼我，我知道上面写的后果。")

    def arrange(self) -> None:
        """Ask for the consent only where the employer filed."""
        super().arrange()
        if not self.detail.needs_workers_consent():
            del self.fields["consent"]
            del self.fields["consent_kept"]

    def background(self) -> list[Row]:
        """Return what follows from it."""
        claim = self.detail
        rows = [
            Row(term="撤回以后", value="案件到此为止，不再调查，也不作认定。"),
            Row(term="时限", value="申请的时限不会停下来，继续往前走。"),
            Row(term="再申请", value=_again(claim.filing_due_on)),
            Row(term="材料", value="交来的材料留在案卷里，不退回。"),
        ]
        if claim.needs_workers_consent():
            rows.append(Row(term="职工", value="职工本人同意才能撤回；职工自己仍然可以申请。"))
        return rows

    def keep_uploads(self) -> None:
        """Take the consent where it is asked for."""
        if self.detail.needs_workers_consent():
            super().keep_uploads()

    def build(self, data: dict[str, Any]) -> f.Withdrawal:
        """Return the withdrawal."""
        consent = self.kept_id("consent") if "consent" in self.fields else ""
        return f.Withdrawal(data["reason"], data["is_voluntary"], consent)
