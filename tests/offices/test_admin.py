"""Administrators keep the offices: an edit has a history, a seal is checked, nothing is lost."""

from datetime import date
from io import BytesIO
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from PIL import Image

from portal.audit.models import AuditEvent
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
    names = ("name", "full_name", "address", "phone", "hours", "county", "letter_prefix")
    names += ("reconsideration_organ", "court", "note", "sort", "power")
    values = {name: getattr(office, name) for name in names}
    values["county"] = office.county_id or ""
    if office.is_city_level:
        values["is_city_level"] = "on"
    management = {"edits-TOTAL_FORMS": 0, "edits-INITIAL_FORMS": 0}
    return admin.post(
        f"/admin/offices/office/{office.pk}/change/", {**values, **management, **changes}
    )


def test_a_telephone_number_is_entered_with_its_history(admin: Client, cast: Cast) -> None:
    response = post(admin, cast.office, phone="0537-0000102")
    assert response.status_code == 302
    cast.office.refresh_from_db()
    assert cast.office.phone_or_gap == "0537-0000102"
    edit = OfficeEdit.objects.get()
    assert edit.changes == {"phone": ["", "0537-0000102"]}
    assert edit.by_id == cast.administrator.pk
    assert not edit.is_verification
    event = AuditEvent.objects.filter(verb="admin_edit").get()
    assert event.target == f"offices.office {cast.office.pk}"
    assert "0537" not in event.reason


def test_a_verification_notes_day_and_person(admin: Client, cast: Cast) -> None:
    post(admin, cast.office, is_verified="on")
    cast.office.refresh_from_db()
    assert cast.office.verified_on == date(2026, 11, 24)
    edit = OfficeEdit.objects.get()
    assert (edit.is_verification, edit.by_id) == (True, cast.administrator.pk)
    page = admin.get(f"/admin/offices/office/{cast.office.pk}/change/").content.decode()
    assert "管理员甲" in page


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


def test_an_office_is_retired_by_a_day_and_never_deleted(admin: Client, cast: Cast) -> None:
    address = f"/admin/offices/office/{cast.office.pk}/delete/"
    assert admin.post(address, {"post": "yes"}).status_code == 403
    post(admin, cast.office, retired_on="2027-01-01")
    assert Office.objects.get(pk=cast.office.pk).retired_on == date(2027, 1, 1)


def test_a_new_office_begins_its_history(admin: Client, cast: Cast) -> None:
    values = {
        "code": "gaoxin",
        "name": "高新区",
        "full_name": "济宁市人力资源和社会保障局",
        "address": "高新区某路 1 号",
        "letter_prefix": "济高人社工伤",
        "reconsideration_organ": "济宁市人民政府",
        "sort": 135,
        "county": "370871",
        "power": "recognition",
        "edits-TOTAL_FORMS": 0,
        "edits-INITIAL_FORMS": 0,
    }
    assert admin.post("/admin/offices/office/add/", values).status_code == 302
    assert OfficeEdit.objects.get().office.code == "gaoxin"


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
