"""A forgotten password is replaced by a code; every other session ends."""

import re

import pytest
from django.test import Client

from portal.accounts.models import User
from portal.audit.models import AuditEvent
from tests.accounts.conftest import PASSWORD, PHONE

pytestmark = pytest.mark.django_db
NEW = "another-spring-day"


def recover(client: Client, sent, phone: str = PHONE, password: str = NEW):
    """Walk both pages."""
    client.post("/recover/", {"phone": phone})
    return client.post("/recover/confirm/", {"code": sent(phone), "password": password})


def test_code_and_new_password_log_in(client: Client, worker: User, sent) -> None:
    answer = recover(client, sent)
    assert answer.url == "/me/"
    worker.refresh_from_db()
    assert worker.check_password(NEW)
    assert AuditEvent.objects.filter(verb="credential_changed").count() == 1


def test_every_other_session_ends(client: Client, worker: User, sent, clock) -> None:
    other = Client()
    other.post("/login/code/", {"phone": PHONE})
    other.post("/login/confirm/", {"code": sent(PHONE)})
    assert other.get("/me/").status_code == 200
    clock.move(minutes=2)
    recover(client, sent)
    assert other.get("/me/").status_code == 302
    assert client.get("/me/").status_code == 200


def test_the_old_password_is_dead(client: Client, worker: User, sent) -> None:
    recover(client, sent)
    answer = Client().post("/login/", {"phone": PHONE, "password": PASSWORD})
    assert "手机号或密码不对" in answer.content.decode()


def test_a_weak_password_does_not_use_the_code_up(client: Client, worker: User, sent) -> None:
    answer = recover(client, sent, password="1234567")
    assert "至少 8 位" in answer.content.decode()
    assert "现在是 7 位" in answer.content.decode()
    answer = client.post("/recover/confirm/", {"code": sent(PHONE), "password": NEW})
    assert answer.url == "/me/"


def test_the_owner_is_told(client: Client, worker: User, sent, notices_to) -> None:
    recover(client, sent)
    assert notices_to(PHONE)[-1] == "secret_changed"


def test_an_unknown_phone_sees_the_same_pages(worker: User) -> None:
    seen = []
    for phone in (PHONE, "13805370099"):
        visitor = Client()
        first = visitor.post("/recover/", {"phone": phone})
        second = visitor.post("/recover/confirm/", {"code": "000000", "password": NEW})
        page = re.sub(r'name="csrfmiddlewaretoken" value="\w+"', "", second.content.decode())
        seen.append((first.status_code, first.url, page.replace(phone[-4:], "")))
    assert seen[0] == seen[1]


def test_a_code_for_log_in_does_not_reset_the_password(client, worker, sent) -> None:
    client.post("/login/code/", {"phone": PHONE})
    code = sent(PHONE)
    client.post("/recover/", {"phone": PHONE})
    answer = client.post("/recover/confirm/", {"code": code, "password": NEW})
    assert answer.url == "/recover/"
    worker.refresh_from_db()
    assert worker.check_password(PASSWORD)


def test_a_staff_phone_cannot_be_recovered_by_the_citizens_page(client, clerk, sent) -> None:
    client.post("/recover/", {"phone": clerk.phone})
    answer = client.post("/recover/confirm/", {"code": sent(clerk.phone), "password": NEW})
    assert "验证码不对" in answer.content.decode()
