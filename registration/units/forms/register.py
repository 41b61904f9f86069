"""Forms of officers at an employer: a code for its agent, and the end of an agent's right."""

from django import forms

from portal import clock
from portal.ui.fields import ChineseDateField
from portal.ui.forms import KeyedForm, PortalForm

REASONS = (
    ("employer", "单位来函或者到窗口要求结束"),
    ("left", "经办人已经离开单位"),
    ("mistaken", "当初发码时核对有误"),
    ("misused", "账号被他人使用，或者有冒用的迹象"),
)


class GiveCodeForm(KeyedForm):
    """A code for one named agent, whose papers the officer has seen."""

    agent_name = forms.CharField(
        label="经办人姓名",
        min_length=2,
        max_length=60,
        help_text="照身份证写。经办人的账号要用同一个姓名，码才能用",
    )
    letter_on = ChineseDateField(label="介绍信上的日期", latest=clock.today)
    identity_checked = forms.BooleanField(
        label="已核对来人的身份证件，人证一致",
        error_messages={"required": "请先核对身份证件，再发激活码"},
    )
    letter_checked = forms.BooleanField(
        label="已核对单位介绍信：盖了单位公章，写明派这位经办人办理",
        error_messages={"required": "请先核对单位介绍信，再发激活码"},
    )


class AgentEndForm(PortalForm):
    """Why an officer ends an agent's right."""

    reason = forms.ChoiceField(label="为什么结束", choices=REASONS, widget=forms.RadioSelect)
    note = forms.CharField(
        label="说明",
        max_length=200,
        required=False,
        help_text="来函的日期、是谁提出的",
        widget=forms.Textarea(attrs={"rows": 3}),
    )

    def reason_text(self) -> str:
        """Return the reason as the audit keeps it."""
        words = dict(REASONS)[self.cleaned_data["reason"]]
        note = self.cleaned_data["note"]
        return f"{words}：{note}" if note else words
