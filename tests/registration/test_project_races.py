"""Projects under many hands at once on a real PostgreSQL: one entry, one case."""

from collections.abc import Callable

import pytest
from django.db import IntegrityError, transaction
from django.http import HttpResponse
from django.test import Client

from portal.cases.models import Case
from registration.models import ProjectWorker
from tests.cast import Cast
from tests.desk import Typed, filled
from tests.registration import making, projects
from tests.registration.test_people_races import together

pytestmark = pytest.mark.django_db(transaction=True)
AT_ONCE = 4


def sending(client: Client, url: str, typed: Typed) -> Callable[[], HttpResponse]:
    """Return the sending of a form that lies filled in before somebody."""
    return lambda: client.post(url, typed)


def test_one_person_added_by_two_agents_at_once_is_on_the_roster_once(cast: Cast) -> None:
    project = projects.insured(cast, projects.contractor(cast))
    making.agent_for(cast.stranger, project.employer)
    number = making.id_number()
    url = projects.url(project, "people/add/")
    works = []
    for user in (cast.agent, cast.stranger):
        client = cast.client(user)
        works.append(sending(client, url, filled(projects.who(client, project, number=number))))
    pages = together(works)
    assert sorted(page.status_code for page in pages) == [303, 422]
    assert ProjectWorker.objects.count() == 1


def test_one_form_clicked_four_times_at_once_is_one_entry(cast: Cast) -> None:
    project = projects.insured(cast, projects.contractor(cast))
    url = projects.url(project, "people/add/")
    typed = filled(projects.who(cast.client(cast.agent), project))
    pages = together([sending(cast.client(cast.agent), url, typed) for _ in range(AT_ONCE)])
    assert {page.status_code for page in pages} == {303}
    assert ProjectWorker.objects.count() == 1


def test_one_project_filed_by_two_agents_at_once_is_one_case(cast: Cast) -> None:
    unit = projects.contractor(cast)
    making.agent_for(cast.stranger, unit)
    url = f"/units/{unit.pk}/projects/new/"
    works = []
    for user in (cast.agent, cast.stranger):
        client = cast.client(user)
        works.append(sending(client, url, filled(client.get(url)) | projects.told()))
    pages = together(works)
    assert sorted(page.status_code for page in pages) == [303, 422]
    assert Case.objects.filter(kind="project-enrolment").count() == 1


def test_the_database_itself_keeps_a_person_once_at_a_time_on_a_project(cast: Cast) -> None:
    project = projects.insured(cast, projects.contractor(cast))
    entry = projects.worker(cast.client(cast.agent), project)
    with pytest.raises(IntegrityError), transaction.atomic():
        ProjectWorker.objects.create(
            project=project,
            person=entry.person,
            person_name=entry.person_name,
            from_on=projects.TODAY,
            key="00000000-0000-4000-8000-000000000001",
        )
