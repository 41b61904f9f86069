"""One act on one case: GET shows its form, POST performs it; nothing typed is ever lost."""

from typing import TYPE_CHECKING, Any

from django.contrib import messages
from django.contrib.auth.views import redirect_to_login
from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.utils.decorators import method_decorator
from django.views import View
from django.views.decorators.cache import never_cache

from portal import clock
from portal.accounts.models import User
from portal.accounts.typed import LOGGED_OUT, is_kept, typed_again
from portal.audit.record import record
from portal.audit.verbs import Verb
from portal.cases import clerkship
from portal.cases.changes import Difference, changes_since, differences
from portal.cases.forms import ActForm, ConfirmForm
from portal.cases.kinds import Done, Kind, kind_of
from portal.cases.models import Case, Entry
from portal.cases.pages import pages_of
from portal.cases.perform import perform
from portal.cases.perform import refusals as unmet_bars
from portal.cases.refusals import Changed, Refused
from portal.cases.standing import Standing, standings
from portal.cases.views.access import SeeOther, case_or_404, frame_of, user_of
from portal.cases.views.papers import pdf_response
from portal.cases.visible import roles_on, visible_to
from portal.letters.models import Letter
from portal.ui.parts import CheckItem, TimelineItem
from portal.workflow.process import NEW, Act
from portal.workflow.roles import OUTSIDERS

if TYPE_CHECKING:
    from collections.abc import Sequence

UNFIT, CONFLICT = 422, 409
PREVIEW, UPLOAD = "preview", "upload"
DONE_BEFORE = "这个事项刚才已经办理成功，没有重复办理。"


@method_decorator(never_cache, name="dispatch")
class ActView(View):
    """Perform one act on a case: the act by name from the table of the case's kind, else 404."""

    http_method_names = ["get", "post", "head"]
    template = "cases/act.html"

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        """Ask for a log-in; what was typed before it ended comes back."""
        if not request.user.is_authenticated:
            if is_kept(request):
                return typed_again(request, status=LOGGED_OUT)
            return redirect_to_login(request.get_full_path())
        return super().dispatch(request, *args, **kwargs)

    def get(self, request: HttpRequest, reference: str, act: str) -> HttpResponse:
        """Show the form of the act, or why it is closed."""
        case, kind, found = self._find(request, reference, act)
        form = self._form_class(kind, found)(case=case, by=user_of(request))
        _note_look(request, case, found)
        return self._page(request, case, found, form=form)

    def post(self, request: HttpRequest, reference: str, act: str) -> HttpResponse:
        """Perform the act; refusals and changes come back with everything that was typed."""
        case, kind, found = self._find(request, reference, act)
        user = user_of(request)
        form = self._form_class(kind, found)(request.POST, request.FILES, case=case, by=user)
        if self._may_take_files(case, kind, found, by=user):
            form.keep_uploads()
        if UPLOAD in request.POST:
            return self._uploaded(request, case, found, form=form)
        if not form.is_valid():
            if _was_performed(form, case, found, by=user):
                messages.info(request, DONE_BEFORE)
                return SeeOther(clerkship.address(case))
            return self._page(request, case, found, form=form)
        if PREVIEW in request.POST and user.is_staff:
            return self._preview(request, case, kind, found, form=form)
        return self._perform(request, case, found, form=form)

    def _may_take_files(self, case: Case, kind: Kind, act: Act, *, by: User) -> bool:
        """Files are taken from those who may perform the act, in a state that allows it."""
        held = roles_on(by, case, on=clock.today())
        return bool(held & frozenset(act.roles)) and case.state in kind.process.sources_of(act)

    def _uploaded(
        self, request: HttpRequest, case: Case, act: Act, *, form: ActForm
    ) -> HttpResponse:
        """Show the page again after a button that only takes a file, with all that was typed."""
        for sentence in form.turned_away:
            messages.error(request, sentence)
        for name in form.taken:
            messages.success(request, f"已收到“{name}”。")
        return self._page(request, case, act, form=form.typed_so_far())

    def _perform(
        self, request: HttpRequest, case: Case, act: Act, *, form: ActForm
    ) -> HttpResponse:
        """Perform the act and go on; what stands against it comes back with the form."""
        user = user_of(request)
        key, seen = form.cleaned_data["key"], form.cleaned_data.get("seen")
        try:
            entry = perform(case, act, by=user, facts=form.facts, key=key, seen=seen)
        except Changed:
            case.refresh_from_db()
            return self._page(request, case, act, form=form)
        except Refused as refused:
            for reason in refused.reasons:
                form.add_error(None, str(reason))
            return self._page(request, case, act, form=form)
        messages.success(request, _told(kind_of(case.kind), entry))
        if visible_to(user).filter(pk=case.pk).exists():
            return SeeOther(clerkship.address(case))
        return SeeOther("/work/" if user.is_staff else "/me/")

    def _find(self, request: HttpRequest, reference: str, name: str) -> tuple[Case, Kind, Act]:
        case = case_or_404(request, reference)
        kind = kind_of(case.kind)
        try:
            act = kind.process.act(name)
        except KeyError:
            raise Http404 from None
        if act.source is NEW or act.is_system or not self._is_known_to(user_of(request), case, act):
            raise Http404
        return case, kind, act

    def _is_known_to(self, user: User, case: Case, act: Act) -> bool:
        """Say whether an act exists for this person: to a party those of other roles do not."""
        if user.is_staff:
            return not OUTSIDERS.issuperset(act.roles)
        return bool(roles_on(user, case, on=clock.today()) & frozenset(act.roles))

    def _form_class(self, kind: Kind, act: Act) -> type[ActForm]:
        form = pages_of(kind.code).forms.get(act.name)
        if form is None and act.facts is None:
            form = ConfirmForm
        if form is None:
            raise Http404
        return form

    def _preview(
        self, request: HttpRequest, case: Case, kind: Kind, act: Act, *, form: ActForm
    ) -> HttpResponse:
        draft = pages_of(kind.code).preview
        name = _draft_of(kind, act)
        if draft is None or not name:
            raise Http404
        standing = _standing(case, act, by=user_of(request), detail=form.detail)
        bars = unmet_bars(case, act, by=user_of(request), facts=form.facts)
        if bars or standing.role is None:
            for reason in bars:
                form.add_error(None, str(reason))
            return self._page(request, case, act, form=form)
        at = clock.now()
        done = Done(act=act, by=user_of(request), role=standing.role, on=at.date(), at=at)
        _note_look(request, case, act)
        content = draft(name, form.detail, form.facts, done)
        title = kind.process.papers[name].title
        return pdf_response(content, name=f"草稿-{title}.pdf")

    def _page(self, request: HttpRequest, case: Case, act: Act, *, form: ActForm) -> HttpResponse:
        """Show the form with reasons, changes and both versions; it can be posted again."""
        user = user_of(request)
        kind = kind_of(case.kind)
        standing = _standing(case, act, by=user, detail=form.detail)
        changes: Sequence[TimelineItem] = ()
        apart: Sequence[Difference] = ()
        status = 200
        may_read = standing.role is not None
        if form.is_bound and not may_read:
            status = UNFIT
        elif form.is_bound:
            status = UNFIT if form.errors else CONFLICT
            seen = _number(form.data.get("seen")) if "seen" in form.fields else None
            if seen is not None and seen < case.version:
                status = CONFLICT
                changes = changes_since(case, seen)
                apart = differences(form)
                form.renew()
        checks = check_items(standing, pages_of(kind.code).guard_words)
        if not user.is_staff:  # a party reads what is missing, where the form does not show it
            checks = [one for one in checks if not one.is_met] if form.shows_checks else []
        reader = pages_of(kind.code).beside if user.is_staff and may_read else None
        context = {
            "frame": frame_of(request),
            "case": case,
            "case_url": clerkship.address(case),
            "state": kind.states[case.state],
            "act": act,
            "label": kind.acts[act.name],
            "form": form,
            "background": form.background() if may_read else [],
            "may_read": may_read,
            "bars": standing.bars,
            "checks": checks,
            "changes": changes,
            "differences": apart,
            "is_sent_back": form.is_bound and bool(form.errors),
            "letter": draft_title(kind, act) if user.is_staff else "",
            "beside": reader(case, form.detail) if reader else None,
        }
        return render(request, self.template, context, status=status)


def _note_look(request: HttpRequest, case: Case, act: Act) -> None:
    """An officer's look at the form of an act is a look at the file."""
    if request.user.is_authenticated and user_of(request).is_staff:
        record(
            Verb.LOOK_CASE, actor=request.user, target=act.name, case_id=case.pk, request=request
        )


def check_items(standing: Standing, words: dict[str, str]) -> list[CheckItem]:
    """Return the conditions of an act as the checklist shows them."""
    return [
        CheckItem(
            said=words.get(guard.name, guard.basis) if guard.is_met else guard.sentence,
            is_met=guard.is_met,
            why=guard.basis,
        )
        for guard in standing.guards
    ]


def _standing(case: Case, act: Act, *, by: User, detail: Any) -> Standing:
    return standings(case, by=by, detail=detail, acts=[act])[0]


def _was_performed(form: ActForm, case: Case, act: Act, *, by: User) -> bool:
    """Say whether this very form went through before, as after a double click."""
    key = form.cleaned_data.get("key")
    return bool(key) and Entry.objects.filter(by=by, key=key, case=case, act=act.name).exists()


def _told(kind: Kind, entry: Entry) -> str:
    """Say what was done, with the numbers of the letters that came of it."""
    letters = Letter.objects.filter(
        case_id=entry.case_id, created_at__gte=entry.recorded_at, kind__in=_papers_of(kind, entry)
    )
    made = "".join(f"已生成{letter}。" for letter in letters)
    return f"{kind.acts[entry.act].done}。{made}"


def _papers_of(kind: Kind, entry: Entry) -> tuple[str, ...]:
    return kind.process.act(entry.act).letters


def draft_title(kind: Kind, act: Act) -> str:
    """Return the title of the letter that can be looked at before an act; empty for none."""
    name = _draft_of(kind, act) if pages_of(kind.code).preview else ""
    return kind.process.papers[name].title if name else ""


def _draft_of(kind: Kind, act: Act) -> str:
    return act.letters[0] if act.letters else pages_of(kind.code).drafts.get(act.name, "")


def _number(value: object) -> int | None:
    return int(value) if isinstance(value, str) and value.isdecimal() else None
