"""Refusals of a production that would speak to nobody, or show its messages to everybody."""

from typing import Any

from django.conf import settings
from django.core.checks import CheckMessage, Error
from django.core.exceptions import ImproperlyConfigured
from django.utils.module_loading import import_string

from portal.notifications import notices
from portal.notifications.channels import DevelopmentChannel

LONGEST_SMS = 200


def check_channels(**_: Any) -> list[CheckMessage]:
    """Refuse a channel that cannot be made from the settings."""
    found: list[CheckMessage] = []
    for name in ("SMS_CHANNEL", "MAIL_CHANNEL"):
        try:
            import_string(getattr(settings, name))()
        except (ImportError, ImproperlyConfigured, AttributeError) as error:
            found.append(Error(f"{name}: {error}", id="notifications.E001"))
    return found


def check_not_development(**_: Any) -> list[CheckMessage]:
    """Refuse the development channel and its page in production."""
    found: list[CheckMessage] = [
        Error(f"{name} is the development channel.", id="notifications.E002")
        for name in ("SMS_CHANNEL", "MAIL_CHANNEL")
        if _is_development(getattr(settings, name))
    ]
    if settings.DEVELOPMENT_MESSAGES:
        found.append(Error("The development message page is on.", id="notifications.E003"))
    return found


def check_texts(**_: Any) -> list[CheckMessage]:
    """Refuse notices whose telephone text is too long to be sent."""
    return [
        Error(f"The text of notice {notice.name} is too long.", id="notifications.E004")
        for notice in notices.registered()
        if len(notice.sms) > LONGEST_SMS
    ]


def _is_development(path: str) -> bool:
    """Tell whether a dotted path leads to the development channel or a child of it."""
    try:
        channel = import_string(path)
    except ImportError:
        return False
    return isinstance(channel, type) and issubclass(channel, DevelopmentChannel)
