"""Where faq shows itself beyond its own pages: front page, menu, the sites that others name."""

from django.urls import reverse

from faq.desk import DESK
from faq.found import answer_pages, news_pages, policy_pages
from faq.links.standing import doors
from faq.models import Announcement
from portal import clock
from portal.accounts.menu import MenuItem, register_item
from portal.home import found, lines
from portal.home.elsewhere import register_finder
from portal.home.lines import Line
from portal.home.services import ServiceCard, register
from portal.workflow.roles import Role

ASK_CARD = ServiceCard(
    name="ask",
    title="问一问",
    summary="用自己的话问，先给一句话回答，再看依据",
    icon="search",
    url_name="faq:ask",
    action="去问",
    elsewhere=("law-database",),
    sort=60,
)


def news_lines() -> list[Line]:
    """Return the newest announcements that run today, as lines of the front page."""
    newest = Announcement.objects.in_force(clock.today())[: lines.MOST]
    return [
        Line(one.title, reverse("faq:announcement", args=[one.pk]), one.starts_on) for one in newest
    ]


def register_pages() -> None:
    """Put the questions on the front door, the desk into the menu; find sites by their codes."""
    register(ASK_CARD)
    lines.register("news", news_lines)
    found.register("answers", answer_pages)
    found.register("policies", policy_pages)
    found.register("news", news_pages)
    register_finder(doors)
    register_item(
        MenuItem("问答", "faq:desk", DESK, order=75, begins=(Role.EDITOR, Role.LEGAL_CHECKER)),
    )
