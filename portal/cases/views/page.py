"""The address of a case: the page of its kind, for officers or for parties; numbers unmasked."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from portal.accounts.decorators import staff_required
from portal.audit.record import record
from portal.audit.verbs import Verb
from portal.cases import clerkship
from portal.cases.models import Party
from portal.cases.pages import pages_of
from portal.cases.views.access import SeeOther, case_or_404, user_of


@login_required
@never_cache
@require_safe
def page(request: HttpRequest, reference: str) -> HttpResponseBase:
    """Show a case as its kind shows it to this side; every look is audited."""
    case = case_or_404(request, reference)
    pages = pages_of(case.kind)
    view = pages.office if user_of(request).is_staff else pages.party
    if view is None:
        raise Http404
    record(
        Verb.LOOK_CASE,
        actor=request.user,
        target=case.reference,
        case_id=case.pk,
        request=request,
    )
    return view(request, case)


@staff_required()
@never_cache
@require_POST
def unmask(request: HttpRequest, reference: str, party_id: int) -> HttpResponse:
    """Show the numbers of one party whole, for a reason that stands in the audit."""
    case = case_or_404(request, reference)
    party = get_object_or_404(Party.objects.select_related("identity"), pk=party_id, case=case)
    reason = " ".join(request.POST.get("reason", "").replace("\0", " ").split())[:200]
    if len(reason) < 2:
        messages.error(request, "查看完整号码要写明理由，理由会记入审计记录。")
        return SeeOther(f"{clerkship.address(case)}?tab=people#file")
    record(
        Verb.UNMASK,
        actor=request.user,
        target=f"party {party.pk}",
        case_id=case.pk,
        reason=reason,
        request=request,
    )
    context = {"case": case, "party": party, "reason": reason}
    return render(request, "cases/unmasked.html", context)
