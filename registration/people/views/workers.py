"""/units/<id>/people/: the workers of an employer, for its agents; numbers are searched by POST."""

from urllib.parse import urlencode

from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods

from portal.accounts.decorators import citizen_required
from portal.audit.verbs import Verb
from portal.cases.views.access import SeeOther
from portal.deadlines.calendar import Almanac
from portal.ui.text import normalise
from registration.access import own_employer_or_404
from registration.frames import unit_frame
from registration.people import workers
from registration.people.lines import Place, lines, list_context
from registration.records.parts import note_look

SEARCHED = "按证件号码查找本单位职工"


@citizen_required
@never_cache
@sensitive_post_parameters("q")
@require_http_methods(["GET", "HEAD", "POST"])
def unit_people(request: HttpRequest, employer_id: int) -> HttpResponseBase:
    """Show the workers page by page; a POST searches."""
    employer = own_employer_or_404(request, employer_id)
    place = Place(employer, "unit_people", "unit_person")
    frame = unit_frame(employer, here="unit_people")
    if request.method == "POST":
        return searched(request, place, frame=frame, template="registration/unit_people.html")
    context = {**frame, **list_context(request, place)}
    return render(request, "registration/unit_people.html", context)


def searched(
    request: HttpRequest, place: Place, *, frame: dict[str, object], template: str
) -> HttpResponseBase:
    """Answer a search: a name gets an address of its own, a number never stands in one."""
    typed = normalise(request.POST.get("q", "").replace("\0", " "))[:40]
    if not workers.is_number(typed):
        address = f"{place.url}?{urlencode({'q': typed})}" if typed else place.url
        return SeeOther(address)
    rows = workers.numbered(place.employer, typed)
    if rows:
        employer_id = None if request.user.is_staff else place.employer.pk
        note_look(request, rows[0].person_id, Verb.SEARCH_HIT, SEARCHED, employer_id=employer_id)
    if len(rows) == 1:
        return SeeOther(place.entry_url(rows[0]))
    shown = lines(rows, place, is_working_day=Almanac().is_working_day)
    context: dict[str, object] = {
        **frame,
        **list_context(request, place),
        "by_number": True,
        "words": "",
        "lines": list(shown),
        "page": None,
    }
    return render(request, template, context)
