"""Administrators' page for the list of materials that an application needs, dated."""

from datetime import date
from typing import Any

from django import forms
from django.contrib import admin
from django.core.exceptions import ValidationError
from django.db.models import Q
from django.http import HttpRequest

from injury_claims.models import Material
from portal import clock
from portal.audit.admin import AuditedAdmin

TOO_LATE = "请填明天或者以后的日期：已经提交的申请按提交当天的清单办理，不能事后改动。"


class MaterialForm(forms.ModelForm):  # type: ignore[type-arg]
    """A row of the list: it begins on a day to come, and ends on today or later."""

    class Meta:
        model = Material
        fields = (
            "code",
            "ground",
            "condition",
            "label",
            "hint",
            "basis",
            "is_required",
            "position",
            "from_on",
            "to_on",
        )

    def clean_from_on(self) -> date:
        """Refuse days on which applications have already been handed in."""
        day: date = self.cleaned_data["from_on"]
        if day <= clock.today():
            raise ValidationError(TOO_LATE)
        return day

    def clean_to_on(self) -> date | None:
        """Refuse an end that applications of the past would have needed to know."""
        day: date | None = self.cleaned_data.get("to_on")
        if day is not None and day != self.instance.to_on and day < clock.today():
            raise ValidationError("截止日不能早于今天。")
        return day

    def clean(self) -> dict[str, Any]:
        """Refuse an end before the beginning, and two rows for the same thing at once."""
        values = super().clean() or {}
        begins = self._value("from_on")
        ends = values.get("to_on")
        if begins and ends and ends < begins:
            self.add_error("to_on", "截止日不能早于开始日。")
        if begins and self._overlapping(begins, ends):
            raise ValidationError("这项材料在这段时间已有一行，请先给原来的一行填上截止日。")
        return values

    def _value(self, name: str) -> Any:
        """Return what was typed, or what stands where typing is not offered."""
        if name in self.fields:
            return self.cleaned_data.get(name)
        return getattr(self.instance, name)

    def _overlapping(self, begins: date, ends: date | None) -> bool:
        same = Material.objects.filter(
            Q(to_on__isnull=True) | Q(to_on__gte=begins),
            code=self._value("code") or "",
            ground=self._value("ground") or "",
            condition=self._value("condition") or "",
        ).exclude(pk=self.instance.pk)
        if ends is not None:
            same = same.filter(from_on__lte=ends)
        return same.exists()


@admin.register(Material)
class MaterialAdmin(AuditedAdmin):
    """The dated checklist: a row in force is ended and followed by a new one, never rewritten."""

    form = MaterialForm
    list_display = ("label", "ground", "condition", "need", "position", "from_on", "to_on")
    list_filter = ("ground", "condition", "is_required")
    search_fields = ("label", "code", "basis")

    @admin.display(description="是否必须", ordering="-is_required")
    def need(self, material: Material) -> str:
        """Say whether an application needs the material."""
        return "必须提交" if material.is_required else "可以不交"

    def get_fields(self, request: HttpRequest, obj: Material | None = None) -> Any:
        """The code is given once and says nothing to readers."""
        return [name for name in MaterialForm.Meta.fields if name != "code" or obj is None]

    def get_readonly_fields(self, request: HttpRequest, obj: Material | None = None) -> list[str]:
        """What applicants were asked for stays; only help, order and end of a row may change."""
        if obj is None or obj.from_on > clock.today():
            return []
        return ["ground", "condition", "label", "basis", "is_required", "from_on"]
