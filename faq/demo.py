"""Announcements of the demonstration: invented, and each says so in its title."""

from datetime import timedelta
from typing import Any

from faq import announcing
from faq.models import Announcement
from portal import clock
from portal.accounts.models import User

SOURCE = "济宁市人力资源和社会保障局"
NOTICE = {
    "kind": Announcement.Kind.NOTICE,
    "title": "演示：鱼台窗口大厅检修，停办三天",
    "summary": "着急的可以去市政务服务中心，网上照常可以申请。",
    "body": "## 停办期间怎么办\n\n- 网上照常可以申请，材料以后补\n"
    "- 着急的，去市政务服务中心人社综合专区\n- 先治伤，急救不用等\n\n"
    "申请的期限照算，**不要等大厅开门**。",
}
CAMPAIGN = {
    "kind": Announcement.Kind.CAMPAIGN,
    "title": "演示：工伤预防进工地，来听一小时课",
    "summary": "高处作业怎么系安全带、出了事先做什么，当场练。",
    "body": "## 讲什么\n\n1. 高处作业的安全带怎么系\n2. 出了事先做什么\n3. 单位多长时间内要申请\n\n"
    "不用报名，不收费。",
    "photo_credit": "演示图库",
}
COMING = {
    "kind": Announcement.Kind.NOTICE,
    "title": "演示：下个月的窗口值班安排",
    "summary": "每周六上午也能到窗口来。",
    "body": "每周六上午，市政务服务中心人社综合专区有人值班。",
}


def tell_news(writer: User, reader: User) -> None:
    """Write three announcements and publish two of them, where there are none yet."""
    if Announcement.objects.exists():
        return
    for said, days, is_public in ((NOTICE, 7, True), (CAMPAIGN, 21, True), (COMING, 40, False)):
        row = announcing.begin(_whole(said, days), by=writer)
        if is_public:
            announcing.publish(row, seen=row.edits, by=reader)


def _whole(said: dict[str, Any], days: int) -> dict[str, Any]:
    today = clock.today()
    empty = {"source": SOURCE, "author": "", "photo_credit": ""}
    return empty | {"starts_on": today, "ends_on": today + timedelta(days=days)} | said
