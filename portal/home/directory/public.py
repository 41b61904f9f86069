"""Pages of the directory for everybody: all offices, one office, and both as files."""

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.views.decorators.http import require_safe

from portal import clock
from portal.caching import public_page
from portal.home.directory import cards
from portal.home.directory.facts import facts_for, facts_of
from portal.home.where import WhereForm
from portal.offices.directory import open_offices
from portal.offices.models import Office, Power
from portal.offices.towns import open_desks


@public_page
@require_safe
def places(request: HttpRequest) -> HttpResponse:
    """List all offices; which of them handles a matter is asked on a page of its own."""
    today = clock.today()
    context = {
        "form": WhereForm({}, on=today),
        "offices": facts_of(open_offices(on=today)),
        "agencies": facts_of(open_offices(on=today, power=Power.AGENCY)),
        "desks": open_desks(on=today),
    }
    return render(request, "home/places.html", context)


@public_page
@require_safe
def place(request: HttpRequest, code: str) -> HttpResponse:
    """Show one office; of one that is no more, where to go instead."""
    rows = Office.objects.select_related("successor", "county")
    office = get_object_or_404(rows, code=code)
    retired = office.retired_on is not None and office.retired_on <= clock.today()
    if retired and office.successor is not None and office.successor.retired_on is None:
        return HttpResponseRedirect(reverse("home:place", args=[office.successor.code]))
    context = {
        "facts": facts_for(office),
        "is_retired": retired,
        "merged": office.merged.filter(retired_on__lte=clock.today()).order_by("retired_on"),
    }
    return render(request, "home/place.html", context)


@public_page
@require_safe
def place_card(request: HttpRequest, code: str) -> HttpResponse:
    """Give an office out for the address book of a phone."""
    office = get_object_or_404(Office.objects.exclude(retired_on__lte=clock.today()), code=code)
    page = request.build_absolute_uri(reverse("home:place", args=[office.code]))
    return _file(cards.vcard(facts_for(office), page=page), "text/vcard", f"{office.code}.vcf")


@public_page
@require_safe
def places_table(request: HttpRequest) -> HttpResponse:
    """Give the whole directory out as a table, with the mark that spreadsheets look for."""
    today = clock.today()
    rows = [one for power in Power for one in facts_of(open_offices(on=today, power=power))]
    return _file("\ufeff" + cards.table(rows), "text/csv", "places.csv")


def _file(text: str, kind: str, name: str) -> HttpResponse:
    answer = HttpResponse(text, content_type=f"{kind}; charset=utf-8")
    answer["Content-Disposition"] = f'attachment; filename="{name}"'
    return answer
