"""The form of one step: what it asks, what it says back, how it reads on the check page."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, time
from typing import TYPE_CHECKING, Any

from django import forms
from django.utils.datastructures import MultiValueDict

from portal import clock
from portal.crypto import mask_id, mask_phone
from portal.ui import dates
from portal.ui.fields import PartsWidget
from portal.ui.forms import PortalForm
from portal.wizard.journey import Answers

if TYPE_CHECKING:
    from portal.wizard.models import Draft

MAX_TYPED = 20_000


@dataclass(frozen=True, kw_only=True)
class Telling:
    """What a step may know besides its own fields: the draft and the answers so far."""

    draft: "Draft"
    answers: Answers
    today: date = field(default_factory=clock.today)

    def of(self, step: str) -> Mapping[str, Any]:
        """Return the answers of another step, empty when it is not answered."""
        return self.answers.get(step, {})


@dataclass(frozen=True, kw_only=True)
class Line:
    """One line of the check page: the answer of the field of that name."""

    label: str
    text: str
    name: str = ""


@dataclass(frozen=True, kw_only=True)
class Aside:
    """A short section beside the form: why we ask, how to find it."""

    title: str
    text: str


class StepForm(PortalForm):
    """The form of one step of a journey."""

    lead = ""
    button = "保存并继续"
    asides: tuple[Aside, ...] = ()
    masked: Mapping[str, str] = {}
    short: Mapping[str, str] = {}

    def __init__(
        self,
        data: Mapping[str, Any] | None = None,
        *,
        telling: Telling,
    ) -> None:
        """Bind the form to what was typed, and let it know the answers so far."""
        self.telling = telling
        super().__init__(MultiValueDict(data) if isinstance(data, dict) else data)
        self.prepare()

    def prepare(self) -> None:
        """Adapt labels, choices and fields to the answers so far."""

    def typed_of(self, posted: Any) -> dict[str, list[str]]:
        """Return what was posted for the fields of this form, as it was typed."""
        return {
            name: [value[:MAX_TYPED] for value in posted.getlist(name)]
            for name in self.html_names()
            if name in posted
        }

    def html_names(self) -> Iterable[str]:
        """Return the names that the inputs of this form post."""
        for name, bound in self.fields.items():
            if isinstance(bound.widget, PartsWidget):
                yield from (f"{name}_{n}" for n in range(len(bound.widget.widgets)))
            else:
                yield name

    def answers(self) -> dict[str, Any]:
        """Return the checked answers as plain values."""
        return {name: _plain(value) for name, value in self.cleaned_data.items()}

    def told(self) -> str:
        """Return a sentence to be said at the head of the next page."""
        return ""

    def outstanding(self) -> str:
        """Say in a few words what an answered step still lacks; nothing when it is complete."""
        return ""

    def lines(self) -> list[Line]:
        """Return the answers as they read on the check page, masked where they must be."""
        return [
            Line(label=self.short.get(name, str(bound.label)), text=text, name=name)
            for name, bound in self.fields.items()
            if (text := self._text(name, bound))
        ]

    def _text(self, name: str, bound: forms.Field) -> str:
        """Return one answer in words."""
        value = self.cleaned_data.get(name)
        if value in (None, "", [], ()):
            return ""
        if self.masked.get(name) == "id":
            return mask_id(str(value))
        if self.masked.get(name) == "phone":
            return mask_phone(str(value))
        if isinstance(bound, forms.MultipleChoiceField):
            return "、".join(label_of(bound, one) for one in value)
        if isinstance(bound, forms.ChoiceField):
            return label_of(bound, value)
        if isinstance(bound, forms.BooleanField):
            return "是"
        return words(value)


class ContinueForm(StepForm):
    """A step that tells something and asks nothing."""

    button = "知道了，继续"


def label_of(bound: forms.ChoiceField, value: Any) -> str:
    """Return the words of a chosen value, through groups."""
    choices: Any = bound.choices
    for key, label in choices:
        if isinstance(label, list | tuple):
            for inner, text in label:
                if str(inner) == str(value):
                    return str(text)
        elif str(key) == str(value):
            return str(label)
    return str(value)


def words(value: Any) -> str:
    """Return a day, an instant or a text as people read it."""
    if isinstance(value, datetime):
        local = value.astimezone(clock.CHINA)
        return f"{dates.cn_date(local)}{local.hour}:{local.minute:02}"
    if isinstance(value, date):
        return dates.cn_date(value)
    if isinstance(value, time):
        return f"{value.hour}:{value.minute:02}"
    return str(value)


def _plain(value: Any) -> Any:
    """Return a value as JSON keeps it."""
    if isinstance(value, date | datetime | time):
        return value.isoformat()
    if isinstance(value, tuple | list):
        return [_plain(one) for one in value]
    return value
