"""What has to be remembered between two pages of one log-in, encrypted in the session."""

import json
from datetime import datetime
from typing import Any

from django.http import HttpRequest

from portal import clock
from portal.accounts import policy
from portal.crypto import UnreadableError, decrypt, encrypt

KEY = "entering"


def put(request: HttpRequest, flow: str, **values: Any) -> None:
    """Begin a flow; another one that was under way is forgotten."""
    until = (clock.now() + policy.FLOW_LIFE).isoformat()
    text = json.dumps({**values, "flow": flow, "until": until})
    request.session[KEY] = encrypt(text, context="session")


def get(request: HttpRequest, flow: str) -> dict[str, Any] | None:
    """Return what this flow remembered, or None when there is none or it is too old."""
    stored = request.session.get(KEY)
    if not isinstance(stored, str):
        return None
    try:
        values: dict[str, Any] = json.loads(decrypt(stored, context="session"))
    except UnreadableError:
        return None
    over = clock.now() > datetime.fromisoformat(values["until"])
    return None if over or values["flow"] != flow else values


def drop(request: HttpRequest) -> None:
    """End the flow."""
    request.session.pop(KEY, None)
