"""Where the filings hang: kinds, letters, case pages, tabs, cards of the front door."""

from portal.accounts.entering import say_why
from portal.accounts.home import register_panel
from portal.cases import kinds, pages
from portal.home import services
from portal.home.people import Happened, Who
from portal.home.services import ServiceCard
from registration.filings import effects as effects
from registration.filings import letters
from registration.filings.duties import open_cancellations
from registration.filings.forms.acts import forms_of
from registration.filings.kind import KINDS
from registration.filings.labels import GUARD_WORDS
from registration.filings.panel import registrations_panel
from registration.filings.views.office_case import office_page
from registration.filings.views.party_case import party_page
from registration.frames import add_register_tab, add_unit_tab
from registration.imports import closed
from registration.terms import (
    AGENCY_CHECK,
    CANCELLATION_DUTY,
    CHANGE_DUTY,
    EMPLOYEE_REGISTRATION,
    REGISTRATION_CHECK,
    REGISTRATION_DUTY,
)

UNITS_CARD = ServiceCard(
    name="units",
    title="单位网上办事",
    summary="单位经办人：职工、变更、注销、缴费",
    icon="users",
    url_name="registration:units",
    action="进入我的单位",
    terms=(
        EMPLOYEE_REGISTRATION.code,
        CHANGE_DUTY.code,
        CANCELLATION_DUTY.code,
        AGENCY_CHECK.code,
    ),
    bring=("窗口给的单位激活码，第一次进入时用",),
    elsewhere=("sd-tax",),
    sort=40,
    is_door=True,
    happened=(
        Happened(who=(Who.EMPLOYER,), words="新招了人、有人走了，要报参保", sort=44),
        Happened(who=(Who.EMPLOYER,), words="单位改名、注销、查缴费", sort=46),
    ),
)
REGISTRATION_CARD = ServiceCard(
    name="unit_registration",
    title="单位参保登记",
    summary="机关、事业单位、社会团体等；企业不用办",
    icon="stamp",
    url_name="registration:register_unit",
    terms=(REGISTRATION_DUTY.code, REGISTRATION_CHECK.code),
    bring=("统一社会信用代码证书上的代码和名称", "经办人的身份证"),
    elsewhere=("sd-service",),
    sort=50,
    happened=(Happened(who=(Who.EMPLOYER,), words="机关、社会团体第一次参保", sort=48),),
)


def register_filings() -> None:
    """Register everything once, when the app is ready."""
    letters.register_all()
    for code, kind in KINDS.items():
        kinds.register(kind)
        pages.register(
            code,
            office=office_page,
            party=party_page,
            preview=letters.preview,
            forms=forms_of(kind.process),
            guard_words=GUARD_WORDS,
        )
    closed.on_closing("filings", open_cancellations)
    add_unit_tab("缴费与欠费", "unit_months", order=30)
    add_unit_tab("登记变更与注销", "unit_filings", order=40)
    add_register_tab("缴费与欠费", "register_months", order=30)
    add_register_tab("登记变更与注销", "register_filings", order=40)
    services.register(UNITS_CARD)
    services.register(REGISTRATION_CARD)
    say_why("/units/register/", "登录或者注册以后，就可以办单位参保登记。")
    register_panel(
        "unit_registrations", registrations_panel, "registration/_filing_panel.html", order=65
    )
