"""What every answer must carry, and what no request may do."""

from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseBase

GetResponse = Callable[[HttpRequest], HttpResponseBase]

METHODS = ("GET", "HEAD", "POST", "OPTIONS")
PERMISSIONS = "camera=(), geolocation=(), microphone=(), payment=(), usb=(), interest-cohort=()"


def guard_request(get_response: GetResponse) -> GetResponse:
    """Refuse methods that no page uses and bodies beyond any limit; add the Permissions-Policy."""

    def middleware(request: HttpRequest) -> HttpResponseBase:
        response: HttpResponseBase
        if request.method not in METHODS:
            response = HttpResponse(
                "不支持的请求方法。", status=405, headers={"Allow": "GET, POST"}
            )
        elif _length(request) > settings.MAX_REQUEST_BYTES:
            response = HttpResponse("提交的内容太大，请分开上传，每个文件不超过20 MB。", status=413)
        else:
            response = get_response(request)
        response.headers.setdefault("Permissions-Policy", PERMISSIONS)
        return response

    return middleware


def _length(request: HttpRequest) -> int:
    """Return the announced length of the body."""
    try:
        return int(request.META.get("CONTENT_LENGTH") or 0)
    except ValueError:
        return 0
