"""Where the records of people hang: front door, own page, menus, verification, checks."""

from typing import Any

from django.core import checks
from django.http import HttpRequest

from portal.accounts.entering import say_why
from portal.accounts.home import register_panel
from portal.accounts.menu import MenuItem, register_item
from portal.accounts.models import User
from portal.accounts.views.flow import add_flow
from portal.home.people import WORKER_SIDE, Happened
from portal.home.services import ServiceCard
from portal.home.services import register as register_card
from portal.letters.findings import register_finder
from portal.offices.models import Power
from portal.workflow.roles import Role
from registration.access import OFFICERS
from registration.records import provider_checks
from registration.records.certificates import find_certificate
from registration.records.own import self_mandates
from registration.records.unit_certificates import find_unit_certificate
from registration.records.views.counter import FLOW

CARD = ServiceCard(
    name="records",
    title="查参保、打证明",
    summary="谁给我参保、从哪天起，不收费",
    icon="certificate",
    url_name="registration:records",
    action="查我的参保",
    bring=("登录这个账号的手机", "第一次要确认是本人：网上认证，或者带身份证件到经办机构窗口"),
    elsewhere=("si-platform",),
    sort=30,
    is_door=True,
    happened=(Happened(who=WORKER_SIDE, words="想知道单位给没给参保、要打证明", sort=64),),
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
    register_finder("unit_certificates", find_unit_certificate)
    checks.register(provider_checks.check_provider, "registration")
    checks.register(provider_checks.check_not_simulated, "registration", deploy=True)
