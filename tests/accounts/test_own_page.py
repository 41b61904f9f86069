"""The own page: panels, phone change, password, devices, log-out everywhere."""

from collections.abc import Callable

import pytest
from django.test import Client

from portal.accounts import home
from portal.accounts.models import Device, User
from portal.audit.models import AuditEvent
from portal.notifications.models import Outbox
from tests.accounts.conftest import PASSWORD, PHONE

pytestmark = pytest.mark.django_db
NEW_PHONE = "13805370055"


@pytest.fixture
def entered(client: Client, worker: User, sent: Callable[..., str], clock) -> Client:
    """A citizen logged in by code on a remembered device, an hour ago."""
    client.post("/login/code/", {"phone": PHONE})
    client.post("/login/confirm/", {"code": sent(PHONE)})
    clock.move(hours=1)
    return client


def second_browser(sent: Callable[..., str], clock) -> Client:
    """Log the same person in on another device."""
    other = Client(HTTP_USER_AGENT="Mozilla/5.0 (Linux; Android 12) MicroMessenger/8.0")
    other.post("/login/code/", {"phone": PHONE})
    other.post("/login/confirm/", {"code": sent(PHONE)})
    assert other.get("/me/").status_code == 200
    clock.move(minutes=2)
    return other


def test_the_own_page_needs_log_in(client: Client) -> None:
    answer = client.get("/me/")
    assert answer.url == "/login/?next=/me/"


def test_panels_of_higher_floors_stand_on_it_in_their_order(entered: Client) -> None:
    template = "components/empty_state.html"
    home.register_panel("late", lambda request: {"title": "后面", "text": "乙"}, template, order=90)
    home.register_panel("soon", lambda request: {"title": "前面", "text": "甲"}, template, order=10)
    home.register_panel("none", lambda request: None, template)
    try:
        page = entered.get("/me/").content.decode()
    finally:
        for name in ("late", "soon", "none"):
            home._panels.pop(name)
    assert page.index("前面") < page.index("后面")


def test_the_phone_changes_with_both_codes(entered: Client, worker: User, sent) -> None:
    entered.post("/me/phone/", {"phone": NEW_PHONE})
    answer = entered.post(
        "/me/phone/confirm/", {"old_code": sent(PHONE), "new_code": sent(NEW_PHONE)}
    )
    assert answer.url == "/me/"
    worker.refresh_from_db()
    assert worker.phone == NEW_PHONE
    assert User.objects.by_phone(NEW_PHONE) == worker
    assert User.objects.by_phone(PHONE) is None
    assert entered.get("/me/").status_code == 200
    assert AuditEvent.objects.filter(verb="phone_changed", actor_id=worker.pk).exists()


def test_the_old_phone_is_told(entered: Client, sent, notices_to) -> None:
    entered.post("/me/phone/", {"phone": NEW_PHONE})
    entered.post("/me/phone/confirm/", {"old_code": sent(PHONE), "new_code": sent(NEW_PHONE)})
    assert notices_to(PHONE)[-1] == "phone_changed"


@pytest.mark.parametrize("missing", ["old_code", "new_code"])
def test_one_code_alone_changes_nothing(entered, worker, sent, missing: str) -> None:
    entered.post("/me/phone/", {"phone": NEW_PHONE})
    codes = {"old_code": sent(PHONE), "new_code": sent(NEW_PHONE)}
    codes[missing] = f"{(int(codes[missing]) + 1) % 1_000_000:06}"
    answer = entered.post("/me/phone/confirm/", codes)
    assert "验证码不对" in answer.content.decode()
    worker.refresh_from_db()
    assert worker.phone == PHONE


def test_a_phone_of_another_account_looks_like_any_other(entered, worker, sent, notices_to) -> None:
    User.objects.create_user(phone=NEW_PHONE, name="李梅")
    answer = entered.post("/me/phone/", {"phone": NEW_PHONE})
    assert answer.url == "/me/phone/confirm/"
    assert notices_to(NEW_PHONE) == ["code_with_account"]
    answer = entered.post(
        "/me/phone/confirm/", {"old_code": sent(PHONE), "new_code": sent(NEW_PHONE)}
    )
    assert "验证码不对" in answer.content.decode()
    worker.refresh_from_db()
    assert worker.phone == PHONE


def test_a_lost_phone_leads_to_the_counter(entered: Client) -> None:
    page = entered.get("/me/phone/").content.decode()
    assert "窗口" in page
    assert "身份证" in page


def test_changing_the_phone_ends_other_sessions(entered, worker, sent, clock) -> None:
    other = second_browser(sent, clock)
    entered.post("/me/phone/", {"phone": NEW_PHONE})
    entered.post("/me/phone/confirm/", {"old_code": sent(PHONE), "new_code": sent(NEW_PHONE)})
    assert other.get("/me/").status_code == 302


def test_the_password_changes_with_the_present_one(entered, worker, sent, clock) -> None:
    other = second_browser(sent, clock)
    answer = entered.post("/me/password/", {"present": PASSWORD, "password": "summer-in-jining"})
    assert answer.url == "/me/"
    worker.refresh_from_db()
    assert worker.check_password("summer-in-jining")
    assert entered.get("/me/").status_code == 200
    assert other.get("/me/").status_code == 302


def test_a_wrong_present_password_changes_nothing(entered: Client, worker: User) -> None:
    answer = entered.post("/me/password/", {"present": "no", "password": "summer-in-jining"})
    assert "现在的密码不对" in answer.content.decode()
    worker.refresh_from_db()
    assert worker.check_password(PASSWORD)


def test_guessing_the_present_password_is_locked(entered: Client) -> None:
    for _ in range(5):
        entered.post("/me/password/", {"present": "no", "password": "summer-in-jining"})
    answer = entered.post("/me/password/", {"present": PASSWORD, "password": "summer-in-jining"})
    assert "尝试次数太多" in answer.content.decode()


def test_who_has_no_password_sets_one_by_code(entered: Client, worker: User) -> None:
    worker.set_password(None)
    worker.save()
    entered.force_login(worker)
    assert entered.get("/me/password/").url == "/recover/"


def test_log_out_everywhere_ends_all_sessions_and_devices(entered, worker, sent, clock) -> None:
    other = second_browser(sent, clock)
    answer = entered.post("/me/logout-everywhere/")
    assert answer.url == "/login/"
    assert entered.get("/me/").status_code == 302
    assert other.get("/me/").status_code == 302
    assert not Device.objects.exists()


def test_devices_are_listed_with_what_people_call_them(entered: Client, sent, clock) -> None:
    second_browser(sent, clock)
    page = entered.get("/me/").content.decode()
    assert "安卓手机 · 微信" in page
    assert "（这一台）" in page


def test_a_removed_device_is_out_and_needs_a_code(entered, worker, sent, clock) -> None:
    other = second_browser(sent, clock)
    device = Device.objects.get(label__contains="微信")
    entered.post(f"/me/devices/{device.pk}/remove/")
    assert entered.get("/me/").status_code == 200
    assert other.get("/me/").status_code == 302
    answer = other.post("/login/", {"phone": PHONE, "password": PASSWORD})
    assert answer.url == "/login/confirm/"


def test_another_persons_device_is_not_found(entered: Client) -> None:
    stranger = User.objects.create_user(phone=NEW_PHONE, name="李梅")
    device = Device.objects.create(user=stranger, token_hash="x", label="苹果手机")
    assert entered.post(f"/me/devices/{device.pk}/remove/").status_code == 404
    assert entered.post("/me/devices/999999/remove/").status_code == 404
    assert Device.objects.filter(pk=device.pk).exists()


def test_log_in_on_another_device_is_told_in_the_inbox(entered, worker, sent, clock) -> None:
    second_browser(sent, clock)
    assert Outbox.objects.filter(notice="new_device", user=worker, kind="inbox").count() == 1


def test_own_pages_are_kept_out_of_caches(entered: Client) -> None:
    assert "no-store" in entered.get("/me/")["Cache-Control"]
