"""A simulated identity provider for development and tests: it believes whatever is typed."""

import json
from urllib.parse import urlencode

from django.conf import settings
from django.core.exceptions import ImproperlyConfigured
from django.http import HttpRequest
from django.urls import reverse
from django.utils.module_loading import import_string

from portal.crypto import UnreadableError, decrypt, encrypt, keyed_digest
from registration.records.own import Shown
from registration.records.provider import Provider, ProviderRefusedError, provider_path

CONTEXT = "simulated-identity"


class SimulatedProvider(Provider):
    """Stands where the province's provider will stand; refuses to exist in production."""

    name = "统一身份认证（演示）"

    def __init__(self) -> None:
        if not settings.DEVELOPMENT_MESSAGES:
            raise ImproperlyConfigured("the simulated identity provider is for development only")

    def address(self, *, state: str, return_url: str) -> str:
        """Return the address of the simulated page."""
        query = urlencode({"state": state})
        return f"{reverse('registration:simulated_identity')}?{query}"

    def shown(self, request: HttpRequest, *, state: str) -> Shown:
        """Open the ticket, which was made for one state."""
        try:
            values = json.loads(decrypt(request.GET.get("ticket", ""), context=CONTEXT))
        except UnreadableError:
            raise ProviderRefusedError from None
        if values.pop("state") != _digest(state):
            raise ProviderRefusedError
        return Shown(**values)

    @staticmethod
    def ticket(shown: Shown, *, state: str) -> str:
        """Return what the browser carries back: encrypted, so that no number is in an address."""
        values = {"kind": shown.kind, "number": shown.number, "name": shown.name}
        return encrypt(json.dumps({**values, "state": _digest(state)}), context=CONTEXT)


def is_simulated() -> bool:
    """Say whether this installation believes the simulated provider."""
    path = provider_path()
    found = import_string(path) if path else None
    return isinstance(found, type) and issubclass(found, SimulatedProvider)


def _digest(state: str) -> str:
    return keyed_digest(state, purpose=CONTEXT)
