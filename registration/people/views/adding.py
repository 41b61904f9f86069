"""/units/<id>/people/add/: an agent adds a worker of the unit."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods

from portal.accounts.decorators import citizen_required
from portal.cases.views.access import SeeOther, user_of
from portal.deadlines.calendar import Almanac
from portal.ui.dates import cn_date
from portal.ui.forms import PortalForm
from registration.access import own_employer_or_404
from registration.entries import NewEmployment
from registration.frames import unit_frame
from registration.models import Employment
from registration.people import steps
from registration.people.adding import Applicant, add
from registration.people.workers import due_of
from registration.rules import told

ADDED = "已经申报，{day}起参保"
NOTED = "已经记下，还没有参保。请在{day}以前申报"


class UnitDesk(steps.Desk):
    """An agent in the pages of the unit."""

    def page(self, stage: str, form: PortalForm, **more: Any) -> HttpResponse:
        """Show a step in the frame of the unit."""
        context = {
            **self._frame(),
            "stage": stage,
            "form": form,
            "leave_url": self.list_url,
            "is_dense": False,
            "no_share": told.NO_PERSONAL_SHARE,
            "household_law": told.NO_HOUSEHOLD,
            "several": told.SEVERAL,
            **more,
        }
        status = 422 if form.errors else 200
        return render(self.request, "registration/unit_person_add.html", context, status=status)

    def there(self, work: Employment) -> HttpResponse:
        """Say that somebody is at work here already, and lead there."""
        context = {**self._frame(), "work": work, "work_url": _entry_url(work)}
        return render(self.request, "registration/unit_person_there.html", context)

    def closed(self) -> HttpResponseBase:
        """Lead to the list."""
        return SeeOther(self.list_url)

    def enter(
        self, applicant: Applicant, *, work: NewEmployment, phone: str, key: UUID
    ) -> HttpResponseBase:
        """Enter the work and lead to it; the same form again leads to the same entry."""
        made = add(applicant, self.employer, work=work, phone=phone, by=self.user, key=key)
        messages.success(self.request, _done(made))
        return SeeOther(_entry_url(made))

    @property
    def list_url(self) -> str:
        """Return the address of the list."""
        return reverse("registration:unit_people", args=[self.employer.pk])

    def _frame(self) -> dict[str, Any]:
        return {**unit_frame(self.employer, here="unit_people"), "list_url": self.list_url}


@citizen_required
@never_cache
@sensitive_post_parameters()
@require_http_methods(["GET", "HEAD", "POST"])
def unit_person_add(request: HttpRequest, employer_id: int) -> HttpResponseBase:
    """Ask who, then what the document says, then what the work is."""
    return steps.take(
        UnitDesk(request, own_employer_or_404(request, employer_id), user_of(request))
    )


def _done(work: Employment) -> str:
    """Return what the agent reads on the entry that was just made."""
    if work.insured_from:
        return ADDED.format(day=cn_date(work.insured_from))
    due = due_of(work, is_working_day=Almanac().is_working_day)
    return NOTED.format(day=cn_date(due.due_on))


def _entry_url(work: Employment) -> str:
    return reverse("registration:unit_person", args=[work.employer_id, work.pk])
