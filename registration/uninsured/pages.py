"""Where reports hang: their kind, pages, and their card on the front door."""

from django.urls import reverse

from portal.cases import kinds, pages
from portal.home import found, services
from portal.home.found import FoundPage
from portal.home.people import WORKER_SIDE, Happened
from portal.home.services import ServiceCard
from registration.terms import REPORT_ANSWER
from registration.uninsured import effects as effects
from registration.uninsured.forms import FORMS
from registration.uninsured.kind import KIND
from registration.uninsured.views.office import office_page

REPORT_CARD = ServiceCard(
    name="uninsured_report",
    title="举报单位不参保",
    summary="可以匿名，凭查询码看结果",
    icon="alert",
    url_name="registration:report",
    action="去举报",
    terms=(REPORT_ANSWER.code,),
    bring=("单位的名称和干活的地方", "知道的情况，有多少写多少"),
    elsewhere=("jining-hrss",),
    sort=60,
    happened=(Happened(who=WORKER_SIDE, words="单位不给参保，想反映", sort=79),),
)


def register_reports() -> None:
    """Register everything once, when the app is ready."""
    kinds.register(KIND)
    pages.register(KIND.code, office=office_page, forms=FORMS)
    services.register(REPORT_CARD)
    found.register("reports", lambda: [FoundPage(reverse("registration:report"))])
