"""The public page of thanks, by office; and 「有用吗」 on an answer."""

from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods, require_safe

from faq.models import Entry, Voice
from faq.useful import note_lack, note_vote
from portal.accounts import throttle
from portal.accounts.throttle import Kind, LockedError
from portal.caching import public_page
from portal.cases.views.access import SeeOther
from portal.home.origin import is_from_here

SHOWN = 50
UNFIT, FORBIDDEN, TOO_MANY = 422, 403, 429
LONGEST = 200
VOTES = ("yes", "no", "words")


@require_safe
@public_page
def voices(request: HttpRequest) -> HttpResponse:
    """Show the thanks that their senders let be shown, newest first."""
    rows = Voice.objects.filter(shown_on__isnull=False).select_related("case__office")
    found = list(rows.order_by("-shown_on", "-case")[:SHOWN])
    return render(request, "faq/voices.html", {"voices": found})


@csrf_exempt
@require_http_methods(["GET", "HEAD", "POST"])
def useful(request: HttpRequest, code: str) -> HttpResponseBase:
    """Count whether an answer helped, and keep what was missed where it did not.

    It needs no token: it uses nothing that belongs to the visitor, and a form with one would make
    the answer's page private. Posts from other sites are refused.
    """
    entry = get_object_or_404(Entry.objects.published().select_related("current"), code=code)
    if request.method != "POST":
        return _thanked(request, entry, request.GET.get("vote", ""))
    if not is_from_here(request):
        return HttpResponse(status=FORBIDDEN)
    vote = request.POST.get("useful", "")
    words = " ".join(request.POST.get("missing", "").replace("\0", " ").split())[:LONGEST]
    if vote not in VOTES:
        return SeeOther(reverse("faq:answer", args=[entry.code]))
    if vote == "words" and len(words) < 2:
        return _thanked(request, entry, vote, error="请写一写缺了什么，至少两个字", status=UNFIT)
    try:
        throttle.begin(Kind.USEFUL, account="anybody", request=request)
    except LockedError as locked:
        return _thanked(request, entry, vote, error=f"{locked}。", typed=words, status=TOO_MANY)
    version = entry.current
    assert version is not None  # noqa: S101 - published
    if vote == "words":
        note_lack(version, words)
    else:
        note_vote(version, is_useful=vote == "yes")
    return SeeOther(f"{reverse('faq:useful', args=[entry.code])}?vote={vote}")


def _thanked(
    request: HttpRequest,
    entry: Entry,
    vote: str,
    *,
    error: str = "",
    typed: str = "",
    status: int = 200,
) -> HttpResponse:
    """Say that it was counted, and ask what was missed where the answer did not help."""
    page = reverse("faq:answer", args=[entry.code])
    if vote not in VOTES:
        return SeeOther(page)
    context = {
        "entry": entry,
        "question": entry.current.question if entry.current else "",
        "vote": vote,
        "page": page,
        "error": error,
        "typed": typed,
    }
    return render(request, "faq/useful.html", context, status=status)
