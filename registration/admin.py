"""What administrators keep of the register: dated values that no other register tells."""

from typing import ClassVar

from django.contrib import admin
from django.http import HttpRequest

from portal import clock
from portal.audit.admin import AuditedAdmin
from registration.models import (
    BaseRule,
    IndustryClass,
    OutletBase,
    RiskRate,
    SubsidyGround,
    SubsidyRule,
)
from registration.models.rate import DatedRow


@admin.register(OutletBase)
class OutletBaseAdmin(AuditedAdmin):
    """Bases of outlets: a row whose day has come stands as it is, a change is a new row."""

    list_display = ("from_on", "base", "rate", "method", "source", "is_verified")

    def get_readonly_fields(self, request: HttpRequest, obj: OutletBase | None = None) -> list[str]:
        """Amounts and day of a row in force are history; source and mark may still be filled."""
        has_begun = obj is not None and obj.from_on <= clock.today()
        return ["from_on", "base", "rate"] if has_begun else []


class DatedRowAdmin(AuditedAdmin):
    """Dated tables: a row whose day has come stands as it is, a change is a new row."""

    history: ClassVar[tuple[str, ...]] = ()
    list_filter = ("is_verified",)

    def get_readonly_fields(self, request: HttpRequest, obj: DatedRow | None = None) -> list[str]:
        """What was paid by is history; source and mark may still be filled."""
        has_begun = obj is not None and obj.from_on <= clock.today()
        return ["from_on", *self.history] if has_begun else []


@admin.register(RiskRate)
class RiskRateAdmin(DatedRowAdmin):
    """The base rate of each of the eight risk classes."""

    list_display = ("risk_class", "rate", "from_on", "source", "is_verified")
    history = ("risk_class", "rate")


@admin.register(IndustryClass)
class IndustryClassAdmin(DatedRowAdmin):
    """The risk class of each industry."""

    list_display = ("division", "name", "risk_class", "from_on", "source", "is_verified")
    search_fields = ("division", "name")
    history = ("division", "risk_class")


@admin.register(BaseRule)
class BaseRuleAdmin(DatedRowAdmin):
    """Bases other than the payroll, by industry."""

    list_display = ("division", "method", "rate", "from_on", "source", "is_verified")
    history = ("division", "method", "rate")


@admin.register(SubsidyRule)
class SubsidyRuleAdmin(AuditedAdmin):
    """Rules of the subsidy: a row whose day has come stands as it is, a change is a new row."""

    list_display = ("from_on", "numerator", "denominator", "month_cap", "most_months", "source")

    def get_readonly_fields(
        self, request: HttpRequest, obj: SubsidyRule | None = None
    ) -> list[str]:
        """Numbers and day of a row in force are history; source and mark may still be filled."""
        has_begun = obj is not None and obj.from_on <= clock.today()
        open_fields = {"id", "source", "is_verified"}
        names = [field.name for field in SubsidyRule._meta.fields if field.name not in open_fields]
        return names if has_begun else []


@admin.register(SubsidyGround)
class SubsidyGroundAdmin(AuditedAdmin):
    """Statuses by which somebody is subsidised: one that is no longer one ends on a day."""

    list_display = ("name", "from_on", "to_on", "source", "is_verified")
