"""Forms of service: who received which letter, how, when, and what proves it."""

from typing import Any

from django import forms

from injury_claims import facts as f
from injury_claims.act_forms.desk import OfficerField, offer
from injury_claims.process import ClaimProcess
from portal import clock
from portal.cases.forms import ActForm, ReasonField, UploadPlace
from portal.cases.people import officers_of
from portal.letters.models import LetterRecipient, Service
from portal.ui.fields import ChineseDateField
from portal.ui.forms import with_hint
from portal.workflow.service import METHOD_LABELS, Method, Served

HINTS = {
    Method.DIRECT: "本人、同住成年家属、单位收件人签收",
    Method.LEFT: "拒收时留下文书，要两名送达人，并写明拒收的事由",
    Method.MAIL: "以回执上的签收日为准",
    Method.MAIL_RETURNED: "按确认的地址邮寄被退回，以退回之日为准",
    Method.ELECTRONIC: "当事人同意，并且已经开通查看；发送当日生效",
}
METHODS = [(one.value, with_hint(METHOD_LABELS[one], HINTS[one])) for one in Method]


class RecipientField(forms.ChoiceField):
    """A letter and one of the parties to whom it is addressed and not served yet."""

    def offer(self, case_id: int) -> None:
        """Offer what is still to be served: letters whose service starts a clock come first."""
        served = set(
            Service.objects.filter(letter__case=case_id, served_on__isnull=False).values_list(
                "letter_id", "party_id"
            )
        )
        rows = (
            LetterRecipient.objects.filter(letter__case=case_id)
            .select_related("letter", "party")
            .order_by("-letter_id", "pk")
        )
        left = [row for row in rows if (row.letter_id, row.party_id) not in served]
        left.sort(key=lambda row: not _starts_clock(row))
        if len(left) == 1 or (left and _starts_clock(left[0])):
            self.initial = _key(left[0])
        self.choices = [
            (
                _key(row),
                with_hint(
                    f"{row.letter.title}，{row.party.get_kind_display()} {row.party.name}",
                    row.letter.number or "没有文号",
                ),
            )
            for row in left
        ]

    def to_python(self, value: Any) -> str:
        """Return the choice as it was typed."""
        return str(value or "")


def _key(row: LetterRecipient) -> str:
    return f"{row.letter_id}-{row.party_id}"


def _starts_clock(row: LetterRecipient) -> bool:
    return bool(ClaimProcess.papers[row.letter.kind].on_service)


def _pair(value: str) -> tuple[int, int]:
    letter, party = value.split("-")
    return int(letter), int(party)


class _ServiceForm(ActForm):
    """What a success and a failure have in common."""

    recipient = RecipientField(label="哪份文书，送达谁", widget=forms.RadioSelect)

    def arrange(self) -> None:
        """Offer what is still to be served; the one that matters most is chosen."""
        field = self.fields["recipient"]
        if isinstance(field, RecipientField):
            field.offer(self.case.pk)
            if not field.choices:
                field.help_text = "本案的文书都已经送达"


class ServedForm(_ServiceForm):
    """A letter reached a party."""

    fields_template = "injury_claims/_service_fields.html"
    uploads = {
        "proof": UploadPlace(
            label="送达凭证",
            material="service_proof",
            hint="送达回证、邮件回执或者影像；电子送达由系统记录，不用上传",
        )
    }
    method = forms.ChoiceField(label="送达方式", widget=forms.RadioSelect, choices=METHODS)
    served_on = ChineseDateField(
        label="送达日期", latest=clock.today, help_text="签收日、退回日或者发送日"
    )
    received_by = forms.CharField(
        label="签收人", max_length=60, required=False, help_text="直接送达必须写明"
    )
    relation = forms.CharField(
        label="与受送达人的关系", max_length=40, required=False, help_text="本人签收的不用填"
    )
    place = forms.CharField(label="送达地点", max_length=200, required=False)
    second_server_id = OfficerField(
        label="另一名送达人", required=False, help_text="必须有两名送达人"
    )
    remark = ReasonField(
        label="备注", required=False, min_length=0, help_text="留置送达必须写明拒收的事由"
    )

    def arrange(self) -> None:
        """Begin with today; offer everybody else of the office as second server."""
        super().arrange()
        self.fields["served_on"].initial = clock.today()
        for name in ("received_by", "second_server_id"):
            self.fields[name].hide_optional = True  # type: ignore[attr-defined]
        offer(self, "second_server_id", officers_of(self.case.office_id, without=(self.by.pk,)))

    def clean(self) -> dict[str, Any]:
        """Whoever hands a letter over names who took it."""
        data = super().clean()
        if data.get("method") == Method.DIRECT and not data.get("received_by"):
            self.add_error("received_by", "直接送达必须写明签收人")
        return data

    def build(self, data: dict[str, Any]) -> Served:
        """Return the service."""
        letter_id, party_id = _pair(data["recipient"])
        return Served(
            letter_id=letter_id,
            party_id=party_id,
            method=Method(data["method"]),
            served_on=data["served_on"],
            received_by=data["received_by"],
            relation=data["relation"],
            place=data["place"],
            second_server_id=data["second_server_id"],
            proof_id=self.kept_id("proof"),
            remark=data["remark"],
        )


class FailedServiceForm(_ServiceForm):
    """An attempt that did not reach the party."""

    method = forms.ChoiceField(
        label="用了什么方式",
        choices=[(one.value, METHOD_LABELS[one]) for one in (Method.DIRECT, Method.MAIL)],
    )
    attempted_on = ChineseDateField(label="哪一天", latest=clock.today)
    remark = ReasonField(label="为什么没有送达", help_text="例如：地址无人，邻居说已搬走")

    def arrange(self) -> None:
        """Begin with today."""
        super().arrange()
        self.fields["attempted_on"].initial = clock.today()

    def build(self, data: dict[str, Any]) -> f.FailedService:
        """Return the attempt."""
        letter_id, party_id = _pair(data["recipient"])
        return f.FailedService(
            letter_id=letter_id,
            party_id=party_id,
            method=data["method"],
            attempted_on=data["attempted_on"],
            remark=data["remark"],
        )
