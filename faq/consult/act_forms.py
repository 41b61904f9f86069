"""Forms of the acts on questions, thanks and complaints."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from faq.consult import facts as f
from faq.consult.themes import begin_theme, similar_themes
from faq.models import Entry, Topic
from faq.personal import number_in
from faq.reading import said
from faq.search.finding import find
from portal import clock
from portal.cases.forms import ActForm, ReasonField
from portal.offices.models import Office
from portal.ui.forms import with_hint

LONGEST_ANSWER = 1500
FITTING = 5
NEW = "new"


def entry_named(typed: str) -> Entry | None:
    """Return the answer of a number, or of the address of its page."""
    code = typed.strip().rstrip("/").rpartition("/")[2]
    return Entry.objects.select_related("current").filter(code=code).first() if code else None


def without_number(text: str) -> str:
    """Return a text; raise ValidationError where it holds the number of a person."""
    if number := number_in(text):
        raise ValidationError(f"里面有号码“{number}”，请去掉：凭查询码的人都看得到")
    return text


class AnswerQuestionForm(ActForm):
    """The answer, with a public one beside it where it fits."""

    text = forms.CharField(
        label="答复",
        widget=forms.Textarea(attrs={"rows": 8}),
        min_length=5,
        max_length=LONGEST_ANSWER,
        help_text="先一句话结论，再写依据和下一步。对方凭查询码或者登录能看到",
    )
    entry = forms.ChoiceField(label="附上一条问答", required=False, widget=forms.RadioSelect)
    other = forms.CharField(
        label="附上别的一条",
        required=False,
        max_length=200,
        help_text="上面没有合适的，贴上那一条的网址，或者写它的编号",
    )

    def arrange(self) -> None:
        """Offer the answers that a search for the question finds."""
        ids = [one.entry_id for one in find(self.detail.text, most=FITTING).found]
        rows = Entry.objects.published().select_related("current").filter(pk__in=ids)
        self.found = {str(one.pk): one for one in rows}
        field = self.fields["entry"]
        if isinstance(field, forms.ChoiceField):
            lines = [
                (key, with_hint(one.current.question, said(one.current.short, on=clock.today())))
                for key, one in self.found.items()
                if one.current
            ]
            field.choices = [("", "不附"), *lines]
            field.initial = ""

    def clean_text(self) -> str:
        """Refuse numbers of persons: whoever has the code reads it."""
        return without_number(self.cleaned_data["text"])

    def clean_other(self) -> Entry | None:
        """Return the answer on the site that was named."""
        typed: str = self.cleaned_data["other"]
        found = entry_named(typed)
        if typed.strip() and (found is None or found.current_id is None):
            raise ValidationError("网站上没有这一条问答")
        return found

    def build(self, data: dict[str, Any]) -> f.Answered:
        """Return the facts: the version that stands today is the one that was given."""
        entry = data["other"] or self.found.get(data["entry"])
        return f.Answered(data["text"], entry.current_id if entry else None)


class AnswerVoiceForm(ActForm):
    """What was found, and what comes of it."""

    text = forms.CharField(
        label="答复",
        widget=forms.Textarea(attrs={"rows": 6}),
        min_length=5,
        max_length=LONGEST_ANSWER,
        help_text="核实了什么、怎么处理。对方凭查询码或者登录能看到",
    )

    def clean_text(self) -> str:
        """Refuse numbers of persons: whoever has the code reads it."""
        return without_number(self.cleaned_data["text"])

    def build(self, data: dict[str, Any]) -> f.Answered:
        """Return the facts."""
        return f.Answered(data["text"])


class GroupForm(ActForm):
    """Which frequent question it is: one that reads like it, or a new one."""

    theme = forms.ChoiceField(label="是哪个常见问题", widget=forms.RadioSelect)
    title = forms.CharField(
        label="新的问题怎么写",
        required=False,
        max_length=60,
        help_text="选“新的问题”才填，写成别人也看得懂的一句话，不写姓名和号码",
    )

    def arrange(self) -> None:
        """Offer the frequent questions that read like this one."""
        self.similar = {str(one.pk): one for one in similar_themes(self.detail.text)}
        field = self.fields["theme"]
        if isinstance(field, forms.ChoiceField):
            lines = [(key, one.title) for key, one in self.similar.items()]
            field.choices = [*lines, (NEW, "新的问题")]
            field.initial = lines[0][0] if lines else NEW

    def clean(self) -> dict[str, Any]:
        """Ask for the words of a new one, without numbers of persons."""
        data = self.cleaned_data
        if data.get("theme") == NEW:
            if len(data.get("title") or "") < 4:
                self.add_error("title", "请写明新的问题，至少四个字")
            elif number := number_in(data["title"]):
                self.add_error("title", f"里面有号码“{number}”，请去掉")
        return super().clean()

    def build(self, data: dict[str, Any]) -> f.Grouped:
        """Return the facts."""
        if data["theme"] in self.similar:
            return f.Grouped(self.similar[data["theme"]].pk)
        topic = self.detail.topic or Topic.GROUNDS.value
        return f.Grouped(begin_theme(data["title"], topic, by=self.by).pk)


class HandForm(ActForm):
    """It goes to another office."""

    office_id = forms.TypedChoiceField(label="转给", coerce=int, empty_value=None)
    reason = ReasonField(label="理由")

    def arrange(self) -> None:
        """Offer the other offices of the same kind, and those of the other."""
        rows = Office.objects.filter(pk__in=self.detail.other_offices()).order_by("pk")
        field = self.fields["office_id"]
        if isinstance(field, forms.ChoiceField):
            field.choices = [("", "请选择"), *((one.pk, one.full_name) for one in rows)]

    def build(self, data: dict[str, Any]) -> f.Handed:
        """Return the facts."""
        return f.Handed(data["office_id"], data["reason"])


class CloseForm(ActForm):
    """Why it is not answered."""

    reason = ReasonField(label="原因", help_text="对方看得到")

    def build(self, data: dict[str, Any]) -> f.Closed:
        """Return the facts."""
        return f.Closed(data["reason"])


class PublishForm(ActForm):
    """What everybody may read of thanks."""

    text = forms.CharField(
        label="公开的文字",
        widget=forms.Textarea(attrs={"rows": 4}),
        min_length=5,
        max_length=300,
        help_text="只写事情，不写写信人的姓名和号码",
    )

    def arrange(self) -> None:
        """Begin with what was written."""
        self.fields["text"].initial = self.detail.text[:300]

    def clean_text(self) -> str:
        """Refuse numbers of persons and the sender's own name."""
        text: str = self.cleaned_data["text"]
        if number := number_in(text):
            raise ValidationError(f"里面有号码“{number}”，请去掉")
        sender = getattr(self.case, "sender", None)
        names = [sender.name, sender.user.name if sender.user else ""] if sender else []
        solid = "".join(text.split())
        if any(len(name) > 1 and "".join(name.split()) in solid for name in names):
            raise ValidationError("里面有写信人的姓名，请去掉")
        return text

    def build(self, data: dict[str, Any]) -> f.Shown:
        """Return the facts."""
        return f.Shown(data["text"])


class NoteForm(ActForm):
    """An internal remark."""

    text = ReasonField(label="备注", help_text="只供本机构使用")

    def build(self, data: dict[str, Any]) -> f.Remark:
        """Return the facts."""
        return f.Remark(data["text"])


QUESTION_FORMS: dict[str, type[ActForm]] = {
    "answer": AnswerQuestionForm,
    "group": GroupForm,
    "pass_on": HandForm,
    "close": CloseForm,
    "note": NoteForm,
}
VOICE_FORMS: dict[str, type[ActForm]] = {
    "answer": AnswerVoiceForm,
    "pass_on": HandForm,
    "publish": PublishForm,
    "close": CloseForm,
    "note": NoteForm,
}
