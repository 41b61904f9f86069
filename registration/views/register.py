"""Pages of officers of the agency: the register of employers, and one entry of it."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from portal.accounts.decorators import staff_required
from registration.access import OFFICERS, agency_employer_or_404
from registration.frames import register_frame
from registration.units import facts_of, units_below


@staff_required(*OFFICERS)
@never_cache
@require_safe
def register_employer(request: HttpRequest, employer_id: int) -> HttpResponse:
    """Show the entry of an employer to an officer of its agency."""
    employer = agency_employer_or_404(request, employer_id)
    context = {
        **register_frame(employer, here="register_employer"),
        "facts": facts_of(employer),
        "units": units_below(employer),
    }
    return render(request, "registration/register_overview.html", context)
