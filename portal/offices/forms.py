"""The administrators' form of an office."""

from typing import Any

from django import forms
from django.core.files.uploadedfile import UploadedFile

from portal.offices import seals
from portal.offices.models import Office


class OfficeForm(forms.ModelForm[Office]):
    """An office with its seal, and the statement that its entry was verified."""

    is_verified = forms.BooleanField(
        label="我已经核实",
        required=False,
        help_text="勾上以后，核实日期记为今天，并记下是谁核实的。",
    )
    remove_seal = forms.BooleanField(label="删去印章图片", required=False)

    class Meta:
        model = Office
        fields = [
            "code",
            "name",
            "full_name",
            "address",
            "phone",
            "hours",
            "county",
            "power",
            "is_city_level",
            "letter_prefix",
            "reconsideration_organ",
            "court",
            "seal",
            "note",
            "sort",
            "is_demonstration",
            "retired_on",
        ]
        widgets = {"seal": forms.FileInput(attrs={"accept": "image/png"})}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        has_seal = bool(self.instance.pk and self.instance.seal)
        self.fields["seal"].help_text = (
            f"{'已有印章图片，再选一张就换掉它。' if has_seal else '还没有印章图片。'}"
            f"PNG 格式，边长 {seals.LEAST_SIDE} 到 {seals.MOST_SIDE} 像素，最好是透明底。"
        )
        if not has_seal:
            del self.fields["remove_seal"]

    def clean_seal(self) -> Any:
        """Redraw a new seal; keep the old one where none was chosen."""
        seal = self.cleaned_data.get("seal")
        if not isinstance(seal, UploadedFile):
            return seal
        code = self.cleaned_data.get("code") or self.instance.code or "office"
        return seals.redraw(seal, code=code)

    def clean(self) -> dict[str, Any]:
        """Take the seal away where that was asked for and no new one was given."""
        cleaned = super().clean() or self.cleaned_data
        if cleaned.get("remove_seal") and "seal" not in self.changed_data:
            cleaned["seal"] = False
        return cleaned

    def changed_names(self) -> list[str]:
        """Return the names of the office's own fields that this form changes."""
        own = {field.name for field in Office._meta.concrete_fields}
        names = [name for name in self.changed_data if name in own]
        if self.cleaned_data.get("remove_seal") and "seal" not in names:
            names.append("seal")
        return names
