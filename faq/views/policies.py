"""The library of laws and notices for everybody."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from faq.laws import policy_url, standing_of, successor_of
from faq.policies import HOUSE, end_of, facts_of, kind_of, library, uses_of
from faq.repeals import ends_on
from portal import clock
from portal.caching import public_page
from portal.law.instruments import INSTRUMENTS, TABLE_OF


@require_safe
@public_page
def policies(request: HttpRequest) -> HttpResponse:
    """List the laws and notices that the portal applies."""
    context = {"groups": library(ends_on(clock.today())), "table_of": TABLE_OF}
    return render(request, "faq/policies.html", context)


@require_safe
@public_page
def policy(request: HttpRequest, code: str) -> HttpResponse:
    """Show one text: what it is, and what rests on its articles."""
    text = INSTRUMENTS.get(code)
    if text is None:
        raise Http404
    successor, ends = successor_of(text), ends_on(clock.today())
    context = {
        "text": text,
        "facts": facts_of(text),
        "standing": standing_of(text, table_of=TABLE_OF),
        "uses": uses_of(text, ends),
        "ended": end_of(text, ends),
        "successor": successor,
        "successor_url": policy_url(successor.code) if successor else "",
        "replaced": [one for one in INSTRUMENTS.values() if one.superseded_by == code],
        "is_house": kind_of(text) == HOUSE,
    }
    return render(request, "faq/policy.html", context)
