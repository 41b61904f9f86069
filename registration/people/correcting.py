"""What the county corrects of somebody's work: its days, its kind, job and outlet.

What was there before stays in the course of the work. An employee who was entered by mistake
becomes a courier of an outlet of the unit, and back.
"""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.db import transaction

from portal import clock
from portal.accounts.models import User
from portal.ui.fields import ChineseDateField
from portal.workflow.roles import Role
from registration.entries import (
    AlreadyAtWorkError,
    OutletClosedError,
    correct_days,
    correct_employment,
)
from registration.models import Employment
from registration.outlets.rules import age_leaves_the_outlet_open, job_is_of_couriers
from registration.outlets.shown import outlets_of_work
from registration.people.forms import CorrectForm
from registration.rules.ages import Worker, worker_is_sixteen
from registration.rules.employment import Span, end_follows_start, end_is_near, start_is_near

CORRECTORS = (Role.REGISTRAR, Role.SUPERVISOR)
OVERLAP = "这几天和这个人在本单位的另一段用工重叠，请先核对那一段"
OUTLET_CLOSED = "这个网点已经结束，请另选一个"
COURIER = Employment.Kind.COURIER


class CountyCorrectForm(CorrectForm):
    """What was entered wrongly: kind, job, outlet, first day, and the last where there is one."""

    field_order = ("kind", "outlet", "job", "started_on", "ended_on")
    outlet = forms.ChoiceField(
        label="快递网点",
        help_text="用工形式是快递网点从业人员的才选；岗位写收寄、分拣、运输、投递或者查询",
        required=False,
    )
    started_on = ChineseDateField(label="用工之日")
    ended_on = ChineseDateField(label="最后一天")

    def __init__(self, *args: Any, work: Employment, **kwargs: Any) -> None:
        """Begin with what stands there; outlets are offered where the unit has some."""
        names = ("kind", "job", "started_on", "ended_on")
        initial = {name: getattr(work, name) for name in names}
        initial["outlet"] = str(work.outlet_id or "")
        super().__init__(*args, work=work, initial=initial, **kwargs)
        self.work = work
        self.outlets = {str(one.pk): one for one in outlets_of_work(work)}
        if work.ended_on is None:
            del self.fields["ended_on"]
        if not self.outlets:
            del self.fields["outlet"]
            return
        self._offer("kind", [(COURIER.value, COURIER.label)])
        named = [(pk, one.name) for pk, one in self.outlets.items()]
        self._offer("outlet", [("", "不在网点"), *named])

    def clean(self) -> dict[str, Any]:
        """Hold days and outlet against the rules by which they are entered."""
        values = super().clean() or {}
        started_on, ended_on = values.get("started_on"), values.get("ended_on")
        if started_on is None:
            return values
        span = Span(started_on, clock.today(), ended_on)
        person = self.work.person
        worker = Worker(person.born_on, person.sex, started_on, clock.today())
        self._hold("started_on", start_is_near(span) or worker_is_sixteen(worker))
        if ended_on is not None:
            self._hold("ended_on", end_follows_start(span) or end_is_near(span))
        if values.get("kind") == COURIER:
            self._hold_courier(values, worker)
        elif values.get("outlet"):
            self._hold("outlet", "不是快递网点从业人员的，请选“不在网点”")
        return values

    def _hold_courier(self, values: dict[str, Any], worker: Worker) -> None:
        """A courier has an outlet and one of its jobs; who was one before keeps the age's way."""
        if self.work.kind != COURIER:
            self._hold("kind", age_leaves_the_outlet_open(worker))
        if not values.get("outlet"):
            self._hold("outlet", "请选在哪个网点干活")
        if "job" in values:
            self._hold("job", job_is_of_couriers(values["job"]))

    def _hold(self, name: str, sentence: str | None) -> None:
        if sentence and name not in self.errors:
            self.add_error(name, ValidationError(sentence))

    def _offer(self, name: str, more: list[tuple[str, str]]) -> None:
        field: Any = self.fields[name]
        field.choices = [*field.choices, *more]


def correct(form: CountyCorrectForm, *, by: User) -> bool:
    """Write a checked correction, all or nothing; what cannot be is an error beside its field."""
    said, work = form.cleaned_data, form.work
    try:
        with transaction.atomic():
            correct_days(work, started_on=said["started_on"], ended_on=said.get("ended_on"), by=by)
            correct_employment(
                work,
                kind=said["kind"],
                job=said["job"],
                outlet=form.outlets.get(said.get("outlet", "")),
                by=by,
            )
    except AlreadyAtWorkError:
        form.add_error("started_on", OVERLAP)
        return False
    except OutletClosedError:
        form.add_error("outlet", OUTLET_CLOSED)
        return False
    return True
