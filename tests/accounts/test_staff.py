"""Staff: password and second factor, locks, idling, roles by grant."""

from datetime import date, timedelta

import pytest
from django.core.management import CommandError, call_command
from django.db import IntegrityError, transaction
from django.test import Client

from portal.accounts import second_factor
from portal.accounts.models import RoleGrant, SecondFactor, User
from portal.audit.models import AuditEvent
from portal.offices.models import Office
from portal.workflow.roles import Role
from tests.accounts.conftest import (
    STAFF_PASSWORD,
    STAFF_PHONE,
    digits,
    enter_as_staff,
)

pytestmark = pytest.mark.django_db


def password(client: Client, secret: str = STAFF_PASSWORD, **more: str):
    """Post phone and password of the clerk."""
    return client.post("/staff/login/", {"phone": STAFF_PHONE, "password": secret, **more})


def test_the_password_alone_logs_nobody_in(client: Client, clerk: User) -> None:
    answer = password(client)
    assert answer.url == "/staff/second-factor/"
    assert client.get("/me/").status_code == 302
    assert "_auth_user_id" not in client.session


def test_the_first_time_an_authenticator_is_enrolled(client: Client, clerk: User) -> None:
    password(client)
    page = client.get("/staff/second-factor/").content.decode()
    assert SecondFactor.objects.get().secret in page
    picture = client.get("/staff/second-factor/picture.svg")
    assert picture["Content-Type"] == "image/svg+xml"
    assert b"<svg" in picture.content
    assert b"style" not in picture.content
    answer = client.post("/staff/second-factor/", {"token": digits(clerk)})
    assert answer.status_code == 302
    assert client.get("/me/").status_code == 200
    assert AuditEvent.objects.filter(verb="second_factor_enrolled").count() == 1


def test_the_secret_is_never_shown_again(client: Client, clerk: User, clock) -> None:
    enter_as_staff(client, clerk)
    other = Client()
    password(other)
    page = other.get("/staff/second-factor/").content.decode()
    assert SecondFactor.objects.get().secret not in page
    assert other.get("/staff/second-factor/picture.svg").status_code == 404


def test_the_picture_is_for_who_gave_the_password(client: Client, clerk: User) -> None:
    assert client.get("/staff/second-factor/picture.svg").status_code == 404
    assert client.get("/staff/second-factor/").url == "/staff/login/"


def test_a_wrong_token_logs_nobody_in(client: Client, clerk: User) -> None:
    password(client)
    wrong = f"{(int(digits(clerk)) + 1) % 1_000_000:06}"
    answer = client.post("/staff/second-factor/", {"token": wrong})
    assert "动态口令不对" in answer.content.decode()
    assert client.get("/me/").status_code == 302


def test_a_token_serves_once(client: Client, clerk: User) -> None:
    token = digits(clerk)
    enter_as_staff(client, clerk)
    thief = Client()
    password(thief)
    answer = thief.post("/staff/second-factor/", {"token": token})
    assert "动态口令不对" in answer.content.decode()


def test_the_neighbouring_step_is_taken_and_the_one_after_not(clerk: User, clock) -> None:
    token = digits(clerk)
    clock.move(seconds=30)
    assert second_factor.check_token(clerk, token)
    late = digits(clerk)
    clock.move(seconds=90)
    assert not second_factor.check_token(clerk, late)


def test_five_wrong_tokens_lock_for_a_quarter_of_an_hour(client, clerk, clock) -> None:
    password(client)
    for _ in range(5):
        client.post("/staff/second-factor/", {"token": "000000"})
    answer = client.post("/staff/second-factor/", {"token": digits(clerk)})
    assert "尝试次数太多" in answer.content.decode()
    clock.move(minutes=15)
    answer = client.post("/staff/second-factor/", {"token": digits(clerk)})
    assert answer.status_code == 302


def test_five_wrong_passwords_lock_the_account_from_everywhere(clerk: User, clock) -> None:
    for number in range(5):
        password(Client(REMOTE_ADDR=f"10.0.0.{number}"), "Wrong-Password-1")
    answer = password(Client(REMOTE_ADDR="10.0.9.9"))
    assert "15 分钟" in answer.content.decode()
    clock.move(minutes=14, seconds=59)
    assert password(Client()).status_code == 200
    clock.move(seconds=1)
    assert password(Client()).status_code == 302


def test_the_session_id_is_new_after_the_second_factor(client: Client, clerk: User) -> None:
    password(client)
    before = client.session.session_key
    client.post("/staff/second-factor/", {"token": digits(clerk)})
    assert client.session.session_key != before


def test_staff_are_out_after_thirty_idle_minutes(client: Client, clerk: User, clock) -> None:
    enter_as_staff(client, clerk)
    clock.move(minutes=30)
    assert client.get("/me/").status_code == 200
    clock.move(minutes=30, seconds=1)
    assert client.get("/me/").status_code == 302
    assert "超过 30 分钟" in client.get("/staff/login/").content.decode()


def test_staff_do_not_enter_by_the_citizens_door(client: Client, clerk: User, sent) -> None:
    answer = client.post("/login/", {"phone": STAFF_PHONE, "password": STAFF_PASSWORD})
    assert "手机号或密码不对" in answer.content.decode()
    client.post("/login/code/", {"phone": STAFF_PHONE})
    client.post("/login/confirm/", {"code": sent(STAFF_PHONE)})
    assert client.get("/me/").status_code == 302


def test_the_same_phone_may_have_a_citizens_account_beside(clerk: User) -> None:
    citizen = User.objects.create_user(phone=STAFF_PHONE, name=clerk.name)
    assert User.objects.by_phone(STAFF_PHONE) == citizen
    assert User.objects.by_phone(STAFF_PHONE, staff=True) == clerk


def test_next_after_staff_log_in_is_an_own_path(client: Client, clerk: User) -> None:
    password(client, next="//evil.example/")
    answer = client.post("/staff/second-factor/", {"token": digits(clerk)})
    assert "evil" not in answer.url


def test_a_password_of_ninety_days_must_be_replaced(client, clerk, clock) -> None:
    clock.move(days=90)
    assert password(client).status_code == 302
    clock.move(seconds=1)
    assert "已满 90 天" in password(client).content.decode()


@pytest.mark.parametrize(
    ("secret", "words"),
    [
        ("Short-1", "至少 12 位"),
        ("onlysmallletters", "至少三种"),
        ("only-small-letters", "至少三种"),
    ],
)
def test_staff_passwords_obey_the_stricter_rules(client, clerk, sent, secret, words) -> None:
    client.post("/staff/recover/", {"phone": STAFF_PHONE})
    answer = client.post("/staff/recover/confirm/", {"code": sent(STAFF_PHONE), "password": secret})
    assert words in answer.content.decode()


def test_a_new_staff_password_still_needs_the_second_factor(client, clerk, sent) -> None:
    client.post("/staff/recover/", {"phone": STAFF_PHONE})
    answer = client.post(
        "/staff/recover/confirm/", {"code": sent(STAFF_PHONE), "password": "Another-2026-Day"}
    )
    assert answer.url == "/staff/second-factor/"
    assert client.get("/me/").status_code == 302
    answer = client.post("/staff/second-factor/", {"token": digits(clerk)})
    assert client.get("/me/").status_code == 200


def test_in_development_the_digits_are_on_the_message_page(client, clerk, sent, settings) -> None:
    password(client)
    client.get("/staff/second-factor/")
    assert sent(STAFF_PHONE) == digits(clerk)


def test_elsewhere_the_digits_are_sent_to_nobody(client, clerk, notices_to, settings) -> None:
    settings.DEVELOPMENT_MESSAGES = False
    password(client)
    client.get("/staff/second-factor/")
    assert notices_to(STAFF_PHONE) == []


def test_in_development_two_log_ins_within_one_step_work(client, clerk, sent) -> None:
    for browser in (client, Client()):
        password(browser)
        browser.get("/staff/second-factor/")
        answer = browser.post("/staff/second-factor/", {"token": sent(STAFF_PHONE)})
        assert answer.status_code == 302


def test_roles_hold_from_the_first_to_the_last_day(office: Office, administrator: User) -> None:
    user = User.objects.create_staff(phone="13805370031", name="张承办", office=office)
    RoleGrant.objects.create(
        user=user,
        role=Role.HANDLER,
        office=office,
        from_on=date(2026, 11, 24),
        to_on=date(2026, 12, 31),
        granted_by=administrator,
    )
    assert user.roles(date(2026, 11, 23)) == frozenset()
    assert user.roles(date(2026, 11, 24)) == {Role.HANDLER}
    assert user.roles(date(2026, 12, 31)) == {Role.HANDLER}
    assert user.roles(date(2027, 1, 1)) == frozenset()


def test_rights_end_on_the_leaving_day(client: Client, clerk: User, clock) -> None:
    enter_as_staff(client, clerk)
    User.objects.filter(pk=clerk.pk).update(leaves_on=clock.today() + timedelta(days=1))
    assert client.get("/me/").status_code == 200
    clock.set(f"{clock.today() + timedelta(days=1)}T00:00:00")
    User.objects.filter(pk=clerk.pk).update(leaves_on=clock.today())
    assert client.get("/me/").status_code == 302
    assert User.objects.get(pk=clerk.pk).roles(clock.today()) == frozenset()
    assert password(Client()).status_code == 200


def test_a_role_of_the_former_office_ends_with_the_move(clerk: User, office: Office) -> None:
    other = Office.objects.create(code="yanzhou", name="兖州区", full_name="兖州区人社局")
    clerk.office = other
    clerk.save()
    assert User.objects.get(pk=clerk.pk).roles(date(2026, 11, 24)) == frozenset()


def test_a_citizen_has_no_roles_even_with_a_grant(office, administrator, worker) -> None:
    RoleGrant.objects.create(user=worker, role=Role.SIGNER, office=office, granted_by=administrator)
    assert worker.roles(date(2026, 11, 24)) == frozenset()


def test_the_database_refuses_a_grant_to_oneself(clerk: User, office: Office) -> None:
    with pytest.raises(IntegrityError), transaction.atomic():
        RoleGrant.objects.create(user=clerk, role=Role.SIGNER, office=office, granted_by=clerk)


def test_the_database_refuses_an_office_role_without_office(clerk, administrator) -> None:
    with pytest.raises(IntegrityError), transaction.atomic():
        RoleGrant.objects.create(user=clerk, role=Role.SIGNER, granted_by=administrator)


def test_first_admin_makes_one_and_only_one(client: Client, monkeypatch, db) -> None:
    monkeypatch.setenv("FIRST_ADMIN_PASSWORD", STAFF_PASSWORD)
    call_command("first_admin", phone="13805370088", name="第一人", verbosity=0)
    user = User.objects.get()
    assert user.has_role(Role.ADMINISTRATOR)
    enter_as_staff(client, user)
    assert client.get("/admin/").status_code == 200
    with pytest.raises(CommandError, match="已有系统管理员"):
        call_command("first_admin", phone="13805370089", name="第二人")


def test_first_admin_refuses_a_weak_password(monkeypatch, db) -> None:
    monkeypatch.setenv("FIRST_ADMIN_PASSWORD", "weak")
    with pytest.raises(CommandError, match="至少 12 位"):
        call_command("first_admin", phone="13805370088", name="第一人")
    assert not User.objects.exists()
