"""Pages of the inbox, and of the messages that development keeps to itself."""

from urllib.parse import urlencode

from django.conf import settings
from django.contrib.auth.decorators import login_required
from django.contrib.auth.models import AnonymousUser
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from portal.notifications import inbox
from portal.notifications.models import DevelopmentMessage, Message
from portal.ui.parts import Page

DEVELOPMENT_SHOWN = 50


@require_safe
@login_required
def message_list(request: HttpRequest) -> HttpResponse:
    """Show the inbox of this person, newest first."""
    if isinstance(request.user, AnonymousUser):
        raise Http404
    found = inbox.page(request.user, after=request.GET.get("after", ""))
    pages = Page(
        newer_url="" if found.is_first else request.path,
        newer_label="最新的",
        older_url="?" + urlencode({"after": found.older}) if found.older else "",
        older_label="更早的",
    )
    context = {"page": found, "pages": pages, "frame": _frame(request)}
    return render(request, "notifications/message_list.html", context)


@require_safe
@login_required
def message_page(request: HttpRequest, message_id: int) -> HttpResponse:
    """Show one message of this person and note that it was read."""
    message = get_object_or_404(Message, pk=message_id, user_id=request.user.pk)
    inbox.mark_read(message)
    context = {"message": message, "frame": _frame(request)}
    return render(request, "notifications/message_page.html", context)


@require_safe
def development_messages(request: HttpRequest) -> HttpResponse:
    """Show the texts that left by the development channel; there is no such page elsewhere."""
    if not settings.DEVELOPMENT_MESSAGES:
        raise Http404
    texts = DevelopmentMessage.objects.order_by("-created_at", "-id")[:DEVELOPMENT_SHOWN]
    return render(request, "notifications/development_messages.html", {"texts": texts})


def _frame(request: HttpRequest) -> str:
    """Return the frame that fits the person: staff have a menu of their own."""
    return "base_staff.html" if getattr(request.user, "is_staff", False) else "base.html"
