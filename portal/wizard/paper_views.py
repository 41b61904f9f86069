"""The files of a draft as its owner sees them."""

import uuid

from django.http import Http404, HttpRequest
from django.http.response import HttpResponseBase

from portal.attachments.models import Attachment
from portal.attachments.stream import stream
from portal.wizard.views import DraftView


class PaperView(DraftView):
    """Show a file of a draft to its owner."""

    def get(
        self, request: HttpRequest, journey: str, draft_id: uuid.UUID, step: str, paper: uuid.UUID
    ) -> HttpResponseBase:
        """Stream it."""
        draft = self.draft(request, draft_id)
        page = Attachment.objects.filter(draft=draft, pk=paper).first()
        if page is None:
            raise Http404
        return stream(page)
