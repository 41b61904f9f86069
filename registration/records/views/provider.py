"""/records/identify/: to the identity provider and back, and the simulated one of development."""

from dataclasses import replace
from urllib.parse import urlencode

from django.conf import settings
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_safe

from portal.accounts.decorators import citizen_required
from portal.accounts.identifiers import validate_identity_number
from portal.accounts.models.identity import Assurance
from portal.cases.views.access import SeeOther, user_of
from registration.records import provider
from registration.records.forms import ShownForm
from registration.records.own import (
    AnotherSelfError,
    SelfRefusedError,
    Shown,
    become_self,
    refuse,
)
from registration.records.provider_simulated import SimulatedProvider, is_simulated

DONE = "已经认证是您本人，下面是您的参保记录。"
NOT_OURS = "这次认证没有完成：它不是从这里开始的、已经用过，或者超过了 10 分钟。请重新认证。"
NOT_TOLD = "统一身份认证没有告诉我们您是谁，请重新认证；仍不行的，请到经办机构窗口核验。"
ANOTHER = "没有认证：这个账号已经是另一个人的。请用您自己的手机号注册一个账号再认证。"
NOT_SAME = "没有认证：认证的信息和登记的对不上。请带身份证件到经办机构窗口核对。"


@citizen_required
@never_cache
@require_safe
def identify(request: HttpRequest) -> HttpResponse:
    """Send the browser to the provider."""
    found = provider.configured()
    if found is None:
        raise Http404
    state = provider.begin(request, user_of(request))
    back = request.build_absolute_uri(reverse("registration:identify_return"))
    return redirect(found.address(state=state, return_url=back))


@citizen_required
@never_cache
@require_safe
def identify_return(request: HttpRequest) -> HttpResponse:
    """Take what the provider says, once."""
    found = provider.configured()
    if found is None:
        raise Http404
    user = user_of(request)
    state = request.GET.get("state", "")
    try:
        provider.finish(request, user, state=state)
        shown = _checked(found.shown(request, state=state))
        become_self(user, shown, assurance=Assurance.PROVIDER, by=user, request=request)
    except (
        provider.StateRefusedError,
        provider.ProviderRefusedError,
        SelfRefusedError,
    ) as error:
        words = _words(error)
        refuse(user, by=user, reason=words, request=request)
        messages.error(request, words)
    else:
        messages.success(request, DONE)
    return redirect("registration:records")


@sensitive_post_parameters("name", "number")
@citizen_required
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def simulated_identity(request: HttpRequest) -> HttpResponse:
    """Stand in for the provider in development: whoever one says to be is believed."""
    state = request.GET.get("state", "")
    if not (settings.DEVELOPMENT_MESSAGES and is_simulated() and state):
        raise Http404
    form = ShownForm(request.POST if request.method == "POST" else None)
    if form.is_bound and form.is_valid():
        ticket = SimulatedProvider.ticket(form.shown(), state=state)
        query = urlencode({"state": state, "ticket": ticket})
        return SeeOther(f"{reverse('registration:identify_return')}?{query}")
    status = 422 if form.errors else 200
    return render(request, "registration/provider_simulated.html", {"form": form}, status=status)


def _checked(shown: Shown) -> Shown:
    """Return who somebody is with the number checked; a provider may say what is none."""
    try:
        number = validate_identity_number(shown.kind, shown.number)
    except ValueError:
        raise provider.ProviderRefusedError from None
    return replace(shown, number=number)


def _words(error: Exception) -> str:
    """Return what the person is told, without anything that the register knows."""
    if isinstance(error, provider.StateRefusedError):
        return NOT_OURS
    if isinstance(error, provider.ProviderRefusedError):
        return NOT_TOLD
    return ANOTHER if isinstance(error, AnotherSelfError) else NOT_SAME
