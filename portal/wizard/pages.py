"""What the templates of a journey see, and the addresses between its pages."""

import uuid
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, Literal

from django import forms
from django.http import HttpRequest
from django.urls import reverse

from portal import clock
from portal.ui.forms import PortalForm
from portal.ui.parts import StepItem
from portal.wizard import access, overlap
from portal.wizard.checking import Checked
from portal.wizard.forms import StepForm, words
from portal.wizard.journey import ANSWERED, OVERTAKEN, Journey, Step, find
from portal.wizard.models import Draft
from portal.wizard.papers import UploadForm

CHECK_TITLE = "检查并提交"


class DeclarationForm(PortalForm):
    """The declaration that stands before the filing."""

    declared = forms.BooleanField(
        label="以上是我知道的真实情况。编造材料要承担法律责任。",
        error_messages={"required": "请先看完声明，在前面的方框里打勾"},
    )


@dataclass(frozen=True, kw_only=True)
class DraftLine:
    """A draft as lists show it."""

    id: uuid.UUID
    title: str
    whom: str
    step: str
    saved_at: datetime
    expires_on: date
    resume_url: str
    delete_url: str


def step_url(draft: Draft, step: Step) -> str:
    """Return the address of a step of a draft."""
    return reverse("wizard:step", args=[draft.journey, draft.pk, step.name])


def check_url(draft: Draft) -> str:
    """Return the address of the check page."""
    return reverse("wizard:check", args=[draft.journey, draft.pk])


def next_url(journey: Journey, draft: Draft) -> str:
    """Return the first step that wants an answer, or the check page."""
    step = journey.first_open(draft.answers(), draft.progress)
    return check_url(draft) if step is None else step_url(draft, step)


def listed(journey: Journey, draft: Draft, current: Step | None) -> list[StepItem]:
    """Return the step list: steps that may be opened are links, later ones are not."""
    answers = draft.answers()
    rows = [
        StepItem(
            name=step.title_for(answers),
            state=_state(step, draft, current),
            url=step_url(draft, step) if journey.may_open(step, answers, draft.progress) else "",
            note=_note(step, draft),
            part=step.part,
        )
        for step in journey.open_steps(answers)
    ]
    last = StepItem(
        name=CHECK_TITLE, state="later" if current else "current", part=journey.steps[-1].part
    )
    return [*rows, last]


def _note(step: Step, draft: Draft) -> str:
    """Return what an answered step that collects files still lacks."""
    is_asked = issubclass(step.form, UploadForm) and draft.progress.get(step.name) == ANSWERED
    return access.form_of(step, draft).outstanding() if is_asked else ""


def _state(step: Step, draft: Draft, current: Step | None) -> Literal["past", "current", "later"]:
    """Return how a step stands in the list."""
    if step is current:
        return "current"
    return "past" if draft.progress.get(step.name) == ANSWERED else "later"


def back_url(journey: Journey, draft: Draft, step: Step | None) -> str:
    """Return the page before this one."""
    opened = journey.open_steps(draft.answers())
    index = len(opened) if step is None else opened.index(step)
    if index == 0:
        return reverse("wizard:start", args=[journey.code])
    return step_url(draft, opened[index - 1])


def _frame(journey: Journey, draft: Draft, step: Step | None) -> dict[str, Any]:
    """Return what every page of a draft shows around its subject."""
    steps = listed(journey, draft, step)
    return {
        "journey": journey,
        "draft": draft,
        "step": step,
        "steps": steps,
        "title": next(row.name for row in steps if row.state == "current"),
        "back_url": back_url(journey, draft, step),
        "about": journey.about(draft.answers()),
        "saved": saved_sentence(draft),
    }


def step_page(
    journey: Journey,
    draft: Draft,
    step: Step,
    form: StepForm,
) -> dict[str, Any]:
    """Return the context of a step page."""
    return {
        **_frame(journey, draft, step),
        "form": form,
        "token": access.token_of(draft),
        "token_field": access.SIGNED_FIELD,
        "seen": overlap.mark_of(draft, step),
        "seen_field": overlap.SEEN_FIELD,
        "is_overtaken": draft.progress.get(step.name) == OVERTAKEN,
    }


def check_page(
    journey: Journey,
    draft: Draft,
    checked: Checked,
    declaration: DeclarationForm,
) -> dict[str, Any]:
    """Return the context of the check page."""
    context = {
        **_frame(journey, draft, None),
        "checked": checked,
        "form": declaration,
    }
    return context | journey.check(draft, checked.cleaned)


def draft_line(journey: Journey, draft: Draft) -> DraftLine:
    """Return a draft as lists show it."""
    step = journey.first_open(draft.answers(), draft.progress)
    return DraftLine(
        id=draft.pk,
        title=journey.title,
        whom=journey.whom(draft.answers()) or begun_sentence(draft),
        step=CHECK_TITLE if step is None else step.title_for(draft.answers()),
        saved_at=draft.saved_at,
        expires_on=draft.expires_on,
        resume_url=reverse("wizard:resume", args=[draft.journey, draft.pk]),
        delete_url=reverse("wizard:delete", args=[draft.journey, draft.pk]),
    )


def drafts_panel(request: HttpRequest) -> dict[str, Any] | None:
    """Return the drafts of the own page; nothing for staff, who file nothing."""
    if getattr(request.user, "is_staff", False):
        return None
    lines = [
        draft_line(journey, draft)
        for draft in access.drafts_of(request.user)
        if (journey := find(draft.journey)) is not None
    ]
    return {"lines": lines}


def saved_sentence(draft: Draft) -> str:
    """Return when the draft was last saved, short on the same day; nothing before the first."""
    if not draft.data:
        return ""
    at = draft.saved_at.astimezone(clock.CHINA)
    hour = f"{at.hour}:{at.minute:02}"
    if at.date() == clock.today():
        return f"已在 {hour} 保存"
    return f"已在{at.month}月{at.day}日 {hour} 保存"


def begun_sentence(draft: Draft) -> str:
    """Return when a draft was begun, as it is called before more is known."""
    at = draft.created_at.astimezone(clock.CHINA)
    return f"{at.month}月{at.day}日 {at.hour}:{at.minute:02} 开始的"


def left_sentence(draft: Draft) -> str:
    """Return what is said to somebody who saves and leaves."""
    return f"已保存，还没有提交。内容保留到{words(draft.expires_on)}，从“我的”里可以接着填。"
