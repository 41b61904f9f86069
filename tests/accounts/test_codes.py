"""One-time codes: hashed, ten minutes, five tries, one use, newest only, few a phone."""

import pytest
from django.test import RequestFactory

from portal.accounts.codes import TooOftenError, check_code, send_code
from portal.accounts.models import OneTimeCode
from portal.accounts.models.access import Purpose
from tests.accounts.conftest import PHONE

pytestmark = pytest.mark.django_db


def send(phone: str = PHONE, purpose: Purpose = Purpose.LOGIN, address: str = "10.0.0.1") -> None:
    """Send one code from an address."""
    send_code(purpose=purpose, phone=phone, request=RequestFactory().get("/", REMOTE_ADDR=address))


def check(code: str, purpose: Purpose = Purpose.LOGIN, phone: str = PHONE) -> bool:
    """Try one code."""
    return check_code(purpose=purpose, phone=phone, code=code)


def wrong_of(code: str) -> str:
    """Return another code."""
    return f"{(int(code) + 1) % 1_000_000:06}"


def test_a_code_is_good_once(sent) -> None:
    send()
    code = sent(PHONE)
    assert len(code) == 6
    assert check(code)
    assert not check(code)


def test_the_table_does_not_hold_the_code(sent) -> None:
    send()
    assert sent(PHONE) not in OneTimeCode.objects.get().code_hash


def test_a_code_lives_ten_minutes(clock, sent) -> None:
    send()
    code = sent(PHONE)
    clock.move(minutes=9, seconds=59)
    assert check(code)


def test_after_ten_minutes_it_is_dead(clock, sent) -> None:
    send()
    code = sent(PHONE)
    clock.move(minutes=10)
    assert not check(code)


def test_the_fifth_try_may_be_right(sent) -> None:
    send()
    code = sent(PHONE)
    for _ in range(4):
        assert not check(wrong_of(code))
    assert check(code)


def test_after_five_wrong_tries_the_right_one_is_refused(sent) -> None:
    send()
    code = sent(PHONE)
    for _ in range(5):
        assert not check(wrong_of(code))
    assert not check(code)


def test_a_newer_code_kills_the_older_one(clock, sent) -> None:
    send()
    first = sent(PHONE)
    clock.move(minutes=1)
    send()
    second = sent(PHONE)
    if first != second:
        assert not check(first)
    assert check(second)


def test_a_code_serves_no_other_purpose_and_no_other_phone(sent) -> None:
    send()
    code = sent(PHONE)
    assert not check(code, purpose=Purpose.RECOVER)
    assert not check(code, phone="13805370002")
    assert check(code)


def test_one_code_a_minute(clock) -> None:
    send()
    clock.move(seconds=59)
    with pytest.raises(TooOftenError, match="1 秒"):
        send()
    clock.move(seconds=1)
    send()


def test_purposes_share_the_limit_of_a_phone() -> None:
    send()
    with pytest.raises(TooOftenError):
        send(purpose=Purpose.RECOVER)


def test_five_codes_an_hour(clock) -> None:
    for _ in range(5):
        send()
        clock.move(minutes=2)
    with pytest.raises(TooOftenError, match="50 分钟"):
        send()
    clock.move(minutes=50)
    send()


def test_ten_codes_a_day(clock) -> None:
    for _ in range(10):
        send()
        clock.move(hours=1)
    with pytest.raises(TooOftenError):
        send()
    clock.move(hours=14)
    send()


def test_a_network_cannot_bomb_many_phones() -> None:
    for number in range(100):
        send(phone=f"1390000{number:04}")
    with pytest.raises(TooOftenError):
        send(phone="13911110000")
    send(phone="13911110000", address="10.0.0.2")


def test_a_code_nobody_knows_counts_for_the_limits_too(sent) -> None:
    request = RequestFactory().get("/", REMOTE_ADDR="10.0.0.1")
    send_code(
        purpose=Purpose.LOGIN, phone=PHONE, request=request, other_notice="code_without_account"
    )
    assert not check(sent(PHONE))
    with pytest.raises(TooOftenError):
        send()
