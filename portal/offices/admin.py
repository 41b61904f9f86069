"""Administrators' pages for offices and for who decides where."""

from typing import Any

from django.contrib import admin
from django.http import HttpRequest

from portal.audit.admin import AuditedAdmin
from portal.offices.forms import OfficeForm
from portal.offices.history import label_of, save_edit
from portal.offices.models import (
    County,
    Jurisdiction,
    Office,
    OfficeEdit,
    Power,
    Town,
    TownArea,
    TownDesk,
)

OF_THE_DESK = (
    *("code", "name", "full_name", "address", "phone", "hours"),
    *("power", "is_city_level", "retired_on", "successor", "verified_on"),
)
"""Shown to administrators, changed at the desk of the directory, or by nobody."""


class OfficeEditInline(admin.TabularInline[OfficeEdit, Office]):
    """The history of one office: read only."""

    model = OfficeEdit
    extra = 0
    can_delete = False
    fields = ("at", "by_label", "shown_changes", "is_verification")
    readonly_fields = fields
    verbose_name_plural = "谁改过、谁核实过"

    def has_add_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """Rows come from edits alone."""
        return False

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """What was, stays."""
        return False

    @admin.display(description="变动")
    def shown_changes(self, edit: OfficeEdit) -> str:
        """Return field by field what was there and what is there now."""
        return "；".join(
            f"{label_of(name)}：{before or '（空）'} → {after or '（空）'}"
            for name, (before, after) in edit.changes.items()
        )


@admin.register(Office)
class OfficeAdmin(AuditedAdmin):
    """Offices: letters, organs, seal; all that visitors read is kept at the directory's desk."""

    form = OfficeForm
    inlines = (OfficeEditInline,)
    list_display = (
        "name",
        "full_name",
        "power",
        "shown_phone",
        "verified_on",
        "seal_words",
        "retired_on",
    )
    list_filter = ("power",)
    search_fields = ("name", "full_name", "address")

    readonly_fields = OF_THE_DESK

    def has_add_permission(self, request: HttpRequest) -> bool:
        """An office is entered at the directory's desk."""
        return False

    def get_fields(self, request: HttpRequest, obj: Office | None = None) -> Any:
        """Show what the desk keeps above what is changed here."""
        fields: list[str] = [*OF_THE_DESK, *OfficeForm.Meta.fields, "seen"]
        if obj and obj.seal:
            fields.insert(fields.index("seal") + 1, "remove_seal")
        return fields

    def save_model(self, request: HttpRequest, obj: Office, form: OfficeForm, change: bool) -> None:
        """Save with the history of the entry; the form has locked it and seen its last change."""
        save_edit(obj, by=request.user, changed=form.changed_names())

    @admin.display(description="电话", ordering="phone")
    def shown_phone(self, office: Office) -> str:
        """Return the telephone number, or that there is none yet."""
        return office.phone_or_gap

    @admin.display(description="印章图片")
    def seal_words(self, office: Office) -> str:
        """Tell whether letters of this office carry its own seal."""
        return "已上传" if office.seal else "没有"


@admin.register(Jurisdiction)
class JurisdictionAdmin(AuditedAdmin):
    """Who decides for which county, from a day: a change is a new row after an ended one."""

    list_display = ("county", "power", "office", "from_on", "to_on", "standing", "note")
    list_filter = ("power", "is_provisional", "office")
    list_select_related = ("county", "office")
    fields = ["county", "power", "office", "from_on", "to_on", "is_provisional", "note"]

    def get_readonly_fields(
        self, request: HttpRequest, obj: Jurisdiction | None = None
    ) -> list[str]:
        """What decided cases stand on can only be ended."""
        return ["county", "office", "from_on"] if obj else []

    @admin.display(description="效力", ordering="is_provisional")
    def standing(self, row: Jurisdiction) -> str:
        """Say whether the row has been confirmed."""
        return "暂定" if row.is_provisional else "正式"


@admin.register(County)
class CountyAdmin(AuditedAdmin):
    """Counties, and functional areas that the statistical list does not know."""

    list_display = ("name", "code", "sort")
    search_fields = ("name", "code")

    def get_readonly_fields(self, request: HttpRequest, obj: County | None = None) -> list[str]:
        """The code is given once."""
        return ["code"] if obj else []


@admin.register(Town)
class TownAdmin(AuditedAdmin):
    """Towns of the statistical list; one may be renamed, and a new one added."""

    list_display = ("name", "code", "county")
    list_filter = ("county",)
    list_select_related = ("county",)
    search_fields = ("name", "code")

    def get_readonly_fields(self, request: HttpRequest, obj: Town | None = None) -> list[str]:
        """Code and county are given once; who manages the town is a row of its own."""
        return ["code", "county"] if obj else []


@admin.register(TownDesk)
class TownDeskAdmin(AuditedAdmin):
    """Which window takes a town's entries: a change is a new row after an ended one."""

    list_display = ("town", "office", "from_on", "to_on", "note")
    list_filter = ("office",)
    list_select_related = ("town", "office")
    search_fields = ("town__name",)
    autocomplete_fields = ("town",)
    fields = ["town", "office", "from_on", "to_on", "note"]

    def formfield_for_foreignkey(self, db_field: Any, request: HttpRequest, **kwargs: Any) -> Any:
        """Offer windows of towns alone."""
        if db_field.name == "office":
            kwargs["queryset"] = Office.objects.filter(power=Power.TOWN)
        return super().formfield_for_foreignkey(db_field, request, **kwargs)

    def get_readonly_fields(self, request: HttpRequest, obj: TownDesk | None = None) -> list[str]:
        """What entries stand on can only be ended."""
        return ["town", "office", "from_on"] if obj else []


@admin.register(TownArea)
class TownAreaAdmin(AuditedAdmin):
    """Which functional area manages a town: a change is a new row after an ended one."""

    list_display = ("town", "area", "from_on", "to_on", "note")
    list_filter = ("area",)
    list_select_related = ("town", "area")
    search_fields = ("town__name",)
    autocomplete_fields = ("town",)
    fields = ["town", "area", "from_on", "to_on", "note"]

    def get_readonly_fields(self, request: HttpRequest, obj: TownArea | None = None) -> list[str]:
        """What was managed by whom can only be ended."""
        return ["town", "area", "from_on"] if obj else []
