"""Pages of an agent: entering by the code of the counter, and ending somebody's right to act."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods

from portal.accounts.activation import ActivationRefusedError, redeem_for_unit
from portal.accounts.decorators import citizen_required
from portal.accounts.mandates import agents_of
from portal.cases.views.access import SeeOther, user_of
from registration.access import own_employer_or_404
from registration.frames import unit_frame
from registration.units import agents
from registration.units.forms.own import EnterForm


@citizen_required
@never_cache
@sensitive_post_parameters("code")
@require_http_methods(["GET", "HEAD", "POST"])
def enter(request: HttpRequest) -> HttpResponse:
    """Ask for the code of the counter's letter; the right one lets the agent act for the unit."""
    user = user_of(request)
    form = EnterForm(request.POST if request.method == "POST" else None)
    if form.is_bound and form.is_valid():
        try:
            code = redeem_for_unit(
                form.cleaned_data["code"],
                user,
                request=request,
                then=lambda row: agents.enter(row, by=user),
            )
        except ActivationRefusedError as refused:
            form.add_error("code", str(refused))
        else:
            messages.success(request, "已经打开。这个账号现在可以替这个单位办事。")
            return SeeOther(reverse("registration:unit", args=[code.identity_id]))
    status = 422 if form.errors else 200
    return render(request, "registration/unit_enter.html", {"form": form}, status=status)


@citizen_required
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def agent_end(request: HttpRequest, employer_id: int, mandate_id: int) -> HttpResponse:
    """Ask whether an agent's right shall end, say what follows, and end it."""
    employer = own_employer_or_404(request, employer_id)
    mandate = agents.mandate_or_404(employer, mandate_id)
    user = user_of(request)
    is_self = mandate.user_id == user.pk
    if request.method == "POST":
        who = "您" if is_self else mandate.user.name
        if agents.end_by_agent(mandate, employer=employer, by=user):
            messages.success(request, f"{who}不再替{employer.name}办事。")
        else:
            messages.info(request, f"{who}早就不替{employer.name}办事了，没有改动。")
        if is_self:
            return SeeOther(reverse("registration:units"))
        return SeeOther(f"{reverse('registration:unit', args=[employer.pk])}#agents")
    present = list(agents_of(employer.pk))
    context = {
        **unit_frame(employer, here="unit"),
        "mandate": mandate,
        "is_self": is_self,
        "is_over": mandate not in present,
        "is_last": present == [mandate],
    }
    return render(request, "registration/unit_agent_end.html", context)
