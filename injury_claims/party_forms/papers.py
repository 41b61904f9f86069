"""Handing papers in: each file is stored at once, then all of them are handed in together."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.db.models import Exists
from django.forms.boundfield import BoundField
from django.utils.datastructures import MultiValueDict

from injury_claims import facts as f
from injury_claims.models import Material, new_papers
from injury_claims.party_forms.base import PartyForm
from injury_claims.seeing import Side
from portal.accounts.models import User
from portal.attachments.models import Attachment, Visibility
from portal.attachments.refusals import Refused
from portal.cases.forms import ACCEPT, UploadPlace
from portal.cases.models import Entry

OTHER = "other"
EMPLOYER_EVIDENCE = "employer_evidence"
PENDING_ACTS = ("submit", "add_papers", "supply_correction", "answer_evidence")
VISIBILITY = {Side.WORKER: Visibility.WORKER_SIDE, Side.EMPLOYER: Visibility.EMPLOYER_SIDE}
NO_FILE = "还没有选文件。请先点“选择文件”，再点上传。"
NOTHING = "请先上传至少一份材料。"
CHOOSE = "请选择是什么材料"


def pending_of(
    user: User, *, files: Iterable[Attachment], entries: Iterable[Entry]
) -> list[Attachment]:
    """Return the files that this person sent since papers were last handed in."""
    handed_in = [
        entry.recorded_at
        for entry in entries
        if entry.by_id == user.pk and entry.act in PENDING_ACTS
    ]
    since = max(handed_in, default=None)
    return [
        file
        for file in files
        if file.uploaded_by_id == user.pk and (since is None or file.uploaded_at > since)
    ]


@dataclass(frozen=True)
class Slot:
    """A place for the files of one material: its words, what came, and the input for the next."""

    code: str
    label: str
    hint: str
    files: Sequence[Attachment]
    field: BoundField
    is_there: bool = False


class PapersForm(PartyForm):
    """A form beside which files are sent one by one; what is typed stays meanwhile."""

    fields_template = "injury_claims/_party_papers.html"
    closing = "全部传完以后，点下面的按钮才算交。"

    def places(self) -> list[tuple[str, str, str]]:
        """Return code, label and hint of the places for files."""
        raise NotImplementedError

    def arrange(self) -> None:
        """Give every place its input."""
        super().arrange()
        for code, label, _ in self.places():
            self.fields[file_field(code)] = forms.FileField(
                label=f"{label}的照片或者文件",
                required=False,
                widget=forms.FileInput(attrs={"accept": ACCEPT, "class": "form-control"}),
            )

    def slots(self) -> Iterator[Slot]:
        """Yield the places with what came in."""
        for code, label, hint in self.places():
            yield Slot(code, label, hint, self.came(code), self[file_field(code)])

    def before(self) -> list[BoundField]:
        """Return the fields that stand before the files."""
        return []

    def rest(self) -> list[BoundField]:
        """Return the other fields in their order."""
        apart = {file_field(code) for code, _, _ in self.places()} | {"material"}
        apart |= {bound.name for bound in self.before()}
        return [bound for bound in self.visible_fields() if bound.name not in apart]

    def material_field(self) -> BoundField | None:
        """Return the choice of what a file is, where there is one."""
        return self["material"] if "material" in self.fields else None

    def came(self, code: str) -> list[Attachment]:
        """Return the files that came for a place and are not handed in yet."""
        return self.pending

    def material_of(self, code: str) -> str:
        """Return the material that a file of a place is."""
        return code

    def keep_uploads(self) -> None:
        """Store each file that came with this request, for the side that sends it."""
        for code, _, _ in self.places():
            upload = self.files.get(self.add_prefix(file_field(code)))
            if not isinstance(upload, UploadedFile):
                continue
            place = UploadPlace(
                label=code, material=self.material_of(code), visibility=VISIBILITY[self.side]
            )
            try:
                self.taken.append(self._receive(upload, place).original_name)
            except Refused as refused:
                self._turned_away[file_field(code)] = str(refused)
        self.files = MultiValueDict()
        self.__dict__.pop("pending", None)

    @property
    def turned_away(self) -> list[str]:
        """Return what was said of files; a press without a file is told too."""
        if not self.taken and not self._turned_away:
            return [NO_FILE]
        return super().turned_away

    @cached_property
    def pending(self) -> list[Attachment]:
        """Return the files that this person sent and did not hand in yet."""
        files = Attachment.objects.received().filter(case=self.case, uploaded_by=self.by)
        entries = list(Entry.objects.filter(case=self.case, by=self.by))
        typed = self.data.get(self.add_prefix("key")) if self.is_bound else None
        done = next((entry for entry in entries if str(entry.key) == typed), None)
        if done is not None:  # the same page sent twice: the same files again
            files = files.filter(uploaded_at__lte=done.recorded_at)
            entries = [entry for entry in entries if entry.number < done.number]
        return pending_of(self.by, files=files.order_by("uploaded_at"), entries=entries)

    def ids(self) -> tuple[str, ...]:
        """Return the ids of these files, as the facts of the act name them."""
        return tuple(str(file.pk) for file in self.pending)


class AddPapersForm(PapersForm):
    """More papers, whenever somebody has them."""

    material = forms.ChoiceField(label="这是什么材料", required=False)
    explanation = forms.CharField(
        label="要说明的", required=False, max_length=500, widget=forms.Textarea(attrs={"rows": 3})
    )

    def arrange(self) -> None:
        """Offer the materials of this claim; the employer has its own."""
        super().arrange()
        field = self.fields["material"]
        if isinstance(field, forms.ChoiceField):
            materials = self._materials()
            is_told = materials[0][0] == EMPLOYER_EVIDENCE
            field.choices = materials if is_told else [("", CHOOSE), *materials]
            field.initial = field.choices[0][0]
            hide_optional(field)

    def places(self) -> list[tuple[str, str, str]]:
        """Return the one place; what the file is, is chosen beside it."""
        return [("paper", "材料", "照片或者 PDF，20 MB 以内，一次传一份")]

    def keep_uploads(self) -> None:
        """Take no file before it is said what it is: it would lie under a wrong name."""
        upload = self.files.get(self.add_prefix(file_field("paper")))
        if upload is None or self.data.get(self.add_prefix("material")):
            super().keep_uploads()
            return
        self.files = MultiValueDict()
        self._turned_away["material"] = f"{CHOOSE}，再选一次“{upload.name}”"

    def material_of(self, code: str) -> str:
        """Return the material that was chosen."""
        typed = self.data.get(self.add_prefix("material"), "")
        return typed if typed in dict(self._materials()) else OTHER

    def build(self, data: dict[str, Any]) -> f.AddedPapers:
        """Hand in everything that was sent."""
        if not self.pending:
            raise ValueError(NOTHING)
        return f.AddedPapers(self.ids(), data["explanation"])

    def _materials(self) -> list[tuple[str, str]]:
        if self.side is Side.EMPLOYER and not any(party.is_applicant for party in self.mine):
            return [(EMPLOYER_EVIDENCE, "单位的证据"), (OTHER, "其他材料")]
        items = self.detail.items.order_by("position").values_list("code", "label")
        return [*items, (OTHER, "其他材料")]


class SupplyForm(PapersForm):
    """The items of the one correction notice, each with its files and its state."""

    shows_checks = False
    closing = "要补的都传完以后，点下面的按钮提交。"

    @cached_property
    def _items(self) -> list[Any]:
        rows = self.detail.items.filter(requested_on__isnull=False).order_by("position")
        return list(rows.annotate(is_there=Exists(new_papers())))

    @cached_property
    def _hints(self) -> dict[str, str]:
        codes = [item.code for item in self._items]
        return dict(Material.objects.filter(code__in=codes).values_list("code", "hint"))

    def places(self) -> list[tuple[str, str, str]]:
        """Return each item that was asked for, with what the clerk wrote."""
        return [
            (item.code, item.label, item.remark or self._hints.get(item.code, ""))
            for item in self._items
        ]

    def slots(self) -> Iterator[Slot]:
        """Yield the items with their state."""
        there = {item.code: item.is_there for item in self._items}
        for slot in super().slots():
            yield Slot(slot.code, slot.label, slot.hint, slot.files, slot.field, there[slot.code])

    def came(self, code: str) -> list[Attachment]:
        """Return what this person sent for an item since it was asked for."""
        asked = {item.code: item.requested_at for item in self._items}
        files = Attachment.objects.received().filter(
            case=self.case, material=code, uploaded_by=self.by, uploaded_at__gte=asked[code]
        )
        return list(files.order_by("uploaded_at"))

    def keep_uploads(self) -> None:
        """Store the files and read the state of the items again."""
        super().keep_uploads()
        self.__dict__.pop("_items", None)

    def build(self, data: dict[str, Any]) -> None:
        """Nothing is typed; everything listed must be there."""
        lacking = [item.label for item in self._items if not item.is_there]
        if lacking:
            raise ValueError("还没有补交：" + "、".join(lacking) + "。")


def hide_optional(field: forms.Field) -> None:
    """Leave out the mark of a field whose hint says when it must be filled in."""
    field.hide_optional = True  # type: ignore[attr-defined]


def file_field(code: str) -> str:
    """Return the name of the input of a place."""
    return f"file_{code}"
