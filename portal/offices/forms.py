"""The administrators' form of an office: its letters, seal and notes.

Name, address, hours, verification and end belong to the desk of the directory.
"""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import UploadedFile

from portal.offices import seals
from portal.offices.history import NOBODY_ELSE, last_edit
from portal.offices.models import Office


class OfficeForm(forms.ModelForm[Office]):
    """What only administrators change of an office; `seen` is the change that the page showed."""

    seen = forms.IntegerField(widget=forms.HiddenInput, required=False)
    remove_seal = forms.BooleanField(label="删去印章图片", required=False)

    class Meta:
        model = Office
        fields = [
            "county",
            "letter_prefix",
            "reconsideration_organ",
            "court",
            "seal",
            "note",
            "sort",
            "is_demonstration",
        ]
        widgets = {"seal": forms.FileInput(attrs={"accept": "image/png"})}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["seen"].initial = last_edit(self.instance)
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
        return seals.redraw(seal, code=self.instance.code)

    def clean(self) -> dict[str, Any]:
        """Refuse what was typed beside a newer change; take the seal away where that was asked."""
        cleaned = super().clean() or self.cleaned_data
        Office.objects.select_for_update(of=("self",)).get(pk=self.instance.pk)
        newest = last_edit(self.instance)
        if cleaned.get("seen") != newest:
            typed: Any = self.data
            typed = typed.copy()
            typed["seen"] = str(newest)
            self.data = typed
            raise ValidationError(NOBODY_ELSE)
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
