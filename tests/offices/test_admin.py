"""Administrators keep the offices: an edit has a history, a seal is checked, nothing is lost."""

from datetime import date
from io import BytesIO
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from PIL import Image

from portal.audit.models import AuditEvent
from portal.offices.history import last_edit, save_edit
from portal.offices.models import County, Jurisdiction, Office, OfficeEdit, Town
from tests.cast import Cast

pytestmark = pytest.mark.django_db


@pytest.fixture
def admin(cast: Cast) -> Client:
    """Return the browser of an administrator."""
    return cast.client(cast.administrator)


def picture(*, size: tuple[int, int] = (400, 400), kind: str = "PNG") -> SimpleUploadedFile:
    target = BytesIO()
    Image.new("RGB", size, "red").save(target, format=kind)
    return SimpleUploadedFile("印章.png", target.getvalue(), "image/png")


def post(admin: Client, office: Office, **changes: Any) -> Any:
    """Post the form of an office with these changes."""
    names = ("letter_prefix", "reconsideration_organ", "court", "note", "sort")
    values = {name: getattr(office, name) for name in names}
    values["county"] = office.county_id or ""
    values["seen"] = last_edit(office)
    management = {"edits-TOTAL_FORMS": 0, "edits-INITIAL_FORMS": 0}
    return admin.post(
        f"/admin/offices/office/{office.pk}/change/", {**values, **management, **changes}
    )


def test_a_court_is_entered_with_its_history(admin: Client, cast: Cast) -> None:
    before = cast.office.court
    response = post(admin, cast.office, court="演示区人民法院")
    assert response.status_code == 302
    cast.office.refresh_from_db()
    assert cast.office.court_or_general == "演示区人民法院"
    edit = OfficeEdit.objects.get()
    assert edit.changes == {"court": [before, "演示区人民法院"]}
    assert edit.by_id == cast.administrator.pk
    assert not edit.is_verification
    event = AuditEvent.objects.filter(verb="admin_edit").get()
    assert event.target == f"offices.office {cast.office.pk}"
    assert "演示区" not in event.reason
    page = admin.get(f"/admin/offices/office/{cast.office.pk}/change/").content.decode()
    assert "管理员甲" in page


OF_THE_DESK = {
    "name": "别的",
    "full_name": "别的机关",
    "address": "别处 1 号",
    "phone": "0537-0000102",
    "hours": "全年无休",
    "power": "town",
    "is_city_level": "on",
    "retired_on": "2026-11-01",
    "verified_on": "2026-11-24",
    "is_verified": "on",
}


@pytest.mark.parametrize("name", OF_THE_DESK)
def test_what_the_directory_desk_keeps_is_not_changed_here(
    admin: Client, cast: Cast, name: str
) -> None:
    before = Office.objects.filter(pk=cast.office.pk).values().get()
    assert post(admin, cast.office, **{name: OF_THE_DESK[name]}).status_code == 302
    assert Office.objects.filter(pk=cast.office.pk).values().get() == before
    assert not OfficeEdit.objects.exists()


def test_what_was_changed_at_the_desk_meanwhile_is_not_undone(admin: Client, cast: Cast) -> None:
    seen = last_edit(cast.office)
    desk = Office.objects.get(pk=cast.office.pk)
    desk.address = "演示路 77 号"
    save_edit(desk, by=cast.keeper, changed=["address"])
    page = post(admin, cast.office, court="演示区人民法院", seen=seen)
    assert page.status_code == 200
    assert "刚刚有别人改过" in page.content.decode()
    cast.office.refresh_from_db()
    assert (cast.office.address, cast.office.court) == ("演示路 77 号", desk.court)
    assert f'name="seen" value="{last_edit(desk)}"' in page.content.decode()
    assert post(admin, cast.office, court="演示区人民法院").status_code == 302
    cast.office.refresh_from_db()
    assert (cast.office.address, cast.office.court) == ("演示路 77 号", "演示区人民法院")


def test_saving_without_change_leaves_no_trace_in_the_history(admin: Client, cast: Cast) -> None:
    post(admin, cast.office)
    assert not OfficeEdit.objects.exists()


def test_a_seal_is_redrawn_named_by_us_and_kept_private(
    admin: Client, cast: Cast, settings: Any
) -> None:
    post(admin, cast.office, seal=picture())
    cast.office.refresh_from_db()
    assert cast.office.seal.name.startswith("seals/rencheng")
    assert cast.office.seal.path.startswith(str(settings.PRIVATE_ROOT))
    with cast.office.seal.open() as file, Image.open(file) as image:
        assert (image.format, image.mode, image.size) == ("PNG", "RGBA", (400, 400))
    assert "seal" in OfficeEdit.objects.get().changes


def test_a_seal_can_be_taken_away(admin: Client, cast: Cast) -> None:
    post(admin, cast.office, seal=picture())
    post(admin, cast.office, remove_seal="on")
    cast.office.refresh_from_db()
    assert not cast.office.seal


@pytest.mark.parametrize(
    ("upload", "words"),
    [
        (SimpleUploadedFile("印章.png", b"<svg onload=alert(1)>", "image/png"), "图片"),
        (SimpleUploadedFile("印章.png", b"\x89PNG\r\n\x1a\n", "image/png"), "图片"),
        (picture(kind="JPEG"), "读不出这张图片"),
        (picture(size=(100, 100)), "100 × 100"),
        (picture(size=(2001, 300)), "2001 × 300"),
        (SimpleUploadedFile("印章.png", b"", "image/png"), "空"),
    ],
)
def test_what_is_no_seal_is_refused_in_words(
    admin: Client, cast: Cast, upload: SimpleUploadedFile, words: str
) -> None:
    upload.seek(0)
    response = post(admin, cast.office, seal=upload)
    assert response.status_code == 200
    assert words in response.content.decode()
    assert not OfficeEdit.objects.exists()


def test_an_office_is_neither_added_nor_deleted_here(admin: Client, cast: Cast) -> None:
    address = f"/admin/offices/office/{cast.office.pk}/delete/"
    assert admin.post(address, {"post": "yes"}).status_code == 403
    assert admin.get("/admin/offices/office/add/").status_code == 403


def test_a_change_of_jurisdiction_is_a_new_row_after_an_ended_one(
    admin: Client, cast: Cast
) -> None:
    new = {
        "county": "370871",
        "power": "recognition",
        "office": cast.office.pk,
        "from_on": "2027-01-01",
        "note": "移交",
    }
    refused = admin.post("/admin/offices/jurisdiction/add/", new)
    assert "请先给原来的填上截止日" in refused.content.decode()
    row = Jurisdiction.objects.get(county="370871", power="recognition")
    ended = admin.post(
        f"/admin/offices/jurisdiction/{row.pk}/change/",
        {
            "to_on": "2026-12-31",
            "is_provisional": "on",
            "note": row.note,
            "power": "recognition",
            "county": "370811",
        },
    )
    assert ended.status_code == 302
    assert admin.post("/admin/offices/jurisdiction/add/", new).status_code == 302
    row.refresh_from_db()
    assert (row.county_id, row.to_on) == ("370871", date(2026, 12, 31))


def test_officers_do_not_come_here(cast: Cast) -> None:
    officer = cast.client(cast.handler)
    assert officer.get("/admin/offices/office/").status_code == 403


def test_the_list_shows_all_offices(admin: Client) -> None:
    page = admin.get("/admin/offices/office/").content.decode()
    assert page.count("电话待补") == 26
    assert admin.get("/admin/offices/jurisdiction/").status_code == 200


@pytest.mark.parametrize("code", ["３７０８９９", "37089", "3708991", "37089a", ""])
def test_a_county_has_a_code_of_six_signs(admin: Client, code: str) -> None:
    page = admin.post("/admin/offices/county/add/", {"code": code, "name": "演示区", "sort": "9"})
    assert page.status_code == 200
    assert not County.objects.filter(name="演示区").exists()


@pytest.mark.parametrize("code", ["３７０８９９００１", "37089900", "37089900x"])
def test_a_town_has_a_code_of_nine_signs(admin: Client, code: str) -> None:
    values = {"code": code, "name": "演示镇", "county": County.objects.first().pk}  # type: ignore[union-attr]
    assert admin.post("/admin/offices/town/add/", values).status_code == 200
    assert not Town.objects.filter(name="演示镇").exists()
    assert admin.post("/admin/offices/town/add/", values | {"code": "370899001"}).status_code == 302
    assert Town.objects.filter(name="演示镇").exists()
