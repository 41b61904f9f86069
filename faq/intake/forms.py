"""Forms of taking over: the file, what is made of a draft, why one is left aside."""

import re
from collections.abc import Sequence
from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from faq.intake.damage import answers_first, doubts_in
from faq.intake.files import Raw, Refusal, UnreadableFileError, read
from faq.laws import Place, UnknownPlaceError, place_of
from faq.models import Audience, Entry, Topic
from faq.publishing import Content
from faq.reading import UnknownMarkError, filled
from portal import clock
from portal.cases.forms import ReasonField
from portal.home.services import open_cards
from portal.law.instruments import INSTRUMENTS
from portal.ui.forms import PortalForm

CODE = re.compile(r"[a-z][a-z0-9-]{2,39}")
MOST_ALSO = 12
PAGES = {
    "guide": "工伤了怎么办",
    "where": "哪个窗口办我的事",
    "places": "窗口和电话",
    "progress": "查进度",
}
"""Next steps that are pages and no services, by the names of their addresses."""


class FileForm(PortalForm):
    """A file of questions, and the page from which they come."""

    source = forms.CharField(
        label="出处", max_length=120, min_length=4, help_text="报纸或者文件的名字和日期"
    )
    table = forms.FileField(
        label="文件",
        help_text="CSV 的列名：序号、问题、回答、依据；JSON 用 number、question、answer、cited",
    )

    rows: Sequence[Raw] = ()
    refused: Sequence[Refusal] = ()

    def clean_table(self) -> Any:
        """Read the file."""
        table = self.cleaned_data["table"]
        try:
            self.rows, self.refused = read(table.read())
        except UnreadableFileError as error:
            raise ValidationError(str(error)) from None
        if not self.rows:
            raise ValidationError("文件里没有一条能用的问题")
        return table


class LinesField(forms.CharField):
    """Several short texts, one a line."""

    def __init__(self, *, longest: int, most: int, **kwargs: Any) -> None:
        """Know how many there may be and how long."""
        self.longest, self.most = longest, most
        kwargs.setdefault("widget", forms.Textarea(attrs={"rows": 4}))
        super().__init__(max_length=longest * most + most, **kwargs)

    def clean(self, value: Any) -> Any:
        """Return the lines, each once."""
        lines = [line.strip() for line in super().clean(value).splitlines() if line.strip()]
        long = next((line for line in lines if len(line) > self.longest), "")
        if long:
            raise ValidationError(f"“{long[:20]}……”太长，一行最多 {self.longest} 个字")
        if len(lines) > self.most:
            raise ValidationError(f"最多 {self.most} 行，现在是 {len(lines)} 行")
        return list(dict.fromkeys(lines))


class AnswerForm(PortalForm):
    """An answer as it will stand on the site."""

    topic = forms.ChoiceField(label="类别", choices=Topic.choices)
    question = forms.CharField(label="问题", max_length=60, min_length=4)
    short = forms.CharField(
        label="一句话回答",
        max_length=160,
        min_length=2,
        help_text="先给结论；问“……吗”的，开头就写是、能、算，或者不是、不能、不算",
    )
    body = forms.CharField(
        label="详细说明",
        max_length=8000,
        min_length=10,
        widget=forms.Textarea(attrs={"rows": 12}),
        help_text="## 是小标题，- 或者 1. 是列表，**粗体**。"
        "法定期限写成 {{期限 employer_filing}} 这样，天数由法规库给出",
    )
    places = LinesField(
        label="依据",
        longest=30,
        most=8,
        help_text="一行一处，例如 gsbx:14(6) 是《工伤保险条例》第十四条第（六）项，"
        "gsbx:17.2 是第十七条第二款",
    )
    silent = forms.CharField(
        label="法律没有写明的", max_length=400, required=False, help_text="哪一点没有写明，由谁决定"
    )
    fits = forms.MultipleChoiceField(
        label="适合谁看", choices=Audience.choices, widget=forms.CheckboxSelectMultiple
    )
    also = LinesField(
        label="别的问法", longest=40, most=MOST_ALSO, required=False, help_text="一行一种，给搜索用"
    )
    next_steps = forms.MultipleChoiceField(
        label="下一步", required=False, widget=forms.CheckboxSelectMultiple
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        """Offer the services that work as next steps."""
        super().__init__(*args, **kwargs)
        field: Any = self.fields["next_steps"]
        field.choices = [*((card.name, card.title) for card in open_cards()), *PAGES.items()]

    def clean_places(self) -> list[Place]:
        """Read the places in the law."""
        places = []
        for line in self.cleaned_data["places"]:
            try:
                places.append(place_of(line))
            except UnknownPlaceError:
                codes = "、".join(f"{one.code} {one.title}" for one in INSTRUMENTS.values())
                raise ValidationError(f"“{line}”不认识。可以用的代码：{codes}") from None
        return places

    def clean(self) -> dict[str, Any]:
        """Refuse what is damaged, what means two things, and what does not answer first."""
        said = super().clean() or self.cleaned_data
        for name in ("question", "short", "body", "silent"):
            self._check_text(name, said.get(name) or "")
        question, short = said.get("question", ""), said.get("short", "")
        if question and short and not answers_first(question, short):
            self.add_error("short", "问的是是不是、能不能，请先答是或者不是，再说别的")
        return said

    def _check_text(self, name: str, text: str) -> None:
        for doubt in doubts_in(text):
            if doubt.bars:
                self.add_error(name, f"“{doubt.text}”：{doubt.why}")
        try:
            filled(text, on=clock.today())
        except UnknownMarkError as error:
            self.add_error(name, f"“{error}”不是法规库里的期限或者数值")

    def content(self) -> Content:
        """Return what the answer says."""
        said = self.cleaned_data
        names = ("question", "short", "body", "silent", "fits", "also", "next_steps", "places")
        return Content(**{name: said[name] for name in names})


class TakeForm(AnswerForm):
    """What is made of a draft, and that somebody has compared it with paper and law."""

    code = forms.CharField(
        label="编号",
        max_length=40,
        help_text="小写英文和横线，写在网址里；已有的编号会成为它的新一版",
    )
    is_read = forms.BooleanField(label="我已对照原件和现行规定逐句核对")

    field_order = ("code",)

    def clean_code(self) -> str:
        """Take a short word that an address may hold."""
        code: str = self.cleaned_data["code"].lower()
        if not CODE.fullmatch(code):
            raise ValidationError("编号只用小写英文字母、数字和横线，3 到 40 个字符")
        if code in {"suggest", "about"}:
            raise ValidationError("这个编号网站自己要用，请换一个")
        return code

    def entry(self) -> Entry:
        """Return the entry with this code, a new one where there is none."""
        said = self.cleaned_data
        found = Entry.objects.filter(code=said["code"]).first()
        return found or Entry(code=said["code"], topic=said["topic"])


class DropForm(PortalForm):
    """Why a draft is left aside."""

    why = ReasonField(label="为什么不采用", help_text="例如：和第 3 问重复、规定已经废止")
