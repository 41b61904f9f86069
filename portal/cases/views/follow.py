"""Sending without an account and following it by number and code, as a browser does it.

What was sent and what was found is remembered for half an hour, so that going back and posting
the same again makes nothing twice, and so that no page which somebody may return to is the answer
to a post.
"""

from collections.abc import Callable
from typing import Any, TypeVar

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from portal.accounts import throttle
from portal.accounts.pending import Slot
from portal.accounts.throttle import Kind, LockedError
from portal.cases.following import normalise_reference
from portal.cases.views.access import SeeOther
from portal.crypto import blind_index, keyed_digest
from portal.ui.forms import PortalForm

UNKNOWN = "没有查到：编号和查询码对不上。请照着提交以后的页面再填一次。"
SENT_AGAIN = "这一份刚才已经收到，没有再收一次。"
TYPED, SENT, FOUND = Slot("typed"), Slot("sent"), Slot("found")
Sent = TypeVar("Sent")


class FollowForm(PortalForm):
    """Number and code of what was sent."""

    reference = forms.CharField(label="编号", max_length=20, help_text="例如 2026-000123")
    code = forms.CharField(
        label="查询码", max_length=40, help_text="提交以后页面上给的 12 位码，不分大小写"
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        """Keep the code out of the browser's memory."""
        super().__init__(*args, **kwargs)
        self.fields["code"].widget.attrs.update(autocomplete="off", autocapitalize="characters")


def mark_of(*told: object) -> str:
    """Return a digest by which the same content is known again; nothing can be read from it."""
    return keyed_digest(repr(told), purpose="sent-mark")


def remember_sent(request: HttpRequest, flow: str, *, reference: str, code: str, mark: str) -> None:
    """Keep the receipt of what this browser has just sent."""
    SENT.put(request, flow, reference=reference, code=code, mark=mark)


def was_just_sent(request: HttpRequest, flow: str, *, mark: str) -> bool:
    """Say whether this browser's last receipt of this flow is of the very same content."""
    kept = SENT.get(request, flow)
    return bool(kept and kept["mark"] == mark)


def look_up(
    request: HttpRequest,
    form: FollowForm,
    *,
    kind: Kind,
    find: Callable[[str, str], Sent | None],
) -> bool:
    """Remember what a valid form names; a miss says the same whichever part was wrong."""
    reference = normalise_reference(form.cleaned_data["reference"])
    try:
        account = blind_index(reference, purpose=f"{kind}-guess")
        guess = throttle.begin(kind, account=account, request=request)
    except LockedError as locked:
        form.add_error(None, f"{locked}。")
        return False
    code = form.cleaned_data["code"]
    if find(reference, code) is None:
        form.add_error(None, UNKNOWN)
        return False
    guess.succeeded()
    FOUND.put(request, kind, reference=reference, code=code)
    return True


def found_before(
    request: HttpRequest, *, kind: Kind, find: Callable[[str, str], Sent | None]
) -> Sent | None:
    """Return what this browser named by its code a moment ago, as it stands now."""
    kept = FOUND.get(request, kind)
    return find(kept["reference"], kept["code"]) if kept else None


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def forget(request: HttpRequest) -> HttpResponse:
    """Forget, on a device that others use, what was typed, sent and found there."""
    if request.method == "POST":
        for slot in (TYPED, SENT, FOUND):
            slot.drop(request)
        return SeeOther(reverse("cases:forget"))
    return render(request, "cases/forgotten.html")
