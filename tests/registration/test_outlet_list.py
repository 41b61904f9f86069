"""The postal authority's list: read row by row; who is not insured and who left it is shown."""

from datetime import date
from html import unescape
from typing import Any

import pytest
from django.core.management import call_command
from django.db import connection
from django.http import HttpResponse
from django.test import Client
from django.test.utils import CaptureQueriesContext

from portal.accounts.models import User
from portal.audit.models import AuditEvent
from portal.notifications.models import Outbox
from portal.offices.models import Office
from portal.workflow.roles import Role
from registration.entries import end_employment
from registration.imports.columns import Subject
from registration.models import Employer, ImportRow, ImportRun, Outlet, OutletListing
from registration.outlets.uninsured import uninsured
from tests.cast import Cast
from tests.conftest import Clock
from tests.desk import text
from tests.registration import importing, making
from tests.registration.importing import counts
from tests.registration.importing import said as told
from tests.registration.outlets import courier, courier_unit, number, terminal

TODAY = date(2026, 11, 24)
OLDER = date(2026, 10, 20)
LIST = "/register/outlets/"
pytestmark = pytest.mark.django_db


def said(page: HttpResponse) -> str:
    """Return what a page says."""
    return unescape(text(page))


def row(**changes: Any) -> dict[str, Any]:
    """Return a row of the list: an open outlet of 任城区."""
    return {
        "number": number(),
        "name": "演示北门网点",
        "credit_code": making.credit_code(),
        "county": "任城区",
        "status": "正常",
    } | changes


def take(rows: Any, **changes: Any) -> ImportRun:
    """Take a list over to its end."""
    return importing.take(rows, **({"subject": Subject.OUTLETS} | changes))


@pytest.fixture
def unit(cast: Cast) -> Employer:
    """A licensed courier unit of the agent."""
    return courier_unit(cast)


def listed(unit: Employer, outlet: Outlet, **changes: Any) -> dict[str, Any]:
    """Return the row of an outlet of the register."""
    values = {"number": outlet.number, "name": outlet.name, "credit_code": unit.credit_code}
    return row(**(values | changes))


# The file -------------------------------------------------------------------------------------


@pytest.mark.usefixtures("cast")
def test_a_list_is_taken_over_row_by_row() -> None:
    one, gone = row(), row(name="演示旧网点", status="停业", county="金乡县")
    run = take([one, gone])
    assert counts(run) == (2, 0, 0, 0)
    found = OutletListing.objects.get(number=one["number"])
    assert (found.name, found.credit_code) == (one["name"], one["credit_code"])
    assert (found.county_id, found.is_open, found.as_of) == ("370811", True, importing.AS_OF)
    assert not OutletListing.objects.get(number=gone["number"]).is_open


@pytest.mark.usefixtures("cast")
def test_chinese_headers_and_gb18030_are_read() -> None:
    head = "备案号,末端网点名称,统一社会信用代码,县区,网点状态,负责人"
    line = f" 鲁备（2024）12号 ,演示西门网点,{making.credit_code()},任城区,营业,张三"
    begun = importing.started(f"{head}\r\n{line}\r\n".encode("gb18030"), subject=Subject.OUTLETS)
    assert begun.ignored == ("负责人",)
    importing.advance(begun.run.pk)
    assert OutletListing.objects.get().number == "鲁备(2024)12号"


@pytest.mark.usefixtures("cast")
@pytest.mark.parametrize(
    ("changes", "why"),
    [
        ({"number": ""}, "没有填许可号或者备案号"),
        ({"number": "12"}, "4 到 40 个"),
        ({"number": "有字没有数"}, "应当有数字"),
        ({"name": ""}, "没有填网点名称"),
        ({"name": "长" * 121}, "超过 120 个字"),
        ({"credit_code": "9.11E+17"}, "科学计数"),
        ({"credit_code": "91100000MA0000001A"}, "校验位"),
        ({"county": "青岛市"}, "不是本市的县市区"),
        ({"status": ""}, "没有填状态"),
        ({"status": "不清楚"}, "认不出来"),
        ({"name": "有\u202e反字"}, "控制字符"),
    ],
)
def test_a_dirty_row_is_refused_with_its_reason_and_stops_no_other(
    changes: dict[str, Any], why: str
) -> None:
    run = take([row(**changes), row()])
    assert counts(run) == (1, 0, 0, 1), told(run)
    assert why in ImportRow.objects.get(run=run, outcome="refused").text


@pytest.mark.usefixtures("cast")
def test_rows_twice_in_a_file_are_taken_once_and_contradictions_not_at_all() -> None:
    same, torn = row(), row()
    run = take([same, same, torn, torn | {"status": "停业"}])
    assert counts(run) == (1, 0, 0, 3)
    assert OutletListing.objects.get().number == same["number"]


@pytest.mark.usefixtures("cast")
def test_the_same_list_again_changes_nothing() -> None:
    rows = [row(), row(status="停业")]
    first, again = take(rows), take(rows)
    assert first.pk == again.pk
    later = take(rows, as_of=date(2026, 11, 23))
    assert counts(later) == (0, 0, 2, 0)
    assert set(OutletListing.objects.values_list("as_of", flat=True)) == {date(2026, 11, 23)}


@pytest.mark.usefixtures("cast")
def test_a_newer_list_wins_and_an_older_one_changes_nothing() -> None:
    one = row()
    take([one])
    changed = take([one | {"name": "改了名的网点", "status": "停业"}], as_of=TODAY)
    assert counts(changed) == (0, 1, 0, 0)
    assert told(changed) == ["网点名称：演示北门网点 → 改了名的网点；正常营业：是 → 否"]
    older = take([one, row(name="早没了的网点")], as_of=OLDER)
    assert counts(older) == (1, 0, 0, 1)
    assert "比这份文件新" in told(older)[0]
    assert OutletListing.objects.get(number=one["number"]).name == "改了名的网点"


@pytest.mark.usefixtures("cast")
def test_a_county_takes_over_its_own_rows_only() -> None:
    elsewhere = row(county="金乡县")
    take([elsewhere])
    run = take(
        [row(), row(county="金乡县"), elsewhere | {"county": "任城区"}], office="rencheng-sb"
    )
    assert counts(run) == (1, 0, 0, 2)
    assert sum("不归本机构导入" in one for one in told(run)) == 2


def test_the_report_leads_to_the_unit(unit: Employer) -> None:
    run = take([listed(unit, unit.outlets.get()), row()])
    assert ImportRow.objects.get(run=run, employer=unit).name == unit.name


def test_the_page_and_the_command_take_a_list_too(cast: Cast, tmp_path: Any) -> None:
    page = cast.client(cast.registrar).get("/register/imports/new/")
    assert "邮政管理部门网点名单" in said(page)
    file = tmp_path / "网点.csv"
    file.write_bytes(importing.as_csv([row()]))
    call_command("import_outlets", str(file), "--as-of", "2026-11-20", "--office", "shizhi-sb")
    assert OutletListing.objects.count() == 1


# Outlets that nobody has insured --------------------------------------------------------------


def shown(cast: Cast, user: User | None = None) -> set[str]:
    """Return the names of the outlets that a registrar reads as not insured."""
    return set(uninsured(user or cast.registrar).values_list("name", flat=True))


def test_outlets_without_anybody_insured_are_listed_until_somebody_is(
    cast: Cast, unit: Employer
) -> None:
    own, filed = unit.outlets.get(), terminal(unit)
    take(
        [
            listed(unit, own),
            listed(unit, filed),
            row(name="没有登记的网点"),
            row(name="停业的网点", status="停业"),
            row(name="外县的网点", county="金乡县"),
        ]
    )
    assert shown(cast) == {own.name, filed.name, "没有登记的网点"}
    work = courier(filed)
    courier(own, "没申报的", is_reported=False)
    assert shown(cast) == {own.name, "没有登记的网点"}
    making.employment(making.person("会计"), unit)
    assert shown(cast) == {"没有登记的网点"}
    end_employment(work, on=TODAY, reason="辞职", by=None)
    assert shown(cast) == {filed.name, "没有登记的网点"}


def test_what_left_the_list_is_not_listed_any_more(cast: Cast) -> None:
    take([row(name="留下的"), row(name="走掉的")], as_of=OLDER)
    assert shown(cast) == {"留下的", "走掉的"}
    kept = OutletListing.objects.get(name="留下的")
    take([row(number=kept.number, name="留下的", credit_code=kept.credit_code)])
    assert shown(cast) == {"留下的"}


def test_the_list_page_shows_unit_and_state_and_its_county_only(cast: Cast, unit: Employer) -> None:
    assert "还没有导入名单" in said(cast.client(cast.registrar).get(LIST))
    filed = terminal(unit)
    unknown = row(name="没有登记的网点")
    take([listed(unit, filed), unknown, row(name="外县的网点", county="金乡县")])
    page = said(cast.client(cast.registrar).get(LIST))
    assert f'<a href="/register/{unit.pk}/">{unit.name}</a>' in page
    assert "网点已登记，还没有人参保" in page
    assert unknown["credit_code"] in page
    assert "外县的网点" not in page
    assert "外县的网点" in said(cast.client(cast.foreign_registrar).get(LIST))


def test_only_registrars_of_agencies_read_the_list(cast: Cast) -> None:
    assert Client().get(LIST).status_code == 302
    for user in (cast.agent, cast.stranger, cast.handler, cast.register_reviewer):
        assert cast.client(user).get(LIST).status_code in {302, 403, 404}, user
    assert cast.client(cast.registrar).get(LIST).status_code == 200


@pytest.mark.parametrize("rows", [1, 25])
def test_the_list_asks_the_same_few_questions(cast: Cast, unit: Employer, rows: int) -> None:
    take([listed(unit, terminal(unit, f"网点 {one}")) for one in range(rows)])
    client = cast.client(cast.registrar)
    client.get(LIST)
    for address in (LIST, f"{LIST}?show=missing"):
        with CaptureQueriesContext(connection) as asked:
            client.get(address)
        assert len(asked) <= 22, [one["sql"][:120] for one in asked]


def test_pages_follow_each_other_by_key(cast: Cast) -> None:
    take([row(name=f"网点{one:03d}") for one in range(45)])
    client = cast.client(cast.registrar)
    first = client.get(LIST)
    assert len(first.context["lines"]) == 40
    second = client.get(LIST + first.context["page"].older_url)
    assert len(second.context["lines"]) == 5
    back = client.get(LIST + second.context["page"].newer_url)
    assert [one.listing.pk for one in back.context["lines"]] == [
        one.listing.pk for one in first.context["lines"]
    ]


# Telling the unit -----------------------------------------------------------------------------


def tell(client: Client, listing: OutletListing) -> HttpResponse:
    """Press the button of a row."""
    return client.post(f"{LIST}{listing.pk}/tell/")


def test_the_unit_is_told_by_one_press_once_a_month(
    cast: Cast, unit: Employer, clock: Clock
) -> None:
    take([listed(unit, terminal(unit))])
    listing = OutletListing.objects.get()
    client = cast.client(cast.registrar)
    for _ in range(2):
        assert tell(client, listing).status_code == 303
    posts = Outbox.objects.filter(notice="outlet_uninsured")
    assert {one.user_id for one in posts} == {cast.agent.pk}
    assert posts.filter(kind="inbox").count() == 1
    assert AuditEvent.objects.filter(verb="unit_told").count() == 1
    assert "11月24日" in said(client.get(LIST))
    listing.refresh_from_db()
    assert (listing.told_on, listing.told_by) == (TODAY, cast.registrar)
    clock.set("2026-12-01")
    tell(cast.client(cast.registrar), listing)
    assert posts.filter(kind="inbox").count() == 2


def test_a_unit_without_agents_is_not_told_and_the_page_says_what_to_do(cast: Cast) -> None:
    take([row()])
    client = cast.client(cast.registrar)
    answer = tell(client, OutletListing.objects.get())
    assert "消息没有人收" in said(client.get(answer["Location"]))
    assert OutletListing.objects.get().told_on is None


def test_another_countys_registrar_tells_nobody(cast: Cast, unit: Employer) -> None:
    take([listed(unit, terminal(unit))])
    listing = OutletListing.objects.get()
    assert tell(cast.client(cast.foreign_registrar), listing).status_code == 404
    assert tell(cast.client(cast.stranger), listing).status_code in {302, 403, 404}
    assert tell(Client(), listing).status_code == 302
    assert cast.client(cast.registrar).get(f"{LIST}{listing.pk}/tell/").status_code == 405
    assert not Outbox.objects.filter(notice="outlet_uninsured").exists()


# Outlets that left the list -------------------------------------------------------------------


def test_outlets_that_left_the_list_are_flagged_and_never_ended(cast: Cast, unit: Employer) -> None:
    own, filed = unit.outlets.get(), terminal(unit)
    work = courier(filed)
    agent, registrar = cast.client(cast.agent), cast.client(cast.registrar)
    assert "没有这个网点" not in said(agent.get(f"/units/{unit.pk}/outlets/"))
    take([listed(unit, own), listed(unit, filed)], as_of=OLDER)
    assert "没有这样的网点" in said(registrar.get(f"{LIST}?show=missing"))
    take([listed(unit, own)])
    page = said(registrar.get(f"{LIST}?show=missing"))
    assert filed.number in page
    assert own.number not in page
    for client, side in ((agent, "units"), (registrar, "register")):
        assert "2026年11月20日" in said(client.get(f"/{side}/{unit.pk}/outlets/"))
    filed.refresh_from_db()
    work.refresh_from_db()
    assert (filed.to_on, work.ended_on) == (None, None)


def test_an_outlet_that_stands_there_as_closed_is_flagged_too(cast: Cast, unit: Employer) -> None:
    own = unit.outlets.get()
    take([listed(unit, own, status="注销")])
    assert own.number in said(cast.client(cast.registrar).get(f"{LIST}?show=missing"))


def test_the_newest_list_that_covers_a_county_counts(cast: Cast, unit: Employer) -> None:
    own = unit.outlets.get()
    take([listed(unit, own)], as_of=OLDER)
    take([row(name="别的网点")], office="rencheng-sb")
    assert own.number in said(cast.client(cast.registrar).get(f"{LIST}?show=missing"))
    take([row(county="金乡县")], office="jinxiang-sb", as_of=TODAY)
    take([listed(unit, own)], office="rencheng-sb", as_of=date(2026, 11, 22))
    assert "没有这样的网点" in said(cast.client(cast.registrar).get(f"{LIST}?show=missing"))


def test_the_citys_registrar_sees_all_counties(cast: Cast) -> None:
    city = cast._officer(
        "city", "市级经办", Role.REGISTRAR, office=Office.objects.get(code="shizhi-sb")
    )
    take([row(name="任城的"), row(name="金乡的", county="金乡县")])
    assert shown(cast, city) == {"任城的", "金乡的"}
