"""B25: a plain page of 25 rows behind a log-in: the same nine columns, without further thought."""

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.template import engines

from portal.accounts.models import User
from portal.cases.models import Case

PAGE = """{% extends "base_staff.html" %}{% block content %}<table>{% for case in cases %}
<tr><td>{{ case.next_due_on|timeuntil }}</td><td>{{ case.next_due_on|date:"n月j日 l" }}</td>
<td><a href="{% url "cases:page" case.reference %}">{{ case.person_name }}</a></td>
<td>{{ case.employer_name }}</td><td>{{ case.state }}</td><td>{{ case.kind }}</td>
<td>{% if case.handler %}{{ case.handler.name }}{% endif %}</td>
<td>{{ case.filed_on|timesince }}</td><td>{{ case.reference }}</td></tr>{% endfor %}
</table>{% endblock %}"""


@login_required
def plain_page(request: HttpRequest) -> HttpResponse:
    """Show the 25 newest cases of the office."""
    user = request.user
    office_id = user.office_id if isinstance(user, User) else None
    cases = (
        Case.objects.filter(office_id=office_id, is_open=True)
        .select_related("handler")
        .order_by("-id")[:25]
    )
    template = engines["django"].from_string(PAGE)
    return HttpResponse(template.render({"cases": cases}, request))
