"""Forms of the administrators' pages: the notice of a year, a dated value."""

from typing import TYPE_CHECKING, Any

from django import forms
from django.core.exceptions import ValidationError

from portal import clock
from portal.deadlines.models import Holiday, Parameter
from portal.deadlines.notice import Unreadable, read
from portal.law.term import registered_terms
from portal.law.values import Local

if TYPE_CHECKING:
    from django.core.files.uploadedfile import UploadedFile

MOST_BYTES = 64 * 1024
YEARS_AHEAD = 2


class NoticeForm(forms.Form):
    """The arrangement of one year as CSV, chosen as a file or pasted."""

    year = forms.IntegerField(label="年份")
    source = forms.CharField(
        label="依据",
        max_length=120,
        help_text="通知的全称和文号，例如：国务院办公厅关于2027年部分节假日安排的通知。",
    )
    file = forms.FileField(
        label="CSV 文件",
        required=False,
        allow_empty_file=True,
        help_text="三列：日期、安排（放假或者补班）、名称。UTF-8 或者 GB18030 编码都可以。",
    )
    text = forms.CharField(
        label="或者粘贴内容",
        required=False,
        widget=forms.Textarea(attrs={"rows": 12, "cols": 60}),
        max_length=MOST_BYTES,
        help_text="没有列出的日子按星期计算；这一年原有的行全部由新的内容代替。",
    )

    rows: list[Holiday]

    def clean_year(self) -> int:
        """Take this year or one that comes soon; what is past has been lived by."""
        year: int = self.cleaned_data["year"]
        first = clock.today().year
        if not first <= year <= first + YEARS_AHEAD:
            raise ValidationError(f"只能导入 {first} 年到 {first + YEARS_AHEAD} 年的安排。")
        return year

    def clean(self) -> dict[str, Any]:
        """Read every line, from the file if there is one."""
        values = super().clean() or {}
        file: UploadedFile[Any] | None = values.get("file")
        if file is not None:
            values["text"] = _decoded(file)
        if not values.get("text", "").strip():
            raise ValidationError("请选择文件，或者粘贴内容。")
        if "year" in values and "source" in values:
            try:
                self.rows = read(values["text"], year=values["year"], source=values["source"])
            except Unreadable as error:
                raise ValidationError(error.reasons) from error
        return values


def _decoded(file: "UploadedFile[Any]") -> str:
    """Return the text of an uploaded file."""
    if (file.size or 0) > MOST_BYTES:
        raise ValidationError("文件太大，一年的安排不会超过 64 KB。")
    data: bytes = file.read()
    for encoding in ("utf-8-sig", "gb18030"):
        try:
            text = data.decode(encoding)
        except UnicodeDecodeError:
            continue
        if "\0" not in text:
            return text
    raise ValidationError("读不出这个文件，请另存为 CSV（UTF-8）后再试。")


def parameter_codes() -> list[tuple[str, str]]:
    """Return the codes that periods read their length from, with the periods in words."""
    words: dict[str, list[str]] = {}
    for term in registered_terms():
        if isinstance(term.length, Local):
            words.setdefault(term.length.code, []).append(term.label)
    return [(code, "、".join(labels)) for code, labels in words.items()]


class ParameterForm(forms.ModelForm):  # type: ignore[type-arg]
    """A value from a day on: only for periods that are still to begin."""

    code = forms.ChoiceField(label="参数", choices=parameter_codes)

    class Meta:
        model = Parameter
        fields = ("code", "value", "from_on", "source", "note")

    def clean_value(self) -> int:
        """Take a length that a period can have."""
        value: int = self.cleaned_data["value"]
        if value <= 0:
            raise ValidationError("数值必须大于 0。")
        return value

    def clean_from_on(self) -> Any:
        """Refuse days that would lengthen or shorten periods which have already begun."""
        day = self.cleaned_data["from_on"]
        if day <= clock.today():
            raise ValidationError(
                "请填明天或者以后的日期：已经开始的期间按开始时的数值计算，不能事后改动。"
            )
        return day
