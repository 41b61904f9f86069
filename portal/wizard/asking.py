"""A step in which something is looked up before it is saved: what was typed stays on the page."""

from collections.abc import Iterable, Mapping
from copy import copy
from typing import Any

from django import forms
from django.core import signing
from django.core.exceptions import ValidationError
from django.forms.utils import ErrorDict
from django.http import HttpRequest

from portal.ui.text import normalise
from portal.wizard.forms import Line, StepForm

SALT = "portal.wizard.asking"


class AskingForm(StepForm):
    """The form of a step with a second button, which looks something up.

    What was found is carried along, signed for this draft, so that nothing else can be chosen. A
    question that was not looked up yet is looked up by any button: Enter presses the first one.
    """

    BUTTON = "look"
    find = forms.CharField(
        required=False,
        max_length=100,
        widget=forms.TextInput(attrs={"autocomplete": "off", "inputmode": "search"}),
    )
    found = forms.CharField(required=False, widget=forms.HiddenInput)
    is_answered = False

    @property
    def question(self) -> str:
        """Return what is to be looked up."""
        return normalise(str(self.data.get("find") or ""))

    def is_asked(self, posted: Mapping[str, Any]) -> bool:
        """Say whether a post looks something up and does not save the step."""
        if "find" not in self.fields:
            return False
        if self.BUTTON in posted:
            return bool(self.question) or not self.has_answers()
        return bool(self.question) and self.question != self._carried()[1]

    def has_answers(self) -> bool:
        """Say whether the step holds an answer without anything being looked up."""
        raise NotImplementedError

    def look_up(self, request: HttpRequest) -> Iterable[int]:
        """Look up the question and offer what was found; a ValidationError is told at its field."""
        raise NotImplementedError

    def answer(self, request: HttpRequest) -> None:
        """Look up the question, and leave the rest of the step unchecked for now."""
        self.cleaned_data = {}
        self._errors = ErrorDict()
        try:
            ids = list(self.look_up(request))
        except ValidationError as error:
            self.add_error("find", error)
            return
        self.is_answered = True
        self.put(
            "found", signing.dumps([str(self.telling.draft.pk), ids, self.question], salt=SALT)
        )

    def put(self, name: str, value: str) -> None:
        """Show a value in a field of the page that is being answered."""
        data: Any = copy(self.data)
        data[name] = value
        self.data = data

    def found_before(self) -> list[int]:
        """Return what was found before in this draft."""
        return self._carried()[0]

    def lines(self) -> list[Line]:
        """Return the answers without the question that led to them."""
        return [line for line in super().lines() if line.name not in {"find", "found"}]

    def _carried(self) -> tuple[list[int], str]:
        """Return what was found before, and by which question; nothing that we did not sign."""
        try:
            draft_id, ids, question = signing.loads(str(self.data.get("found") or ""), salt=SALT)
        except (signing.BadSignature, ValueError):
            return [], ""
        return (list(ids), question) if draft_id == str(self.telling.draft.pk) else ([], "")
