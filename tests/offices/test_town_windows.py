"""Administrators enter a town's window, which town it serves, and who manages a town."""

from datetime import date
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.test import Client

from portal.audit.models import AuditEvent
from portal.offices.models import County, Jurisdiction, Office, OfficeEdit, Town, TownArea, TownDesk
from portal.offices.towns import county_of, open_desks, places_served, town_window
from tests.cast import Cast

pytestmark = pytest.mark.django_db

TODAY = date(2026, 11, 24)
JINCHENG, XUZHUANG = "370811008", "370811002"


@pytest.fixture
def admin(cast: Cast) -> Client:
    """Return the browser of an administrator."""
    return cast.client(cast.administrator)


def enter_hall(admin: Client, **changes: Any) -> Any:
    """Enter a town's window at the directory's desk, as an administrator may too."""
    values = {
        "code": "jincheng",
        "name": "金城街道窗口",
        "full_name": "金城街道便民服务中心",
        "address": "演示街 5 号",
        "power": "town",
        "county": "370811",
    }
    return admin.post("/directory/new/", values | changes)


def enter_desk(admin: Client, **changes: Any) -> Any:
    """Enter which town the window serves."""
    values = {
        "town": JINCHENG,
        "office": Office.objects.get(code="jincheng").pk,
        "from_on": "2026-12-01",
        "note": "演示",
    }
    return admin.post("/admin/offices/towndesk/add/", values | changes)


def test_the_reference_data_know_no_window_of_a_town(cast: Cast) -> None:
    assert not Office.objects.filter(power="town").exists()
    assert not TownDesk.objects.exists()
    assert not TownArea.objects.exists()


def test_a_window_needs_no_letters_and_begins_its_history(admin: Client) -> None:
    assert enter_hall(admin).status_code == 303
    edit = OfficeEdit.objects.get()
    assert edit.office.code == "jincheng"
    assert edit.changes["address"] == ["", "演示街 5 号"]


def test_whoever_decides_needs_prefix_and_reconsideration_organ(admin: Client) -> None:
    page = enter_hall(admin, power="agency")
    assert page.status_code == 422
    assert page.content.decode().count("作决定的机关必须填写") == 4  # each field, and the summary


def test_a_window_serves_its_town_from_the_day_and_the_row_can_only_be_ended(
    admin: Client,
) -> None:
    enter_hall(admin)
    assert enter_desk(admin).status_code == 302
    town = Town.objects.get(pk=JINCHENG)
    hall = Office.objects.get(code="jincheng")
    assert town_window(town, on=date(2026, 11, 30)) is None
    assert town_window(town, on=date(2026, 12, 1)) == hall
    refused = enter_desk(admin, from_on="2027-01-01")
    assert "请先给原来的填上截止日" in refused.content.decode()
    row = TownDesk.objects.get()
    address = f"/admin/offices/towndesk/{row.pk}/change/"
    ended = admin.post(address, {"to_on": "2026-12-31", "note": "", "town": XUZHUANG})
    assert ended.status_code == 302
    row.refresh_from_db()
    assert (row.town_id, row.to_on) == (JINCHENG, date(2026, 12, 31))
    assert town_window(town, on=date(2026, 12, 31)) == hall
    assert town_window(town, on=date(2027, 1, 1)) is None
    assert enter_desk(admin, from_on="2027-01-01").status_code == 302
    assert admin.post(f"/admin/offices/towndesk/{row.pk}/delete/").status_code == 403
    events = AuditEvent.objects.filter(verb="admin_edit", target__startswith="offices.towndesk")
    assert events.count() == 3


def test_only_a_window_of_towns_is_offered_and_taken(admin: Client) -> None:
    enter_hall(admin)
    page = admin.get("/admin/offices/towndesk/add/").content.decode()
    assert "金城街道窗口" in page
    assert "任城区社保经办" not in page
    agency = Office.objects.get(code="rencheng-sb")
    assert enter_desk(admin, office=agency.pk).status_code == 200
    with pytest.raises(ValidationError):
        TownDesk(town_id=JINCHENG, office=agency, from_on=TODAY).full_clean()


def test_a_window_of_a_town_is_no_office_for_a_county(admin: Client) -> None:
    enter_hall(admin)
    row = Jurisdiction(
        county_id="370811", office=Office.objects.get(code="jincheng"), from_on=TODAY
    )
    with pytest.raises(ValidationError):
        row.full_clean()


def test_a_functional_area_manages_a_town_from_its_day(admin: Client) -> None:
    values = {"town": JINCHENG, "area": "37089J", "from_on": "2026-12-01", "note": "演示"}
    assert admin.post("/admin/offices/townarea/add/", values).status_code == 302
    town = Town.objects.select_related("county").get(pk=JINCHENG)
    assert county_of(town, on=date(2026, 11, 30)).name == "任城区"
    assert county_of(town, on=date(2026, 12, 1)).name == "济宁经济开发区"
    own = admin.post("/admin/offices/townarea/add/", {**values, "area": "370811"})
    assert "本来就属于这里" in own.content.decode()


def test_a_functional_area_that_nobody_knows_yet_and_its_town_can_be_entered(
    admin: Client,
) -> None:
    area = {"code": "37089T", "name": "太白湖新区", "sort": 150}
    assert admin.post("/admin/offices/county/add/", area).status_code == 302
    town = {"code": "37089T001", "name": "演示街道", "county": "37089T"}
    assert admin.post("/admin/offices/town/add/", town).status_code == 302
    assert Town.objects.get(pk="37089T001").county == County.objects.get(pk="37089T")
    again = {"name": "改名街道", "code": "1", "county": "370811"}
    admin.post("/admin/offices/town/37089T001/change/", again)
    changed = Town.objects.get(pk="37089T001")
    assert (changed.name, changed.county_id) == ("改名街道", "37089T")


def test_a_window_may_serve_two_towns_each_under_its_own_county(admin: Client) -> None:
    enter_hall(admin)
    hall = Office.objects.get(code="jincheng")
    for town in (JINCHENG, XUZHUANG):
        TownDesk.objects.create(town_id=town, office=hall, from_on=TODAY)
    TownArea.objects.create(town_id=JINCHENG, area_id="37089J", from_on=TODAY)
    assert places_served(hall, on=TODAY) == [(XUZHUANG, "370811"), (JINCHENG, "37089J")]
    assert [row.town_id for row in open_desks(on=TODAY)] == [XUZHUANG, JINCHENG]


@pytest.mark.parametrize("model", ["towndesk", "townarea", "county", "town"])
def test_the_lists_open_for_administrators_alone(cast: Cast, admin: Client, model: str) -> None:
    assert admin.get(f"/admin/offices/{model}/").status_code == 200
    assert cast.client(cast.handler).get(f"/admin/offices/{model}/").status_code == 403


def test_a_town_has_one_open_window(admin: Client) -> None:
    enter_hall(admin)
    hall = Office.objects.get(code="jincheng")
    TownDesk.objects.create(town_id=JINCHENG, office=hall, from_on=TODAY)
    with pytest.raises(IntegrityError), transaction.atomic():
        TownDesk.objects.create(town_id=JINCHENG, office=hall, from_on=date(2027, 1, 1))
    with pytest.raises(IntegrityError), transaction.atomic():
        TownDesk.objects.update(to_on=date(2026, 1, 1))
