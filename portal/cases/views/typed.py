"""When the log-in ended in mid-form: what was typed into an act comes back with the answer.

Nothing is stored and nothing of the case is shown. The answer carries the typed contents in a form
of its own, to be sent again after a new log-in; only pages of this very site are answered so.
"""

from urllib.parse import urlsplit

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

UNSAID = frozenset({"csrfmiddlewaretoken", "preview"})
LONGEST = 40_000


def typed_again(request: HttpRequest, *, status: int) -> HttpResponse:
    """Return the page that keeps the typed contents of an act until it can be sent."""
    fields = [
        (name, value)
        for name, values in request.POST.lists()
        if name not in UNSAID
        for value in values
    ]
    context = {
        "fields": fields,
        "texts": [value for name, value in fields if name not in {"key", "seen"} and value],
        "has_files": bool(request.FILES),
        "case_url": request.path.rsplit("/", 2)[0] + "/",
    }
    return render(request, "cases/typed_again.html", context, status=status)


def is_own_page(request: HttpRequest) -> bool:
    """Say whether the form came from a page of this site and is of a size that a form has."""
    origin = request.headers.get("Origin") or request.headers.get("Referer", "")
    size = sum(len(value) for _, values in request.POST.lists() for value in values)
    return urlsplit(origin).netloc == request.get_host() and size <= LONGEST
