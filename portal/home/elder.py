"""The button 「大字」: turns the elder-friendly mode on, changes its size, turns it off."""

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST

from portal.accounts.entering import safe_next
from portal.home.origin import is_from_here
from portal.ui import elder


# No token: it would make every page that shows the button private. What a foreign page could do
# with it is change the size of letters, and even that is refused by the browser's own headers.
@csrf_exempt
@require_POST
def choose(request: HttpRequest) -> HttpResponse:
    """Remember the size, or forget it, and go back to the page that was open."""
    response = HttpResponseRedirect(safe_next(request) or reverse("home:front_door"))
    size = request.POST.get("size", "")
    if not is_from_here(request):
        return response
    if size == elder.STANDARD:
        response.delete_cookie(elder.COOKIE, samesite="Lax")
    elif size in elder.BY_CODE:
        response.set_cookie(
            elder.COOKIE,
            size,
            max_age=elder.COOKIE_SECONDS,
            secure=settings.SESSION_COOKIE_SECURE,
            httponly=True,
            samesite="Lax",
        )
    return response
