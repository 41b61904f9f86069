"""One step open in two windows: whoever saves second is shown what the first one saved."""

import json
from typing import Any

from portal.crypto import keyed_digest
from portal.wizard import access
from portal.wizard.forms import Line, StepForm
from portal.wizard.journey import Step
from portal.wizard.models import Draft

SEEN_FIELD = "seen_saved"


def mark_of(draft: Draft, step: Step) -> str:
    """Return a mark of what is saved in a step, which its form carries."""
    typed = draft.typed(step.name)
    if not typed:
        return ""
    text = json.dumps([str(draft.pk), step.name, typed], sort_keys=True, ensure_ascii=False)
    return keyed_digest(text, purpose="wizard-step")[:20]


def is_overtaken(draft: Draft, step: Step, form: StepForm, posted: Any) -> bool:
    """Say whether something else was saved in this step after the posted page was opened."""
    seen = posted.get(SEEN_FIELD)
    saved = draft.typed(step.name)
    if seen is None or not saved or seen == mark_of(draft, step):
        return False
    return form.typed_of(posted) != saved


def saved_lines(draft: Draft, step: Step) -> list[Line]:
    """Return what is saved in a step, as the check page words it."""
    saved = access.form_of(step, draft, draft.typed(step.name))
    return saved.lines() if saved.is_valid() else StepForm.lines(saved)
