"""Administrators keep the dated list of materials: what applicants were asked for stays."""

from datetime import date
from typing import Any

import pytest
from django.test import Client

from injury_claims.materials import materials_for
from injury_claims.models import Material
from portal.audit.models import AuditEvent
from tests.cast import Cast

pytestmark = pytest.mark.django_db
LIST = "/admin/injury_claims/material/"


@pytest.fixture
def admin(cast: Cast) -> Client:
    """Return the browser of an administrator."""
    return cast.client(cast.administrator)


def row(**changes: Any) -> dict[str, Any]:
    plain = {
        "code": "travel_order",
        "ground": "G14_5",
        "condition": "always",
        "label": "外出任务单",
        "hint": "单位派您外出的单子，拍清楚日期。",
        "basis": "人社部发〔2013〕34号第一条",
        "is_required": "on",
        "position": 60,
        "from_on": "2027-01-01",
        "to_on": "",
    }
    return {**plain, **changes}


def text(response: Any) -> str:
    return str(response.content.decode())


def asked(on: date) -> list[str]:
    """Return what an application of that day is asked for, for a journey on duty."""
    found = materials_for("G14_5", on=on, filed_by="worker", is_death=False, is_disease=False)
    return [material.label for material in found if material.code == "travel_order"]


def end(admin: Client, day: str) -> Any:
    material = Material.objects.get(code="travel_order", to_on__isnull=True)
    changes = row(hint=material.hint, to_on=day)
    return admin.post(f"{LIST}{material.pk}/change/", changes)


def test_a_row_is_ended_and_followed_by_a_new_one(admin: Client) -> None:
    assert end(admin, "2026-12-31").status_code == 302
    assert admin.post(f"{LIST}add/", row()).status_code == 302
    assert asked(date(2026, 12, 31)) == ["因工外出的证明"]
    assert asked(date(2027, 1, 1)) == ["外出任务单"]
    assert AuditEvent.objects.filter(verb="admin_edit").count() == 2


def test_two_rows_for_the_same_thing_at_once_are_refused(admin: Client) -> None:
    refused = admin.post(f"{LIST}add/", row())
    assert "请先给原来的一行填上截止日" in text(refused)
    end(admin, "2027-01-01")
    assert "请先给原来的一行填上截止日" in text(admin.post(f"{LIST}add/", row()))


@pytest.mark.parametrize("day", ["2026-11-24", "2011-01-01"])
def test_a_row_never_begins_in_the_past(admin: Client, day: str) -> None:
    refused = admin.post(f"{LIST}add/", row(code="new_paper", from_on=day))
    assert "不能事后改动" in text(refused)
    assert not Material.objects.filter(code="new_paper").exists()


def test_a_row_never_ends_in_the_past_or_before_it_begins(admin: Client) -> None:
    assert "截止日不能早于今天" in text(end(admin, "2026-11-23"))
    new = row(code="new_paper", to_on="2026-12-31")
    assert "截止日不能早于开始日" in text(admin.post(f"{LIST}add/", new))


def test_what_applicants_were_asked_for_cannot_be_rewritten(admin: Client) -> None:
    material = Material.objects.get(code="travel_order")
    changes = row(label="别的材料", code="other", basis="无", is_required="", hint="写得更明白。")
    assert admin.post(f"{LIST}{material.pk}/change/", changes).status_code == 302
    material.refresh_from_db()
    assert (material.code, material.label) == ("travel_order", "因工外出的证明")
    assert material.is_required
    assert material.hint == "写得更明白。"
    assert admin.post(f"{LIST}{material.pk}/delete/", {"post": "yes"}).status_code == 403


def test_a_row_to_come_may_still_be_corrected(admin: Client) -> None:
    admin.post(f"{LIST}add/", row(code="new_paper"))
    material = Material.objects.get(code="new_paper")
    changed = admin.post(
        f"{LIST}{material.pk}/change/", row(code="new_paper", label="新的材料名称")
    )
    assert changed.status_code == 302
    material.refresh_from_db()
    assert material.label == "新的材料名称"


def test_only_administrators_come_here(admin: Client, cast: Cast) -> None:
    assert "因工外出的证明" in text(admin.get(LIST))
    assert cast.client(cast.supervisor).get(LIST).status_code == 403
    assert cast.client(cast.worker).get(f"{LIST}add/").status_code == 403
