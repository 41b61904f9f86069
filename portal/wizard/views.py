"""The pages of a journey: start, one step each, check, submit, delete."""

import uuid
from typing import Any
from urllib.parse import urlencode

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.decorators import method_decorator
from django.views import View
from django.views.decorators.cache import never_cache

from portal.attachments.remove import remove
from portal.cases.refusals import Refused
from portal.wizard import access, checking, overlap, pages, papers, rescue
from portal.wizard.asking import AskingForm
from portal.wizard.journey import Journey, Step
from portal.wizard.models import Draft
from portal.wizard.papers import UploadForm

CAME = "came"


@method_decorator(never_cache, name="dispatch")
class StartView(View):
    """Tell what a filing needs and how long it takes; POST begins a draft."""

    def get(self, request: HttpRequest, journey: str) -> HttpResponse:
        """Show the start page; it is open to everybody."""
        found = access.journey_or_404(journey)
        drafts = []
        if request.user.is_authenticated:
            drafts = list(access.drafts_of(request.user).filter(journey=journey)[:5])
        context = {
            "journey": found,
            "drafts": [pages.draft_line(found, draft) for draft in drafts],
            **found.start(request),
        }
        return render(request, found.start_template, context)

    def post(self, request: HttpRequest, journey: str) -> HttpResponse:
        """Begin a new draft of the logged-in person."""
        found = access.journey_or_404(journey)
        if not request.user.is_authenticated:
            return rescue.to_login(request)
        if getattr(request.user, "is_staff", False):
            raise PermissionDenied
        draft = Draft.objects.create(journey=found.code, user_id=request.user.pk)
        return redirect(pages.step_url(draft, found.steps[0]))


@method_decorator(never_cache, name="dispatch")
class DraftView(View):
    """Base of the pages of one draft: log-in, ownership, and a filing that was already sent."""

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        """Send strangers to the log-in, keeping what they typed; the rest goes its way."""
        if not request.user.is_authenticated:
            return self.anonymous(request, **kwargs)
        self.journey: Journey = access.journey_or_404(kwargs["journey"])
        return super().dispatch(request, *args, **kwargs)

    def anonymous(self, request: HttpRequest, **kwargs: Any) -> HttpResponse:
        """Answer somebody whose session ended, or who never had one."""
        return rescue.to_login(request)

    def draft(self, request: HttpRequest, draft_id: uuid.UUID, *, locked: bool = False) -> Draft:
        """Return the draft in the address."""
        return access.draft_or_404(request, journey=self.journey, draft_id=draft_id, locked=locked)

    def receipt(self, draft: Draft) -> HttpResponse:
        """Show the receipt of a draft that was submitted."""
        return redirect(self.journey.receipt(draft.case))


class ResumeView(DraftView):
    """Go on where the draft was left."""

    def get(self, request: HttpRequest, journey: str, draft_id: uuid.UUID) -> HttpResponse:
        """Lead to the first step that wants an answer."""
        draft = self.draft(request, draft_id)
        if draft.case_id:
            return self.receipt(draft)
        return redirect(pages.next_url(self.journey, draft))


class StepView(DraftView):
    """One step: GET shows what was typed, POST checks one form and saves it either way."""

    def anonymous(self, request: HttpRequest, **kwargs: Any) -> HttpResponse:
        """Keep what was typed for an hour, then ask to log in again.

        A file cannot be kept for somebody unknown, and that is said.
        """
        if request.method == "POST" and request.FILES:
            messages.warning(request, rescue.FILE_LOST)
        elif request.method == "POST" and rescue.keep(request, **kwargs):
            messages.warning(request, rescue.SAFE)
        return rescue.to_login(request)

    def get(
        self, request: HttpRequest, journey: str, draft_id: uuid.UUID, step: str
    ) -> HttpResponse:
        """Show a step whose turn it is or was."""
        draft = self.draft(request, draft_id)
        if draft.case_id:
            return self.receipt(draft)
        found = access.step_or_404(self.journey, step)
        if (turned := self._turned_away(request, draft, found)) is not None:
            return turned
        typed = rescue.kept(draft, step)
        if typed is None:
            typed = draft.typed(step)
        else:
            messages.warning(request, rescue.KEPT)
        form = access.form_of(found, draft, typed or None)
        if isinstance(form, UploadForm):
            form.came = request.GET.getlist(CAME)
        page = pages.step_page(self.journey, draft, found, form)
        return render(request, found.template, page)

    def post(
        self, request: HttpRequest, journey: str, draft_id: uuid.UUID, step: str
    ) -> HttpResponse:
        """Save the step: answered when it is in order, as typed and unfinished when it is not."""
        found = access.step_or_404(self.journey, step)
        try:
            if issubclass(found.form, UploadForm):
                answer = self._take(request, draft_id, found)
                if answer is not None:
                    return answer
            if issubclass(found.form, AskingForm):
                answer = self._look_up(request, draft_id, found)
                if answer is not None:
                    return answer
            return self._save(request, draft_id, found)
        except Http404:
            rescue.keep(request, journey=journey, draft_id=draft_id, step=step)
            raise

    def _take(self, request: HttpRequest, draft_id: uuid.UUID, found: Step) -> HttpResponse | None:
        """Store the files that came with any button; go on when that was asked and all are there.

        Done before the draft is locked: to look into a photo takes its time.
        """
        draft = self.draft(request, draft_id)
        if draft.case_id:
            return self.receipt(draft)
        if (turned := self._turned_away(request, draft, found)) is not None:
            return turned
        form = access.form_of(found, draft, request.POST)
        if not isinstance(form, UploadForm):
            return None
        pressed = request.POST.get("upload", "")
        form.take(request.FILES, pressed=pressed)
        anchor = pressed or self._arranged(request, draft_id)
        if not form.is_valid():
            page = pages.step_page(self.journey, draft, found, form)
            return render(request, found.template, page, status=422)
        if anchor:
            query = f"?{urlencode({CAME: form.came}, doseq=True)}" if form.came else ""
            return redirect(f"{request.path}{query}#need-{anchor}")
        if form.taken:
            messages.success(request, papers.received(form.taken))
        return None

    def _look_up(
        self, request: HttpRequest, draft_id: uuid.UUID, found: Step
    ) -> HttpResponse | None:
        """Answer a question within the step, with everything typed still on the page."""
        draft = self.draft(request, draft_id)
        if draft.case_id:
            return self.receipt(draft)
        if (turned := self._turned_away(request, draft, found)) is not None:
            return turned
        form = access.form_of(found, draft, request.POST)
        if not isinstance(form, AskingForm) or not form.is_asked(request.POST):
            return None
        form.answer(request)
        page = pages.step_page(self.journey, draft, found, form)
        return render(request, found.template, page, status=422 if form.errors else 200)

    @transaction.atomic
    def _arranged(self, request: HttpRequest, draft_id: uuid.UUID) -> str:
        """Move or delete the page whose button was pressed; return its material."""
        for way in ("up", "down", "remove"):
            if way not in request.POST:
                continue
            draft = self.draft(request, draft_id, locked=True)
            page = papers.page_or_404(draft, request.POST[way])
            if way == "remove":
                remove(page)
                messages.success(request, f"已删除“{page.original_name}”。")
            else:
                papers.move(draft, page.pk, up=way == "up")
            return page.material
        return ""

    def _save(self, request: HttpRequest, draft_id: uuid.UUID, found: Step) -> HttpResponse:
        """Save what was typed, under the draft's lock, and lead on."""
        with transaction.atomic():
            draft = self.draft(request, draft_id, locked=True)
            if draft.case_id:
                return self.receipt(draft)
            if (turned := self._turned_away(request, draft, found)) is not None:
                return turned
            form = access.form_of(found, draft, request.POST)
            is_valid = form.is_valid()
            if overlap.is_overtaken(draft, found, form, request.POST):
                page = pages.step_page(self.journey, draft, found, form)
                page["overtaken_by"] = overlap.saved_lines(draft, found)
                return render(request, found.template, page, status=409)
            draft.keep(
                found.name,
                journey=self.journey,
                typed=form.typed_of(request.POST),
                answers=form.answers() if is_valid else None,
            )
            rescue.forget(draft, found.name)
        if "leave" in request.POST:
            messages.success(request, pages.left_sentence(draft))
            return redirect("accounts:me")
        if not is_valid:
            page = pages.step_page(self.journey, draft, found, form)
            return render(request, found.template, page, status=422)
        if told := form.told():
            messages.info(request, told)
        return redirect(pages.next_url(self.journey, draft))

    def _turned_away(self, request: HttpRequest, draft: Draft, step: Step) -> HttpResponse | None:
        """Lead back somebody who typed the address of a step whose turn it is not."""
        if self.journey.may_open(step, draft.answers(), draft.progress):
            return None
        title = step.title_for(draft.answers())
        messages.warning(request, f"“{title}”还没轮到，请先填完这一步。")
        return redirect(pages.next_url(self.journey, draft))


class CheckView(DraftView):
    """Every answer on one page, the declaration, and the one button that files."""

    def get(self, request: HttpRequest, journey: str, draft_id: uuid.UUID) -> HttpResponse:
        """Show the answers; steps that are no longer in order come first."""
        draft = self.draft(request, draft_id)
        if draft.case_id:
            return self.receipt(draft)
        checked = checking.check(self.journey, draft)
        if checked.first_unanswered is not None:
            messages.warning(request, "还有没填完的步骤，请先填完再检查。")
            return redirect(pages.step_url(draft, checked.first_unanswered))
        page = pages.check_page(self.journey, draft, checked, pages.DeclarationForm())
        return render(request, self.journey.check_template, page)

    def post(self, request: HttpRequest, journey: str, draft_id: uuid.UUID) -> HttpResponse:
        """File it: once, however often the button is pressed."""
        try:
            return self._file(request, draft_id)
        except Refused as refused:
            for reason in refused.reasons:
                messages.error(request, str(reason))
            return redirect(request.path)

    @transaction.atomic
    def _file(self, request: HttpRequest, draft_id: uuid.UUID) -> HttpResponse:
        """File the draft under its lock; a second press waits and sees the first receipt."""
        draft = self.draft(request, draft_id, locked=True)
        if draft.case_id:
            return self.receipt(draft)
        checked = checking.check(self.journey, draft)
        if checked.first_unanswered is not None:
            messages.warning(request, "还有一步要改，改好以后再提交。")
            return redirect(pages.step_url(draft, checked.first_unanswered))
        declaration = pages.DeclarationForm(request.POST)
        if checked.wrong or not declaration.is_valid():
            page = pages.check_page(self.journey, draft, checked, declaration)
            return render(request, self.journey.check_template, page, status=422)
        case = self.journey.submit(draft, checked, user=request.user, key=draft.pk)
        draft.case = case
        draft.data, draft.progress = {}, {}
        draft.touch()
        draft.save()
        draft.rescues.all().delete()
        return redirect(self.journey.receipt(case))


class DeleteView(DraftView):
    """Throw a draft away: asked once more, then gone with its files."""

    def get(self, request: HttpRequest, journey: str, draft_id: uuid.UUID) -> HttpResponse:
        """Ask once more."""
        draft = self.draft(request, draft_id)
        if draft.case_id:
            return self.receipt(draft)
        line = pages.draft_line(self.journey, draft)
        context = {"journey": self.journey, "draft": draft, "line": line}
        return render(request, "wizard/delete.html", context)

    def post(self, request: HttpRequest, journey: str, draft_id: uuid.UUID) -> HttpResponse:
        """Delete it."""
        with transaction.atomic():
            draft = self.draft(request, draft_id, locked=True)
            if draft.case_id:
                return self.receipt(draft)
            checking.remove(draft)
        messages.success(request, "这份没提交的申请已经删除。")
        return redirect(reverse("accounts:me"))
