"""Whole addresses, as they are printed, shared and given to search engines."""

from django.conf import settings


def absolute(path: str) -> str:
    """Return the whole address of a path, with the name by which the outside knows the portal."""
    return f"{settings.PUBLIC_ORIGIN.rstrip('/')}{path}"
