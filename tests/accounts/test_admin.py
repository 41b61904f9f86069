"""The administrators' site: who gets in, what may be edited, what the audit keeps."""

from collections.abc import Callable

import pytest
from django.contrib import admin
from django.test import Client

from portal.accounts.models import RoleGrant, SecondFactor, User
from portal.audit.models import AuditEvent
from portal.offices.models import Office
from portal.workflow.roles import Role
from tests.accounts.conftest import PASSWORD, PHONE, STAFF_PASSWORD, enter_as_staff

pytestmark = pytest.mark.django_db


@pytest.fixture
def site(client: Client, administrator: User) -> Client:
    """An administrator inside."""
    enter_as_staff(client, administrator)
    return client


def test_nobody_enters_without_the_second_factor(client: Client, administrator: User) -> None:
    answer = client.get("/admin/", follow=True)
    assert answer.redirect_chain[-1][0].startswith("/staff/login/")
    client.post("/staff/login/", {"phone": administrator.phone, "password": STAFF_PASSWORD})
    assert client.get("/admin/").status_code == 302
    assert client.get("/admin/accounts/user/").status_code == 302


def test_there_is_no_second_log_in_form(client: Client, administrator: User) -> None:
    answer = client.post("/admin/login/", {"username": "x", "password": STAFF_PASSWORD})
    assert answer.status_code == 302
    assert answer.url.startswith("/staff/login/")


def test_administrators_begin_here(client: Client, administrator: User) -> None:
    enter_as_staff(client, administrator)
    assert client.get("/admin/").status_code == 200


def test_other_staff_are_refused(client: Client, clerk: User) -> None:
    enter_as_staff(client, clerk)
    assert client.get("/admin/").status_code == 403
    assert client.get("/admin/accounts/user/").status_code == 403


def test_citizens_are_refused(client: Client, worker: User) -> None:
    client.force_login(worker)
    assert client.get("/admin/").status_code == 403


def test_a_role_taken_back_closes_the_site_at_once(site: Client, administrator: User) -> None:
    assert site.get("/admin/").status_code == 200
    RoleGrant.objects.filter(user=administrator).update(to_on="2026-11-23", from_on="2026-11-01")
    assert site.get("/admin/").status_code == 403


def test_cases_users_of_the_public_and_groups_are_not_there(site: Client, worker: User) -> None:
    names = {model._meta.label for model in admin.site._registry}
    assert not {name for name in names if name.startswith(("cases.", "auth.", "audit."))}
    assert {"accounts.User", "accounts.RoleGrant"} <= names
    page = site.get("/admin/accounts/user/").content.decode()
    assert worker.name not in page
    assert site.get(f"/admin/accounts/user/{worker.pk}/change/").status_code == 302


def test_a_staff_account_is_made_without_password_and_told_by_sms(
    site: Client, office: Office, notices_to: Callable[[str], list[str]]
) -> None:
    answer = site.post(
        "/admin/accounts/user/add/",
        {"name": "赵审核", "new_phone": "138 0537 0041", "office": office.pk, "is_active": "on"},
    )
    assert answer.status_code == 302, answer.content.decode()
    user = User.objects.by_phone("13805370041", staff=True)
    assert user is not None
    assert user.is_staff
    assert not user.has_usable_password()
    assert notices_to("13805370041") == ["staff_account"]
    event = AuditEvent.objects.get(verb="admin_edit")
    assert event.target == f"accounts.user {user.pk}"
    assert "13805370041" not in event.reason


@pytest.mark.parametrize("phone", ["123", "13805370008"])
def test_a_wrong_or_taken_phone_is_refused(site: Client, office: Office, phone: str) -> None:
    answer = site.post(
        "/admin/accounts/user/add/",
        {"name": "赵审核", "new_phone": phone, "office": office.pk, "is_active": "on"},
    )
    assert answer.status_code == 200
    assert User.objects.filter(is_staff=True).count() == 1


def test_the_phone_is_masked_in_every_page(site: Client, clerk: User) -> None:
    for address in ("", f"{clerk.pk}/change/"):
        page = site.get(f"/admin/accounts/user/{address}").content.decode()
        assert "138****0009" in page
        assert clerk.phone not in page


def test_closing_an_account_ends_its_sessions(site: Client, clerk: User, office: Office) -> None:
    other = Client()
    enter_as_staff(other, clerk)
    site.post(
        f"/admin/accounts/user/{clerk.pk}/change/",
        {"name": clerk.name, "new_phone": "", "office": office.pk},
    )
    assert other.get("/me/").status_code == 302
    event = AuditEvent.objects.filter(verb="admin_edit").latest("id")
    assert "可以登录" in event.reason


def test_a_role_is_granted_in_ones_own_name(
    site: Client, administrator: User, clerk: User, office: Office
) -> None:
    answer = site.post(
        "/admin/accounts/rolegrant/add/",
        {"user": clerk.pk, "role": "handler", "office": office.pk, "from_on": "2026-11-24"},
    )
    assert answer.status_code == 302, answer.content.decode()
    grant = RoleGrant.objects.get(role=Role.HANDLER)
    assert grant.granted_by == administrator
    assert AuditEvent.objects.filter(verb="admin_edit").exists()


def test_nobody_grants_a_role_to_oneself(site: Client, administrator: User, office) -> None:
    answer = site.post(
        "/admin/accounts/rolegrant/add/",
        {"user": administrator.pk, "role": "signer", "office": office.pk, "from_on": "2026-11-24"},
    )
    assert answer.status_code == 200
    assert "不能给自己授权" in answer.content.decode()
    assert not RoleGrant.objects.filter(role=Role.SIGNER).exists()


def test_a_role_at_another_office_is_refused(site: Client, clerk: User) -> None:
    other = Office.objects.create(code="yanzhou", name="兖州区", full_name="兖州区人社局")
    answer = site.post(
        "/admin/accounts/rolegrant/add/",
        {"user": clerk.pk, "role": "handler", "office": other.pk, "from_on": "2026-11-24"},
    )
    assert answer.status_code == 200
    assert not RoleGrant.objects.filter(role=Role.HANDLER).exists()


def test_a_grant_is_ended_by_a_date_and_never_deleted(site: Client, clerk: User) -> None:
    grant = clerk.grants.get()
    answer = site.post(f"/admin/accounts/rolegrant/{grant.pk}/delete/", {"post": "yes"})
    assert answer.status_code == 403
    answer = site.post(
        f"/admin/accounts/rolegrant/{grant.pk}/change/",
        {"to_on": "2026-11-24", "role": "signer", "from_on": "2020-01-01"},
    )
    assert answer.status_code == 302, answer.content.decode()
    grant.refresh_from_db()
    assert str(grant.to_on) == "2026-11-24"
    assert grant.role == "window_clerk"
    assert str(grant.from_on) == "2026-11-24"


def test_a_lost_authenticator_is_reset_by_another_person(
    site: Client, clerk: User, administrator: User
) -> None:
    other = Client()
    enter_as_staff(other, clerk)
    action = {
        "action": "reset_second_factor",
        "_selected_action": [clerk.pk, administrator.pk],
    }
    site.post("/admin/accounts/user/", action)
    assert not SecondFactor.objects.filter(user=clerk).exists()
    assert SecondFactor.objects.filter(user=administrator).exists()
    assert other.get("/me/").status_code == 302
    assert AuditEvent.objects.filter(verb="second_factor_reset").count() == 1


def test_citizens_cannot_use_a_password_here(client: Client, worker: User) -> None:
    client.post("/staff/login/", {"phone": PHONE, "password": PASSWORD})
    assert client.get("/admin/").status_code == 302
