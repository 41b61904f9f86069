"""Where the subsidy hangs: its kind, pages, first data, menu, card on the front door."""

from django.urls import reverse

from portal.accounts.entering import say_why
from portal.accounts.menu import MenuItem, register_item
from portal.cases import kinds, pages
from portal.home import found, services
from portal.home.found import FoundPage
from portal.home.people import Happened, Who
from portal.home.services import ServiceCard
from portal.offices import reference as first_data
from portal.offices.models import Power
from registration.access import OFFICERS
from registration.subsidy import effects as effects
from registration.subsidy import letters
from registration.subsidy.forms import FORMS
from registration.subsidy.kind import KIND
from registration.subsidy.labels import GUARD_WORDS
from registration.subsidy.reference import load_rules
from registration.subsidy.views.case import office_page, party_page
from registration.terms import SUBSIDY_CHECK

SUBSIDY_CARD = ServiceCard(
    name="flexible_subsidy",
    title="灵活就业社保补贴",
    summary="就业困难人员自己缴费的，可以申请补贴",
    icon="users",
    url_name="registration:subsidies",
    action="看怎么申请",
    terms=(SUBSIDY_CHECK.code,),
    bring=("养老、医疗保险每个月缴了多少钱", "就业困难人员认定编号，没有可以不填"),
    elsewhere=("jining-hrss",),
    sort=55,
    happened=(Happened(who=(Who.WORKER,), words="自己缴社保，想领补贴", sort=84),),
)


def register_subsidies() -> None:
    """Register everything once, when the app is ready."""
    kinds.register(KIND)
    pages.register(
        KIND.code,
        office=office_page,
        party=party_page,
        forms=FORMS,
        guard_words=GUARD_WORDS,
        preview=letters.preview,
    )
    services.register(SUBSIDY_CARD)
    found.register("subsidies", lambda: [FoundPage(reverse("registration:subsidies"))])
    say_why("/subsidies/apply/", "登录或者注册以后，就可以申请社保补贴。")
    first_data.register("灵活就业社保补贴标准", load_rules)
    register_item(
        MenuItem("社保补贴", "registration:subsidy_rolls", OFFICERS, order=67, power=Power.AGENCY)
    )
