"""Files of a draft: one a request in, and out again to nobody but its owner."""

import uuid

from django.contrib import messages
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect
from django.urls import reverse

from portal.attachments.models import Attachment
from portal.attachments.receive import receive
from portal.attachments.refusals import Refused
from portal.attachments.remove import remove
from portal.attachments.stream import stream
from portal.wizard import access, papers, rescue
from portal.wizard.models import Draft
from portal.wizard.views import DraftView


class _PapersView(DraftView):
    """Base of the addresses of the files of one step."""

    def anonymous(self, request: HttpRequest, **kwargs: object) -> HttpResponse:
        """Ask to log in; a file cannot be kept for somebody unknown, and that is said."""
        back = reverse("wizard:step", args=[kwargs["journey"], kwargs["draft_id"], kwargs["step"]])
        if request.method == "POST":
            messages.warning(request, rescue.FILE_LOST)
        return rescue.to_login(request, back)

    def form(self, draft: Draft, step: str) -> papers.UploadForm:
        """Return the step's form, which knows the materials; other steps take no files."""
        form = access.form_of(access.step_or_404(self.journey, step), draft)
        if not isinstance(form, papers.UploadForm):
            raise Http404
        return form

    def back(self, draft: Draft, step: str, anchor: str) -> HttpResponse:
        """Return to the material that was worked on."""
        address = reverse("wizard:step", args=[draft.journey, draft.pk, step])
        return redirect(f"{address}#need-{anchor}")


class UploadView(_PapersView):
    """Take one file for one material and store it at once."""

    def post(
        self, request: HttpRequest, journey: str, draft_id: uuid.UUID, step: str
    ) -> HttpResponse:
        """Store the file, or say in one sentence why not."""
        draft = self.draft(request, draft_id)
        if draft.case_id:
            return self.receipt(draft)
        codes = {need.code for need in self.form(draft, step).needs()}
        material = request.POST.get("material", "")
        if material not in codes:
            raise Http404
        upload = request.FILES.get("file")
        if upload is None:
            messages.error(request, "还没有选文件。请先点“选择文件”，再点上传。")
            return self.back(draft, step, material)
        try:
            page = receive(upload, owner=draft, material=material, by=draft.user)
        except Refused as refused:
            messages.error(request, str(refused))
            return self.back(draft, step, material)
        draft.touch()
        draft.save(update_fields=["saved_at", "expires_on"])
        messages.success(request, f"已收到“{page.original_name}”。")
        return self.back(draft, step, material)


class PaperView(_PapersView):
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


class MoveView(_PapersView):
    """Put a page one place up or down within its paper."""

    def post(
        self, request: HttpRequest, journey: str, draft_id: uuid.UUID, step: str, paper: uuid.UUID
    ) -> HttpResponse:
        """Change places with the neighbour."""
        with transaction.atomic():
            draft = self.draft(request, draft_id, locked=True)
            page = _page_or_404(draft, paper)
            papers.move(draft, paper, up=request.POST.get("way") == "up")
        return self.back(draft, step, page.material)


class RemoveView(_PapersView):
    """Take a file away that was handed in by mistake."""

    def post(
        self, request: HttpRequest, journey: str, draft_id: uuid.UUID, step: str, paper: uuid.UUID
    ) -> HttpResponse:
        """Delete it; an already submitted filing keeps its files."""
        with transaction.atomic():
            draft = self.draft(request, draft_id, locked=True)
            page = _page_or_404(draft, paper)
            remove(page)
        messages.success(request, f"已删除“{page.original_name}”。")
        return self.back(draft, step, page.material)


def _page_or_404(draft: Draft, paper: uuid.UUID) -> Attachment:
    """Return a file of this draft."""
    page = Attachment.objects.filter(draft=draft, pk=paper).first()
    if page is None:
        raise Http404
    return page
