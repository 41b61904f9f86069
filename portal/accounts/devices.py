"""Browsers that have proved the phone once, so that the password is enough the next time."""

import re
import secrets

from django.conf import settings
from django.http import HttpRequest, HttpResponse

from portal import clock
from portal.accounts import policy
from portal.accounts.models import Device, User
from portal.crypto import keyed_digest

TOKEN = re.compile(r"[\w-]{43}")
SYSTEMS = (
    ("iPhone", "苹果手机"),
    ("iPad", "苹果平板"),
    ("HarmonyOS", "鸿蒙设备"),
    ("OpenHarmony", "鸿蒙设备"),
    ("Android", "安卓手机"),
    ("Windows", "Windows 电脑"),
    ("Macintosh", "苹果电脑"),
    ("Linux", "Linux 电脑"),
)
BROWSERS = (
    ("MicroMessenger", "微信"),
    ("AlipayClient", "支付宝"),
    ("UCBrowser", "UC 浏览器"),
    ("Edg", "Edge 浏览器"),
    ("Firefox", "Firefox 浏览器"),
    ("Chrome", "Chrome 浏览器"),
    ("Safari", "Safari 浏览器"),
)


def cookie_name() -> str:
    """Return the cookie's name; bound to this host where pages come over TLS only."""
    return "__Host-device" if settings.SESSION_COOKIE_SECURE else "device"


def current(request: HttpRequest, user: User) -> Device | None:
    """Return the device of this browser for this user, unless it was away too long."""
    token = _token(request)
    if token is None:
        return None
    oldest = clock.now() - policy.DEVICE_LIFE
    return user.devices.filter(token_hash=_digest(user, token), last_seen_at__gt=oldest).first()


def remember(request: HttpRequest, response: HttpResponse, *, user: User) -> None:
    """Note this browser as known to this user, and renew its cookie."""
    token = _token(request) or secrets.token_urlsafe(32)
    Device.objects.update_or_create(
        token_hash=_digest(user, token),
        defaults={"user": user, "label": label(request), "last_seen_at": clock.now()},
    )
    response.set_cookie(
        cookie_name(),
        token,
        max_age=policy.DEVICE_LIFE,
        secure=settings.SESSION_COOKIE_SECURE,
        httponly=True,
        samesite="Lax",
    )


def label(request: HttpRequest) -> str:
    """Return what a person would call this browser."""
    agent = request.headers.get("User-Agent", "")
    system = next((name for mark, name in SYSTEMS if mark in agent), "其他设备")
    browser = next((name for mark, name in BROWSERS if mark in agent), "浏览器")
    return f"{system} · {browser}"


def _token(request: HttpRequest) -> str | None:
    token = request.COOKIES.get(cookie_name(), "")
    return token if TOKEN.fullmatch(token) else None


def _digest(user: User, token: str) -> str:
    return keyed_digest(f"{user.pk}:{token}", purpose="device")
