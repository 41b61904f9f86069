"""The administrators' site: for administrators who have passed the second factor, nobody else."""

from typing import Any

from django.contrib.admin import AdminSite
from django.contrib.auth.models import Group
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.http import urlencode

from portal.accounts.models import User
from portal.accounts.views import entry
from portal.workflow.roles import Role

NEVER = (Group,)


class PortalAdminSite(AdminSite):
    """Django's admin behind the portal's own log-in."""

    site_header = "济宁工伤保险 · 系统管理"
    site_title = "系统管理"
    index_title = "可以管理的内容"
    site_url = "/"
    enable_nav_sidebar = False

    def has_permission(self, request: HttpRequest) -> bool:
        """Let administrators in; staff are logged in only after their second factor."""
        user = request.user
        return isinstance(user, User) and user.is_staff and user.has_role(Role.ADMINISTRATOR)

    def login(self, request: HttpRequest, extra_context: Any = None) -> HttpResponse:
        """There is no second way in: lead to the log-in of staff."""
        login = reverse("accounts:staff_login")
        target = request.GET.get("next", "") or reverse("admin:index")
        return redirect(f"{login}?{urlencode({'next': target})}")

    def logout(self, request: HttpRequest, extra_context: Any = None) -> Any:
        """End the session as the portal's own button does."""
        return entry.logout(request)

    def password_change(self, request: HttpRequest, extra_context: Any = None) -> Any:
        """Lead to the own page for passwords."""
        return redirect("accounts:password_change")

    def register(self, model_or_iterable: Any, admin_class: Any = None, **options: Any) -> None:
        """Leave out what Django itself would put here."""
        models = model_or_iterable if isinstance(model_or_iterable, list | tuple) else None
        wanted = [m for m in (models or [model_or_iterable]) if m not in NEVER]
        super().register(wanted, admin_class, **options)

    def admin_view(self, view: Any, cacheable: bool = False) -> Any:
        """Answer logged-in people without the role with 403 instead of a round of log-ins."""
        guarded = super().admin_view(view, cacheable)

        def inner(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
            if isinstance(request.user, User) and not self.has_permission(request):
                raise PermissionDenied
            answer: HttpResponseBase = guarded(request, *args, **kwargs)
            return answer

        return inner
