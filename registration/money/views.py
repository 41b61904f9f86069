"""The months of a unit: what was payable and paid, what is open, the surcharge until today."""

from datetime import date
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from portal.accounts.decorators import citizen_required, staff_required
from registration.access import OFFICERS, agency_employer_or_404, own_employer_or_404
from registration.filings.rows import rows_of
from registration.frames import register_frame, unit_frame
from registration.keyset import newest
from registration.models import Employer, EmployerMonth
from registration.money.months import months_are_known, owed_by, surcharge_words, with_owed
from registration.rates.forms import PayrollForm
from registration.rates.shown import rate_rows, worked_out

PAGE = 24


@citizen_required
@never_cache
@require_safe
def unit_months(request: HttpRequest, employer_id: int) -> HttpResponse:
    """Show the months of a unit to one of its agents."""
    employer = own_employer_or_404(request, employer_id)
    context = unit_frame(employer, here="unit_months") | _months(request, employer)
    return _page(request, "registration/unit_months.html", context)


@staff_required(*OFFICERS)
@never_cache
@require_safe
def register_months(request: HttpRequest, employer_id: int) -> HttpResponse:
    """Show the months of a unit to an officer of its agency."""
    employer = agency_employer_or_404(request, employer_id)
    context = register_frame(employer, here="register_months") | _months(request, employer)
    return _page(request, "registration/unit_months_register.html", context)


def _months(request: HttpRequest, employer: Employer) -> dict[str, Any]:
    """Return the newest months, or those before the one that the address names."""
    rows = EmployerMonth.objects.filter(employer=employer)
    before = _month(request.GET.get("before", ""))
    found = newest(rows, key="month", before=before, size=PAGE)
    owed, is_known = owed_by(employer.pk), months_are_known(employer.pk)
    form = PayrollForm(request.GET if "payroll" in request.GET else None)
    is_asked = form.is_bound and form.is_valid()
    return {
        "months": with_owed(found.lines),
        "before": found.before.isoformat() if found.before else "",
        "owed": rows_of(owed) if is_known else [],
        "is_known": is_known,
        "surcharge": surcharge_words(),
        "is_owed": bool(owed.total),
        "as_of": found.lines[0].as_of if found.lines else None,
        "rates": rate_rows(employer),
        "form": form,
        "worked_out": worked_out(employer, form.cleaned_data["payroll"]) if is_asked else [],
    }


def _page(request: HttpRequest, template: str, context: dict[str, Any]) -> HttpResponse:
    """Show the months; a payroll that cannot be read makes it a 422."""
    return render(request, template, context, status=422 if context["form"].errors else 200)


def _month(text: str) -> date | None:
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None
