"""Following what was sent by number and code: the form, and one guess within the limits."""

from collections.abc import Callable
from typing import Any, TypeVar

from django import forms
from django.http import HttpRequest

from portal.accounts import throttle
from portal.accounts.throttle import Kind, LockedError
from portal.cases.following import normalise_reference
from portal.crypto import blind_index
from portal.ui.forms import PortalForm

UNKNOWN = "没有查到：编号和查询码对不上。请照着提交以后的页面再填一次。"
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


def look_up(
    request: HttpRequest,
    form: FollowForm,
    *,
    kind: Kind,
    find: Callable[[str, str], Sent | None],
) -> Sent | None:
    """Return what a valid form names; a miss says the same whichever part was wrong."""
    reference = normalise_reference(form.cleaned_data["reference"])
    try:
        account = blind_index(reference, purpose=f"{kind}-guess")
        guess = throttle.begin(kind, account=account, request=request)
    except LockedError as locked:
        form.add_error(None, f"{locked}。")
        return None
    found = find(reference, form.cleaned_data["code"])
    if found is None:
        form.add_error(None, UNKNOWN)
    else:
        guess.succeeded()
    return found
