"""Announcements and campaigns for everybody."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.views.decorators.http import require_safe

from faq.models import Announcement
from faq.reading import to_html
from portal import clock
from portal.caching import public_page

PAGE = 20
MOST_NOW = 50
LONGEST_NUMBER = 6


@require_safe
@public_page
def news(request: HttpRequest) -> HttpResponse:
    """List what is told now, and a page of what was told before."""
    today = clock.today()
    begin = _number(request.GET.get("from", ""))
    past = list(Announcement.objects.ended(today)[begin : begin + PAGE + 1])
    context = {
        "now": [] if begin else list(Announcement.objects.in_force(today)[:MOST_NOW]),
        "past": past[:PAGE],
        "begin": begin,
        "next_url": f"{reverse('faq:news')}?from={begin + PAGE}" if len(past) > PAGE else "",
        "before_url": f"{reverse('faq:news')}?from={max(0, begin - PAGE)}" if begin else "",
    }
    return render(request, "faq/news.html", context)


@require_safe
@public_page
def announcement(request: HttpRequest, number: int) -> HttpResponse:
    """Show one announcement from its first day on; after its last it says that it is over."""
    row = get_object_or_404(Announcement.objects.readable(clock.today()), pk=number)
    return render(request, "faq/announcement.html", {"row": row, "body": to_html(row.body)})


def _number(typed: str) -> int:
    is_number = typed.isascii() and typed.isdigit() and len(typed) <= LONGEST_NUMBER
    return int(typed) if is_number else 0
