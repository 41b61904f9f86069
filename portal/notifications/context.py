"""What every page's head may ask about messages."""

from typing import Any

from django.http import HttpRequest
from django.utils.functional import SimpleLazyObject

from portal.notifications.inbox import unread_words


def unread(request: HttpRequest) -> dict[str, Any]:
    """Offer `unread_messages`; the database is asked only by a page that shows it."""
    return {"unread_messages": SimpleLazyObject(lambda: unread_words(request.user))}
