"""What is done to one answer: sent, compared with the law, published, undone, retired; pictures."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from faq import editing
from faq.desk import DESK, EDITORS
from faq.editing import NotNowError
from faq.forms import WhyForm
from faq.keeping_forms import PictureForm
from faq.models import Entry
from faq.moves import MOVES, Move
from faq.pictures import add_picture
from faq.views.entries import UNFIT, entry_or_404, entry_page, note, page_of
from portal.accounts.decorators import staff_required
from portal.accounts.models import User
from portal.attachments.refusals import Refused
from portal.cases.views.access import SeeOther, user_of

Step = Callable[..., object]
STEPS: dict[str, Step] = {
    "send": editing.send,
    "check": editing.check,
    "give-back": editing.give_back,
    "publish": editing.publish_checked,
    "discard": editing.discard,
    "read-again": editing.read_again,
    "undo": editing.undo,
    "retire": editing.retire,
}


@staff_required(*DESK)
@never_cache
@require_POST
def entry_act(request: HttpRequest, code: str, act: str) -> HttpResponse:
    """Take a step, with its reason where one is asked for."""
    row = entry_or_404(code)
    move = MOVES.get(act)
    if move is None or not user_of(request).has_role(*move.by):
        raise Http404
    if not move.asks_why:
        return _done(request, row, move, lambda user: STEPS[act](row, by=user))
    form = WhyForm(request.POST)
    if not form.is_valid():
        return entry_page(request, row, form, asked=act, status=UNFIT)
    why = form.cleaned_data["why"]
    return _done(request, row, move, lambda user: STEPS[act](row, why=why, by=user))


@staff_required(*EDITORS)
@never_cache
@require_POST
def picture_add(request: HttpRequest, code: str) -> HttpResponse:
    """Keep a picture for an answer; its number goes into the text."""
    row = entry_or_404(code)
    form = PictureForm(request.POST, request.FILES)
    if form.is_valid():
        said = form.cleaned_data
        try:
            made = add_picture(row, said["file"], words=said["words"], by=user_of(request))
        except Refused as refused:
            form.add_error("file", str(refused))
        else:
            note(request, row, f"加第 {made.number} 号图")
            mark = f"{{{{图 {made.number}}}}}"
            messages.success(request, f"已经收下。在详细说明里单独一行写 {mark} 就会显示。")
            return SeeOther(page_of(row))
    return entry_page(request, row, WhyForm(), picture_form=form, status=UNFIT)


def _done(
    request: HttpRequest, row: Entry, move: Move, step: Callable[[User], Any]
) -> HttpResponse:
    """Take a step and lead back; what is not possible now is said and changes nothing."""
    try:
        step(user_of(request))
    except NotNowError as refused:
        messages.error(request, f"{refused}。")
    else:
        note(request, row, move.what)
        messages.success(request, move.done)
    return SeeOther(page_of(row))
