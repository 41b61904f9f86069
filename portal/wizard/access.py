"""Who may open which draft, and the signed token that proves a form came from its owner."""

import uuid
from datetime import timedelta
from typing import Any

from django.core import signing
from django.db.models import Q, QuerySet
from django.http import Http404, HttpRequest

from portal import clock
from portal.wizard.forms import StepForm, Telling
from portal.wizard.journey import Journey, Step, find
from portal.wizard.models import KEPT_DAYS, Draft

SIGNED_FIELD = "draft_token"
SALT = "portal.wizard.draft"


def journey_or_404(code: str) -> Journey:
    """Return the journey of this code."""
    journey = find(code)
    if journey is None:
        raise Http404
    return journey


def drafts_of(user: Any) -> QuerySet[Draft]:
    """Return the drafts that this account may open: its own, not yet submitted, not expired."""
    return Draft.objects.filter(user_id=user.pk, case__isnull=True, expires_on__gte=clock.today())


def draft_or_404(
    request: HttpRequest, *, journey: Journey, draft_id: uuid.UUID, locked: bool = False
) -> Draft:
    """Return the user's own draft; a foreign one is as unknown as one that never was."""
    kept = Q(case__isnull=False) | Q(expires_on__gte=clock.today())
    owner = request.user.pk or 0
    rows = Draft.objects.filter(kept, pk=draft_id, journey=journey.code, user_id=owner)
    rows = rows.select_related("user")
    if locked:
        rows = rows.select_for_update(of=("self",))
    draft = rows.first()
    if draft is None:
        raise Http404
    return draft


def step_or_404(journey: Journey, name: str) -> Step:
    """Return the step of this name."""
    step = journey.step(name)
    if step is None:
        raise Http404
    return step


def token_of(draft: Draft) -> str:
    """Return a token that a step form carries, so that what it posts can be kept."""
    return signing.TimestampSigner(salt=SALT).sign(str(draft.pk))


def draft_of_token(request: HttpRequest, draft_id: uuid.UUID) -> Draft | None:
    """Return the draft whose token the request carries, whoever sends it."""
    try:
        signed = signing.TimestampSigner(salt=SALT).unsign(
            request.POST.get(SIGNED_FIELD, ""), max_age=timedelta(days=KEPT_DAYS)
        )
    except signing.BadSignature:
        return None
    if signed != str(draft_id):
        return None
    return Draft.objects.filter(pk=draft_id, case__isnull=True).first()


def form_of(step: Step, draft: Draft, data: Any = None) -> StepForm:
    """Return the form of a step, bound to what is given or else to what was typed before."""
    telling = Telling(draft=draft, answers=draft.answers())
    return step.form(data, telling=telling)
