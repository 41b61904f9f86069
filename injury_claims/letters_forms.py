"""The forms of the letters of a claim: titles, number series, seals."""

from pathlib import Path

from injury_claims import letters_inputs as texts
from portal.letters.templates import LetterTemplate, register

FOLDER = Path(__file__).parent / "typst"
CLAIM_SEAL = "工伤认定专用印章"


def _form(
    kind: str,
    *,
    title: str,
    inputs: type[texts.Inputs],
    business: str = "",
    variant: str = "",
    seal: str = "印章",
) -> LetterTemplate:
    return LetterTemplate(
        kind=kind,
        title=title,
        source=FOLDER / f"{kind}.typ",
        business=business,
        variant=variant,
        required=inputs.required(),
        seal=seal,
        has_head=bool(business),
    )


FORMS = (
    _form("material_receipt", title="材料接收凭证", inputs=texts.MaterialReceipt, business="收"),
    _form(
        "acceptance",
        title="工伤认定申请受理决定书",
        inputs=texts.Acceptance,
        business="受",
        seal=CLAIM_SEAL,
    ),
    _form(
        "correction_notice", title="补正材料告知书", inputs=texts.CorrectionNotice, business="补"
    ),
    _form(
        "rejection",
        title="工伤认定申请不予受理决定书",
        inputs=texts.Rejection,
        business="不受",
        seal=CLAIM_SEAL,
    ),
    _form("termination", title="工伤认定终止通知书", inputs=texts.Termination, business="终"),
    _form("evidence_notice", title="限期举证通知书", inputs=texts.EvidenceNotice, business="举"),
    _form(
        "suspension_notice",
        title="工伤认定中止通知书",
        inputs=texts.SuspensionNotice,
        business="中",
    ),
    _form(
        "resumption_notice",
        title="工伤认定恢复通知书",
        inputs=texts.ResumptionNotice,
        business="恢",
    ),
    *(
        _form(
            "determination",
            title="认定工伤决定书" if positive else "不予认定工伤决定书",
            inputs=texts.Determination,
            business="认" if positive else "不认",
            variant=variant,
            seal=CLAIM_SEAL,
        )
        for variant, positive in (
            ("recognized", True),
            ("deemed", True),
            ("not_recognized", False),
            ("not_deemed", False),
        )
    ),
    _form(
        "employer_pays",
        title="用人单位支付工伤保险待遇告知书",
        inputs=texts.EmployerPays,
        business="告",
    ),
    _form("entry_code", title="案件查办码", inputs=texts.EntryCode, seal=""),
    _form("service_receipt", title="送达回证", inputs=texts.ServiceReceipt, seal=""),
    _form("interview_record", title="调查笔录", inputs=texts.InterviewRecord, seal=""),
    _form("site_record", title="现场勘查笔录", inputs=texts.SiteRecord, seal=""),
)


def register_all() -> None:
    """Make the forms known to the letters of the portal."""
    for form in FORMS:
        register(form)
