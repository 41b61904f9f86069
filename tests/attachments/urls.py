"""A form with one file, as the portal's pages have it, and nothing around it."""

from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.urls import path

from portal.attachments.models import Attachment
from portal.attachments.receive import receive
from portal.attachments.refusals import Refused
from portal.attachments.stream import stream
from portal.urls import urlpatterns as portal_urls
from portal.wizard.models import Draft


def hand_in(request: HttpRequest) -> HttpResponse:
    """Take the file of a form, or say beside it why not; what else was typed is there."""
    try:
        draft = Draft.objects.get(pk=request.POST["draft"])
    except (KeyError, ValidationError):
        return HttpResponse("没有这份申请。", status=404)
    typed = request.POST.get("typed", "")
    if "file" not in request.FILES:
        return HttpResponse(f"没有文件。{typed}", status=422)
    try:
        attachment = receive(
            request.FILES["file"], owner=draft, material=request.POST["material"], by=draft.user
        )
    except Refused as refused:
        return HttpResponse(f"{refused}{typed}", status=422)
    return HttpResponse(str(attachment.pk), status=201)


def show(request: HttpRequest, number: str) -> HttpResponseBase:
    """Send a file; the test says how."""
    return stream(
        Attachment.objects.get(pk=number),
        inline_image="save" not in request.GET,
        inline_pdf="show" in request.GET,
    )


urlpatterns = [
    path("hand-in/", hand_in),
    path("show/<uuid:number>/", show),
    *portal_urls,
]
