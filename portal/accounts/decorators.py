"""Guards of views: for staff, for a role of staff, for citizens."""

from collections.abc import Callable, Mapping
from functools import wraps
from typing import Concatenate, ParamSpec

from django.contrib.auth.views import redirect_to_login
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponseBase
from django.shortcuts import resolve_url

from portal.accounts.models import User
from portal.accounts.typed import LOGGED_OUT, is_kept, typed_again
from portal.workflow.roles import Role

P = ParamSpec("P")


def refusal(arguments: Mapping[str, object]) -> Exception:
    """Answer for a page: forbidden; for an object: not found, as if it did not exist."""
    return Http404() if arguments else PermissionDenied()


def _ask_for_log_in(request: HttpRequest, page: str) -> HttpResponseBase:
    """Ask for a log-in; what was typed before the last one ended comes back."""
    if is_kept(request):
        return typed_again(request, status=LOGGED_OUT)
    return redirect_to_login(request.get_full_path(), resolve_url(page))


View = Callable[Concatenate[HttpRequest, P], HttpResponseBase]


def staff_required(*roles: Role) -> Callable[[View[P]], View[P]]:
    """Let in staff, who all have passed the second factor; where roles are named, one of them."""

    def decorate(view: View[P]) -> View[P]:
        @wraps(view)
        def guarded(request: HttpRequest, /, *args: P.args, **kwargs: P.kwargs) -> HttpResponseBase:
            user = request.user
            if not isinstance(user, User):
                return _ask_for_log_in(request, "accounts:staff_login")
            if not user.is_staff or (roles and not user.has_role(*roles)):
                raise refusal(kwargs)
            return view(request, *args, **kwargs)

        return guarded

    return decorate


def citizen_required(view: View[P]) -> View[P]:
    """Let in citizens; staff act as staff only and keep a citizen's account beside."""

    @wraps(view)
    def guarded(request: HttpRequest, /, *args: P.args, **kwargs: P.kwargs) -> HttpResponseBase:
        user = request.user
        if not isinstance(user, User):
            return _ask_for_log_in(request, "accounts:login")
        if user.is_staff:
            raise refusal(kwargs)
        return view(request, *args, **kwargs)

    return guarded
