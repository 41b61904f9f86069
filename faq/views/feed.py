"""The feed for everybody."""

from django.http import HttpRequest, HttpResponse
from django.utils.http import http_date
from django.views.decorators.http import conditional_page, require_safe

from faq import feed


@require_safe
@conditional_page
def atom(request: HttpRequest) -> HttpResponse:
    """Return the feed, or that nothing has changed since it was last asked for."""
    text, changed_at = feed.feed()
    response = HttpResponse(text, content_type="application/atom+xml; charset=utf-8")
    response["Last-Modified"] = http_date(changed_at.timestamp())
    return response
