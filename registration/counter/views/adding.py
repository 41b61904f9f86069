"""/counter/<visit>/<employer>/add/: a clerk enters a worker for whoever stands at the window."""

from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.views.decorators.http import require_http_methods

from portal.cases.views.access import SeeOther, user_of
from portal.ui.forms import PortalForm
from registration.access import counter_employer_or_404
from registration.counter.forms import keep_nothing
from registration.counter.views.acts import receipt_url
from registration.counter.views.guard import identified, unit_url
from registration.counter.views.visit import unit_frame
from registration.counter.visits import add_worker
from registration.entries import NewEmployment
from registration.models import CounterVisit, Employment
from registration.people import steps
from registration.people.adding import Applicant


@dataclass(frozen=True)
class Window(steps.Desk):
    """A clerk at a window, and the visit that everything is entered for."""

    visit: CounterVisit

    def page(self, stage: str, form: PortalForm, **more: Any) -> HttpResponse:
        """Show a step; nothing of one person is offered to the next."""
        keep_nothing(form)
        context = {
            **unit_frame(self.visit, self.employer),
            "stage": stage,
            "form": form,
            "leave_url": self.unit_url,
            "is_dense": True,
            **more,
        }
        status = 422 if form.errors else 200
        return render(self.request, "registration/counter_add.html", context, status=status)

    def there(self, work: Employment) -> HttpResponse:
        """Say that somebody is at work here already; nothing is entered twice."""
        context = {**unit_frame(self.visit, self.employer), "work": work}
        return render(self.request, "registration/counter_there.html", context)

    def closed(self) -> HttpResponseBase:
        """Lead back to the employer."""
        return SeeOther(self.unit_url)

    def enter(
        self, applicant: Applicant, *, work: NewEmployment, phone: str, key: UUID
    ) -> HttpResponseBase:
        """Enter the work and go to the receipt; the same form again leads to the same receipt."""
        entry = add_worker(self.visit, self.employer, applicant, work=work, phone=phone, key=key)
        return SeeOther(receipt_url(entry))

    @property
    def unit_url(self) -> str:
        """Return the address of the employer within the visit."""
        return unit_url(self.visit, self.employer.pk)


@identified
@require_http_methods(["GET", "HEAD", "POST"])
def counter_add(request: HttpRequest, visit: CounterVisit, *, employer_id: int) -> HttpResponseBase:
    """Ask who, then what the document says, then what the work is."""
    employer = counter_employer_or_404(request, employer_id)
    return steps.take(Window(request, employer, user_of(request), visit))
