"""Guards of views: who is led to which log-in, who is refused, and how."""

import pytest
from django.contrib.auth.models import AnonymousUser
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.test import RequestFactory

from portal.accounts.decorators import citizen_required, staff_required
from portal.accounts.models import User
from portal.workflow.roles import Role

pytestmark = pytest.mark.django_db


@staff_required(Role.WINDOW_CLERK)
def window(request: HttpRequest) -> HttpResponse:
    """A page for clerks."""
    return HttpResponse("window")


@staff_required()
def shelf(request: HttpRequest, number: int) -> HttpResponse:
    """An object for all staff."""
    return HttpResponse(str(number))


@citizen_required
def claim(request: HttpRequest) -> HttpResponse:
    """A page for citizens."""
    return HttpResponse("claim")


def asked(user: User | AnonymousUser) -> HttpRequest:
    """Return a request of this person."""
    request = RequestFactory().get("/somewhere/?a=1")
    request.user = user
    return request


def test_strangers_are_led_to_the_log_in_that_fits() -> None:
    nobody = AnonymousUser()
    assert window(asked(nobody)).headers["Location"] == "/staff/login/?next=/somewhere/%3Fa%3D1"
    assert claim(asked(nobody)).headers["Location"] == "/login/?next=/somewhere/%3Fa%3D1"


def test_the_role_is_asked_for(clerk: User, administrator: User) -> None:
    assert window(asked(clerk)).content == b"window"
    with pytest.raises(PermissionDenied):
        window(asked(administrator))


def test_a_citizen_finds_a_page_of_staff_forbidden_and_an_object_missing(worker: User) -> None:
    with pytest.raises(PermissionDenied):
        window(asked(worker))
    with pytest.raises(Http404):
        shelf(asked(worker), number=7)


def test_any_staff_will_do_where_no_role_is_named(clerk: User) -> None:
    assert shelf(asked(clerk), number=7).content == b"7"


def test_staff_do_not_file_claims(clerk: User, worker: User) -> None:
    assert claim(asked(worker)).content == b"claim"
    with pytest.raises(PermissionDenied):
        claim(asked(clerk))
