"""Pages of an agent: the units for which somebody acts, the entry of one, and its contacts."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from portal.accounts.decorators import citizen_required
from portal.cases.views.access import SeeOther, user_of
from registration.access import employers_of, own_employer_or_404
from registration.frames import unit_frame
from registration.keyset import key_of
from registration.models import Employer, EmployerContact
from registration.units.agents import present_agents
from registration.units.contacts import SHOWN, add_contact, contacts_of, end_contact, is_full
from registration.units.duties import duties_of
from registration.units.forms.own import ContactEndForm, ContactForm
from registration.units.mine import units_of
from registration.units.shown import facts_of, units_around

FULL = f"联系人已经有 {SHOWN} 位，请先结束一位，再添加"


@citizen_required
@never_cache
@require_safe
def units(request: HttpRequest) -> HttpResponse:
    """Show the employers for which somebody acts, and what waits there."""
    found = units_of(user_of(request), after=key_of(request.GET, "after"))
    return render(request, "registration/unit_list.html", {"units": found})


@citizen_required
@never_cache
@require_safe
def unit(request: HttpRequest, employer_id: int) -> HttpResponse:
    """Show the entry of an employer to one of its agents, and what waits there."""
    employer = own_employer_or_404(request, employer_id)
    context = {
        **unit_frame(employer, here="unit"),
        "duties": duties_of([employer]).get(employer.pk, []),
        "facts": facts_of(employer),
        "units": units_around(employer, readable=employers_of(user_of(request)), page="unit"),
        "contacts": contacts_of(employer),
        "agents": present_agents(employer),
    }
    return render(request, "registration/unit_overview.html", context)


@citizen_required
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def contact_add(request: HttpRequest, employer_id: int) -> HttpResponse:
    """Name somebody who may be asked about the employer."""
    employer = own_employer_or_404(request, employer_id)
    form = ContactForm(request.POST if request.method == "POST" else None)
    if form.is_bound and form.is_valid():
        if not is_full(employer):
            add_contact(employer, by=user_of(request), **form.cleaned_data)
            messages.success(request, f"已添加{form.cleaned_data['name']}。")
            return SeeOther(_overview(employer, "contacts"))
        form.add_error(None, FULL)
    context = {**unit_frame(employer, here="unit"), "form": form}
    status = 422 if form.errors else 200
    return render(request, "registration/unit_contact_add.html", context, status=status)


@citizen_required
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def contact_end(request: HttpRequest, employer_id: int, contact_id: int) -> HttpResponse:
    """End a contact with the last day."""
    employer = own_employer_or_404(request, employer_id)
    contact = get_object_or_404(EmployerContact, pk=contact_id, employer=employer)
    form = ContactEndForm(request.POST if request.method == "POST" else None, contact=contact)
    if form.is_bound and form.is_valid():
        end_contact(contact, on=form.cleaned_data["on"], by=user_of(request))
        messages.success(request, f"{contact.name}不再是{contact.get_part_display()}。")
        return SeeOther(_overview(employer, "contacts"))
    context = {**unit_frame(employer, here="unit"), "form": form, "contact": contact}
    status = 422 if form.errors else 200
    return render(request, "registration/unit_contact_end.html", context, status=status)


def _overview(employer: Employer, part: str) -> str:
    return f"{reverse('registration:unit', args=[employer.pk])}#{part}"
