"""What pages of cases say of the office that has them."""

from django import template

from portal import clock
from portal.cases.models import Case
from portal.home.directory.facts import closures_of

register = template.Library()


@register.inclusion_tag("home/_case_closures.html")
def office_closures(case: Case) -> dict[str, object]:
    """Tell on the page of an open case on which days its office is closed, now or soon."""
    today, until = clock.today(), case.office.closed_until
    is_closed = case.is_open and until is not None and until >= today
    shuts = closures_of(case.office_id, on=today) if is_closed else []
    return {"shuts": shuts, "name": case.office.full_name if shuts else ""}
