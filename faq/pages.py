"""Where faq shows itself beyond its own pages: front page, menu, the sites that others name."""

from django.urls import reverse

from faq.desk import DESK
from faq.found import answer_pages, news_pages, policy_pages
from faq.links.standing import doors
from faq.models import Announcement, Entry
from portal import clock
from portal.accounts.menu import MenuItem, register_item
from portal.home import found, lines
from portal.home.elsewhere import register_finder
from portal.home.lines import Line
from portal.home.people import EVERYBODY, WORKER_SIDE, Who
from portal.home.services import ServiceCard, register
from portal.home.situations import Situation
from portal.home.situations import register as register_situations
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


ASKED = (
    ("no-contract", WORKER_SIDE, "没有签合同", 30),
    ("employer-wont-file", WORKER_SIDE, "单位不给申请", 32),
    ("year-running-out", WORKER_SIDE, "一年快到了", 34),
    ("occupational-disease", WORKER_SIDE, "得了职业病", 22),
    ("after-recognised", WORKER_SIDE, "认定下来了，下一步做什么", 66),
    ("appraisal-apply", WORKER_SIDE, "要做劳动能力鉴定、评级", 67),
    ("medical", WORKER_SIDE, "医疗费怎么报", 73),
    ("settlement-signed", WORKER_SIDE, "已经签了私了协议", 72),
    ("dismissed", (Who.WORKER,), "受伤以后被辞退", 74),
    ("third-party", WORKER_SIDE, "路上出事，对方也要赔", 76),
    ("uninsured", EVERYBODY, "单位没有参保，钱谁付", 78),
    ("company-gone", WORKER_SIDE, "单位注销了、找不到人", 80),
    ("employer-denies", (Who.EMPLOYER,), "职工说是工伤，单位认为不是", 40),
    ("time-limit", (Who.EMPLOYER,), "职工受伤了，要在几天内申报", 25),
)
"""Answers to which the front door leads, by whom it happened to."""


def situations() -> list[Situation]:
    """Return what people come with and an answer on the site deals with; one query."""
    rows = Entry.objects.published().filter(code__in=[code for code, *_ in ASKED])
    shorts = dict(rows.values_list("code", "current__question"))
    return [
        Situation(
            who=(one,),
            words=words,
            hint=shorts[code],
            url=f"{reverse('faq:answer', args=[code])}?who={one}",
            sort=sort,
        )
        for code, who, words, sort in ASKED
        if code in shorts
        for one in who
    ]


def register_pages() -> None:
    """Put the questions on the front door, the desk into the menu; find sites by their codes."""
    register(ASK_CARD)
    lines.register("news", news_lines)
    register_situations("faq", situations)
    found.register("answers", answer_pages)
    found.register("policies", policy_pages)
    found.register("news", news_pages)
    register_finder(doors)
    register_item(
        MenuItem("问答", "faq:desk", DESK, order=75, begins=(Role.EDITOR, Role.LEGAL_CHECKER)),
    )
