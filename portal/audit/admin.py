"""The administrators' pages: who gets in, and that every edit leaves a trace."""

from collections.abc import Sequence
from typing import Any, ClassVar

from django.contrib import admin
from django.db.models import Model
from django.http import HttpRequest

from portal.audit.record import record
from portal.audit.verbs import Verb

FILTER_ENDS = frozenset(
    {"", "exact", "id__exact", "code__exact", "isnull", "year", "month", "day", "gte", "lt"}
)


class AuditedAdmin(admin.ModelAdmin):  # type: ignore[type-arg]
    """Base of all admin pages: each change becomes an event with the fields that were changed.

    Names of fields are recorded, never their values. Nothing is deleted here unless a page says
    so by `may_delete`: rows that others stand on are ended by a date.
    """

    may_delete: ClassVar[bool] = False
    save_on_top = False
    list_per_page = 50

    def lookup_allowed(self, lookup: str, value: Any, request: HttpRequest | None = None) -> bool:
        """Only the filters that the page shows: any other would answer questions about secrets."""
        shown = [one for one in self.list_filter if isinstance(one, str)]
        if self.date_hierarchy:
            shown.append(self.date_hierarchy)
        name, _, rest = lookup.partition("__")
        return name in shown and rest in FILTER_ENDS

    def has_delete_permission(self, request: HttpRequest, obj: Model | None = None) -> bool:
        """Deleting is the exception."""
        return self.may_delete and super().has_delete_permission(request, obj)

    def log_addition(self, request: HttpRequest, obj: Model, message: Any) -> Any:
        """Note in the audit what was added."""
        self._note(request, obj, "added", message)
        return super().log_addition(request, obj, message)

    def log_change(self, request: HttpRequest, obj: Model, message: Any) -> Any:
        """Note in the audit which fields were changed."""
        self._note(request, obj, "changed", message)
        return super().log_change(request, obj, message)

    def log_deletions(self, request: HttpRequest, queryset: Any) -> Any:
        """Note in the audit what was deleted."""
        for obj in queryset:
            self._note(request, obj, "deleted", [])
        return super().log_deletions(request, queryset)

    def _note(self, request: HttpRequest, obj: Model, what: str, message: Any) -> None:
        fields = ", ".join(_changed_fields(message))
        record(
            Verb.ADMIN_EDIT,
            actor=request.user,
            target=f"{obj._meta.label_lower} {obj.pk}",
            reason=f"{what}: {fields}" if fields else what,
            request=request,
        )


def _changed_fields(message: Any) -> Sequence[str]:
    """Read the names out of Django's change message."""
    if not isinstance(message, list):
        return [str(message)] if message else []
    names: list[str] = []
    for part in message:
        for what, detail in part.items():
            about = detail.get("name", "") if isinstance(detail, dict) else ""
            changed = detail.get("fields", []) if isinstance(detail, dict) else []
            label = f"{what} {about}".strip() if about else ""
            names += [label] if label else []
            names += [str(field) for field in changed]
    return names
