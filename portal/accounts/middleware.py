"""A session that nobody used for a while ends; staff sooner than citizens."""

from collections.abc import Callable

from django.conf import settings
from django.contrib.auth import logout
from django.http import HttpRequest, HttpResponseBase

from portal import clock
from portal.accounts import policy
from portal.accounts.models import User

GetResponse = Callable[[HttpRequest], HttpResponseBase]

SEEN = "seen_at"
ENDED = "ended_by_idling"
STEP = 60


def end_idle_sessions(get_response: GetResponse) -> GetResponse:
    """Log out whoever was idle too long, before any view; note the use of a session."""

    def middleware(request: HttpRequest) -> HttpResponseBase:
        user = request.user
        if isinstance(user, User):
            moment = clock.now().timestamp()
            seen = float(request.session.get(SEEN, moment))
            if moment - seen > idle_seconds(user):
                logout(request)
                request.session[ENDED] = True
            elif SEEN not in request.session or moment - seen > STEP:
                request.session[SEEN] = moment
        return get_response(request)

    return middleware


def seconds_left(request: HttpRequest) -> int:
    """Return how long this session may still rest, or 0 where nobody is logged in."""
    user = getattr(request, "user", None)  # an early refusal comes before anybody is known
    if not isinstance(user, User):
        return 0
    moment = clock.now().timestamp()
    seen = float(request.session.get(SEEN, moment))
    return max(0, int(seen + idle_seconds(user) - moment))


def keep(request: HttpRequest) -> None:
    """Note that the session is in use right now."""
    request.session[SEEN] = clock.now().timestamp()


def idle_seconds(user: User) -> int:
    """Return how long a session of this user may rest."""
    if user.is_staff:
        return int(getattr(settings, "STAFF_IDLE_SECONDS", policy.STAFF_IDLE_SECONDS))
    return int(getattr(settings, "CITIZEN_IDLE_SECONDS", policy.CITIZEN_IDLE_SECONDS))
