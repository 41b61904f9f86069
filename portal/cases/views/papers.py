"""Guarded papers of a case: what people handed in, and the letters of the office."""

import uuid

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404
from django.utils.http import content_disposition_header
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from portal.attachments.stream import PDF_POLICY, stream
from portal.audit.record import record
from portal.audit.verbs import Verb
from portal.cases.papers import attachments_open_to, letters_open_to
from portal.cases.views.access import case_or_404
from portal.letters.render import pdf


@login_required
@never_cache
@require_safe
def paper(request: HttpRequest, reference: str, paper_id: uuid.UUID) -> HttpResponseBase:
    """Show a file that belongs to the case."""
    case = case_or_404(request, reference)
    found = get_object_or_404(attachments_open_to(request.user, case), pk=paper_id)
    _note(request, case_id=case.pk, target=f"attachment {found.pk}")
    return stream(found, inline_pdf=True)


@login_required
@never_cache
@require_safe
def letter(request: HttpRequest, reference: str, letter_id: int) -> HttpResponse:
    """Show a letter; one that was not set yet is set now."""
    case = case_or_404(request, reference)
    found = get_object_or_404(letters_open_to(request.user, case), pk=letter_id)
    _note(request, case_id=case.pk, target=f"letter {found.pk}")
    return pdf_response(pdf(found), name=f"{found.title}{found.number}.pdf")


def pdf_response(content: bytes, *, name: str) -> HttpResponse:
    """Return a PDF to be shown, kept by nobody on the way."""
    response = HttpResponse(content, content_type="application/pdf")
    response.headers["Content-Disposition"] = (
        content_disposition_header(False, name) or f'inline; filename="{len(content)}.pdf"'
    )
    response.headers["X-Content-Type-Options"] = "nosniff"
    response.headers["Content-Security-Policy"] = PDF_POLICY
    response.headers["Cache-Control"] = "private, no-store"
    return response


def _note(request: HttpRequest, *, case_id: int, target: str) -> None:
    record(Verb.LOOK_PAPER, actor=request.user, target=target, case_id=case_id, request=request)
