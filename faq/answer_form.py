"""The form of an answer: what it says to whom, on what it rests, where it leads."""

from collections.abc import Collection
from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from faq.intake.damage import answers_first, doubts_in
from faq.laws import Place, UnknownPlaceError, place_of, successor_of
from faq.models import Audience, Topic
from faq.personal import number_in
from faq.pictures import numbers_in, stand_alone
from faq.publishing import Content, Words
from faq.reading import UnknownMarkError, filled
from portal import clock
from portal.home.services import open_cards
from portal.law.instruments import INSTRUMENTS
from portal.law.term import registered_terms
from portal.ui.forms import PortalForm

MOST_ALSO = 40
OTHERS = (Audience.FAMILY.value, Audience.EMPLOYER.value)
TEXTS = (
    *("question", "short", "body", "silent"),
    *(f"{who}_{part}" for who in OTHERS for part in ("short", "body")),
)
PAGES = {
    "guide": "工伤了怎么办",
    "where": "哪个窗口办我的事",
    "places": "窗口和电话",
    "progress": "查进度",
}
"""Next steps that are pages and no services, by the names of their addresses."""


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
        "法定期限写成 {{期限 employer_filing}} 这样，天数由法规库给出；"
        "图单独一行写成 {{图 1}}",
    )
    places = LinesField(
        label="依据",
        longest=30,
        most=8,
        help_text="一行一处，例如 gsbx:14(6) 是《工伤保险条例》第十四条第（六）项，"
        "gsbx:17.2 是第十七条第二款",
    )
    family_short = forms.CharField(
        label="家属看的一句话", max_length=160, required=False, help_text="和上面一样就空着"
    )
    family_body = forms.CharField(
        label="家属看的说明",
        max_length=8000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 4}),
    )
    employer_short = forms.CharField(
        label="单位看的一句话", max_length=160, required=False, help_text="和上面一样就空着"
    )
    employer_body = forms.CharField(
        label="单位看的说明",
        max_length=8000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 4}),
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

    def __init__(self, *args: Any, pictures: Collection[int] = (), **kwargs: Any) -> None:
        """Offer the services that work as next steps; know the numbers of the pictures."""
        super().__init__(*args, **kwargs)
        self.pictures = pictures
        field: Any = self.fields["next_steps"]
        field.choices = [*((card.name, card.title) for card in open_cards()), *PAGES.items()]

    def clean_places(self) -> list[Place]:
        """Read the places in the law."""
        places = []
        for line in self.cleaned_data["places"]:
            try:
                place = place_of(line)
            except UnknownPlaceError:
                raise ValidationError(f"“{line}”不认识，写法见旁边的法规代码") from None
            if place.text.superseded_by:
                raise ValidationError(f"{place.text}已失效，请改引{successor_of(place.text)}")
            places.append(place)
        return places

    def clean(self) -> dict[str, Any]:
        """Refuse what is damaged, what means two things, and what does not answer first."""
        said = super().clean() or self.cleaned_data
        for name in TEXTS:
            self._check_text(name, said.get(name) or "")
        for who in OTHERS:
            if said.get(f"{who}_body") and not said.get(f"{who}_short"):
                self.add_error(f"{who}_short", "写了说明的，也要写一句话")
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
        if number := number_in(text):
            self.add_error(name, f"里面有号码“{number}”，网站上不能出现个人的号码，请去掉")
        self._check_pictures(name, text)

    def _check_pictures(self, name: str, text: str) -> None:
        named = numbers_in(text)
        if named and not name.endswith("body"):
            self.add_error(name, "图只能放在详细说明里")
        elif strange := next((one for one in named if one not in self.pictures), None):
            self.add_error(name, f"没有第 {strange} 号图，先在这一问的页面上加图")
        elif not stand_alone(text):
            self.add_error(name, "图要单独占一行，前后各空一行")

    def content(self) -> Content:
        """Return what the answer says."""
        said = self.cleaned_data
        names = ("question", "short", "body", "silent", "fits", "also", "next_steps", "places")
        wordings = {
            who: Words(said[f"{who}_short"], said[f"{who}_body"])
            for who in OTHERS
            if said[f"{who}_short"]
        }
        return Content(**{name: said[name] for name in names}, wordings=wordings)


def first_values(content: Content) -> dict[str, Any]:
    """Return how a form begins with what an answer says now."""
    values: dict[str, Any] = {
        name: getattr(content, name)
        for name in ("question", "short", "body", "silent", "fits", "next_steps")
    }
    values["also"] = "\n".join(content.also)
    values["places"] = "\n".join(str(place) for place in content.places)
    for who, words in content.wordings.items():
        values[f"{who}_short"], values[f"{who}_body"] = words.short, words.body
    return values


def codes() -> dict[str, Any]:
    """Return what an editor may write as source, period and value, for the page to list."""
    return {
        "texts": [(one.code, one.title) for one in INSTRUMENTS.values() if not one.superseded_by],
        "terms": [(one.code, one.label) for one in registered_terms()],
    }
