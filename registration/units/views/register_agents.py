"""Pages of officers: a code for an agent who stands at the counter, and the end of a right."""

from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from portal import clock
from portal.accounts.activation import ActivationRefusedError, fresh_unit_code, issue_unit_code
from portal.accounts.decorators import staff_required
from portal.accounts.mandates import agents_of
from portal.accounts.models import ActivationCode
from portal.accounts.policy import ACTIVATION_DAYS
from portal.cases.views.access import SeeOther, user_of
from portal.cases.views.papers import pdf_response
from portal.law.words import day_words
from portal.workflow.roles import Role
from registration.access import agency_employer_or_404
from registration.frames import register_frame
from registration.models import Employer
from registration.units import agents, letter
from registration.units.forms.register import AgentEndForm, GiveCodeForm

SEEN = "已核对来人的身份证件和单位{day}的介绍信"


@staff_required(Role.REGISTRAR)
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def give_code(request: HttpRequest, employer_id: int) -> HttpResponse:
    """Ask what the officer has seen, and answer with the code, this once.

    The answer to the form is the page itself: only a digest of the code is kept, so that no
    other page could show it.
    """
    employer = agency_employer_or_404(request, employer_id)
    form = GiveCodeForm(request.POST if request.method == "POST" else None)
    context = {
        **register_frame(employer, here="register_employer"),
        "form": form,
        "activation_days": ACTIVATION_DAYS,
    }
    if form.is_bound and form.is_valid():
        try:
            issue_unit_code(
                employer.identity,
                agent_name=form.cleaned_data["agent_name"],
                by=user_of(request),
                reason=SEEN.format(day=day_words(form.cleaned_data["letter_on"])),
                key=form.cleaned_data["key"],
            )
        except ActivationRefusedError as refused:
            form.add_error(None, str(refused))
        else:
            code, row = _fresh(employer, str(form.cleaned_data["key"]))
            context |= {"code": code, "row": row, "address": letter.entry_address()}
            return render(request, "registration/register_code.html", context)
    status = 422 if form.errors else 200
    return render(request, "registration/register_give_code.html", context, status=status)


@staff_required(Role.REGISTRAR)
@never_cache
@require_POST
def code_letter(request: HttpRequest, employer_id: int) -> HttpResponse:
    """Give the paper that bears a code, while the page that made it is fresh."""
    employer = agency_employer_or_404(request, employer_id)
    office = user_of(request).office
    if office is None:
        raise Http404
    code, row = _fresh(employer, request.POST.get("key", ""))
    paper = letter.letter(employer, code=code, row=row, office=office, on=clock.today())
    return pdf_response(paper, name=f"{letter.TITLE}.pdf")


@staff_required(Role.REGISTRAR)
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def agent_end(request: HttpRequest, employer_id: int, mandate_id: int) -> HttpResponse:
    """Ask why an agent's right shall end, say what follows, and end it."""
    employer = agency_employer_or_404(request, employer_id)
    mandate = agents.mandate_or_404(employer, mandate_id)
    form = AgentEndForm(request.POST if request.method == "POST" else None)
    if form.is_bound and form.is_valid():
        agents.end(mandate, employer=employer, by=user_of(request), reason=form.reason_text())
        messages.success(request, f"{mandate.user.name}不再替{employer.name}办事，已经告诉本人。")
        page = reverse("registration:register_employer", args=[employer.pk])
        return SeeOther(f"{page}#agents")
    present = list(agents_of(employer.pk))
    context = {
        **register_frame(employer, here="register_employer"),
        "form": form,
        "mandate": mandate,
        "is_over": mandate not in present,
        "is_last": present == [mandate],
    }
    status = 422 if form.errors else 200
    return render(request, "registration/register_agent_end.html", context, status=status)


def _fresh(employer: Employer, key: str) -> tuple[str, ActivationCode]:
    """Return the code that the form with this key has just made; later it is unknown."""
    try:
        found = fresh_unit_code(employer.identity, key=UUID(key))
    except ValueError:
        found = None
    if found is None:
        raise Http404
    return found
