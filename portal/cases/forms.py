"""Forms of acts: they carry the key and the seen version, and build the facts of the act."""

import uuid
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any, ClassVar, Self

from django import forms
from django.utils.datastructures import MultiValueDict
from django.utils.html import format_html

from portal.accounts.models import User
from portal.attachments.models import Attachment, Visibility
from portal.attachments.receive import receive
from portal.attachments.refusals import AlreadyThere, Refused
from portal.cases.kinds import kind_of
from portal.cases.models import Case
from portal.ui.forms import KeyedForm
from portal.ui.parts import Row

KEPT = "_kept"
ACCEPT = "image/*,.heic,.heif,application/pdf"


@dataclass(frozen=True, kw_only=True)
class UploadPlace:
    """A file that an act form takes: what it is, and who may open it later."""

    label: str
    material: str
    hint: str = "照片或者 PDF，20 MB 以内"
    visibility: str = Visibility.STAFF


class ActForm(KeyedForm):
    """Form of one act on one case; `facts` is what `clean` built from it.

    Files are taken first and kept whatever becomes of the act: a hidden field remembers them.
    """

    uploads: ClassVar[Mapping[str, UploadPlace]] = {}
    compares: ClassVar[bool] = False
    fields_template: ClassVar[str] = "cases/_fields.html"
    shows_checks: ClassVar[bool] = True
    seen = forms.IntegerField(widget=forms.HiddenInput, required=False)

    def __init__(self, *args: Any, case: Case, by: User, detail: Any = None, **kwargs: Any) -> None:
        """Bind the form to a case and to whoever fills it in; the detail is read when missing."""
        self.case, self.by = case, by
        if detail is not None:
            self.detail = detail
        self.facts: Any = None
        self.taken: list[str] = []
        self._turned_away: dict[str, str] = {}
        super().__init__(*args, **kwargs)
        self.fields["seen"].initial = case.version
        self._place_uploads()
        self.arrange()

    @cached_property
    def detail(self) -> Any:
        """Return the facts of the service."""
        detail = kind_of(self.case.kind).detail._default_manager.get(pk=self.case.pk)
        return with_case(detail, self.case)

    def arrange(self) -> None:
        """Set choices and first contents from the case."""

    def background(self) -> list[Row]:
        """Return what somebody should read before filling the form in."""
        return []

    def build(self, data: dict[str, Any]) -> Any:
        """Return the facts of the act; a ValueError is shown as an error of the form."""
        return None

    def clean(self) -> dict[str, Any]:
        """Build the facts once every field is in order."""
        data = super().clean() or self.cleaned_data
        for name, sentence in self._turned_away.items():
            self.add_error(name, sentence)
        if not self.errors:
            try:
                self.facts = self.build(data)
            except ValueError as error:
                self.add_error(None, str(error))
        return data

    def keep_uploads(self) -> None:
        """Take the files that came with the form; what is refused is told at its field."""
        data: Any = self.data
        data = data.copy()
        for name, place in self.uploads.items():
            upload = self.files.get(self.add_prefix(name))
            if upload is None:
                continue
            try:
                kept = self._receive(upload, place)
            except Refused as refused:
                self._turned_away[name] = str(refused)
                continue
            data[self.add_prefix(name + KEPT)] = str(kept.pk)
        self.data = data
        self.files = MultiValueDict()
        self._tell_kept()

    def typed_so_far(self) -> Self:
        """Return the form as it was typed, not judged yet: a button has only taken a file."""
        typed = {name: self.data.get(self.add_prefix(name)) for name in self.fields}
        known = {name: value for name, value in typed.items() if value is not None}
        return type(self)(case=self.case, by=self.by, detail=self.detail, initial=known)

    @property
    def turned_away(self) -> list[str]:
        """Return what was said of files that were not taken."""
        return list(self._turned_away.values())

    def renew(self) -> None:
        """Let the form be sent again, now that its reader has seen the latest version."""
        data: Any = self.data
        data = data.copy()
        data[self.add_prefix("seen")] = str(self.case.version)
        self.data = data

    def kept(self, name: str) -> Attachment | None:
        """Return the file that was taken for a field, with this post or an earlier one."""
        typed = self.data.get(self.add_prefix(name + KEPT)) if self.is_bound else None
        try:
            number = uuid.UUID(str(typed))
        except ValueError:
            return None
        return Attachment.objects.filter(pk=number, case=self.case, uploaded_by=self.by).first()

    def kept_id(self, name: str) -> str:
        """Return the id of the file that was taken for a field; empty when there is none."""
        kept = self.kept(name)
        return str(kept.pk) if kept else ""

    def _receive(self, upload: Any, place: UploadPlace) -> Attachment:
        try:
            return receive(
                upload,
                owner=self.case,
                material=place.material,
                by=self.by,
                visibility=place.visibility,
            )
        except AlreadyThere as there:
            if there.attachment.uploaded_by_id != self.by.pk:
                raise
            return there.attachment

    def _place_uploads(self) -> None:
        for name, place in self.uploads.items():
            field = forms.FileField(
                label=place.label,
                help_text=place.hint,
                required=False,
                widget=forms.FileInput(attrs={"accept": ACCEPT}),
            )
            field.hide_optional = True  # type: ignore[attr-defined]
            self.fields[name] = field
            self.fields[name + KEPT] = forms.CharField(required=False, widget=forms.HiddenInput)
        if self.is_bound:
            self._tell_kept()

    def _tell_kept(self) -> None:
        for name in self.uploads:
            kept = self.kept(name)
            if kept is not None:
                self.fields[name].help_text = format_html(
                    "已收到：{}。要换就再选一个。", kept.original_name
                )


class ConfirmForm(ActForm):
    """An act whose only content is that it is done."""


class ReasonField(forms.CharField):
    """A reason in words, long enough to mean something."""

    widget = forms.Textarea

    def __init__(self, *, rows: int = 3, **kwargs: Any) -> None:
        """Take the usual bounds of a text that stands in a file."""
        kwargs.setdefault("min_length", 2)
        kwargs.setdefault("max_length", 500)
        super().__init__(**kwargs)
        self.widget.attrs["rows"] = rows


def with_case(detail: Any, case: Case) -> Any:
    """Return a detail that looks at this very case and not at a copy."""
    detail.case = case
    return detail
