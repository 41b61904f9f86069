"""Every step of a draft checked again, and what becomes of a draft that is thrown away."""

from dataclasses import dataclass, field
from typing import Any

from portal.attachments.remove import remove_all
from portal.wizard import access
from portal.wizard.forms import Line, StepForm
from portal.wizard.journey import ANSWERED, Journey, Step
from portal.wizard.models import Draft


@dataclass(kw_only=True)
class Section:
    """One step on the check page."""

    step: Step
    title: str
    form: StepForm
    lines: list[Line] = field(default_factory=list)
    problems: list[str] = field(default_factory=list)


@dataclass(kw_only=True)
class Checked:
    """A draft read through from the first step to the last."""

    sections: list[Section] = field(default_factory=list)
    cleaned: dict[str, dict[str, Any]] = field(default_factory=dict)
    first_unanswered: Step | None = None

    def lines_of(self, step: str) -> list[Line]:
        """Return the answers of a step in words; none for a step that was not asked."""
        return next((one.lines for one in self.sections if one.step.name == step), [])

    @property
    def wrong(self) -> list[Section]:
        """Return the steps that must be mended before the filing can go."""
        return [section for section in self.sections if section.problems]


def check(journey: Journey, draft: Draft) -> Checked:
    """Validate every open step again with what was typed; note those no longer in order."""
    checked = Checked()
    answers = draft.answers()
    for step in journey.open_steps(answers):
        if draft.progress.get(step.name) != ANSWERED:
            checked.first_unanswered = step
            return checked
        form = access.form_of(step, draft, draft.typed(step.name))
        section = Section(step=step, title=step.title_for(answers), form=form)
        if form.is_valid():
            checked.cleaned[step.name] = form.cleaned_data
            section.lines = form.lines()
        else:
            section.problems = [str(one) for errors in form.errors.values() for one in errors]
        checked.sections.append(section)
    return checked


def remove(draft: Draft) -> None:
    """Delete a draft with everything that hangs on it."""
    remove_all(draft)
    draft.delete()
