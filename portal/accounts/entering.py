"""The last step of every log-in, and where it leads."""

from django.contrib.auth import login
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, resolve_url
from django.utils.http import url_has_allowed_host_and_scheme

from portal import clock
from portal.accounts import devices, middleware, pending
from portal.accounts.backends import BACKEND
from portal.accounts.models import User
from portal.audit.record import record
from portal.audit.verbs import Verb
from portal.notifications.send import notify

NEXT = "next"
_WHY: dict[str, str] = {"/me/": "登录以后看进度、材料和消息。"}


def say_why(prefix: str, words: str) -> None:
    """Say on the log-in page what comes after it, for the pages below an address."""
    _WHY[prefix] = words


def why_words(target: str) -> str:
    """Return what the log-in page says of where it leads; nothing for other pages."""
    return next((words for prefix, words in _WHY.items() if target.startswith(prefix)), "")


def safe_next(request: HttpRequest) -> str:
    """Return the page to go on with when it is one of our own paths, else nothing."""
    target = request.POST.get(NEXT, "") or request.GET.get(NEXT, "")
    own = target.startswith("/") and len(target) <= 2000
    if own and url_has_allowed_host_and_scheme(target, allowed_hosts=None):
        return target
    return ""


def enter(
    request: HttpRequest,
    *,
    user: User,
    target: str = "",
    remember: bool = False,
    shared: bool = False,
) -> HttpResponse:
    """Log in under a new session id, note it in the audit, and go on to the target."""
    known = devices.current(request, user)
    first = not user.devices.exists()
    pending.drop(request)
    request.session.pop(middleware.ENDED, None)
    login(request, user, backend=BACKEND)
    request.session[middleware.SEEN] = clock.now().timestamp()
    if shared:
        request.session.set_expiry(0)
    record(Verb.LOGIN, actor=user, request=request)
    response = redirect(target or resolve_url("accounts:me"))
    if (remember or known) and not shared:
        devices.remember(request, response, user=user)
    if remember and known is None and not first:
        notify(
            "new_device",
            key=f"new-device:{user.pk}:{clock.now().timestamp()}",
            user_id=user.pk,
            context={"device": devices.label(request)},
            link=resolve_url("accounts:me"),
            channels=("inbox",),
        )
    return response
