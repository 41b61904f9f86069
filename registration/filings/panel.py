"""The part of the own page that shows which units somebody asked to register."""

from typing import Any

from django.http import HttpRequest

from portal.accounts.models import User
from registration.filings.lists import registrations_of


def registrations_panel(request: HttpRequest) -> dict[str, Any] | None:
    """Return the registrations that this person filed; nothing for those who filed none."""
    user = request.user
    if not isinstance(user, User) or user.is_staff:
        return None
    filings = registrations_of(user)
    return {"filings": filings} if filings.lines else None
