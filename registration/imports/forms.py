"""The form by which a file of another register is sent."""

from typing import Any

from django import forms
from django.conf import settings
from django.core.exceptions import ValidationError

from portal import clock
from portal.ui.fields import ChineseDateField
from portal.ui.forms import PortalForm
from registration.imports.columns import COLUMNS

REFUSALS = {
    "too_large": "这个文件超过 20 MB，没有收下。请拆成几份，每份保留表头，再一份一份传",
    "no_room": "系统暂时存不下新的文件，没有收下。请过一会儿再传一次",
}


class ImportForm(PortalForm):
    """What the file is about, as of which day it is true, and the file."""

    subject = forms.ChoiceField(
        label="数据是什么",
        choices=[(one.value, one.label) for one in COLUMNS],
        widget=forms.RadioSelect,
    )
    as_of = ChineseDateField(
        label="数据截至哪一天",
        latest=clock.today,
        help_text="对方导出数据的那一天。比登记里的信息旧的，不会覆盖登记里的信息。",
    )
    file = forms.FileField(
        label="文件",
        help_text="CSV（UTF-8 或者 GB18030 编码）或者 JSON，最大 20 MB。第一行是表头。",
        widget=forms.FileInput(attrs={"accept": ".csv,.json,.txt"}),
        error_messages={
            "empty": "这个文件是空的，没有内容",
            "missing": "没有收到文件，请再选一次",
            "invalid": "没有收到文件，请再选一次",
        },
    )

    def clean_file(self) -> Any:
        """Refuse a file that is too large or was given up on its way."""
        file = self.cleaned_data["file"]
        is_too_large = file.size > settings.MAX_UPLOAD_BYTES
        if refusal := getattr(file, "refusal", None) or ("too_large" if is_too_large else ""):
            raise ValidationError(REFUSALS[refusal])
        return file
