"""What may be kept where: pages that are the same for every visitor, and all the others.

A view says `@public_page`. Whether the answer really may be kept by others is decided here, for
each answer: not when it went to somebody who is logged in or has a session, was made with a CSRF
token, or shows a message. Then it is private like every other page.
"""

from collections.abc import Callable
from functools import wraps
from typing import Any, TypeVar, cast

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.middleware.gzip import GZipMiddleware
from django.utils.cache import get_conditional_response, patch_vary_headers, set_response_etag

GetResponse = Callable[[HttpRequest], HttpResponseBase]
View = TypeVar("View", bound=Callable[..., HttpResponseBase])

PUBLIC = "public, max-age=60"
PRIVATE = "private, no-cache"
PERSONAL = "no-store, private"
KEPT_METHODS = ("GET", "HEAD")
OK = 200


def public_page(view: View) -> View:
    """Declare that a page reads the same for all visitors who are not logged in."""

    @wraps(view)
    def declared(*args: Any, **kwargs: Any) -> HttpResponseBase:
        response = view(*args, **kwargs)
        if response.status_code == OK:
            response.headers.setdefault("Cache-Control", PUBLIC)
        return response

    return cast("View", declared)


def keep_in_caches(get_response: GetResponse) -> GetResponse:
    """Say of every page who may keep it; answer 304 where a visitor holds a public one already."""
    zipping = GZipMiddleware(lambda request: HttpResponse())

    def middleware(request: HttpRequest) -> HttpResponseBase:
        response = get_response(request)
        if request.method == "POST" or request.user.is_authenticated:
            response.headers["Cache-Control"] = PERSONAL
            return response
        response.headers.setdefault("Cache-Control", PRIVATE)
        if response.headers["Cache-Control"] != PUBLIC:
            return response
        if not isinstance(response, HttpResponse) or _is_for_one(request):
            response.headers["Cache-Control"] = PRIVATE
            return response
        # Without a token or anything personal in it, a page can be compressed: its length tells
        # nobody anything (BREACH). All others are left to whoever runs the proxy.
        patch_vary_headers(response, ("Cookie", "Accept-Encoding"))
        set_response_etag(response)
        etag = response.headers.get("ETag")
        held = get_conditional_response(request, etag=etag, response=response)
        return (
            held if held and held is not response else zipping.process_response(request, response)
        )

    return middleware


def _is_for_one(request: HttpRequest) -> bool:
    """Say whether an answer may hold something that belongs to this visitor alone."""
    messages = getattr(request, "_messages", None)
    return (
        request.method not in KEPT_METHODS
        or settings.SESSION_COOKIE_NAME in request.COOKIES
        or request.session.modified
        or bool(request.META.get("CSRF_COOKIE_NEEDS_UPDATE"))
        or bool(getattr(messages, "used", False) or getattr(messages, "added_new", False))
    )
