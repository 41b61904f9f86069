"""Where the ways hang: the card on the front door, the sheet among the letters."""

from django.urls import reverse

from portal.home import found, services
from portal.home.found import FoundPage
from portal.home.people import Happened, Who
from portal.home.services import ServiceCard
from registration.ways.sheet import register_sheet

WAYS_CARD = ServiceCard(
    name="ways",
    title="我能参加吗",
    summary="按您的情况说清楚能参加什么",
    icon="ask",
    url_name="registration:ways",
    action="看我的情况",
    elsewhere=("sd-hrss",),
    sort=35,
    happened=(
        Happened(
            who=(Who.WORKER,), words="灵活就业、骑手、过了退休年龄，不知道能不能参保", sort=82
        ),
    ),
)


def register_ways() -> None:
    """Register everything once, when the app is ready."""
    register_sheet()
    services.register(WAYS_CARD)
    found.register("ways", lambda: [FoundPage(reverse("registration:ways"))])
