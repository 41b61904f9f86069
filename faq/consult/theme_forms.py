"""Forms of frequent questions: logged, settled, answered together."""

from copy import copy
from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from faq.consult.act_forms import FITTING, LONGEST_ANSWER, NEW, entry_named, without_number
from faq.consult.themes import begin_theme, similar_themes
from faq.models import Entry, Logged, Theme, Topic
from faq.personal import number_in
from faq.search.finding import find
from portal.accounts.models import User
from portal.ui.forms import KeyedForm, PortalForm


class LogForm(KeyedForm):
    """A question that was asked and answered at a counter, on the phone, at an event."""

    text = forms.CharField(
        label="问了什么",
        min_length=4,
        max_length=60,
        help_text="写成别人也看得懂的一句话，不写姓名和号码；有一样的就归到一起",
    )
    topic = forms.ChoiceField(label="类别", choices=Topic.choices)
    channel = forms.ChoiceField(label="在哪里问的", widget=forms.RadioSelect)
    times = forms.IntegerField(label="几个人问", min_value=1, max_value=200, initial=1)
    theme = forms.ChoiceField(label="有一样的吗", required=False, widget=forms.RadioSelect)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        """Offer the frequent questions that read like what was typed."""
        super().__init__(*args, **kwargs)
        channel, theme = self.fields["channel"], self.fields["theme"]
        typed = " ".join(str(self.data.get("text", "")).split()) if self.is_bound else ""
        alike = similar_themes(typed) if typed else []
        is_there = any(one.title == typed for one in alike)
        self.similar = {} if is_there else {str(one.pk): one for one in alike}
        if isinstance(channel, forms.ChoiceField) and isinstance(theme, forms.ChoiceField):
            channel.choices = Logged.Channel.choices
            lines = [(key, one.title) for key, one in self.similar.items()]
            theme.choices = [*lines, (NEW, "没有，是新的问题")]
        if not self.similar:
            del self.fields["theme"]

    def clean_text(self) -> str:
        """Refuse numbers of persons."""
        text: str = self.cleaned_data["text"]
        if number := number_in(text):
            raise ValidationError(f"里面有号码“{number}”，请去掉")
        return text

    def clean(self) -> dict[str, Any]:
        """Ask once whether it is one of those that read alike."""
        data = super().clean() or self.cleaned_data
        if self.similar and not data.get("theme") and "theme" not in self.errors:
            self.add_error("theme", "有像的问题，请选一样的，或者选“新的问题”")
        return data

    def chosen(self, *, by: User) -> Theme:
        """Return the frequent question, a new one where none is the same."""
        data = self.cleaned_data
        found = self.similar.get(data.get("theme") or "")
        return found or begin_theme(data["text"], data["topic"], by=by)


class ThemeForm(PortalForm):
    """What became of a frequent question; `seen` is how it stood when the page was opened."""

    seen = forms.CharField(widget=forms.HiddenInput, required=False)

    state = forms.ChoiceField(label="情况", choices=Theme.State.choices, widget=forms.RadioSelect)
    entry = forms.ChoiceField(label="哪一条问答", required=False, widget=forms.RadioSelect)
    code = forms.CharField(
        label="别的一条",
        required=False,
        max_length=200,
        help_text="上面没有合适的，贴上那一条的网址，或者写它的编号",
    )
    remark = forms.CharField(
        label="说明",
        required=False,
        max_length=200,
        help_text="法律没有规定的，写明由谁决定、怎么答",
    )

    def __init__(self, *args: Any, theme: Theme, **kwargs: Any) -> None:
        """Offer the answer that stands there and those that a search for the question finds."""
        super().__init__(*args, **kwargs)
        ids = [one.entry_id for one in find(theme.title, most=FITTING).found]
        if theme.entry_id:
            ids = [theme.entry_id, *(one for one in ids if one != theme.entry_id)]
        rows = Entry.objects.select_related("current").in_bulk(ids)
        self.found = {str(pk): rows[pk] for pk in ids if pk in rows}
        field = self.fields["entry"]
        if isinstance(field, forms.ChoiceField):
            lines = [
                (key, one.current.question if one.current else one.code)
                for key, one in self.found.items()
            ]
            field.choices = [("", "没有"), *lines]

    def renew(self, *, seen: str) -> None:
        """Show what was typed over what stands now."""
        data: Any = copy(self.data)
        data["seen"] = seen
        self.data = data

    def clean_entry(self) -> Entry | None:
        """Return the entry that was chosen."""
        return self.found.get(self.cleaned_data["entry"])

    def clean_code(self) -> Entry | None:
        """Return the entry of a code."""
        typed: str = self.cleaned_data["code"]
        found = entry_named(typed)
        if typed.strip() and found is None:
            raise ValidationError("没有这个编号的问答")
        return found

    def clean(self) -> dict[str, Any]:
        """Ask for what the state needs."""
        data = super().clean() or self.cleaned_data
        state, entry = data.get("state"), data.get("code") or data.get("entry")
        data["entry"] = entry
        is_there = entry is not None and entry.current_id is not None
        if state == Theme.State.ANSWERED and "code" in data and not is_there:
            self.add_error("entry", "请选一条已经发布的问答，或者在下面写它的编号")
        if state == Theme.State.NO_RULE and not data.get("remark"):
            self.add_error("remark", "请写明由谁决定、怎么答")
        return data


class ReplyAllForm(KeyedForm):
    """One answer for all who asked the same."""

    text = forms.CharField(
        label="一起答复",
        widget=forms.Textarea(attrs={"rows": 6}),
        min_length=5,
        max_length=LONGEST_ANSWER,
    )

    def clean_text(self) -> str:
        """Refuse numbers of persons: it goes to everybody who asked."""
        return without_number(self.cleaned_data["text"])
