"""Who may open a roster, and what its pages ask of the database."""

import uuid
from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client

from registration.models import Employer, RosterUpload
from registration.roster import work
from tests.cast import Cast
from tests.desk import text
from tests.registration import making, rosters
from tests.registration.rosters import page_of, people, states, taken

# Who may --------------------------------------------------------------------------------------

PARTS = ("", "enrol/", "result/", "problems/", "remove/")


@pytest.mark.parametrize("who", ["stranger", "relative", "registrar", "handler"])
def test_to_everybody_else_a_roster_does_not_exist(
    cast: Cast, agent: Client, employer: Employer, who: str
) -> None:
    one = taken(agent, employer, rosters.workbook(people(1)))
    making.agent_for(cast.relative, making.employer("另一家有限公司"))
    client = cast.client(getattr(cast, who))
    addresses = [page_of(one, part) for part in PARTS]
    addresses += [f"/units/{employer.pk}/roster/", f"/units/{employer.pk}/roster/template/"]
    for address in addresses:
        for method in (client.get, client.post):
            assert method(address).status_code in {404, 405}, address
    assert RosterUpload.objects.exists()


def test_another_agent_cannot_reach_it_through_an_own_employer(
    cast: Cast, agent: Client, employer: Employer
) -> None:
    one = taken(agent, employer, rosters.workbook(people(1)))
    own = making.employer("另一家有限公司")
    making.agent_for(cast.relative, own)
    client = cast.client(cast.relative)
    for part in PARTS:
        address = f"/units/{own.pk}/roster/{one.pk}/{part}"
        assert client.get(address).status_code in {404, 405}
        assert client.post(address, {"key": str(uuid.uuid4())}).status_code in {404, 405}


def test_somebody_without_log_in_is_asked_to_log_in(agent: Client, employer: Employer) -> None:
    one = taken(agent, employer, rosters.workbook(people(1)))
    for part in PARTS:
        answer = Client().post(page_of(one, part))
        assert answer.status_code in {302, 405}


def test_rows_of_another_upload_cannot_be_ticked_through_an_own_one(
    cast: Cast, agent: Client, employer: Employer
) -> None:
    theirs = taken(agent, employer, rosters.workbook(people(1)))
    own = making.employer("另一家有限公司")
    making.agent_for(cast.relative, own)
    client = cast.client(cast.relative)
    mine = taken(client, own, rosters.workbook(people(1, serial=9)))
    rows = [row.pk for row in theirs.rows.all()]
    client.post(page_of(mine), {"go": "keep", "shown": rows, "row": []})
    assert theirs.rows.get().is_chosen


@pytest.mark.parametrize(
    "typed",
    [
        {"go": "after:x"},
        {"go": "before:-1"},
        {"shown": ["x", "9" * 30, "-1"], "row": ["½"]},
        {"show": "nowhere", "from": "²"},
    ],
)
def test_foreign_words_in_the_form_do_no_harm(
    agent: Client, employer: Employer, typed: dict[str, Any]
) -> None:
    one = taken(agent, employer, rosters.workbook(people(1)))
    assert agent.post(page_of(one), typed).status_code == 303
    assert (
        agent.get(page_of(one), {"after": "9" * 40, "before": "x", "show": "y"}).status_code == 200
    )


# Queries --------------------------------------------------------------------------------------


@pytest.mark.parametrize("count", [1, 25])
def test_a_page_asks_the_same_for_one_row_and_for_many(
    agent: Client,
    employer: Employer,
    django_assert_max_num_queries: Callable[..., Any],
    count: int,
) -> None:
    one = taken(agent, employer, rosters.workbook(people(count)))
    with django_assert_max_num_queries(8):
        agent.get(page_of(one))
    with django_assert_max_num_queries(7):
        agent.get(f"/units/{employer.pk}/roster/")


def test_the_list_of_uploads_asks_the_same_when_it_is_empty(
    agent: Client, employer: Employer, django_assert_max_num_queries: Callable[..., Any]
) -> None:
    with django_assert_max_num_queries(7):
        page = agent.get(f"/units/{employer.pk}/roster/")
    assert "还没有上传过" in text(page)


def test_a_chunk_is_checked_in_a_handful_of_queries(
    agent: Client, employer: Employer, django_assert_max_num_queries: Callable[..., Any]
) -> None:
    rosters.enrol(agent, taken(agent, employer, rosters.workbook(people(20))))
    data = rosters.workbook(people(200))
    with django_assert_max_num_queries(45):
        one = taken(agent, employer, data)
    assert states(one).count("already") == 20
    assert work.SMALL_CHECK >= 200
