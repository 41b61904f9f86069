"""What tests of accounts share: phones, people, and the messages that were sent to them."""

from collections.abc import Callable

import pytest
from django.test import Client

from portal.accounts import second_factor
from portal.accounts.models import RoleGrant, User
from portal.notifications.models import Outbox
from portal.offices.models import Office
from portal.workflow.roles import Role

PHONE = "13805370001"
PASSWORD = "jining-2026-spring"
STAFF_PHONE = "13805370009"
STAFF_PASSWORD = "Jining-2026-Spring"


@pytest.fixture
def sent() -> Callable[..., str]:
    """Give the newest thing sent to a phone: a field of its context, the code by default."""

    def read(phone: str, field: str = "code") -> str:
        rows = Outbox.objects.filter(kind="sms").order_by("-id")
        row = next(row for row in rows if row.recipient == phone)
        return str(row.payload["context"][field])

    return read


@pytest.fixture
def notices_to() -> Callable[[str], list[str]]:
    """Give the names of all notices sent to a phone, oldest first."""

    def read(phone: str) -> list[str]:
        rows = Outbox.objects.filter(kind="sms").order_by("id")
        return [row.notice for row in rows if row.recipient == phone]

    return read


@pytest.fixture
def worker(db: None) -> User:
    """A citizen with a password."""
    return User.objects.create_user(phone=PHONE, name="王建国", password=PASSWORD)


@pytest.fixture
def office(db: None) -> Office:
    """An office where staff work."""
    return Office.objects.create(
        code="rencheng",
        name="任城区",
        full_name="济宁市任城区人力资源和社会保障局",
        address="济宁市任城区",
        letter_prefix="济任人社工伤",
        reconsideration_organ="济宁市任城区人民政府",
        court="济宁市任城区人民法院",
    )


@pytest.fixture
def administrator(office: Office) -> User:
    """An administrator, whose role nobody of the portal granted: the first one."""
    user = User.objects.create_staff(
        phone="13805370008", name="管理员甲", password=STAFF_PASSWORD, office=office
    )
    RoleGrant.objects.create(user=user, role=Role.ADMINISTRATOR)
    return user


@pytest.fixture
def clerk(office: Office, administrator: User) -> User:
    """A window clerk of that office with an enrolled authenticator."""
    user = User.objects.create_staff(
        phone=STAFF_PHONE, name="李窗口", password=STAFF_PASSWORD, office=office
    )
    RoleGrant.objects.create(
        user=user, role=Role.WINDOW_CLERK, office=office, granted_by=administrator
    )
    return user


def digits(user: User) -> str:
    """Return the authenticator's present six digits."""
    return f"{second_factor.factor_of(user).totp().token():06}"


def enter_as_staff(client: Client, user: User) -> None:
    """Log in with password and second factor."""
    client.post("/staff/login/", {"phone": user.phone, "password": STAFF_PASSWORD})
    answer = client.post("/staff/second-factor/", {"token": digits(user)})
    assert answer.status_code == 302, answer.content.decode()
