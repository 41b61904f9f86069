"""One-time codes: sent to a phone, hashed, for ten minutes, five tries, one use, newest only."""

import hmac
import secrets
from datetime import timedelta

from django.db import transaction
from django.http import HttpRequest

from portal import clock
from portal.accounts import policy, throttle
from portal.accounts.models import Attempt, OneTimeCode
from portal.accounts.models.access import Purpose
from portal.crypto import blind_index, keyed_digest
from portal.notifications.send import Post, notify_many


class TooOftenError(Exception):
    """One more code now would be too many for this phone or this network."""

    def __init__(self, wait: timedelta) -> None:
        """Remember how long to wait."""
        seconds = max(1, -(-int(wait.total_seconds() * 1000) // 1000))
        words = f"{seconds} 秒" if seconds <= 90 else f"{-(-seconds // 60)} 分钟"
        super().__init__(f"验证码发送得太频繁，请 {words}后再试")


@transaction.atomic
def send_code(
    *,
    purpose: Purpose,
    phone: str,
    request: HttpRequest,
    notice: str = "login_code",
    other_notice: str = "",
) -> None:
    """Send a code; with other_notice send those words instead and keep a code nobody knows.

    The second way answers a phone for which the purpose does not fit (log-in without an account,
    sign-up with one): rows, limits and time are the same, so that the page tells nothing.
    """
    index = phone_index(phone)
    throttle.take_turn(f"codes:{index}")
    _refuse_too_many(index, request)
    now = clock.now()
    code = f"{secrets.randbelow(10**policy.CODE_DIGITS):0{policy.CODE_DIGITS}}"
    kept = secrets.token_hex(8) if other_notice else code
    row = OneTimeCode.objects.create(
        purpose=purpose,
        phone_index=index,
        code_hash=_digest(purpose, index, kept),
        created_at=now,
        expires_at=now + policy.CODE_LIFE,
    )
    Attempt.objects.create(
        kind=throttle.Kind.CODE_SENT, account=index, network=throttle.network_of(request)
    )
    minutes = int(policy.CODE_LIFE.total_seconds() // 60)
    post = Post(
        notice=other_notice or notice,
        key=f"code:{row.pk}",
        phone=phone,
        context={"code": code, "minutes": minutes, "purpose": purpose.label},
        channels=("sms",),
        expires_at=row.expires_at,
    )
    notify_many([post])


def check_code(*, purpose: Purpose, phone: str, code: str) -> bool:
    """Say whether this is the newest code of this phone and purpose, and use it up if so."""
    index = phone_index(phone)
    with transaction.atomic(durable=True):
        newest = (
            OneTimeCode.objects.select_for_update()
            .filter(purpose=purpose, phone_index=index)
            .order_by("-id")
            .first()
        )
        if newest is None or newest.used_at or newest.tries >= policy.CODE_TRIES:
            return False
        now = clock.now()
        if now >= newest.expires_at:
            return False
        newest.tries += 1
        right = hmac.compare_digest(newest.code_hash, _digest(purpose, index, code))
        if right:
            newest.used_at = now
        newest.save(update_fields=["tries", "used_at"])
        return right


def code_waits(*, purpose: Purpose, phone: str) -> bool:
    """Say whether a code that was sent to this phone may still be typed."""
    rows = OneTimeCode.objects.filter(purpose=purpose, phone_index=phone_index(phone))
    newest = rows.order_by("-id").first()
    return newest is not None and (
        newest.used_at is None
        and newest.tries < policy.CODE_TRIES
        and clock.now() < newest.expires_at
    )


def phone_index(phone: str) -> str:
    """Return the index that codes are counted by, whoever the phone belongs to."""
    return blind_index(phone, purpose="one-time-code")


def _digest(purpose: Purpose, index: str, code: str) -> str:
    return keyed_digest(f"{purpose.value}:{index}:{code}", purpose="one-time-code")


def _refuse_too_many(index: str, request: HttpRequest) -> None:
    """Raise TooOftenError when one of the limits is reached."""
    now = clock.now()
    for most, window in policy.CODES_A_PHONE:
        sent = OneTimeCode.objects.filter(phone_index=index, created_at__gt=now - window)
        moments = list(sent.order_by("-created_at").values_list("created_at", flat=True)[:most])
        if len(moments) == most:
            raise TooOftenError(moments[-1] + window - now)
    most, window = policy.CODES_A_NETWORK
    by_network = Attempt.objects.filter(
        kind=throttle.Kind.CODE_SENT, network=throttle.network_of(request), at__gt=now - window
    )
    moments = list(by_network.order_by("-at").values_list("at", flat=True)[:most])
    if len(moments) == most:
        raise TooOftenError(moments[-1] + window - now)
