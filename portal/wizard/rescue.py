"""When the session ended in mid-step: what was typed is kept for an hour and shown after log-in."""

import uuid

from django.contrib import messages
from django.contrib.auth.views import redirect_to_login
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import Resolver404, resolve

from portal import clock
from portal.accounts.typed import STALE, is_kept, typed_again
from portal.wizard import access
from portal.wizard.journey import find
from portal.wizard.models import Draft, Rescue, expiry_of_a_new_rescue

KEPT = "登录断开了一会儿。您刚才写的都还在，请看一遍，再点一次“保存并继续”。"
SAFE = "登录断开了一会儿。您刚才写的都替您存着，一小时内登录就能看到。"
FILE_LOST = "登录断开了一会儿，刚才那个文件没有传上来，请再选一次。以前传的都在。"


def keep(request: HttpRequest, *, journey: str, draft_id: uuid.UUID, step: str) -> bool:
    """Keep what an anonymous or stale request typed, if its form really was the owner's."""
    draft = access.draft_of_token(request, draft_id)
    owner = find(journey)
    found = owner.step(step) if owner and draft and draft.journey == journey else None
    if draft is None or found is None:
        return False
    typed = access.form_of(found, draft).typed_of(request.POST)
    Rescue.objects.update_or_create(
        draft=draft,
        step=step,
        defaults={
            "typed": typed,
            "created_at": clock.now(),
            "expires_at": expiry_of_a_new_rescue(),
        },
    )
    return True


def kept(draft: Draft, step: str) -> dict[str, list[str]] | None:
    """Return what was kept for this step within the last hour."""
    row = draft.rescues.filter(step=step, expires_at__gt=clock.now()).first()
    return row.typed if row else None


def forget(draft: Draft, step: str) -> None:
    """Drop what was kept, because the step was saved again."""
    draft.rescues.filter(step=step).delete()


def to_login(request: HttpRequest, path: str | None = None) -> HttpResponse:
    """Send somebody to the log-in and back to this page."""
    return redirect_to_login(path or request.path)


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    """Answer a form whose page was too old: what was typed is kept, the rest is explained."""
    try:
        match = resolve(request.path_info)
    except Resolver404:
        match = None
    if match and match.view_name == "wizard:step":
        is_lost = bool(request.FILES)
        if is_lost:
            messages.warning(request, FILE_LOST)
        if is_lost or keep(request, **match.kwargs):
            is_known = request.user.is_authenticated
            return redirect(request.path) if is_known else to_login(request)
    elif match and match.namespace != "accounts" and is_kept(request):
        return typed_again(request, status=STALE)
    return render(request, "wizard/csrf_failure.html", {"back": request.path}, status=STALE)
