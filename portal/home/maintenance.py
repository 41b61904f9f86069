"""The closed sign: while a file lies in the state folder, every page says so."""

from collections.abc import Callable
from pathlib import Path

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.template.loader import render_to_string

GetResponse = Callable[[HttpRequest], HttpResponseBase]
RETRY_SECONDS = "600"


def close_for_maintenance(get_response: GetResponse) -> GetResponse:
    """Answer 503 while settings.MAINTENANCE_FILE exists; the probe of the proxy stays open."""

    def middleware(request: HttpRequest) -> HttpResponseBase:
        if request.path == "/healthz" or not is_closed():
            return get_response(request)
        page = render_to_string("503.html")
        return HttpResponse(page, status=503, headers={"Retry-After": RETRY_SECONDS})

    return middleware


def is_closed() -> bool:
    """Tell whether the sign hangs out."""
    path = getattr(settings, "MAINTENANCE_FILE", None)
    return path is not None and Path(path).exists()
