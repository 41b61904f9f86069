"""The second factor of staff: six digits by RFC 6238, each step good once."""

import base64
import io
import secrets
from urllib.parse import quote

import segno
from django.conf import settings
from django.db import transaction

from portal import clock
from portal.accounts.models import SecondFactor, User
from portal.notifications.send import notify

ISSUER = "济宁工伤认定"
TOLERANCE = 1


def factor_of(user: User) -> SecondFactor:
    """Return the user's factor; a new secret stands ready where none was confirmed yet."""
    secret = base64.b32encode(secrets.token_bytes(20)).decode()
    return SecondFactor.objects.get_or_create(user=user, defaults={"secret": secret})[0]


def has_confirmed(user: User) -> bool:
    """Say whether an authenticator was once enrolled."""
    return SecondFactor.objects.filter(user=user, confirmed_at__isnull=False).exists()


def check_token(user: User, token: str) -> bool:
    """Compare six digits with the present step and its neighbours; no step serves twice."""
    with transaction.atomic():
        factor = SecondFactor.objects.select_for_update().filter(user=user).first()
        if factor is None or not token.isdecimal() or not token.isascii():
            return False
        counter = factor.totp()
        if not counter.verify(int(token), TOLERANCE, min_t=factor.last_step + 1):
            return False
        factor.last_step = counter.t()
        factor.confirmed_at = factor.confirmed_at or clock.now()
        factor.save(update_fields=["last_step", "confirmed_at"])
        return True


def reset(user: User) -> None:
    """Forget the authenticator: the next log-in enrols a new one."""
    SecondFactor.objects.filter(user=user).delete()


def address(user: User) -> str:
    """Return what authenticator programs read from the picture."""
    label = quote(f"{ISSUER}:{user.name}")
    return f"otpauth://totp/{label}?secret={factor_of(user).secret}&issuer={quote(ISSUER)}"


def picture(user: User) -> bytes:
    """Return the address as a QR code in SVG without any style of its own."""
    out = io.BytesIO()
    code = segno.make(address(user), error="m", micro=False)
    code.save(out, kind="svg", scale=5, border=4, dark="#000", light="#fff")
    return out.getvalue()


def show_in_development(user: User) -> None:
    """Put the present digits on the development message page, so that a newcomer can enter."""
    if not settings.DEVELOPMENT_MESSAGES:
        return
    factor = factor_of(user)
    counter = factor.totp()
    if factor.last_step >= counter.t():
        counter.drift = TOLERANCE  # the present digits were used: the next ones are taken too
    notify(
        "second_factor_development",
        key=f"second-factor:{user.pk}:{counter.t()}",
        phone=user.phone,
        context={"code": f"{counter.token():06}", "name": user.name},
        channels=("sms",),
    )
