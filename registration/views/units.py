"""Pages of an agent: the units for which somebody acts, and the entry of each of them."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from portal.accounts.decorators import citizen_required
from registration.access import own_employer_or_404
from registration.frames import unit_frame
from registration.units import facts_of, units_below


@citizen_required
@never_cache
@require_safe
def unit(request: HttpRequest, employer_id: int) -> HttpResponse:
    """Show the entry of an employer to one of its agents."""
    employer = own_employer_or_404(request, employer_id)
    context = {
        **unit_frame(employer, here="unit"),
        "facts": facts_of(employer),
        "units": units_below(employer),
    }
    return render(request, "registration/unit_overview.html", context)
