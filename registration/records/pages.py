"""Where the records of people hang: front door, own page, menus, messages, verification, checks."""

from typing import Any

from django.core import checks
from django.http import HttpRequest

from portal.accounts.entering import say_why
from portal.accounts.home import register_panel
from portal.accounts.menu import MenuItem, register_item
from portal.accounts.models import User
from portal.accounts.views.flow import add_flow
from portal.home.services import ServiceCard
from portal.home.services import register as register_card
from portal.letters.findings import register_finder
from portal.notifications.notices import Notice, register
from portal.offices.models import Power
from portal.workflow.roles import Role
from registration.access import OFFICERS
from registration.records import provider_checks
from registration.records.certificates import find_certificate
from registration.records.own import self_mandates
from registration.records.views.counter import FLOW

NOTICES = (
    Notice(
        name="counter_self_code",
        title="窗口核验本人的验证码",
        body="验证码 {code}，用于{purpose}，{minutes} 分钟内有效。",
        sms="验证码{code}，用于{purpose}，{minutes}分钟内有效。"
        "请只在窗口当面告诉为您办理的工作人员，电话里不要告诉任何人。",
    ),
    Notice(
        name="self_verified",
        title="已经确认是您本人",
        body="{on}通过{proof}确认了您的身份，这个账号现在可以查您本人的参保记录、打参保证明。"
        "不是您本人办的，请马上打 12333。",
        sms="您的工伤保险账号已通过{proof}确认身份，可以查本人参保记录。非本人办理请马上打12333。",
    ),
    Notice(
        name="self_moved",
        title="这个账号不能再查参保记录",
        body="{on}有另一个账号确认为您本人。一个人同时只用一个账号查参保记录，这个账号从现在起不能再查。"
        "不是您本人办的，请马上打 12333。",
        sms="有另一个账号确认为您本人，此账号不能再查参保记录。非本人办理请马上打12333。",
    ),
)
CARD = ServiceCard(
    name="records",
    title="查参保、打证明",
    summary="谁给我参保、从哪天起，不收费",
    icon="certificate",
    url_name="registration:records",
    action="查我的参保",
    bring=("登录这个账号的手机", "第一次要确认是本人：网上认证，或者带身份证件到经办机构窗口"),
    sort=30,
)


def records_panel(request: HttpRequest) -> dict[str, Any] | None:
    """Return what the own page says of the records; staff have none there."""
    user = request.user
    if not isinstance(user, User) or user.is_staff:
        return None
    return {"is_assured": self_mandates(user).exists()}


def register_records() -> None:
    """Put the pages into their places; called once when the app is ready."""
    register_card(CARD)
    register_panel("records", records_panel, "registration/_record_panel.html", order=40)
    say_why("/records/", "登录以后，就能查您本人的参保、打证明。")
    register_item(
        MenuItem("查个人", "registration:search_person", OFFICERS, order=60, power=Power.AGENCY)
    )
    register_item(
        MenuItem(
            "核验本人", "registration:counter_self", (Role.REGISTRAR,), order=85, power=Power.AGENCY
        )
    )
    add_flow(FLOW)
    register_finder("certificates", find_certificate)
    for notice in NOTICES:
        register(notice)
    checks.register(provider_checks.check_provider, "registration")
    checks.register(provider_checks.check_not_simulated, "registration", deploy=True)
