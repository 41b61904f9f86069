"""Log-in by password or code, new devices, locks, sessions."""

import re

import pytest
from django.test import Client

from portal.accounts.models import Attempt, Device, User
from portal.audit.models import AuditEvent
from tests.accounts.conftest import PASSWORD, PHONE

pytestmark = pytest.mark.django_db


def by_password(client: Client, password: str = PASSWORD, phone: str = PHONE, **more: str):
    """Post phone and password."""
    return client.post("/login/", {"phone": phone, "password": password, **more})


def known(client: Client, sent) -> Client:
    """Log in with password and the code that a new device needs."""
    answer = by_password(client)
    assert answer.url == "/login/confirm/"
    answer = client.post("/login/confirm/", {"code": sent(PHONE)})
    assert answer.url == "/me/", answer
    return client


def is_in(client: Client) -> bool:
    """Say whether the own page opens."""
    return client.get("/me/").status_code == 200


def test_a_new_device_needs_a_code_beside_the_password(client: Client, worker: User, sent) -> None:
    answer = by_password(client)
    assert answer.url == "/login/confirm/"
    assert not is_in(client)
    assert "第一次登录" in client.get("/login/confirm/").content.decode()
    client.post("/login/confirm/", {"code": sent(PHONE)})
    assert is_in(client)


def test_a_known_device_needs_the_password_only(client: Client, worker: User, sent) -> None:
    known(client, sent)
    client.post("/logout/")
    assert not is_in(client)
    assert by_password(client).url == "/me/"
    assert is_in(client)


def test_a_device_is_forgotten_after_180_days(client: Client, worker: User, sent, clock) -> None:
    known(client, sent)
    client.post("/logout/")
    clock.move(days=180)
    assert by_password(client).url == "/login/confirm/"


def test_a_shared_device_is_not_remembered(client: Client, worker: User, sent) -> None:
    by_password(client)
    client.post("/login/confirm/", {"code": sent(PHONE), "shared": "on"})
    assert is_in(client)
    assert not Device.objects.exists()
    assert client.session.get_expire_at_browser_close()


def test_a_device_cookie_of_one_user_helps_no_other(client: Client, worker: User, sent) -> None:
    known(client, sent)
    client.post("/logout/")
    User.objects.create_user(phone="13805370003", name="别人", password=PASSWORD)
    assert by_password(client, phone="13805370003").url == "/login/confirm/"


def test_log_in_by_code_needs_no_password(client: Client, worker: User, sent) -> None:
    answer = client.post("/login/code/", {"phone": PHONE})
    assert answer.url == "/login/confirm/"
    answer = client.post("/login/confirm/", {"code": sent(PHONE)})
    assert answer.url == "/me/"
    assert AuditEvent.objects.filter(verb="login", actor_id=worker.pk).count() == 1


def test_a_used_code_logs_nobody_in_again(client: Client, worker: User, sent) -> None:
    client.post("/login/code/", {"phone": PHONE})
    code = sent(PHONE)
    client.post("/login/confirm/", {"code": code})
    thief = Client()
    thief.cookies["sessionid"] = ""
    thief.post("/login/code/", {"phone": PHONE})
    thief.post("/login/confirm/", {"code": code})
    assert not is_in(thief)


def test_wrong_password_and_unknown_phone_look_the_same(worker: User) -> None:
    pages = []
    for phone in (PHONE, "13805370099"):
        answer = by_password(Client(), password="something-else", phone=phone)
        page = re.sub(r'name="csrfmiddlewaretoken" value="\w+"', "", answer.content.decode())
        pages.append((answer.status_code, page.replace(phone, "")))
    assert pages[0] == pages[1]
    assert "手机号或密码不对" in pages[0][1]


def test_the_code_page_is_the_same_with_and_without_account(worker: User, notices_to) -> None:
    answers = []
    for phone in (PHONE, "13805370099"):
        visitor = Client()
        answer = visitor.post("/login/code/", {"phone": phone})
        second = visitor.post("/login/confirm/", {"code": "000000"}).content.decode()
        second = re.sub(r'name="csrfmiddlewaretoken" value="\w+"', "", second)
        answers.append((answer.status_code, answer.url, second.replace(phone[-4:], "")))
    assert answers[0] == answers[1]
    assert notices_to("13805370099") == ["code_without_account"]


def test_five_failures_lock_the_account_from_that_network(worker: User, clock) -> None:
    for _ in range(5):
        by_password(Client(), password="wrong-wrong")
    page = by_password(Client()).content.decode()
    assert "尝试次数太多" in page
    assert "15 分钟" in page
    assert AuditEvent.objects.filter(verb="locked").count() == 1
    clock.move(minutes=14, seconds=59)
    assert by_password(Client()).status_code == 200
    clock.move(seconds=1)
    assert by_password(Client()).status_code == 302


def test_an_unknown_phone_is_locked_in_the_same_way(worker: User) -> None:
    for _ in range(5):
        by_password(Client(), password="wrong-wrong", phone="13805370099")
    page = by_password(Client(), phone="13805370099").content.decode()
    assert "尝试次数太多" in page


def test_a_lock_from_one_network_does_not_shut_the_owner_out(worker: User) -> None:
    for _ in range(5):
        by_password(Client(REMOTE_ADDR="10.0.0.66"), password="wrong-wrong")
    assert by_password(Client(REMOTE_ADDR="10.0.0.77")).status_code == 302


def test_many_networks_together_lock_the_account(worker: User) -> None:
    for number in range(20):
        by_password(Client(REMOTE_ADDR=f"10.0.1.{number}"), password="wrong-wrong")
    page = by_password(Client(REMOTE_ADDR="10.0.2.1")).content.decode()
    assert "尝试次数太多" in page


def test_a_success_forgets_the_failures_before_it(worker: User) -> None:
    for _ in range(4):
        by_password(Client(), password="wrong-wrong")
    assert by_password(Client()).status_code == 302
    assert not Attempt.objects.filter(kind="citizen").exists()


def test_the_session_id_is_new_after_log_in(client: Client, worker: User, sent) -> None:
    by_password(client)
    before = client.session.session_key
    client.post("/login/confirm/", {"code": sent(PHONE)})
    assert client.session.session_key != before
    thief = Client()
    thief.cookies["sessionid"] = before
    assert not is_in(thief)


def test_cookies_are_closed_to_scripts(client: Client, worker: User, sent) -> None:
    known(client, sent)
    for name in ("sessionid", "device"):
        assert client.cookies[name]["httponly"]
        assert client.cookies[name]["samesite"] == "Lax"


@pytest.mark.parametrize("target", ["/me/phone/", "/verify/?a=1"])
def test_next_leads_to_an_own_path(client: Client, worker: User, sent, target: str) -> None:
    by_password(client, next=target)
    answer = client.post("/login/confirm/", {"code": sent(PHONE)})
    assert answer.url == target


@pytest.mark.parametrize(
    "target",
    [
        "https://evil.example/",
        "//evil.example/",
        "/\\evil.example/",
        "///evil.example",
        "javascript:alert(1)",
        "http:///evil.example",
        "/\n/evil.example",
        "me/",
    ],
)
def test_next_never_leads_away(client: Client, worker: User, sent, target: str) -> None:
    by_password(client, next=target)
    answer = client.post("/login/confirm/", {"code": sent(PHONE)})
    assert answer.url == "/me/"


def test_every_post_needs_the_csrf_token(worker: User) -> None:
    strict = Client(enforce_csrf_checks=True)
    for address in ("/login/", "/signup/", "/logout/", "/recover/", "/staff/login/"):
        assert strict.post(address, {"phone": PHONE}).status_code == 403


def test_log_out_is_a_post(client: Client, worker: User, sent) -> None:
    known(client, sent)
    assert client.get("/logout/").status_code == 405
    assert is_in(client)
    client.post("/logout/")
    assert not is_in(client)


def test_a_citizen_is_logged_out_after_two_idle_hours(client, worker, sent, clock) -> None:
    known(client, sent)
    clock.move(hours=2)
    assert is_in(client)
    clock.move(hours=2, seconds=1)
    answer = client.get("/me/", follow=True)
    assert "太久没有操作" in answer.content.decode()


def test_a_closed_account_is_out_at_once(client: Client, worker: User, sent) -> None:
    known(client, sent)
    User.objects.update(is_active=False)
    assert not is_in(client)
    assert by_password(Client()).status_code == 200


def test_sending_again_is_bounded_and_kills_the_older_code(client, worker, sent, clock) -> None:
    client.post("/login/code/", {"phone": PHONE})
    first = sent(PHONE)
    answer = client.post("/send-again/login/", follow=True)
    assert "太频繁" in answer.content.decode()
    clock.move(minutes=1)
    answer = client.post("/send-again/login/", follow=True)
    assert "新的验证码已发出" in answer.content.decode()
    if sent(PHONE) != first:
        client.post("/login/confirm/", {"code": first})
        assert not is_in(client)
    client.post("/login/confirm/", {"code": sent(PHONE)})
    assert is_in(client)


def test_the_code_page_is_old_after_half_an_hour(client: Client, worker: User, clock) -> None:
    client.post("/login/code/", {"phone": PHONE})
    clock.move(minutes=31)
    assert client.get("/login/confirm/").url == "/login/code/"


def test_the_session_row_does_not_show_the_phone(client: Client, worker: User) -> None:
    client.post("/login/code/", {"phone": PHONE})
    assert PHONE not in str(dict(client.session))
