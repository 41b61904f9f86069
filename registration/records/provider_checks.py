"""Refusals of an identity provider that cannot be made, or that is none."""

from typing import Any

from django.core.checks import CheckMessage, Error
from django.core.exceptions import ImproperlyConfigured

from registration.records.provider import configured
from registration.records.provider_simulated import is_simulated


def check_provider(**_: Any) -> list[CheckMessage]:
    """Refuse a provider that the settings name and that cannot be made."""
    try:
        configured()
    except (ImportError, ImproperlyConfigured, TypeError) as error:
        return [Error(f"IDENTITY_PROVIDER: {error}", id="registration.E001")]
    return []


def check_not_simulated(**_: Any) -> list[CheckMessage]:
    """Refuse the simulated provider in production."""
    try:
        simulated = is_simulated()
    except ImportError:
        return []
    if simulated:
        return [Error("IDENTITY_PROVIDER is the simulated one.", id="registration.E002")]
    return []
