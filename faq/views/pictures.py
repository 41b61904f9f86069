"""The address of a picture: for everybody once an answer on the site shows it."""

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404
from django.views.decorators.http import require_safe

from faq.desk import DESK
from faq.models import Picture
from faq.pictures import is_given, is_public
from portal.accounts.models import User
from portal.attachments import storage
from portal.attachments.stream import IMAGE_POLICY
from portal.cases.visible import visible_to

HOUR = 3600
"""How long a picture may stay in caches after it was taken off the site."""


@require_safe
def picture(request: HttpRequest, picture_id: str) -> HttpResponseBase:
    """Send a picture: to all while the site shows it, to whom it was given, to the desk."""
    row = get_object_or_404(Picture, pk=picture_id)
    public = is_public(row)
    mine = public or _is_of_the_desk(request) or is_given(row, visible_to(request.user))
    if not mine:
        raise Http404
    response = _body(row)
    response.headers["Content-Type"] = row.media_type
    response.headers["Content-Disposition"] = "inline"
    response.headers["X-Content-Type-Options"] = "nosniff"
    response.headers["Content-Security-Policy"] = IMAGE_POLICY
    response.headers["Cross-Origin-Resource-Policy"] = "same-origin"
    kept = f"public, max-age={HOUR}" if public else "private, no-store"
    response.headers["Cache-Control"] = kept
    return response


def _is_of_the_desk(request: HttpRequest) -> bool:
    return isinstance(request.user, User) and request.user.has_role(*DESK)


def _body(row: Picture) -> HttpResponseBase:
    prefix = getattr(settings, "ACCEL_PREFIX", "")
    if prefix:
        return HttpResponse(headers={"X-Accel-Redirect": f"{prefix}{row.storage_name}"})
    try:
        return HttpResponse(storage.path_of(row.storage_name).read_bytes())
    except FileNotFoundError:
        raise Http404 from None
