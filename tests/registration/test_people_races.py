"""Many agents at once on a real PostgreSQL: one entry, and everybody reads which one."""

import threading
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor

import pytest
from django.db import connection
from django.http import HttpResponse
from django.test import Client

from portal.accounts.models import Identity
from registration.models import Employer, Employment, EmploymentChange, Person
from tests.cast import Cast
from tests.desk import filled, text
from tests.registration import making
from tests.registration.test_people_add import TODAY, Walk

pytestmark = pytest.mark.django_db(transaction=True)
AT_ONCE = 4


def together(works: list[Callable[[], HttpResponse]]) -> list[HttpResponse]:
    """Do all of it at the same moment, each in a thread and connection of its own."""
    line = threading.Barrier(len(works))

    def run(work: Callable[[], HttpResponse]) -> HttpResponse:
        try:
            connection.ensure_connection()
            line.wait(20)
            return work()
        finally:
            connection.close()

    with ThreadPoolExecutor(len(works)) as pool:
        return list(pool.map(run, works))


def sending(client: Client, url: str, typed: dict[str, object]) -> Callable[[], HttpResponse]:
    """Return the sending of a form that lies filled in before somebody."""
    return lambda: client.post(url, typed)


@pytest.mark.parametrize("is_known", [True, False])
def test_the_same_worker_added_by_two_agents_is_one_entry(cast: Cast, is_known: bool) -> None:
    unit = making.employer()
    people = (cast.agent, cast.stranger)
    for user in people:
        making.agent_for(user, unit)
    number = making.id_number()
    if is_known:
        making.person("李小满", number=number)
    works = []
    for user in people:
        walk = Walk(cast.client(user), unit)
        works.append(sending(walk.client, walk.url, filled(walk.who(number)) | {"job": "装配工"}))
    pages = together(works)
    work = Employment.objects.get()
    assert sorted(page.status_code for page in pages) == [200, 303]
    loser = next(page for page in pages if page.status_code == 200)
    assert f"/units/{unit.pk}/people/{work.pk}/" in text(loser)
    assert work.entered_by is not None
    assert work.entered_by.name in text(loser)
    assert Person.objects.count() == 1
    assert Identity.objects.filter(kind="resident_id").count() == 1
    assert EmploymentChange.objects.count() == 2


def test_one_form_clicked_four_times_at_once_leads_to_one_entry(cast: Cast) -> None:
    unit = making.employer()
    making.agent_for(cast.agent, unit)
    walk = Walk(cast.client(cast.agent), unit)
    typed = filled(walk.who(making.id_number())) | {"job": "装配工"}
    pages = together([sending(cast.client(cast.agent), walk.url, typed) for _ in range(AT_ONCE)])
    assert {page.status_code for page in pages} == {303}
    assert len({page["Location"] for page in pages}) == 1
    assert Employment.objects.count() == 1
    assert EmploymentChange.objects.count() == 2


def test_reporting_and_ending_at_once_leave_days_that_fit(cast: Cast) -> None:
    unit = making.employer()
    making.agent_for(cast.agent, unit)
    work = making.employment(making.person(), unit, is_reported=False)
    url = f"/units/{unit.pk}/people/{work.pk}/"
    end = filled(cast.client(cast.agent).get(f"{url}end/")) | {"reason": "辞职"}
    together(
        [
            sending(cast.client(cast.agent), f"{url}report/", {}),
            sending(cast.client(cast.agent), f"{url}end/", end),
        ]
    )
    work.refresh_from_db()
    assert work.ended_on == TODAY
    assert work.insured_to is None


def test_nobody_is_added_to_an_employer_that_is_cancelled_at_that_moment(cast: Cast) -> None:
    unit = making.employer()
    making.agent_for(cast.agent, unit)
    walk = Walk(cast.client(cast.agent), unit)
    typed = filled(walk.who(making.id_number())) | {"job": "装配工"}

    def cancel() -> HttpResponse:
        Employer.objects.filter(pk=unit.pk).update(status="cancelled", closed_on=TODAY)
        return HttpResponse()

    pages = together([sending(walk.client, walk.url, typed), cancel])
    assert pages[0].status_code == 303
    is_added = Employment.objects.exists()
    assert pages[0]["Location"].endswith("/people/") != is_added
