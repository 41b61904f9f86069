"""The feed of new answers and announcements, as Atom (RFC 4287).

Titles are plain text there, summaries are HTML: what people typed is escaped into it.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime, time

from django.db.models import Max
from django.urls import reverse
from django.utils.feedgenerator import Atom1Feed
from django.utils.html import escape

from faq.models import Announcement, AnnouncementEdit, Edit, Entry, Topic
from faq.reading import said
from portal import clock
from portal.deadlines.parameters import values_on
from portal.law.instruments import TABLE_OF
from portal.ui.address import absolute

MOST = 30
"""Items of the feed."""

TITLE = "济宁工伤保险：新的回答和公告"
SUBTITLE = "新写的、改过的回答，和公告、活动"


@dataclass(frozen=True)
class Item:
    """One line of the feed; `since` is the day from which it can be read."""

    title: str
    path: str
    summary: str
    since: date
    kind: str
    source: str = ""


class Feed(Atom1Feed):
    """Atom whose day of change is told and never the present."""

    def latest_post_date(self) -> datetime:
        """Return when anything of the feed changed last."""
        changed_at: datetime = self.feed["changed_at"]
        return changed_at


def feed() -> tuple[str, datetime]:
    """Return the feed, and when anything in it changed last."""
    items = sorted([*_announcements(), *_answers()], key=lambda one: one.since, reverse=True)[:MOST]
    changed_at = _changed_at(items)
    told = Feed(
        title=TITLE,
        link=absolute(reverse("faq:ask")),
        description=None,
        subtitle=SUBTITLE,
        language="zh-Hans",
        feed_url=absolute(reverse("faq:feed")),
        changed_at=changed_at,
    )
    for one in items:
        link, moment = absolute(one.path), _begin_of(one.since)
        told.add_item(
            one.title,
            link,
            str(escape(one.summary)),
            unique_id=link,
            pubdate=moment,
            updateddate=moment,
            categories=[one.kind],
            author_name=one.source or "济宁工伤保险",
        )
    return told.writeString("utf-8"), changed_at


def _answers() -> Iterator[Item]:
    day = clock.today()
    values = values_on(day)
    rows = Entry.objects.published().select_related("current")
    for entry in rows.order_by("-current__published_on", "-current__pk")[:MOST]:
        version = entry.current
        if version is None or version.published_on is None:
            continue
        short = said(version.short, on=day, values=lambda code, _: values[code])
        yield Item(
            version.question,
            reverse("faq:answer", args=[entry.code]),
            short,
            version.published_on,
            str(Topic(entry.topic).label),
            version.checked_by,
        )


def _announcements() -> Iterator[Item]:
    for one in Announcement.objects.readable(clock.today())[:MOST]:
        since = max(one.starts_on, one.published_on or one.starts_on)
        path = reverse("faq:announcement", args=[one.pk])
        yield Item(one.title, path, one.summary, since, one.get_kind_display(), one.source)


def _changed_at(items: Iterable[Item]) -> datetime:
    """Return the last step of an editor, or the morning on which an item began, the later one."""
    steps = [
        model._default_manager.aggregate(last=Max("at"))["last"]
        for model in (Edit, AnnouncementEdit)
    ]
    days = [_begin_of(one.since) for one in items]
    known = [one for one in (*steps, *days) if one is not None]
    return max(known, default=_begin_of(TABLE_OF)).astimezone(clock.CHINA)


def _begin_of(day: date) -> datetime:
    return datetime.combine(day, time(), tzinfo=clock.CHINA)
