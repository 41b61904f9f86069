"""Forms of the editors' desk."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from faq.models import Miss, Synonym
from faq.search.words import plain
from portal.ui.forms import PortalForm, with_hint

MOST_MEANINGS = 8
SHORTEST = 2


def meanings_of(typed: str) -> list[str]:
    """Return what was typed between commas and spaces, each once."""
    parts = typed
    for sign in "，、；;,\n":
        parts = parts.replace(sign, " ")
    return list(dict.fromkeys(parts.split()))


class MeaningsField(forms.CharField):
    """Words that mean the same, between commas."""

    def __init__(self, **kwargs: Any) -> None:
        """Say how they are typed."""
        super().__init__(
            label="回答里的说法",
            help_text="几个词用顿号隔开，例如 交通事故、上下班途中",
            max_length=200,
            **kwargs,
        )

    def clean(self, value: Any) -> Any:
        """Return the words; each is short, and there are not too many."""
        words = meanings_of(super().clean(value))
        if len(words) > MOST_MEANINGS:
            raise ValidationError(f"最多 {MOST_MEANINGS} 个词，现在是 {len(words)} 个")
        long = next((word for word in words if len(word) > 20), "")
        if long:
            raise ValidationError(f"“{long}”太长，一个词最多 20 个字")
        return words


class SynonymForm(PortalForm):
    """What people say, and how the answers say it."""

    phrase = forms.CharField(
        label="人们的说法",
        min_length=SHORTEST,
        max_length=20,
        help_text="照人们打的字写，例如 被车撞了",
    )
    means = MeaningsField()

    def __init__(self, *args: Any, synonym: Synonym | None = None, **kwargs: Any) -> None:
        """Know which entry is changed."""
        super().__init__(*args, **kwargs)
        self.synonym = synonym

    def clean_phrase(self) -> str:
        """A phrase stands once, in one shape."""
        phrase = plain(self.cleaned_data["phrase"]).replace(" ", "")
        if len(phrase) < SHORTEST:
            raise ValidationError("至少要有两个字")
        others = Synonym.objects.filter(phrase=phrase)
        if self.synonym is not None:
            others = others.exclude(pk=self.synonym.pk)
        if others.exists():
            raise ValidationError("这个说法已经有了，请去改那一条")
        return phrase


class MissForm(PortalForm):
    """What becomes of words that were searched in vain."""

    state = forms.ChoiceField(
        label="怎么处理",
        widget=forms.RadioSelect,
        choices=[
            (Miss.State.WORDS, with_hint("加一个同义词", "有回答，只是说法不一样")),
            (Miss.State.ANSWER, with_hint("已经搜得到了", "回答或者同义词后来加上了")),
            (Miss.State.FOREIGN, with_hint("不是我们的事", "以后再搜也不再列出来")),
        ],
    )
    phrase = forms.CharField(
        label="人们的说法",
        required=False,
        max_length=20,
        help_text="加同义词才填，只取关键的几个字，不要整句照抄",
    )
    means = MeaningsField(required=False)

    def clean(self) -> dict[str, Any]:
        """Ask for both sides of a synonym; it is checked as one that is typed by itself."""
        said = super().clean() or self.cleaned_data
        if said.get("state") == Miss.State.WORDS and "phrase" in said and "means" in said:
            form = SynonymForm({"phrase": said["phrase"], "means": "、".join(said["means"])})
            for name, errors in form.errors.items():
                self.add_error(name, list(errors))
            if form.is_valid():
                said |= form.cleaned_data
        return said
