"""Whoever keeps the directory: verify, change, close, add, merge; nothing is lost, all is noted."""

from datetime import date, time
from typing import Any

import pytest
from django.test import Client

from portal.audit.models import AuditEvent
from portal.home.directory import checks, keeping
from portal.home.directory.forms import HoursField
from portal.notifications.models import Outbox
from portal.offices.jurisdiction import office_for
from portal.offices.models import (
    Closure,
    Jurisdiction,
    Office,
    OfficeCheck,
    OfficeEdit,
    OpeningSpan,
    Power,
)
from tests import factories as make
from tests import reference
from tests.cast import Cast
from tests.conftest import Clock
from tests.desk import Desk, day, filled, text

TODAY = date(2026, 11, 24)

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def known(cast: Cast) -> None:
    """Load the offices."""
    reference.load()


@pytest.fixture
def desk(cast: Cast) -> Client:
    """Return the browser of whoever keeps the directory."""
    return cast.client(cast.keeper)


@pytest.fixture
def office(known: None) -> Office:
    """Return one office of the directory."""
    return Office.objects.get(code="yanzhou")


def send(desk: Client, path: str, **changes: Any) -> Any:
    """Open a form as a browser would, change what is typed, and send it."""
    return desk.post(path, filled(desk.get(path)) | changes)


# Who ------------------------------------------------------------------------------------------


@pytest.mark.parametrize("who", ["keeper", "administrator"])
def test_keepers_have_a_list_and_begin_there(cast: Cast, who: str) -> None:
    checks.keep(TODAY)
    page = text(cast.client(getattr(cast, who)).get("/directory/"))
    assert "兖州区" in page
    assert 'href="/directory/"' in page


@pytest.mark.parametrize("who", ["handler", "registrar", "supervisor", "worker"])
def test_nobody_else_keeps_it(cast: Cast, office: Office, who: str) -> None:
    client = cast.client(getattr(cast, who))
    assert client.get("/directory/").status_code == 403
    for part in ("", "edit/", "windows/", "close/", "retire/"):
        assert client.get(f"/directory/{office.code}/{part}").status_code == 404
    assert client.post(f"/directory/{office.code}/verify/", {"way": "phone"}).status_code == 404


# The quarterly list ---------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("on", "quarter", "due"),
    [
        (date(2026, 11, 24), date(2026, 10, 1), date(2026, 12, 24)),
        (date(2026, 7, 1), date(2026, 7, 1), date(2026, 7, 31)),
        (date(2026, 4, 2), date(2026, 4, 1), date(2026, 5, 6)),  # 1 to 5 May are off
        (date(2026, 9, 30), date(2026, 7, 1), date(2026, 10, 30)),
    ],
)
def test_every_open_office_is_a_task_of_its_quarter_once(
    on: date, quarter: date, due: date, office: Office
) -> None:
    office.retired_on = date(2026, 1, 1)
    office.save()
    open_offices = Office.objects.filter(retired_on=None).count()
    assert checks.keep(on) == checks.keep(on) == open_offices
    rows = OfficeCheck.objects.all()
    assert rows.count() == open_offices
    assert {(row.quarter, row.due_on) for row in rows} == {(quarter, due)}


def test_keepers_are_told_of_each_stage_once(cast: Cast, clock: Clock) -> None:
    keeper = cast.keeper
    told = []
    for text_day in ("07-01", "07-01", "07-02", "07-25", "07-26", "07-31", "08-01", "08-09"):
        clock.set(f"2026-{text_day}")
        checks.keep(clock.today())
        told.append(Outbox.objects.filter(user=keeper, key__startswith="directory:").count())
    assert told == [1, 1, 1, 2, 2, 3, 4, 4]
    assert Outbox.objects.filter(user=keeper, notice="directory_checks_late").count() == 1


def test_a_verification_ends_the_task_and_says_by_whom_and_how(
    cast: Cast, desk: Client, office: Office, client: Client
) -> None:
    checks.keep(TODAY)
    assert 'href="/directory/yanzhou/"' in text(desk.get("/directory/?show=waiting"))
    path = f"/directory/{office.code}/verify/"
    typed = filled(desk.get(f"/directory/{office.code}/"))
    assert desk.post(path, typed | {"way": "phone", "finding": "问了门卫"}).status_code == 303
    check = OfficeCheck.objects.get(office=office)
    assert (check.done_by, check.way, check.finding) == ("管目录", "phone", "问了门卫")
    assert 'href="/directory/yanzhou/"' not in text(desk.get("/directory/?show=waiting"))
    assert "2026年11月24日（星期二），管目录电话核实" in text(client.get(f"/places/{office.code}/"))
    assert AuditEvent.objects.filter(verb="directory_changed", actor_id=cast.keeper.pk).exists()


def test_how_it_was_verified_is_asked(desk: Client, office: Office) -> None:
    path = f"/directory/{office.code}/verify/"
    page = desk.post(path, {"finding": "写了一段"})
    assert page.status_code == 422
    assert "怎么核实的" in text(page)
    assert "写了一段" in text(page)
    assert not OfficeEdit.objects.filter(office=office).exists()


# Facts and hours ------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("typed", "spans"),
    [
        ("", []),
        ("9:00-12:00", [(time(9), time(12))]),
        ("13:30-17:00，9:00-12:00", [(time(9), time(12)), (time(13, 30), time(17))]),
        ("９：００ 到 １２：００、13:30~17:00", [(time(9), time(12)), (time(13, 30), time(17))]),
    ],
)
def test_hours_are_read_as_people_write_them(
    desk: Client, office: Office, typed: str, spans: list[tuple[time, time]]
) -> None:
    assert send(desk, f"/directory/{office.code}/edit/", day_0=typed).status_code == 303
    rows = OpeningSpan.objects.filter(office=office, weekday=0)
    assert [(row.opens, row.closes) for row in rows] == spans


@pytest.mark.parametrize(
    ("typed", "told"),
    [
        ("上午", "时间请写成"),
        ("9:00", "时间请写成"),
        ("9:00-25:00", "没有这样的时刻"),
        ("12:00-9:00", "关门要晚于开门"),
        ("9:00-9:00", "关门要晚于开门"),
        ("9:00-12:00,11:00-17:00", "重叠"),
        ("1:00-2:00,3:00-4:00,5:00-6:00,7:00-8:00", "最多写 3 段"),
    ],
)
def test_hours_that_make_no_sense_are_told_and_kept(
    desk: Client, office: Office, typed: str, told: str
) -> None:
    page = send(desk, f"/directory/{office.code}/edit/", day_2=typed, address="新地址 1 号")
    assert page.status_code == 422
    assert told in text(page)
    assert f'value="{typed}"' in text(page)
    assert 'value="新地址 1 号"' in text(page)
    assert not OpeningSpan.objects.exists()


def test_the_number_of_the_hotline_is_a_phone(desk: Client, office: Office) -> None:
    assert send(desk, f"/directory/{office.code}/edit/", phone="12333").status_code == 303
    office.refresh_from_db()
    assert office.phone == "12333"


def test_a_change_has_its_history_and_shows_at_once(
    desk: Client, office: Office, client: Client
) -> None:
    answer = send(
        desk,
        f"/directory/{office.code}/edit/",
        phone="0537-0000103",
        day_0="9:00-17:00",
        latitude="35.55",
        longitude="116.82",
        accessibility="有坡道",
    )
    assert answer.status_code == 303
    edit = OfficeEdit.objects.get(office=office)
    assert edit.by_label == "管目录"
    assert edit.changes["phone"] == ["", "0537-0000103"]
    assert edit.changes["openings"] == ["", "周一 9:00 到 17:00"]
    page = text(client.get(f"/places/{office.code}/"))
    assert "0537-0000103" in page
    assert "position=116.820000%2C35.550000" in page
    assert "电话：（空） → 0537-0000103" in text(desk.get(f"/directory/{office.code}/"))


def test_saving_without_a_change_leaves_no_trace(desk: Client, office: Office) -> None:
    assert send(desk, f"/directory/{office.code}/edit/").status_code == 303
    assert not OfficeEdit.objects.exists()


@pytest.mark.parametrize(
    ("wrong", "told"),
    [
        ({"name": ""}, "请填写简称"),
        ({"name": "曲阜市"}, "已经有一处叫这个名字"),
        ({"phone": "打给张三"}, "电话只写数字和横线"),
        ({"latitude": "35.5"}, "经度和纬度要一起填"),
        ({"latitude": "116.8", "longitude": "35.5"}, "是不是写反了"),
        ({"address": "甲" * 121}, "地址"),
    ],
)
def test_wrong_facts_are_told_at_their_field(
    desk: Client, office: Office, wrong: dict[str, str], told: str
) -> None:
    page = send(desk, f"/directory/{office.code}/edit/", **wrong)
    assert page.status_code == 422
    assert told in text(page)
    assert not OfficeEdit.objects.exists()


def test_of_two_keepers_the_second_loses_nothing(cast: Cast, desk: Client, office: Office) -> None:
    path = f"/directory/{office.code}/edit/"
    first, second = filled(desk.get(path)), filled(desk.get(path))
    other = cast.client(cast.administrator)
    assert other.post(path, first | {"phone": "0537-0000103"}).status_code == 303
    page = desk.post(path, second | {"address": "演示路 9 号"})
    assert page.status_code == 409
    assert "刚刚有别人改过这一处" in text(page)
    assert "电话：（空） → 0537-0000103" in text(page)
    assert 'value="演示路 9 号"' in text(page)
    again = desk.post(path, filled(page) | {"phone": "0537-0000103"})
    assert again.status_code == 303
    office.refresh_from_db()
    assert (office.phone, office.address) == ("0537-0000103", "演示路 9 号")


# Windows --------------------------------------------------------------------------------------


def test_windows_say_where_they_are_and_what_they_take(
    desk: Client, office: Office, client: Client
) -> None:
    path = f"/directory/{office.code}/windows/"
    rows = {
        "form-0-name": "B101–B103",
        "form-0-floor": "1 楼",
        "form-0-area": "人社专区",
        "form-1-name": "B106",
    }
    assert send(desk, path, **rows).status_code == 303
    page = text(client.get(f"/places/{office.code}/"))
    assert "1 楼人社专区B101–B103窗口" in page
    assert "B106窗口" in page
    assert OfficeEdit.objects.get(office=office).changes["windows"][1].startswith("1 楼人社专区")
    assert send(desk, path, **{"form-0-name": "", "form-0-floor": "", "form-0-area": ""})
    assert [one.name for one in office.windows.all()] == ["B106"]
    page = send(desk, path, **{"form-1-floor": "2 楼"})
    assert page.status_code == 422
    assert "请填写窗口号" in text(page)


# Closures -------------------------------------------------------------------------------------


def test_a_closure_reaches_open_cases_and_ends_by_itself(
    cast: Cast, desk: Client, clock: Clock
) -> None:
    case = make.accepted(cast)
    path = f"/directory/{case.office.code}/close/"
    days = {**day("from_on", TODAY), **day("to_on", date(2026, 11, 26))}
    assert send(desk, path, **days, reason="搬迁", instead="市政务服务中心").status_code == 303
    told = "2026年11月24日到2026年11月26日暂停办公：搬迁。这几天去：市政务服务中心。"
    mine = cast.client(cast.worker)
    assert told in text(mine.get(f"/cases/{case.reference}/"))
    clock.set("2026-11-27")
    mine = cast.client(cast.worker)
    assert "暂停办公" not in text(mine.get(f"/cases/{case.reference}/"))


def test_a_closure_is_taken_back(cast: Cast, desk: Client, office: Office, clock: Clock) -> None:
    path = f"/directory/{office.code}/close/"
    days = {**day("from_on", date(2026, 12, 1)), **day("to_on", date(2026, 12, 4))}
    send(desk, path, **days, reason="搬迁")
    closure = Closure.objects.get()
    clock.set("2026-12-03")
    desk = cast.client(cast.keeper)
    assert desk.post(f"/directory/qufu/close/{closure.pk}/").status_code == 404
    assert desk.post(f"{path}{closure.pk}/").status_code == 303
    closure.refresh_from_db()
    assert (closure.to_on, closure.is_withdrawn) == (date(2026, 12, 2), False)


@pytest.mark.parametrize(
    ("first", "last", "told"),
    [
        (date(2026, 11, 23), date(2026, 11, 30), "从哪天起"),
        (date(2026, 12, 2), date(2026, 12, 1), "不能早于开始的那天"),
        (date(2026, 12, 2), date(2028, 12, 1), "一次最多写一年"),
    ],
)
def test_a_closure_has_days_that_make_sense(
    desk: Client, office: Office, first: date, last: date, told: str
) -> None:
    path = f"/directory/{office.code}/close/"
    page = send(desk, path, **day("from_on", first), **day("to_on", last), reason="搬迁")
    assert page.status_code == 422
    assert told in text(page)
    assert not Closure.objects.exists()


# Add, merge, retire ---------------------------------------------------------------------------


NEW = {
    "code": "taibaihu",
    "power": "recognition",
    "county": "",
    "name": "太白湖新区",
    "full_name": "济宁太白湖新区演示机构",
    "address": "演示路 1 号",
    "letter_prefix": "济太人社工伤",
    "reconsideration_organ": "济宁市人民政府",
}


def test_an_office_is_added_and_found(desk: Client, client: Client) -> None:
    assert send(desk, "/directory/new/", **NEW, day_0="9:00-12:00").status_code == 303
    assert "济宁太白湖新区演示机构" in text(client.get("/places/taibaihu/"))
    assert OfficeEdit.objects.get().changes["code"] == ["", "taibaihu"]


@pytest.mark.parametrize(
    ("wrong", "told"),
    [
        ({"code": "Taibai"}, "只用小写字母"),
        ({"code": "yanzhou"}, "已经用过"),
        ({"letter_prefix": ""}, "作决定的机关必须填写"),
        ({"name": "兖州区"}, "已经有一处叫这个名字"),
        ({"power": ""}, "办什么"),
    ],
)
def test_an_office_that_cannot_be_is_refused(
    desk: Client, wrong: dict[str, str], told: str
) -> None:
    page = send(desk, "/directory/new/", **(NEW | wrong))
    assert page.status_code == 422
    assert told in text(page)


def test_a_merger_hands_the_counties_over_from_its_day(desk: Client, office: Office) -> None:
    other, on = Office.objects.get(code="qufu"), date(2026, 12, 1)
    page = send(
        desk, f"/directory/{office.code}/retire/", successor=str(other.pk), **day("retired_on", on)
    )
    assert page.status_code == 303
    county = office.county_id or ""
    assert office_for(county, Power.RECOGNITION, on=date(2026, 11, 30)) == office
    assert office_for(county, Power.RECOGNITION, on=on) == other
    assert Jurisdiction.objects.get(office=office).to_on == date(2026, 11, 30)
    assert "以后由" in text(desk.get(f"/directory/{office.code}/"))


def test_without_a_successor_the_city_takes_over(desk: Client, office: Office) -> None:
    on = date(2026, 12, 1)
    send(desk, f"/directory/{office.code}/retire/", **day("retired_on", on))
    found = office_for(office.county_id or "", Power.RECOGNITION, on=on)
    assert found.is_city_level


def test_the_last_resort_is_not_retired(desk: Client) -> None:
    city = Office.objects.get(code="shizhi")
    page = send(desk, "/directory/shizhi/retire/", **day("retired_on", date(2026, 12, 1)))
    assert page.status_code == 422
    assert "市级机构" in text(page)
    city.refresh_from_db()
    assert city.retired_on is None


def test_open_cases_of_a_retired_office_are_counted_and_go_on(cast: Cast, desk: Client) -> None:
    case = make.accepted(cast)
    path = f"/directory/{case.office.code}/retire/"
    assert "还有 1 件没有办完" in text(desk.get(path))
    send(desk, path, **day("retired_on", TODAY))
    assert Desk(cast, cast.handler).page(case).status_code == 200
    assert keeping.open_cases_of(case.office) == 1


def test_the_field_of_hours_may_stay_open() -> None:
    assert HoursField(label="周一").clean("") == []
