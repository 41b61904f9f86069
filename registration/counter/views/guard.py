"""The guard of a window's pages: the right clerk, the right window, the person who stands there."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest
from django.http.response import HttpResponseBase
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters

from portal.accounts.decorators import staff_required
from portal.accounts.models import User
from portal.cases.views.access import SeeOther, user_of
from portal.offices.models import Power
from portal.workflow.roles import Role
from registration.access import CLERKS
from registration.counter.visits import VisitOverError, is_open
from registration.models import CounterVisit

POWERS = {Power.TOWN: Role.TOWN_CLERK, Power.AGENCY: Role.REGISTRAR}
OVER = "这一位已经办完了，刚才的没有保存。要接着办，请点“新来的人”。"
View = Callable[..., HttpResponseBase]


def at_window(view: View) -> View:
    """Let in town clerks at a town's window and registrars at an agency's."""

    @staff_required(*CLERKS)
    @never_cache
    @sensitive_post_parameters()
    @wraps(view)
    def guarded(request: HttpRequest, /, **kwargs: Any) -> HttpResponseBase:
        if not works_at_window(user_of(request)):
            raise Http404 if kwargs else PermissionDenied
        return view(request, **kwargs)

    return guarded


def with_visitor(view: View) -> View:
    """Give a view the visit of its address; one that is over leads back to the beginning."""

    @at_window
    @wraps(view)
    def guarded(request: HttpRequest, *, visit_id: int, **kwargs: Any) -> HttpResponseBase:
        clerk = user_of(request)
        rows = CounterVisit.objects.select_related("office", "clerk")
        visit = rows.filter(pk=visit_id, clerk=clerk).first()
        if visit is None:
            raise Http404
        if not is_open(visit, clerk):
            return over(request)
        try:
            return view(request, visit, **kwargs)
        except VisitOverError:
            return over(request)

    return guarded


def identified(view: View) -> View:
    """Ask who stands there before anything is looked up or entered."""

    @with_visitor
    @wraps(view)
    def guarded(request: HttpRequest, visit: CounterVisit, **kwargs: Any) -> HttpResponseBase:
        if not visit.visitor:
            return SeeOther(visit_url(visit))
        return view(request, visit, **kwargs)

    return guarded


def works_at_window(user: User) -> bool:
    """Say whether somebody holds the role that belongs to the kind of the office."""
    role = POWERS.get(Power(user.office.power)) if user.office is not None else None
    return role is not None and user.has_role(role)


def over(request: HttpRequest) -> HttpResponseBase:
    """Say that the person has gone, and lead to the beginning."""
    messages.error(request, OVER)
    return SeeOther(reverse("registration:counter"))


def visit_url(visit: CounterVisit) -> str:
    """Return the address of the page of whoever stands there."""
    return reverse("registration:counter_visit", args=[visit.pk])


def unit_url(visit: CounterVisit, employer_id: int) -> str:
    """Return the address of an employer within a visit."""
    return reverse("registration:counter_unit", args=[visit.pk, employer_id])
