"""The forms of an announcement: what it says, from when to when, and its publication."""

from typing import Any

from django import forms

from faq.models import Announcement
from portal import clock
from portal.ui.fields import ChineseDateField
from portal.ui.forms import PortalForm


class NewsForm(PortalForm):
    """An announcement or a campaign as it will stand on the site."""

    kind = forms.ChoiceField(
        label="种类", choices=Announcement.Kind.choices, widget=forms.RadioSelect
    )
    title = forms.CharField(label="标题", min_length=4, max_length=60)
    summary = forms.CharField(
        label="一句话", min_length=4, max_length=120, help_text="列表里和分享出去时看到的一句"
    )
    body = forms.CharField(
        label="正文",
        min_length=10,
        max_length=8000,
        widget=forms.Textarea(attrs={"rows": 12}),
        help_text="## 是小标题，- 或者 1. 是列表，**粗体**",
    )
    source = forms.CharField(label="发布单位", max_length=80)
    author = forms.CharField(label="作者", max_length=40, required=False)
    photo_credit = forms.CharField(
        label="图片来源", max_length=80, required=False, help_text="例如：图片由某某提供"
    )
    starts_on = ChineseDateField(label="从哪天起", help_text="这一天起出现在网站上")
    ends_on = ChineseDateField(
        label="到哪天为止", earliest=clock.today, help_text="过了这一天放到“以前的”里"
    )
    seen = forms.IntegerField(widget=forms.HiddenInput, min_value=0, required=False)

    def clean(self) -> dict[str, Any]:
        """Let it end on or after the day on which it begins."""
        said = super().clean() or self.cleaned_data
        starts, ends = said.get("starts_on"), said.get("ends_on")
        if starts and ends and ends < starts:
            self.add_error("ends_on", "不能早于“从哪天起”")
        return said


class PublishForm(forms.Form):
    """A button that publishes what was read; `seen` is how often it had been saved by then."""

    seen = forms.IntegerField(min_value=0)
