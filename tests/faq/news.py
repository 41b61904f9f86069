"""Announcements as the tests need them: written and published by the same steps as any other."""

from datetime import date, timedelta
from typing import Any

from faq import announcing
from faq.models import Announcement
from portal import clock
from portal.accounts.models import User
from portal.workflow.roles import Role
from tests.cast import Cast
from tests.desk import day

SAID: dict[str, Any] = {
    "kind": "notice",
    "title": "元旦窗口办公时间",
    "summary": "1月1日到3日窗口休息，网上照常可以申请。",
    "body": "## 哪几天\n\n1月1日到3日**休息**。\n\n- 网上照常\n- 电话照常",
    "source": "济宁市人力资源和社会保障局",
    "author": "",
    "photo_credit": "",
}


def other(cast: Cast) -> User:
    """Return another editor."""
    return cast._officer("editor2", "温另编", Role.EDITOR)


def said(**changes: Any) -> dict[str, Any]:
    """Return what an announcement says that runs from today for a week."""
    today = clock.today()
    return SAID | {"starts_on": today, "ends_on": today + timedelta(days=7)} | changes


def typed(starts_on: date | None = None, ends_on: date | None = None, **changes: Any) -> Any:
    """Return what is typed into its form."""
    first = starts_on or clock.today()
    last = ends_on or clock.today() + timedelta(days=7)
    return SAID | day("starts_on", first) | day("ends_on", last) | changes


def published(cast: Cast, **changes: Any) -> Announcement:
    """Return an announcement that one editor wrote and another published."""
    row = announcing.begin(said(**changes), by=cast.editor)
    announcing.publish(row, seen=row.edits, by=other(cast))
    row.refresh_from_db()
    return row
