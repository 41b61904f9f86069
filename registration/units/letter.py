"""单位网上办事激活告知书: the paper that bears an agent's one-time code; no copy of it is kept."""

from datetime import date
from pathlib import Path

from django.conf import settings
from django.urls import reverse

from portal.accounts.models import ActivationCode
from portal.law.words import day_words
from portal.letters import render
from portal.letters.templates import LetterTemplate, register
from portal.offices.models import Office
from registration.models import Employer

TITLE = "单位网上办事激活告知书"
OPENING = (
    "您到窗口出示了本人身份证件和单位的介绍信。您可以凭下面的激活码，"
    "在手机或者电脑上替单位办理参保登记、职工增减和工伤案件的事项。"
)
HOW = "打开 {address}，用自己的账号登录以后输入。激活码只能使用一次，{until}以前有效。"
CARE = (
    "激活码只给上面写的经办人本人使用，请不要拍照转发。不再替单位办事的，请在单位页结束办理权限。"
)
FORM = LetterTemplate(
    kind="unit_entry_code",
    title=TITLE,
    source=Path(__file__).parents[1] / "typst" / "unit_entry_code.typ",
    seal="",
    has_head=False,
)


def register_letter() -> None:
    """Make the form known to the letters of the portal."""
    register(FORM)


def entry_address() -> str:
    """Return where the code is typed, as it stands on paper."""
    return settings.PUBLIC_ORIGIN.rstrip("/") + reverse("registration:unit_enter")


def letter(
    employer: Employer, *, code: str, row: ActivationCode, office: Office, on: date
) -> bytes:
    """Return the paper for an agent at the counter."""
    inputs = {
        "addressee": row.agent_name,
        "opening": OPENING,
        "facts": [
            ("单位", employer.name),
            ("统一社会信用代码", employer.credit_code),
            ("经办人", row.agent_name),
        ],
        "code": code,
        "how": HOW.format(address=entry_address(), until=day_words(row.expires_on)),
        "care": CARE,
    }
    return render.blank(FORM, inputs=inputs, office=office, on=on)
