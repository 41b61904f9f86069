"""Forms of taking over: the file, what is made of a draft, why one is left aside."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from faq.answer_form import AnswerForm
from faq.forms import CODE, TAKEN
from faq.intake.files import Raw, Refusal, UnreadableFileError, read
from portal.cases.forms import ReasonField
from portal.ui.forms import PortalForm


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
        if code in TAKEN:
            raise ValidationError("这个编号网站自己要用，请换一个")
        return code


class DropForm(PortalForm):
    """Why a draft is left aside."""

    why = ReasonField(label="为什么不采用", help_text="例如：和第 3 问重复、规定已经废止")
