"""What frames and pages of log-in ask of accounts."""

from typing import Any

from django import template
from django.conf import settings
from django.http import HttpRequest
from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString

from portal.accounts.menu import Entry, entries_for, first_page
from portal.accounts.middleware import seconds_left
from portal.accounts.models import User

register = template.Library()


@register.simple_tag
def where_codes_appear() -> SafeString:
    """Lead to the messages that were not really sent, where there is a page for them."""
    if not settings.DEVELOPMENT_MESSAGES:
        return SafeString("")
    return format_html(
        '<p class="muted mb-4">演示环境不真发短信，验证码在<a href="{}">开发短信</a>里看。</p>',
        reverse("notifications:development"),
    )


@register.simple_tag(takes_context=True)
def staff_menu(context: dict[str, Any]) -> list[Entry]:
    """Return the menu entries of the member of staff who reads the page."""
    request = context.get("request")
    return entries_for(request) if isinstance(request, HttpRequest) else []


@register.simple_tag(takes_context=True)
def staff_home(context: dict[str, Any]) -> str:
    """Return where the name of the site leads the member of staff who reads the page."""
    user = getattr(context.get("request"), "user", None)
    return first_page(user) if isinstance(user, User) and user.is_staff else "/"


@register.inclusion_tag("accounts/_idle_bar.html", takes_context=True)
def idle_bar(context: dict[str, Any]) -> dict[str, Any]:
    """Carry the rest of the session's time to the script that warns before it ends."""
    request = context.get("request")
    if not isinstance(request, HttpRequest) or not hasattr(request, "session"):
        return {"seconds": 0}
    return {
        "seconds": seconds_left(request),
        "here": request.get_full_path(),
        "csrf_token": context.get("csrf_token", ""),
    }
