"""What administrators keep of the register: dated values that no other register tells."""

from django.contrib import admin
from django.http import HttpRequest

from portal import clock
from portal.audit.admin import AuditedAdmin
from registration.models import OutletBase


@admin.register(OutletBase)
class OutletBaseAdmin(AuditedAdmin):
    """Bases of outlets: a row whose day has come stands as it is, a change is a new row."""

    list_display = ("from_on", "base", "rate", "method", "source", "is_verified")

    def get_readonly_fields(self, request: HttpRequest, obj: OutletBase | None = None) -> list[str]:
        """Amounts and day of a row in force are history; source and mark may still be filled."""
        has_begun = obj is not None and obj.from_on <= clock.today()
        return ["from_on", "base", "rate"] if has_begun else []
