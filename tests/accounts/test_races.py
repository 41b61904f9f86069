"""Many at once: limits and single use hold when requests do not wait for each other."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor

import pytest
from django.db import connection
from django.test import Client, RequestFactory

from portal.accounts import tasks
from portal.accounts.codes import TooOftenError, check_code, send_code
from portal.accounts.models import Attempt, OneTimeCode, User
from portal.accounts.models.access import Purpose
from tests.accounts.conftest import PASSWORD, PHONE

AT_ONCE = 8
MISMATCH = "手机号或密码不对"


def together(work: Callable[[], object]) -> list[object]:
    """Run the same thing in parallel and give all results."""

    def run(_: int) -> object:
        try:
            return work()
        finally:
            connection.close()

    with ThreadPoolExecutor(AT_ONCE) as pool:
        return list(pool.map(run, range(AT_ONCE)))


def send() -> bool:
    """Send a code, or say that it was too often."""
    request = RequestFactory().get("/", REMOTE_ADDR="10.0.0.1")
    try:
        send_code(purpose=Purpose.LOGIN, phone=PHONE, request=request)
    except TooOftenError:
        return False
    return True


@pytest.mark.django_db(transaction=True)
def test_eight_requests_send_one_code() -> None:
    assert sorted(together(send)) == [False] * (AT_ONCE - 1) + [True]
    assert OneTimeCode.objects.count() == 1


@pytest.mark.django_db(transaction=True)
def test_eight_posts_of_the_right_code_use_it_once(sent) -> None:
    send()
    code = sent(PHONE)
    answers = together(lambda: check_code(purpose=Purpose.LOGIN, phone=PHONE, code=code))
    assert answers.count(True) == 1


@pytest.mark.django_db(transaction=True)
def test_parallel_guesses_do_not_slip_past_the_lock() -> None:
    User.objects.create_user(phone=PHONE, name="王建国", password=PASSWORD)
    for _ in range(3):
        Client().post("/login/", {"phone": PHONE, "password": "wrong-wrong"})
    values = {"phone": PHONE, "password": "wrong-wrong"}
    answers = together(lambda: Client().post("/login/", values).content.decode())
    told = [answer for answer in answers if MISMATCH in str(answer)]
    assert len(told) == 2
    assert Attempt.objects.filter(kind="citizen").count() == 5


@pytest.mark.django_db(transaction=True)
def test_eight_sign_ups_of_one_phone_make_one_account(sent) -> None:
    browser = Client()
    browser.post("/signup/", {"phone": PHONE})
    key = browser.session.session_key
    values = {"code": sent(PHONE), "name": "王建国", "agreed": "on"}

    def post() -> int:
        twin = Client()
        twin.cookies["sessionid"] = key
        return twin.post("/signup/confirm/", values).status_code

    assert set(together(post)) <= {200, 302}
    assert User.objects.count() == 1


@pytest.mark.django_db
def test_what_no_limit_counts_any_more_is_deleted(clock) -> None:
    send()
    clock.move(days=1)
    tasks.purge()
    assert OneTimeCode.objects.count() == 1
    clock.move(days=1, seconds=1)
    tasks.purge()
    assert OneTimeCode.objects.count() == 0
    assert Attempt.objects.count() == 0
