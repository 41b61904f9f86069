"""What waits at the editors' desk, in one list: each line leads to its rows."""

from dataclasses import dataclass

from django.urls import reverse

from faq.consult.themes import frequent, month_of
from faq.contradictions import open_conflicts
from faq.doubts import broken_entries
from faq.links.standing import shut_count
from faq.models import Draft, Entry, Theme, Version
from faq.moves import WRITABLE
from faq.repeals import naming_repealed
from faq.useful import open_lacks
from portal import clock

State = Version.State


@dataclass(frozen=True)
class Duty:
    """Something that waits: how many, what to do, where."""

    what: str
    count: int
    url: str
    whose: str


def duties() -> list[Duty]:
    """Return what waits now, wrong answers first; what waits for nobody is left out."""
    today = clock.today()
    published = Entry.objects.published()
    every = reverse("faq:entries")
    at_work = Version.objects.filter(state__in=WRITABLE)
    lines = [
        Duty(
            "还在引用失效规定的回答",
            naming_repealed(on=today).count(),
            reverse("faq:repeals"),
            "编辑",
        ),
        Duty(
            "期限或者数值找不到的回答",
            len(broken_entries(on=today)),
            reverse("faq:repeals"),
            "编辑",
        ),
        Duty(
            "引用同一条、数字不一样的回答",
            open_conflicts().count(),
            reverse("faq:conflicts"),
            "编辑、法规核对",
        ),
        Duty("打不开的网址", shut_count(), f"{reverse('faq:links_desk')}?show=dead", "编辑"),
        Duty(
            "等法规核对",
            Version.objects.filter(state=State.CHECKING).count(),
            f"{every}?show=check",
            "法规核对",
        ),
        Duty(
            "核对过、等发布",
            Version.objects.filter(state=State.CHECKED).count(),
            f"{every}?show=checked",
            "编辑",
        ),
        Duty("在写和退回的", at_work.count(), f"{every}?show=work", "编辑"),
        Duty(
            "到了核对日子的",
            published.filter(review_by__lte=today).count(),
            f"{every}?show=due",
            "法规核对",
        ),
        Duty(
            "没有经业务科室核对过的",
            published.filter(current__checked_on=None).count(),
            f"{every}?show=unchecked",
            "法规核对",
        ),
        Duty(
            "读进来等核对的原页问答",
            Draft.objects.filter(state=Draft.State.WAITING).count(),
            reverse("faq:drafts"),
            "编辑",
        ),
    ]
    lines += [
        Duty("说没有帮上忙的", open_lacks().count(), reverse("faq:lacks"), "编辑"),
        Duty(
            "这个月问得多、还没有人办的问题",
            sum(1 for one in frequent(month_of("")) if one.state == Theme.State.OPEN),
            reverse("faq:frequent"),
            "编辑",
        ),
    ]
    return [line for line in lines if line.count]
