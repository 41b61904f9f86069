"""Sends a kept file to somebody whose right to it was checked by the caller."""

import logging

from django.conf import settings
from django.http import FileResponse, Http404, HttpResponse
from django.http.response import HttpResponseBase
from django.utils.http import content_disposition_header

from portal.attachments import storage
from portal.attachments.models import Attachment

logger = logging.getLogger(__name__)

IMAGE_POLICY = "default-src 'none'; frame-ancestors 'none'; sandbox"
PDF_POLICY = "default-src 'none'; frame-ancestors 'none'"
"""A sandboxed page has no PDF viewer in Chromium; the inspector let no program through."""


def stream(
    attachment: Attachment, *, inline_image: bool = True, inline_pdf: bool = False
) -> HttpResponseBase:
    """Return the file: photos to be shown, PDF to be saved unless showing it is asked for."""
    inline = inline_image if attachment.is_image else inline_pdf
    response = _body(attachment)
    disposition = content_disposition_header(not inline, attachment.original_name)
    response.headers["Content-Disposition"] = disposition or "attachment"
    response.headers["Content-Type"] = attachment.media_type
    response.headers["X-Content-Type-Options"] = "nosniff"
    shown_pdf = inline and not attachment.is_image
    response.headers["Content-Security-Policy"] = PDF_POLICY if shown_pdf else IMAGE_POLICY
    response.headers["Cross-Origin-Resource-Policy"] = "same-origin"
    response.headers["Cache-Control"] = "private, no-store"
    return response


def _body(attachment: Attachment) -> HttpResponseBase:
    """Return the bytes, or the name by which the web server in front sends them itself."""
    prefix = getattr(settings, "ACCEL_PREFIX", "")
    if prefix:
        return HttpResponse(headers={"X-Accel-Redirect": f"{prefix}{attachment.storage_name}"})
    try:
        file = storage.path_of(attachment.storage_name).open("rb")
    except FileNotFoundError:
        logger.error("The file of attachment %s is missing.", attachment.pk)
        raise Http404 from None
    return FileResponse(file)
