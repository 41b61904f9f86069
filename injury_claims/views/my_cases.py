"""The list of one's own cases beyond the newest ones, page by page."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from injury_claims.my_cases import cases_of
from portal.accounts.decorators import citizen_required
from portal.cases.views.access import user_of


@citizen_required
@never_cache
@require_safe
def my_cases(request: HttpRequest) -> HttpResponse:
    """Show the cases older than the one in the address, or the newest."""
    found = cases_of(user_of(request), before=request.GET.get("before", "")[:20])
    return render(request, "injury_claims/party_cases.html", {"cases": found})
