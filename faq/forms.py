"""Forms of the editors' desk."""

import re
from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from faq.answer_form import AnswerForm
from faq.models import Entry, Miss, Synonym
from faq.search.words import plain
from portal.cases.forms import ReasonField
from portal.ui.forms import PortalForm, with_hint

CODE = re.compile(r"[a-z][a-z0-9-]{2,39}")
TAKEN = frozenset({"suggest", "about", "new", "pictures"})
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


class EditForm(AnswerForm):
    """What an answer shall say, why it changes, and how often it had been saved when opened."""

    why = ReasonField(label="改了什么，为什么", max_length=200, help_text="例如：规定改了")
    seen = forms.IntegerField(widget=forms.HiddenInput, min_value=0)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        """Leave the topic as it is."""
        super().__init__(*args, **kwargs)
        del self.fields["topic"]


class NewAnswerForm(AnswerForm):
    """A question that nobody has asked before, with its answer."""

    code = forms.CharField(
        label="编号", max_length=40, help_text="小写英文和横线，写在网址里，以后不变"
    )
    why = ReasonField(label="为什么要加这一问", max_length=200, help_text="例如：这个月有九个人问")

    field_order = ("code",)

    def clean_code(self) -> str:
        """Take a short word that an address may hold and that nobody has yet."""
        code: str = self.cleaned_data["code"].lower()
        if not CODE.fullmatch(code):
            raise ValidationError("编号只用小写英文字母、数字和横线，3 到 40 个字符")
        if code in TAKEN or Entry.objects.filter(code=code).exists():
            raise ValidationError("这个编号已经有了，请换一个")
        return code


class WhyForm(PortalForm):
    """Why something is given back, undone or taken off the site."""

    why = ReasonField(label="理由", max_length=200)
