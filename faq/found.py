"""The pages of faq that search engines find."""

from collections.abc import Iterator

from django.db.models import Max
from django.db.models.functions import Greatest
from django.urls import reverse

from faq.laws import policy_url
from faq.models import Announcement, Entry
from portal import clock
from portal.home.found import FoundPage
from portal.law.instruments import INSTRUMENTS, TABLE_OF


def answer_pages() -> Iterator[FoundPage]:
    """Yield the topics that have answers, and the answers that stand."""
    yield FoundPage(reverse("faq:ask"))
    changed = Greatest("current__published_on", "current__checked_on")
    rows = Entry.objects.published().annotate(changed_on=changed)
    topics = rows.order_by("topic").values_list("topic").annotate(last=Max("changed_on"))
    for topic, last in topics:
        yield FoundPage(reverse("faq:topic", args=[topic]), last)
    for code, changed_on in rows.order_by("topic", "sort", "pk").values_list("code", "changed_on"):
        yield FoundPage(reverse("faq:answer", args=[code]), changed_on)


def policy_pages() -> Iterator[FoundPage]:
    """Yield the library and its texts; they changed when they were last compared with the law."""
    yield FoundPage(reverse("faq:policies"), TABLE_OF)
    for code in INSTRUMENTS:
        yield FoundPage(policy_url(code), TABLE_OF)


def news_pages() -> Iterator[FoundPage]:
    """Yield the announcements that can be read today, ended ones too."""
    yield FoundPage(reverse("faq:news"))
    rows = Announcement.objects.readable(clock.today())
    for number, starts_on, published_on in rows.values_list("pk", "starts_on", "published_on"):
        path = reverse("faq:announcement", args=[number])
        yield FoundPage(path, max(starts_on, published_on or starts_on))
