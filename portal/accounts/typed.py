"""When the log-in ended in mid-form: what was typed comes back with the answer.

Nothing is stored and nothing of the page behind is shown. The answer carries the typed contents in
a form of its own, to be sent again after a new log-in; only pages of this very site are answered
so, and never a form with a password.
"""

from urllib.parse import urlsplit

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.cache import add_never_cache_headers

UNSAID = frozenset({"csrfmiddlewaretoken", "preview"})
LONGEST = 40_000
LOGGED_OUT, STALE = 401, 403


def typed_again(request: HttpRequest, *, status: int) -> HttpResponse:
    """Return the page that keeps the typed contents until they can be sent.

    Of the contents it shows what was written in words; choices and numbers travel unseen.
    """
    fields = [
        (name, value)
        for name, values in request.POST.lists()
        if name not in UNSAID
        for value in values
    ]
    context = {
        "fields": fields,
        "texts": [value for _, value in fields if any("一" <= sign <= "鿿" for sign in value)],
        "has_files": bool(request.FILES),
        "is_stale": status == STALE,
    }
    response = render(request, "accounts/typed_again.html", context, status=status)
    add_never_cache_headers(response)
    return response


def is_kept(request: HttpRequest) -> bool:
    """Say whether a post is a form of this site, of a size that a form has, without a password."""
    if request.method != "POST" or any("password" in name for name in request.POST):
        return False
    origin = request.headers.get("Origin") or request.headers.get("Referer", "")
    size = sum(len(value) for _, values in request.POST.lists() for value in values)
    return urlsplit(origin).netloc == request.get_host() and size <= LONGEST
