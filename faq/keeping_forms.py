"""Forms of what keeps answers true: repealed places, contradictions, pictures, answers given."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from faq.laws import Place, UnknownPlaceError, place_of
from faq.models import Audience, Entry, Repeal
from faq.reading import said
from portal import clock
from portal.ui.fields import ChineseDateField
from portal.ui.forms import PortalForm, with_hint


class RepealForm(PortalForm):
    """Which place in the law is no longer in force, since when, and what stands in its place."""

    place = forms.CharField(
        label="哪一条",
        max_length=30,
        help_text="例如 gsbx:17 是《工伤保险条例》第十七条；整部失效只写 gsbx",
    )
    from_on = ChineseDateField(label="从哪一天起失效")
    instead = forms.CharField(
        label="现在依据什么", max_length=200, help_text="例如：改为新条例第十八条"
    )

    def clean_place(self) -> Place:
        """Read the place; one place ends once."""
        try:
            place = place_of(self.cleaned_data["place"])
        except UnknownPlaceError:
            raise ValidationError("这个写法不认识，见旁边的法规代码") from None
        if place.paragraph or place.item:
            raise ValidationError("写到第几条就行，不写款和项")
        if Repeal.objects.filter(instrument=place.instrument, article=place.article).exists():
            raise ValidationError("这一条已经登记过了")
        return place


class PictureForm(PortalForm):
    """A picture for an answer, and what is on it for those who do not see it."""

    file = forms.FileField(label="图片", help_text="照片或者 PNG，网页上最宽 1280 像素")
    words = forms.CharField(
        label="图上画了什么",
        min_length=4,
        max_length=120,
        help_text="看不见图的人听到的就是这句话",
    )


class EntryChoice(forms.ModelChoiceField[Entry]):
    """An answer, shown by its question."""

    def label_from_instance(self, obj: Any) -> str:
        """Return the question with the sentence that answers it."""
        return with_hint(obj.current.question, said(obj.current.short, on=clock.today()))


class GiveForm(PortalForm):
    """Which answer goes to which side of a case."""

    answer = EntryChoice(
        label="给哪一条", queryset=Entry.objects.none(), widget=forms.RadioSelect, empty_label=None
    )
    who = forms.ChoiceField(label="给谁", choices=Audience.choices, widget=forms.RadioSelect)

    def __init__(self, *args: Any, entries: Sequence[Entry], **kwargs: Any) -> None:
        """Offer what the search found."""
        super().__init__(*args, **kwargs)
        field: Any = self.fields["answer"]
        published = Entry.objects.published().select_related("current")
        field.queryset = published.filter(pk__in=[one.pk for one in entries])
