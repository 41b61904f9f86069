"""Forms of the roster: the table to hand in."""

from django import forms

from portal.ui.forms import KeyedForm

ACCEPTED = ".xlsx,.csv,application/vnd.openxmlformats-officedocument.spreadsheetml.sheet,text/csv"


class RosterForm(KeyedForm):
    """The table of workers."""

    table = forms.FileField(
        label="职工花名册",
        help_text="Excel（.xlsx）或者 CSV 表格，最大 20 MB，最多 20000 人",
        allow_empty_file=True,
        widget=forms.FileInput(attrs={"accept": ACCEPTED}),
        error_messages={"required": "请选择要上传的表格"},
    )
