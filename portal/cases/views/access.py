"""Finding a case for whoever asks; a foreign case is as unknown as a missing one."""

import re

from django.http import Http404, HttpRequest
from django.http.response import HttpResponseRedirectBase

from portal.accounts.models import User
from portal.cases.models import Case
from portal.cases.visible import visible_to

REFERENCE = re.compile(r"\w[\w-]{0,19}", re.ASCII)


class SeeOther(HttpResponseRedirectBase):
    """After a POST: look at that page now."""

    status_code = 303


def case_or_404(request: HttpRequest, reference: str) -> Case:
    """Return a case that the visitor may open."""
    if not REFERENCE.fullmatch(reference):
        raise Http404
    case = (
        visible_to(request.user)
        .select_related("office", "handler")
        .filter(reference=reference)
        .first()
    )
    if case is None:
        raise Http404
    return case


def user_of(request: HttpRequest) -> User:
    """Return who asks; pages behind a log-in have somebody."""
    if not isinstance(request.user, User):
        raise Http404
    return request.user


def frame_of(request: HttpRequest) -> str:
    """Return the frame of a page that both officers and parties open."""
    return "base_staff.html" if user_of(request).is_staff else "base.html"
