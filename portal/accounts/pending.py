"""What has to be remembered between two pages of one visitor, encrypted in the session.

Each slot holds one flow at a time. The slot of this module is that of log-in and of identity;
what a visitor is writing or has just sent lies in slots of its own, so that logging in between
two pages loses nothing.
"""

import json
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.http import HttpRequest

from portal import clock
from portal.accounts import policy
from portal.crypto import UnreadableError, decrypt, encrypt


@dataclass(frozen=True)
class Slot:
    """One place in the session, by its key."""

    key: str

    def put(self, request: HttpRequest, flow: str, **values: Any) -> None:
        """Begin a flow; another one that lay here is forgotten."""
        until = (clock.now() + policy.FLOW_LIFE).isoformat()
        text = json.dumps({**values, "flow": flow, "until": until})
        request.session[self.key] = encrypt(text, context="session")

    def get(self, request: HttpRequest, flow: str) -> dict[str, Any] | None:
        """Return what this flow remembered, or None when there is none or it is too old."""
        stored = request.session.get(self.key)
        if not isinstance(stored, str):
            return None
        try:
            values: dict[str, Any] = json.loads(decrypt(stored, context="session"))
        except UnreadableError:
            return None
        over = clock.now() > datetime.fromisoformat(values["until"])
        return None if over or values["flow"] != flow else values

    def drop(self, request: HttpRequest) -> None:
        """End the flow."""
        request.session.pop(self.key, None)


ENTERING = Slot("entering")
put, get, drop = ENTERING.put, ENTERING.get, ENTERING.drop
