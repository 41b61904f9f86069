"""The public page of thanks, by office; and 「有用吗」 on an answer."""

from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST, require_safe

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


@require_safe
@public_page
def voices(request: HttpRequest) -> HttpResponse:
    """Show the thanks that their senders let be shown, newest first."""
    rows = Voice.objects.filter(shown_on__isnull=False).select_related("case__office")
    found = list(rows.order_by("-shown_on", "-case")[:SHOWN])
    return render(request, "faq/voices.html", {"voices": found})


@csrf_exempt
@require_POST
def useful(request: HttpRequest, code: str) -> HttpResponseBase:
    """Count whether an answer helped, and keep what was missed where it did not.

    It needs no token: it uses nothing that belongs to the visitor, and a form with one would make
    the answer's page private. Posts from other sites are refused.
    """
    if not is_from_here(request):
        return HttpResponse(status=FORBIDDEN)
    entry = get_object_or_404(Entry.objects.published().select_related("current"), code=code)
    version = entry.current
    assert version is not None  # noqa: S101 - published
    vote = request.POST.get("useful", "")
    words = " ".join(request.POST.get("missing", "").replace("\0", " ").split())[:LONGEST]
    page = reverse("faq:answer", args=[entry.code])
    context = {"entry": entry, "question": version.question, "vote": vote, "page": page}
    if vote not in {"yes", "no", "words"}:
        return SeeOther(page)
    if vote == "words" and len(words) < 2:
        context["error"] = "请写一写缺了什么，至少两个字"
        return render(request, "faq/useful.html", context, status=UNFIT)
    try:
        throttle.begin(Kind.USEFUL, account="anybody", request=request)
    except LockedError as locked:
        context["error"] = f"{locked}。"
        return render(request, "faq/useful.html", context, status=TOO_MANY)
    if vote == "words":
        note_lack(version, words)
    else:
        note_vote(version, is_useful=vote == "yes")
    return render(request, "faq/useful.html", context)
