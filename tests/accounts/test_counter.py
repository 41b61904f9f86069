"""A lost phone is replaced at the counter: by a clerk, against the card, told to everybody."""

import re
from collections.abc import Callable

import pytest
from django.test import Client

from portal.accounts.identities import identity_for
from portal.accounts.models import Device, Mandate, RoleGrant, User
from portal.accounts.models.identity import Assurance, Scope
from portal.audit.models import AuditEvent
from portal.notifications.models import Outbox
from portal.offices.models import Office
from portal.workflow.roles import Role
from tests.accounts.conftest import PASSWORD, PHONE, STAFF_PHONE, enter_as_staff

pytestmark = pytest.mark.django_db
NEW_PHONE = "13805370055"
NUMBER = "370811198003151238"
FIRST, SECOND, THIRD = (
    "/staff/phone-change/",
    "/staff/phone-change/code/",
    "/staff/phone-change/vouch/",
)


def typed(**more: str) -> dict[str, str]:
    """Return what the clerk types for the worker."""
    return {
        "name": "王建国",
        "kind": "resident_id",
        "number": NUMBER,
        "old_phone": PHONE,
        "phone": NEW_PHONE,
        "reason": "lost",
        "seen": "on",
        **more,
    }


@pytest.fixture
def known(worker: User) -> User:
    """A worker who has filed as himself, so that his number is on file."""
    identity = identity_for(kind="resident_id", number=NUMBER, name="王建国")
    Mandate.objects.create(
        user=worker,
        identity=identity,
        kind="self",
        scope=Scope.ALL,
        assurance=Assurance.PROVIDER,
    )
    return worker


@pytest.fixture
def supervisor(office: Office, administrator: User) -> User:
    """The supervisor of the clerk's office."""
    user = User.objects.create_staff(phone="13805370007", name="冉科长", office=office)
    RoleGrant.objects.create(
        user=user, role=Role.SUPERVISOR, office=office, granted_by=administrator
    )
    return user


@pytest.fixture
def window(clerk: User) -> Client:
    """The clerk's browser."""
    browser = Client()
    enter_as_staff(browser, clerk)
    return browser


def changed(window: Client, sent: Callable[..., str], **more: str):
    """Walk both pages with the code that was sent."""
    fields = typed(**more)
    assert window.post(FIRST, fields).url == SECOND
    return window.post(SECOND, {"code": sent(fields["phone"])}, follow=True)


def test_card_and_code_move_the_account_to_the_new_phone(window, known, sent) -> None:
    page = changed(window, sent).content.decode()
    assert "已换绑到 138****0055，与办件中的证件号码一致" in page
    known.refresh_from_db()
    assert known.phone == NEW_PHONE
    assert User.objects.by_phone(NEW_PHONE) == known
    assert User.objects.by_phone(PHONE) is None


def test_sessions_and_devices_of_the_account_end(window, known, sent, clock) -> None:
    home = Client()
    home.post("/login/code/", {"phone": PHONE})
    home.post("/login/confirm/", {"code": sent(PHONE)})
    assert home.get("/me/").status_code == 200
    assert Device.objects.filter(user=known).exists()
    changed(window, sent)
    assert home.get("/me/").status_code == 302
    assert not Device.objects.filter(user=known).exists()
    assert window.get(FIRST).status_code == 200
    clock.move(minutes=2)
    answer = home.post("/login/", {"phone": NEW_PHONE, "password": PASSWORD})
    assert answer.url == "/login/confirm/"


def test_the_audit_names_clerk_office_account_and_reason(window, known, clerk, sent) -> None:
    changed(window, sent, reason="given_up")
    event = AuditEvent.objects.get(verb="phone_changed_at_counter")
    assert event.actor_id == clerk.pk
    assert event.target == f"user {known.pk}"
    assert "任城区窗口" in event.reason
    assert "原号码已停用" in event.reason
    assert "与办件中的证件号码一致" in event.reason
    assert NUMBER not in event.reason


def test_inbox_old_phone_and_new_phone_are_told(window, known, sent, notices_to) -> None:
    changed(window, sent)
    assert notices_to(PHONE) == ["phone_changed_at_counter"]
    assert notices_to(NEW_PHONE) == ["counter_code", "phone_changed_at_counter"]
    assert Outbox.objects.filter(
        kind="inbox", notice="phone_changed_at_counter", user=known
    ).exists()


def test_the_supervisor_of_the_office_is_told(window, known, supervisor, clerk, sent) -> None:
    changed(window, sent)
    row = Outbox.objects.get(notice="counter_phone_report")
    assert row.user == supervisor
    assert row.kind == "inbox"
    assert row.payload["context"]["clerk"] == clerk.name
    assert PHONE not in str(row.payload)


def test_without_a_number_on_file_the_clerk_is_told_and_vouches(window, worker, sent) -> None:
    page = changed(window, sent)
    assert page.redirect_chain[-1][0] == THIRD
    assert "系统里没有可以比对的证件号码" in page.content.decode()
    worker.refresh_from_db()
    assert worker.phone == PHONE
    assert "请先勾选" in window.post(THIRD, {}).content.decode()
    answer = window.post(THIRD, {"sure": "on"}, follow=True)
    assert "已换绑" in answer.content.decode()
    worker.refresh_from_db()
    assert worker.phone == NEW_PHONE
    event = AuditEvent.objects.get(verb="phone_changed_at_counter")
    assert "没有可以比对的证件号码" in event.reason


def test_vouching_needs_the_code_first(window, worker) -> None:
    window.post(FIRST, typed())
    assert window.post(THIRD, {"sure": "on"}).url == FIRST
    worker.refresh_from_db()
    assert worker.phone == PHONE


@pytest.mark.parametrize(
    "wrong",
    [
        {"old_phone": "13805370077"},
        {"name": "王建军"},
        {"number": "370811199001010014"},
        {"kind": "passport", "number": "E12345678"},
    ],
)
def test_what_does_not_fit_changes_nothing(window, known, clerk, sent, wrong) -> None:
    page = changed(window, sent, **wrong).content.decode()
    assert "没有换绑" in page
    known.refresh_from_db()
    assert known.phone == PHONE
    event = AuditEvent.objects.get(verb="phone_change_refused")
    assert event.actor_id == clerk.pk


def test_before_the_code_a_hit_and_a_miss_look_the_same(window, known, sent, clock) -> None:
    seen = []
    for fields in (typed(), typed(old_phone="13805370077"), typed(name="赵六")):
        answer = window.post(FIRST, fields)
        page = window.get(SECOND).content.decode()
        page = re.sub(r'name="csrfmiddlewaretoken" value="\w+"', "", page)
        page = page.replace("138****0077", "138****0001").replace("赵六", "王建国")
        seen.append((answer.status_code, answer.url, page))
        clock.move(minutes=2)
    assert seen[0] == seen[1] == seen[2]


def test_a_wrong_code_changes_nothing(window, known, sent) -> None:
    window.post(FIRST, typed())
    wrong = f"{(int(sent(NEW_PHONE)) + 1) % 1_000_000:06}"
    answer = window.post(SECOND, {"code": wrong})
    assert "验证码不对" in answer.content.decode()
    known.refresh_from_db()
    assert known.phone == PHONE


def test_an_expired_code_changes_nothing(window, known, sent, clock) -> None:
    window.post(FIRST, typed())
    clock.move(minutes=10)
    answer = window.post(SECOND, {"code": sent(NEW_PHONE)})
    assert "已失效" in answer.content.decode()
    known.refresh_from_db()
    assert known.phone == PHONE


def test_a_phone_of_another_account_gets_no_code(window, known, sent, notices_to) -> None:
    User.objects.create_user(phone=NEW_PHONE, name="李梅")
    window.post(FIRST, typed())
    assert notices_to(NEW_PHONE) == ["code_with_account"]
    answer = window.post(SECOND, {"code": sent(NEW_PHONE)})
    assert "验证码不对" in answer.content.decode()


def test_a_phone_taken_in_the_meantime_changes_nothing(window, known, sent) -> None:
    window.post(FIRST, typed())
    User.objects.create_user(phone=NEW_PHONE, name="李梅")
    page = window.post(SECOND, {"code": sent(NEW_PHONE)}, follow=True).content.decode()
    assert "没有换绑" in page
    known.refresh_from_db()
    assert known.phone == PHONE


def test_five_misses_lock_the_clerks_look_ups(window, known, sent, clock) -> None:
    for number in range(5):
        changed(window, sent, old_phone=f"1380537010{number}", phone=f"1380537020{number}")
        clock.move(minutes=2)
    page = changed(window, sent).content.decode()
    assert "尝试次数太多" in page
    known.refresh_from_db()
    assert known.phone == PHONE


def test_an_account_of_staff_is_not_changed_here(window, office, sent, administrator) -> None:
    page = changed(window, sent, old_phone=administrator.phone, name=administrator.name)
    assert "没有换绑" in page.content.decode()


def test_a_disabled_account_is_not_changed(window, known, sent) -> None:
    User.objects.filter(pk=known.pk).update(is_active=False)
    assert "没有换绑" in changed(window, sent).content.decode()


@pytest.mark.parametrize("field", ["old_phone", "phone"])
def test_the_clerks_own_number_is_for_a_colleague(window, known, field) -> None:
    page = window.post(FIRST, typed(**{field: STAFF_PHONE})).content.decode()
    assert "请由同事办理" in page


def test_numbers_are_checked_by_their_kind(window, known) -> None:
    page = window.post(FIRST, typed(number="370811198003151239")).content.decode()
    assert "校验位对不上" in page
    page = window.post(FIRST, typed(phone=PHONE)).content.decode()
    assert "新手机号和原来的一样" in page
    assert not Outbox.objects.filter(notice="counter_code").exists()


def test_the_card_must_have_been_seen(window, known) -> None:
    fields = typed()
    del fields["seen"]
    assert "请先勾选" in window.post(FIRST, fields).content.decode()


@pytest.mark.parametrize("address", [FIRST, SECOND, THIRD])
def test_only_window_clerks_get_in(supervisor, worker, address) -> None:
    for person in (supervisor, worker):
        browser = Client()
        browser.force_login(person)
        assert browser.get(address).status_code == 403
        assert browser.post(address, typed()).status_code == 403
    assert Client().get(address).url.startswith("/staff/login/")


def test_another_clerk_in_the_same_browser_begins_anew(window, known, office, sent) -> None:
    window.post(FIRST, typed())
    other = User.objects.create_staff(phone="13805370006", name="孔窗口", office=office)
    RoleGrant.objects.create(user=other, role=Role.WINDOW_CLERK, office=office)
    window.force_login(other)
    assert window.get(SECOND).url == FIRST


def test_the_menu_of_clerks_leads_there_and_no_other(window, supervisor) -> None:
    assert "换绑手机号" in window.get("/me/").content.decode()
    browser = Client()
    browser.force_login(supervisor)
    assert "换绑手机号" not in browser.get("/me/").content.decode()
