"""Administrators' pages for the calendar and for dated values of periods."""

from datetime import date
from itertools import islice
from typing import Any, ClassVar

from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.template.response import TemplateResponse
from django.urls import URLPattern, path

from portal import clock
from portal.audit.admin import AuditedAdmin
from portal.audit.record import record
from portal.audit.verbs import Verb
from portal.deadlines import notice
from portal.deadlines.forms import NoticeForm, ParameterForm, parameter_codes
from portal.deadlines.models import Holiday, Parameter
from portal.deadlines.recompute import Change, recompute

SHOWN_CHANGES = 200
TOLD_CHANGES = 5
TOUCHED = "portal.deadlines.touched"


@admin.register(Holiday)
class HolidayAdmin(AuditedAdmin):
    """Days off and make-up working days; whatever changes them, running periods follow."""

    may_delete: ClassVar[bool] = True
    change_list_template = "admin/deadlines/holiday/change_list.html"
    list_display = ("day", "kind", "name", "standing", "source")
    list_filter = ("kind", "is_provisional")
    search_fields = ("name", "source")
    date_hierarchy = "day"
    fields = ("day", "kind", "name", "source", "is_provisional")

    def get_readonly_fields(self, request: HttpRequest, obj: Holiday | None = None) -> list[str]:
        """The day names the row."""
        return ["day"] if obj else []

    @admin.display(description="效力", ordering="is_provisional")
    def standing(self, holiday: Holiday) -> str:
        """Say whether the day has been announced or is only expected."""
        return "暂定" if holiday.is_provisional else "正式"

    def get_urls(self) -> list[URLPattern]:
        """Add the page that takes the notice of a year."""
        view = self.admin_site.admin_view(self.import_view)
        return [path("import/", view, name="deadlines_holiday_import"), *super().get_urls()]

    # Single days ------------------------------------------------------------------------------

    def save_model(self, request: HttpRequest, obj: Holiday, form: Any, change: bool) -> None:
        """Save the day and remember that periods must follow."""
        super().save_model(request, obj, form, change)
        _touch(request, obj.day)

    def delete_model(self, request: HttpRequest, obj: Holiday) -> None:
        """Delete the day and remember that periods must follow."""
        _touch(request, obj.day)
        super().delete_model(request, obj)

    def delete_queryset(self, request: HttpRequest, queryset: QuerySet[Holiday]) -> None:
        """Delete the days and remember that periods must follow."""
        for holiday in queryset:
            _touch(request, holiday.day)
        super().delete_queryset(request, queryset)

    def changeform_view(self, request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
        """Recompute after the edit has been committed."""
        return self._followed(request, super().changeform_view(request, *args, **kwargs))

    def delete_view(self, request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
        """Recompute after the deletion has been committed."""
        return self._followed(request, super().delete_view(request, *args, **kwargs))

    def changelist_view(self, request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
        """Recompute after the action on several days."""
        return self._followed(request, super().changelist_view(request, *args, **kwargs))

    def _followed(self, request: HttpRequest, response: HttpResponseBase) -> HttpResponseBase:
        """Let running periods follow the days that were touched, and say which ones moved."""
        days: list[date] = request.META.pop(TOUCHED, [])
        if days:
            named = "、".join(str(day) for day in days[:TOLD_CHANGES])
            changes = list(_follow(request, year=min(days).year, reason=f"放假安排改动：{named}"))
            self.message_user(request, _told(changes), messages.INFO)
        return response

    # The notice of a year ---------------------------------------------------------------------

    def import_view(self, request: HttpRequest) -> HttpResponse:
        """Take the State Council's arrangement of a year: check it, show what changes, apply it."""
        if not self.has_change_permission(request):
            raise PermissionDenied
        context: dict[str, Any] = {
            **self.admin_site.each_context(request),
            "opts": self.opts,
            "title": "导入放假安排",
        }
        if request.method != "POST":
            context["form"] = NoticeForm(initial={"year": clock.today().year + 1})
            return self._page(request, "import.html", context)
        form = context["form"] = NoticeForm(request.POST, request.FILES)
        if not form.is_valid():
            return self._page(request, "import.html", context)
        year, source = form.cleaned_data["year"], form.cleaned_data["source"]
        context |= {"year": year, "source": source, "text": form.cleaned_data["text"]}
        if "apply" not in request.POST:
            context["difference"] = notice.difference(form.rows, year=year)
            return self._page(request, "import_check.html", context)
        context["difference"] = found = notice.apply(form.rows, year=year)
        record(
            Verb.ADMIN_EDIT,
            actor=request.user,
            target=f"deadlines.holiday {year}",
            reason=_summary(found, source),
            request=request,
        )
        changes = _follow(request, year=year, reason=source)
        context["changes"] = list(islice(changes, SHOWN_CHANGES))
        context["more"] = sum(1 for _ in changes)
        return self._page(request, "import_done.html", context)

    def _page(self, request: HttpRequest, name: str, context: dict[str, Any]) -> HttpResponse:
        return TemplateResponse(request, f"admin/deadlines/holiday/{name}", context)


def _touch(request: HttpRequest, day: date) -> None:
    request.META.setdefault(TOUCHED, []).append(day)


def _follow(request: HttpRequest, *, year: int, reason: str) -> Any:
    """Recompute the periods that may end in that year or later: earlier ones never reach it."""
    return recompute(from_on=date(year, 1, 1), by=request.user, reason=reason)


def _told(changes: list[Change]) -> str:
    if not changes:
        return "已核对所有在走的期限，没有变化。"
    first = "；".join(f"{one.reference} {one.label} {one.days}" for one in changes[:TOLD_CHANGES])
    rest = f"……共 {len(changes)} 个，其余见审计记录" if len(changes) > TOLD_CHANGES else ""
    return f"重新计算后，{len(changes)} 个期限有变化：{first}{rest}。"


def _summary(found: notice.Difference, source: str) -> str:
    return (
        f"imported: {len(found.added)} added, {len(found.changed)} changed, "
        f"{len(found.confirmed)} confirmed, {len(found.removed)} removed; {source}"
    )


class CodeFilter(admin.SimpleListFilter):
    """Parameters by the periods that read them, in words."""

    title = "参数"
    parameter_name = "code"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, str]]:
        """Offer what the form offers."""
        return parameter_codes()

    def queryset(self, request: HttpRequest, queryset: QuerySet[Any]) -> QuerySet[Any]:
        """Keep the rows of the chosen parameter."""
        return queryset.filter(code=self.value()) if self.value() else queryset


@admin.register(Parameter)
class ParameterAdmin(AuditedAdmin):
    """Dated values: a row whose day has come stands as it is, a change is a new row."""

    form = ParameterForm
    list_display = ("shown_code", "value", "from_on", "source", "note")
    list_filter = (CodeFilter,)

    def get_fields(self, request: HttpRequest, obj: Parameter | None = None) -> Any:
        """A row that exists names its parameter in words."""
        fields = ParameterForm.Meta.fields
        return fields if obj is None else ["shown_code", *fields[1:]]

    @admin.display(description="参数", ordering="code")
    def shown_code(self, parameter: Parameter) -> str:
        """Return the periods that read the value."""
        return dict(parameter_codes()).get(parameter.code, parameter.code)

    def get_readonly_fields(self, request: HttpRequest, obj: Parameter | None = None) -> list[str]:
        """Periods stand on rows that are in force: their value and day are history."""
        if obj is None:
            return []
        has_begun = obj.from_on <= clock.today()
        return ["shown_code", "value", "from_on"] if has_begun else ["shown_code"]
