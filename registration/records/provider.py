"""The identity provider (统一身份认证): the browser goes there with a signed state and comes back.

Which protocol the province's provider speaks is not known here. A class named by the setting
IDENTITY_PROVIDER knows where to send the browser and how to read what it brings back; the state,
which is bound to the log-in, good for ten minutes and for one return, is the same for all of them.
"""

import hmac
import secrets
from abc import ABC, abstractmethod
from datetime import datetime, timedelta

from django.conf import settings
from django.core import signing
from django.core.exceptions import ImproperlyConfigured
from django.http import HttpRequest
from django.utils.module_loading import import_string

from portal import clock
from portal.accounts import pending
from portal.accounts.models import User
from registration.records.own import Shown

FLOW = "identify"
SALT = "registration.provider"
STATE_LIFE = timedelta(minutes=10)


class StateRefusedError(Exception):
    """The return does not belong to a visit that began here: forged, foreign, used or too late."""


class ProviderRefusedError(Exception):
    """The provider did not say who the person is."""


class Provider(ABC):
    """One provider: how the browser gets there, and what its return says."""

    name: str

    @abstractmethod
    def address(self, *, state: str, return_url: str) -> str:
        """Return where the browser is sent."""

    @abstractmethod
    def shown(self, request: HttpRequest, *, state: str) -> Shown:
        """Return the person whom the provider vouches for, or raise ProviderRefusedError."""


def configured() -> Provider | None:
    """Return the provider of this installation, or None where only the counter is possible."""
    path = provider_path()
    if not path:
        return None
    provider = import_string(path)()
    if not isinstance(provider, Provider):
        raise ImproperlyConfigured(f"{path} is no identity provider")
    return provider


def provider_path() -> str:
    """Return the dotted path of the provider's class, empty where there is none."""
    return str(getattr(settings, "IDENTITY_PROVIDER", ""))


def begin(request: HttpRequest, user: User) -> str:
    """Remember a visit to the provider in the session, and return its state."""
    nonce = secrets.token_urlsafe(24)
    pending.put(request, FLOW, nonce=nonce, user=user.pk)
    return signing.dumps([nonce, (clock.now() + STATE_LIFE).isoformat()], salt=SALT)


def finish(request: HttpRequest, user: User, *, state: str) -> None:
    """Use the visit up; raises StateRefusedError when the state is not of this log-in and now."""
    remembered = pending.get(request, FLOW)
    if remembered is None:
        raise StateRefusedError
    pending.drop(request)
    try:
        nonce, until = signing.loads(state, salt=SALT)
    except (signing.BadSignature, TypeError, ValueError):
        raise StateRefusedError from None
    same = hmac.compare_digest(str(nonce), str(remembered["nonce"]))
    if not same or remembered["user"] != user.pk or clock.now() > datetime.fromisoformat(until):
        raise StateRefusedError
