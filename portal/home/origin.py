"""Whether a form without a token was sent by a page of the portal, as far as the browser tells."""

from urllib.parse import urlsplit

from django.http import HttpRequest


def is_from_here(request: HttpRequest) -> bool:
    """Say whether the browser sent this from a page of the portal."""
    origin = request.headers.get("Origin")
    site = request.headers.get("Sec-Fetch-Site")
    own = origin is None or urlsplit(origin).netloc == request.get_host()
    return own and site in {None, "same-origin", "none"}
