"""Announcements: written by one, published by another, shown from their first day to their last."""

from datetime import date
from typing import Any

import pytest
from django.db import IntegrityError, transaction
from django.test import Client
from pytest_django.fixtures import DjangoAssertNumQueries

from faq import announcing
from faq.editing import NotNowError, SavedMeanwhileError
from faq.models import Announcement, AnnouncementEdit
from portal.audit.models import AuditEvent
from tests.cast import Cast
from tests.conftest import Clock
from tests.desk import filled, text
from tests.faq.news import SAID, other, published, said, typed
from tests.races import at_once

pytestmark = pytest.mark.django_db
DESK = "/answers/news/"
TITLE = str(SAID["title"])
PAYLOADS = (
    "<script>alert(1)</script>",
    "<img src=x onerror=alert(1)>",
    "[点这里](javascript:alert(1))",
    '"><svg onload=alert(1)>',
)


@pytest.fixture
def desk(cast: Cast) -> Client:
    """Return the browser of an editor."""
    return cast.client(cast.editor)


@pytest.fixture
def second(cast: Cast) -> Client:
    """Return the browser of another editor."""
    return cast.client(other(cast))


def write(desk: Client, **changes: Any) -> Announcement:
    """Write an announcement through the form."""
    page = desk.post(f"{DESK}new/", typed(**changes))
    assert page.status_code == 303, page.context["form"].errors
    return Announcement.objects.latest("pk")


def publish(second: Client, row: Announcement) -> Any:
    """Press the button of the page that was read."""
    page = text(second.get(f"{DESK}{row.pk}/"))
    seen = page.partition('name="seen" value="')[2].partition('"')[0]
    return second.post(f"{DESK}{row.pk}/publish/", {"seen": seen})


def test_what_one_writes_another_publishes(desk: Client, second: Client, client: Client) -> None:
    row = write(desk)
    page = f"/news/{row.pk}/"
    assert client.get(page).status_code == 404
    assert TITLE not in text(client.get("/news/"))
    assert TITLE not in text(client.get("/"))
    assert publish(second, row).status_code == 303
    shown = text(client.get(page))
    for words in (TITLE, "<strong>休息</strong>", "济宁市人力资源和社会保障局", "2026年11月24日"):
        assert words in shown
    assert f'href="{page}"' in text(client.get("/news/"))
    assert f'href="{page}">{TITLE}' in text(client.get("/"))
    assert [one.what for one in row.history.order_by("pk")] == ["新写", "发布"]
    assert AuditEvent.objects.filter(verb="news_changed").count() == 2


def test_nobody_publishes_what_they_wrote(desk: Client, client: Client) -> None:
    row = write(desk)
    assert "要由另一个人发布" in text(desk.get(f"{DESK}{row.pk}/"))
    desk.post(f"{DESK}{row.pk}/publish/", {"seen": row.edits})
    assert "自己写过的要由另一个人发布" in text(desk.get(f"{DESK}{row.pk}/"))
    assert client.get(f"/news/{row.pk}/").status_code == 404


def test_whoever_publishes_has_read_what_stands(
    desk: Client, second: Client, client: Client
) -> None:
    row = write(desk)
    form = filled(desk.get(f"{DESK}{row.pk}/edit/"))
    desk.post(f"{DESK}{row.pk}/edit/", form | {"title": "后来改的标题"})
    for seen in ("1", "", "x", "-3"):
        second.post(f"{DESK}{row.pk}/publish/", {"seen": seen})
        assert "有人改过，请再看一遍" in text(second.get(f"{DESK}{row.pk}/"))
    assert client.get(f"/news/{row.pk}/").status_code == 404
    publish(second, row)
    assert "后来改的标题" in text(client.get(f"/news/{row.pk}/"))


def test_it_is_shown_from_its_first_day_to_its_last(
    cast: Cast, client: Client, clock: Clock
) -> None:
    first, last = date(2026, 12, 1), date(2026, 12, 3)
    row = published(cast, starts_on=first, ends_on=last)
    page = f"/news/{row.pk}/"
    clock.set("2026-11-30T23:59:59")
    assert client.get(page).status_code == 404
    assert TITLE not in text(client.get("/news/"))
    assert row.standing == "还没到日子"
    for moment in ("2026-12-01T00:00:00", "2026-12-03T23:59:59"):
        clock.set(moment)
        assert "已经结束" not in text(client.get(page))
        assert "<h2>以前的" not in text(client.get("/news/"))
        assert TITLE in text(client.get("/"))
        assert row.standing == "在网站上"
    clock.set("2026-12-04T00:00:00")
    assert "已经结束" in text(client.get(page))
    listed = text(client.get("/news/"))
    assert "现在没有公告和活动" in listed
    assert listed.index("<h2>以前的") < listed.index(TITLE)
    assert TITLE not in text(client.get("/"))
    assert row.standing == "已经结束"


def test_the_front_page_has_the_newest_and_the_way_to_all(
    cast: Cast, client: Client, clock: Clock
) -> None:
    for number in range(3):
        published(cast, title=f"第 {number} 条公告", ends_on=date(2026, 12, 20))
        clock.move(days=1)
    page = text(client.get("/"))
    assert "第 2 条公告" in page
    assert "第 1 条公告" not in page
    assert 'href="/news/">全部公告' in page


def test_what_is_withdrawn_is_nowhere_and_may_come_back(
    desk: Client, second: Client, client: Client
) -> None:
    row = write(desk)
    publish(second, row)
    page = f"{DESK}{row.pk}/"
    assert desk.post(f"{page}edit/", filled(desk.get(f"{page}edit/"))).status_code == 422
    assert desk.post(f"{page}withdraw/", {"why": ""}).status_code == 422
    assert client.get(f"/news/{row.pk}/").status_code == 200
    assert desk.post(f"{page}withdraw/", {"why": "日子写错了"}).status_code == 303
    assert client.get(f"/news/{row.pk}/").status_code == 404
    assert TITLE not in text(client.get("/news/")) + text(client.get("/"))
    assert "日子写错了" in text(desk.get(page))
    assert "已撤下" in text(desk.get(f"{DESK}?show=withdrawn"))
    second.post(f"{page}withdraw/", {"why": "再撤一次"})
    assert "已经撤下了" in text(second.get(page))
    form = filled(desk.get(f"{page}edit/"))
    assert desk.post(f"{page}edit/", form | {"title": "改好的标题"}).status_code == 303
    compared = text(second.get(page))
    assert "和上次发布的比，改了" in compared
    assert "<ins>" in compared
    publish(second, row)
    assert "改好的标题" in text(client.get(f"/news/{row.pk}/"))
    steps = [(one.what, one.said["title"]) for one in row.history.order_by("pk")]
    new = "改好的标题"
    assert steps == [
        *(("新写", TITLE), ("发布", TITLE), ("撤下", TITLE)),
        *(("保存", new), ("发布", new)),
    ]


def test_what_is_over_is_not_published(desk: Client, second: Client, clock: Clock) -> None:
    row = write(desk)
    clock.move(days=8)
    publish(second, row)
    assert "最后一天已经过了" in text(second.get(f"{DESK}{row.pk}/"))
    assert Announcement.objects.get().state == "draft"


def test_two_editors_at_once_lose_nothing(desk: Client, second: Client) -> None:
    row = write(desk)
    page = f"{DESK}{row.pk}/edit/"
    mine = filled(desk.get(page)) | {"title": "我写的标题"}
    theirs = filled(second.get(page)) | {"title": "别人写的标题"}
    assert second.post(page, theirs).status_code == 303
    answer = desk.post(page, mine)
    assert answer.status_code == 409
    assert "有人在您打开以后保存过" in text(answer)
    assert "我写的标题" in text(answer)
    assert Announcement.objects.get().title == "别人写的标题"
    assert desk.post(page, filled(answer)).status_code == 303
    assert Announcement.objects.get().title == "我写的标题"
    titles = [one.said["title"] for one in row.history.order_by("pk")]
    assert titles == [TITLE, "别人写的标题", "我写的标题"]


@pytest.mark.django_db(transaction=True)
def test_many_hands_at_once_save_and_publish_once(cast: Cast) -> None:
    row = announcing.begin(said(), by=cast.editor)
    writer, reader = cast.editor, other(cast)
    refusals = (NotNowError, SavedMeanwhileError)
    saved = at_once(
        [lambda: announcing.save(row, said(), seen=1, by=writer)] * 3, refusals=refusals
    )
    assert saved.count(None) == 1
    read = at_once([lambda: announcing.publish(row, seen=2, by=reader)] * 3, refusals=refusals)
    assert read.count(None) == 1
    assert row.history.filter(what="发布").count() == 1


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"kind": ""}, "请选择种类"),
        ({"title": ""}, "请填写标题"),
        ({"title": "长" * 61}, "太长"),
        ({"summary": "短"}, "太短"),
        ({"body": ""}, "请填写正文"),
        ({"source": ""}, "请填写发布单位"),
        ({"starts_on": date(2026, 12, 9), "ends_on": date(2026, 12, 8)}, "不能早于“从哪天起”"),
        ({"ends_on": date(2026, 11, 23)}, "不能早于今天"),
        ({"ends_on_1": "13"}, "没有 2026年13月1日 这一天"),
    ],
)
def test_bad_input_is_told_and_kept(desk: Client, changes: dict[str, Any], sentence: str) -> None:
    page = desk.post(f"{DESK}new/", typed(**changes))
    assert page.status_code == 422
    assert sentence in text(page)
    assert "网上照常" in text(page) or "body" in changes
    assert not Announcement.objects.exists()


def test_payloads_are_text_in_every_field(desk: Client, second: Client, client: Client) -> None:
    for payload in PAYLOADS:
        names = ("title", "summary", "source", "author", "photo_credit")
        row = write(desk, body=f"{payload}\n\n{payload * 2}", **dict.fromkeys(names, payload))
        publish(second, row)
        pages = [f"/news/{row.pk}/", "/news/", "/", DESK, f"{DESK}{row.pk}/"]
        for path in pages:
            page = text(client.get(path) if not path.startswith(DESK) else desk.get(path))
            for markup in ("<script>alert", "<img src=x", 'href="javascript', "<svg onload"):
                assert markup not in page, (path, markup)


@pytest.mark.parametrize(
    "who",
    [
        "handler",
        "supervisor",
        "registrar",
        "signer",
        "reviewer",
        "keeper",
        "administrator",
        "worker",
        "clerk",
    ],
)
def test_nobody_else_sees_or_changes_drafts(cast: Cast, client: Client, who: str) -> None:
    row = announcing.begin(said(), by=cast.editor)
    browser = cast.client(getattr(cast, who))
    page = f"{DESK}{row.pk}/"
    for path in (DESK, f"{DESK}new/"):
        assert browser.get(path).status_code == 403
    assert browser.post(f"{DESK}new/", typed()).status_code == 403
    for path in (page, f"{page}edit/"):
        assert browser.get(path).status_code == 404
    for path in (f"{page}edit/", f"{page}publish/", f"{page}withdraw/"):
        assert browser.post(path, {"seen": 1, "why": "不要"} | typed()).status_code == 404
    row.refresh_from_db()
    assert (row.state, row.edits) == ("draft", 1)
    assert client.get(f"/news/{row.pk}/").status_code == 404


def test_whoever_compares_with_the_law_publishes_and_does_not_write(
    cast: Cast, desk: Client
) -> None:
    row = write(desk)
    checker = cast.client(cast.legal_checker)
    page = f"{DESK}{row.pk}/"
    assert checker.get(f"{DESK}new/").status_code == 403
    assert checker.get(f"{page}edit/").status_code == 404
    assert checker.post(f"{page}withdraw/", {"why": "不要"}).status_code == 404
    shown = text(checker.get(page))
    assert "接着改" not in shown
    assert "不发这一条" not in shown
    assert publish(checker, row).status_code == 303
    row.refresh_from_db()
    assert row.state == "published"


def test_the_database_keeps_the_days_in_order(cast: Cast) -> None:
    row = announcing.begin(said(), by=cast.editor)
    turned = said(starts_on=date(2026, 12, 2), ends_on=date(2026, 12, 1))
    with pytest.raises(IntegrityError), transaction.atomic():
        announcing.begin(turned, by=cast.editor)
    with pytest.raises(IntegrityError), transaction.atomic():
        Announcement.objects.filter(pk=row.pk).update(state="published")


def test_pages_ask_as_many_questions_for_any_number(
    cast: Cast, client: Client, django_assert_num_queries: DjangoAssertNumQueries, clock: Clock
) -> None:
    editors = cast.client(cast.editor)
    editors.get(DESK)  # the first visit after a log-in asks more
    for number in (0, 1, 25):
        for _ in range(number):
            published(cast)
        for path, browser, exactly in (
            ("/news/", client, 2),
            ("/", client, 2),
            (DESK, editors, 9),
        ):
            with django_assert_num_queries(exactly):
                browser.get(path)
    clock.move(days=30)
    with django_assert_num_queries(2):
        page = text(client.get("/news/"))
    assert "下一页" in page
    assert "上一页" in text(client.get("/news/?from=20"))
    assert client.get("/news/?from=" + "9" * 30).status_code == 200
    assert AnnouncementEdit.objects.count() == 52
