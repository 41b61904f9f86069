"""Links to other sites: looked at each day, never a dead end, kept by editors."""

from collections.abc import Iterator
from datetime import date
from typing import Any

import pytest
from django.core.management import call_command
from django.db import IntegrityError, transaction
from django.test import Client

from faq.links import keeping
from faq.links.addresses import looks_public, target_of
from faq.links.looking import Finding
from faq.links.round import go_round
from faq.loading import link_rows, load_links
from faq.models import Link, LinkCheck, Reach, Scope
from faq.tasks import check_links
from portal.audit.models import AuditEvent
from portal.home.elsewhere import doors_for
from portal.workflow.roles import Role
from tests.cast import Cast
from tests.conftest import Clock
from tests.desk import filled, text
from tests.faq.sites import Site, running

pytestmark = pytest.mark.django_db
PAGE = "/answers/links/tax/"
GOOD = {
    "code": "tax",
    "title": "电子税务局",
    "purpose": "单位缴纳社会保险费",
    "address": "https://tax.gov.cn/",
    "owner": "税务局",
    "scope": "province",
}


@pytest.fixture(scope="module")
def site() -> Iterator[Site]:
    """Return a running site."""
    with running() as one:
        yield one


@pytest.fixture
def desk(cast: Cast) -> Client:
    """Return the browser of an editor."""
    return cast.client(cast.editor)


def link(code: str = "tax", **changes: Any) -> Link:
    """Return a link that nobody has looked at yet."""
    said = GOOD | {"code": code, "address": f"https://{code}.gov.cn/"} | changes
    return Link.objects.create(**said)


def find(one: Link, reach: Reach, detail: str = "", moved_to: str = "") -> Link:
    """Have today's look find something."""
    keeping.note_finding(Link.objects.get(pk=one.pk), Finding(reach, detail, moved_to))
    one.refresh_from_db()
    return one


def shut(one: Link, clock: Clock, *, days: int = 3) -> Link:
    """Let a link stay shut for some days, and end on the last of them."""
    for number in range(days):
        if number:
            clock.move(days=1)
        find(one, Reach.FAILED, "网站回答 404")
    return one


def test_the_file_holds_public_https_addresses_of_official_sites() -> None:
    assert load_links().created == len(link_rows()) >= 10
    again = load_links()
    assert (again.created, again.kept) == (0, len(link_rows()))
    for row in link_rows():
        target = target_of(row["address"])
        assert target.url == row["address"]
        assert target.scheme == "https"
        assert looks_public(target.host)
        assert target.host.endswith(".gov.cn")
        assert row["scope"] in Scope.values
        assert all(len(row[name]) <= most for name, most in (("title", 40), ("purpose", 80)))


def test_what_an_editor_changed_stays_when_the_file_is_loaded_again() -> None:
    load_links()
    Link.objects.filter(code="mohrss").update(title="改过的名字")
    call_command("load_reference", verbosity=0)
    assert Link.objects.get(code="mohrss").title == "改过的名字"
    assert Link.objects.count() == len(link_rows())


def test_the_page_groups_the_links_and_names_the_site(client: Client) -> None:
    link("city", scope="city", title="市局")
    link("whole", scope="national", title="人社部")
    link(sort=1)
    page = text(client.get("/links/"))
    assert page.index("<h2>全国") < page.index("<h2>山东省") < page.index("<h2>济宁市")
    assert '<a href="https://tax.gov.cn/" rel="noopener noreferrer">电子税务局</a>' in page
    assert ">tax.gov.cn</span>，税务局" in page
    assert "查过" not in page


def test_three_days_shut_is_dead_and_one_day_is_not(client: Client, clock: Clock) -> None:
    one = link()
    shut(one, clock, days=2)
    page = text(client.get("/links/"))
    assert 'href="https://tax.gov.cn/"' in page
    assert "查过" not in page
    clock.move(days=1)
    find(one, Reach.FAILED)
    page = text(client.get("/links/"))
    assert "这个网址打不开了，2026年11月26日查过" in page
    assert "tax.gov.cn" not in page
    assert "tel:12333" in page.partition("<main")[2].partition("</main>")[0]
    clock.move(days=1)
    find(one, Reach.OK)
    page = text(client.get("/links/"))
    assert 'href="https://tax.gov.cn/"' in page
    assert "2026年11月27日查过，打得开" in page


def test_a_second_look_on_the_same_day_counts_nothing() -> None:
    one = link()
    for _ in range(5):
        find(one, Reach.FAILED)
    assert one.failed_days == 1
    assert LinkCheck.objects.count() == 1


def test_a_good_day_between_begins_the_count_anew(clock: Clock) -> None:
    one = link()
    shut(one, clock, days=2)
    clock.move(days=1)
    find(one, Reach.SLOW)
    clock.move(days=1)
    assert not shut(one, clock, days=2).is_dead


def test_a_dead_link_shows_what_stands_in_its_place(client: Client, clock: Clock) -> None:
    fresh = link("fresh", title="新税务局")
    older = link("older", title="旧税务局", replacement=fresh)
    one = link(replacement=older)
    Link.objects.filter(pk__in=(one.pk, older.pk)).update(
        failed_days=3, checked_on=date(2026, 11, 20)
    )
    page = text(client.get("/links/"))
    assert "原来的“电子税务局”打不开了，现在用这一个" in page
    assert page.count('href="https://fresh.gov.cn/"') == 3
    assert "tax.gov.cn" not in page
    keeping.retire(fresh, why="也不用了")
    page = text(client.get("/links/"))
    assert "https://" not in page.partition("<main")[2].partition("</main>")[0]
    assert page.count("这个网址打不开了") == 2


def test_a_ring_of_replacements_ends() -> None:
    one = link(failed_days=3)
    other = link("other", failed_days=3, replacement=one)
    Link.objects.filter(pk=one.pk).update(replacement=other)
    assert doors_for(["tax"])["tax"].url == ""
    with pytest.raises(IntegrityError), transaction.atomic():
        Link.objects.filter(pk=one.pk).update(replacement=one)


def test_other_apps_find_sites_by_their_codes(clock: Clock) -> None:
    fresh = link("fresh", title="新税务局")
    one = link()
    assert doors_for([]) == {}
    assert set(doors_for(["tax", "nowhere"])) == {"tax"}
    assert doors_for(["tax"])["tax"].url == "https://tax.gov.cn/"
    Link.objects.filter(pk=one.pk).update(replacement=fresh)
    keeping.retire(one, why="并到新网站")
    assert doors_for(["tax"])["tax"].url == "https://fresh.gov.cn/"
    keeping.retire(fresh, why="不用了")
    gone = doors_for(["tax"])["tax"]
    assert (gone.url, gone.note) == ("", "这个网址不用了")


def test_days_on_which_nothing_answers_are_our_own_fault(clock: Clock, cast: Cast) -> None:
    one, other = link(), link("other")
    find(one, Reach.OK)
    find(other, Reach.OK)
    for _ in range(5):
        clock.move(days=1)
        find(one, Reach.FAILED, "找不到这个网站")
        find(other, Reach.FAILED, "找不到这个网站")
    assert not one.is_dead
    assert not other.is_dead
    assert "自己出不去网" in desk_page(cast, "links/")
    clock.move(days=1)
    find(other, Reach.OK)
    shut(one, clock, days=1)
    assert "自己出不去网" not in desk_page(cast, "links/")


def test_one_site_that_answers_is_enough_to_count_against_the_others(clock: Clock) -> None:
    one, other = link(), link("other")
    for _ in range(3):
        find(other, Reach.OK)
        find(one, Reach.FAILED)
        clock.move(days=1)
    assert one.is_dead


def test_the_round_looks_at_each_link_once_a_day(site: Site, clock: Clock) -> None:
    link("ok", address=site.url("/ok"))
    link("old", address=site.url("/old"))
    link("lost", address=site.url("/status/404"))
    link("gone", address=site.url("/status/410"), retired_on=date(2026, 1, 1))
    site.asked.clear()
    assert go_round(site.limits()) == 3
    assert go_round(site.limits()) == 0
    assert not any("410" in one for one in site.asked)
    found = dict(Link.objects.values_list("code", "found"))
    assert found == {"ok": "ok", "old": "moved", "lost": "failed", "gone": ""}
    assert Link.objects.get(code="old").moved_to == site.url("/ok")
    clock.move(days=200)
    assert go_round(site.limits(), budget=0) == 0
    assert go_round(site.limits()) == 3
    assert LinkCheck.objects.count() == 3


def test_the_task_refuses_what_lies_in_our_own_net(site: Site) -> None:
    link("inner", address="http://10.0.0.1/")
    link("here", address=f"http://localhost:{site.port}/")
    check_links()
    assert set(Link.objects.values_list("found", flat=True)) == {Reach.REFUSED}


def test_an_address_that_changed_while_it_was_looked_at_is_not_judged() -> None:
    one = link()
    Link.objects.filter(pk=one.pk).update(address="https://new.gov.cn/")
    assert not keeping.note_finding(one, Finding(Reach.FAILED))
    one.refresh_from_db()
    assert (one.failed_days, one.checked_on) == (0, None)


def desk_page(cast: Cast, page: str = "") -> str:
    """Return a page of the desk for an editor who has just logged in."""
    return text(cast.client(cast.editor).get(f"/answers/{page}"))


# The desk -------------------------------------------------------------------------------------


def test_an_editor_adds_a_link_and_it_stands_on_the_page(desk: Client, client: Client) -> None:
    form = filled(desk.get("/answers/links/new/"))
    typed = form | GOOD | {"address": "https://TAX.gov.cn:443/#top"}
    assert desk.post("/answers/links/new/", typed).status_code == 303
    assert Link.objects.get().address == "https://tax.gov.cn/"
    assert 'href="https://tax.gov.cn/"' in text(client.get("/links/"))
    event = AuditEvent.objects.get(verb="answers_changed")
    assert (event.target, event.reason) == ("link tax", "新增网址")


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ({"address": "javascript:alert(1)"}, "只能是 http 或者 https 的网址"),
        ({"address": "http://new.gov.cn/"}, "网址要以 https:// 开头"),
        ({"address": "https://10.0.0.1/"}, "这不是公开的网址"),
        ({"address": "https://0x7f000001/"}, "这不是公开的网址"),
        ({"address": "https://[::1]/"}, "这不是公开的网址"),
        ({"address": "https://localhost/"}, "这不是公开的网址"),
        ({"address": "https://u:p@new.gov.cn/"}, "网址里不能带用户名和密码"),
        ({"address": "https://new.gov.cn:8443/"}, "网址里不能写端口"),
        ({"address": "new.gov.cn"}, "只能是 http 或者 https 的网址"),
        ({"address": "https://there.gov.cn"}, "这个网址已经有了"),
        ({"address": ""}, "请填写网址"),
        ({"code": "there"}, "这个编号已经有了"),
        ({"code": "new"}, "这个编号已经有了"),
        ({"code": "税"}, "编号只用小写英文字母"),
        ({"scope": ""}, "请选择范围"),
        ({"keeper": "987654"}, "谁负责看"),
        ({"purpose": "长" * 81}, "太长，最多 80 个字"),
    ],
)
def test_what_is_wrong_is_told_and_nothing_typed_is_lost(
    desk: Client, typed: dict[str, str], sentence: str
) -> None:
    link("there")
    page = desk.post("/answers/links/new/", GOOD | {"code": "fresh"} | typed)
    assert page.status_code == 422
    assert sentence in text(page)
    assert 'value="电子税务局"' in text(page)
    assert Link.objects.count() == 1


def test_a_link_is_changed_and_a_new_address_begins_anew(cast: Cast, clock: Clock) -> None:
    other = link("other")
    one = shut(link(), clock)
    desk = cast.client(cast.editor)
    form = filled_first(desk.get(PAGE))
    assert form["address"] == "https://tax.gov.cn/"
    typed = form | {"keeper": str(cast.editor.pk), "replacement": str(other.pk)}
    assert desk.post(PAGE, typed).status_code == 303
    one.refresh_from_db()
    assert (one.keeper, one.replacement, one.is_dead) == (cast.editor, other, True)
    typed = filled_first(desk.get(PAGE)) | {"address": "https://etax.gov.cn/"}
    assert desk.post(PAGE, typed).status_code == 303
    one.refresh_from_db()
    assert (one.failed_days, one.checked_on, one.checks.count()) == (0, None, 0)
    page = text(desk.get("/answers/links/"))
    assert "温编辑" in page
    assert "还没有查过" in page
    before = AuditEvent.objects.count()
    assert desk.post(PAGE, filled_first(desk.get(PAGE))).status_code == 303
    assert AuditEvent.objects.count() == before


def filled_first(page: Any) -> dict[str, Any]:
    """Return the form of the link, which is the one with an address in it."""
    html = text(page)
    end = html.index("保存修改")
    page.content = (html[:end] + "</form>").encode()
    return filled(page)


def test_two_editors_at_once_lose_nothing(desk: Client, cast: Cast) -> None:
    one = link()
    second = cast.client(cast._officer("editor2", "温再看", Role.EDITOR))
    mine = filled_first(desk.get(PAGE)) | {"title": "我的名字"}
    theirs = filled_first(second.get(PAGE)) | {"title": "他的名字"}
    assert second.post(PAGE, theirs).status_code == 303
    page = desk.post(PAGE, mine)
    assert page.status_code == 409
    assert "有人在您打开以后保存过" in text(page)
    assert "我的名字" in text(page)
    one.refresh_from_db()
    assert one.title == "他的名字"
    assert desk.post(PAGE, filled_first(page)).status_code == 303
    one.refresh_from_db()
    assert one.title == "我的名字"


def test_replacements_never_lead_back(desk: Client) -> None:
    one = link()
    other = link("other", replacement=one)
    page = desk.post(PAGE, filled_first(desk.get(PAGE)) | {"replacement": str(other.pk)})
    assert page.status_code == 422
    assert "这样换会绕回自己" in text(page)
    page = desk.post(PAGE, filled_first(desk.get(PAGE)) | {"replacement": str(one.pk)})
    assert page.status_code == 422


def test_two_who_add_the_same_make_one() -> None:
    link()
    stated = keeping.Stated(
        **{name: GOOD[name] for name in ("scope", "title", "purpose", "address", "owner")},
        keeper=None,
        replacement=None,
    )
    with pytest.raises(keeping.ThereAlreadyError):
        keeping.add_link("another", stated)
    with pytest.raises(keeping.ThereAlreadyError):
        keeping.change_link(link("third"), stated, seen=0)
    assert Link.objects.filter(address="https://tax.gov.cn/").count() == 1


def test_the_new_address_of_a_site_that_moved_is_taken_by_one_button(
    desk: Client, client: Client
) -> None:
    one = find(link(), Reach.MOVED, moved_to="https://moved.gov.cn/")
    assert "https://moved.gov.cn/" in text(desk.get(PAGE))
    assert "要看一看" in text(desk.get("/answers/links/?show=look"))
    assert desk.post(f"{PAGE}take-new/").status_code == 303
    assert 'href="https://moved.gov.cn/"' in text(client.get("/links/"))
    assert "现在没有可以换的新网址" in text(desk.post(f"{PAGE}take-new/", follow=True))
    find(one, Reach.MOVED, moved_to="http://plain.gov.cn/")
    assert "换成新网址" not in text(desk.get(PAGE))
    desk.post(f"{PAGE}take-new/")
    one.refresh_from_db()
    assert one.address == "https://moved.gov.cn/"
    Link.objects.filter(pk=one.pk).update(moved_to="https://other.gov.cn/")
    link("other")
    assert "这个网址已经有了" in text(desk.post(f"{PAGE}take-new/", follow=True))


def test_a_link_is_retired_with_a_reason_and_brought_back(desk: Client, client: Client) -> None:
    link()
    page = desk.post(f"{PAGE}retire/", {"why": ""})
    assert page.status_code == 422
    assert "请填写理由" in text(page)
    assert desk.post(f"{PAGE}retire/", {"why": "并到别处"}).status_code == 303
    assert "电子税务局" not in text(client.get("/links/"))
    assert "并到别处" in text(desk.get(PAGE))
    assert "电子税务局" in text(desk.get("/answers/links/?show=retired"))
    assert "已经停用了" in text(desk.post(f"{PAGE}retire/", {"why": "再来"}, follow=True))
    same = link("same", address="https://tax.gov.cn/")
    assert "另一条已经用了这个网址" in text(desk.post(f"{PAGE}bring-back/", follow=True))
    same.delete()
    assert desk.post(f"{PAGE}bring-back/").status_code == 303
    assert "电子税务局" in text(client.get("/links/"))
    assert "没有停用" in text(desk.post(f"{PAGE}bring-back/", follow=True))
    assert desk.post(f"{PAGE}burn/").status_code == 404


def test_dead_links_are_a_task_until_they_work_or_are_replaced(cast: Cast, clock: Clock) -> None:
    one = link()
    other = link("other")
    assert "打不开的网址" not in desk_page(cast)
    for number in range(3):
        if number:
            clock.move(days=1)
        find(other, Reach.OK)
        find(one, Reach.FAILED)
    assert "打不开的网址" in desk_page(cast)
    assert "打不开了" in desk_page(cast, "links/?show=dead")
    Link.objects.filter(pk=one.pk).update(replacement=other)
    assert "打不开的网址" not in desk_page(cast)
    assert "换成“电子税务局”" in desk_page(cast, "links/?show=dead")
    Link.objects.filter(pk=one.pk).update(replacement=None)
    clock.move(days=1)
    find(one, Reach.OK)
    assert "打不开的网址" not in desk_page(cast)


@pytest.mark.parametrize("role", ["clerk", "keeper", "stranger"])
def test_the_desk_is_closed_to_everybody_else(cast: Cast, role: str) -> None:
    link()
    client = cast.client(getattr(cast, role))
    assert client.get("/answers/links/").status_code == 403
    assert client.post("/answers/links/new/", GOOD | {"code": "mine"}).status_code == 403
    assert client.get(PAGE).status_code == 404
    assert client.post(f"{PAGE}retire/", {"why": "x"}).status_code == 404
    assert client.get("/links/").status_code == 200
    assert Link.objects.filter(retired_on=None).count() == 1


def test_whoever_compares_with_the_law_sees_the_links_and_changes_none(cast: Cast) -> None:
    link()
    checker = cast.client(cast.legal_checker)
    page = text(checker.get("/answers/links/"))
    assert "https://tax.gov.cn/" in page
    assert "加一条" not in page
    assert PAGE not in page
    assert checker.get(PAGE).status_code == 404
    assert checker.get("/answers/links/new/").status_code == 403


@pytest.mark.parametrize("address", ["/links/", "/answers/links/", "/answers/"])
def test_lists_ask_the_database_as_often_for_many_as_for_one(
    cast: Cast, address: str, django_assert_max_num_queries: Any
) -> None:
    client = cast.client(cast.editor)
    counts = []
    for number in (0, 1, 25):
        for step in range(Link.objects.count(), number):
            link(f"l{step}", keeper=cast.editor, failed_days=3)
        with django_assert_max_num_queries(25) as asked:
            client.get(address)
        counts.append(len(asked))
    assert counts[2] <= counts[1] <= counts[0] + 1
