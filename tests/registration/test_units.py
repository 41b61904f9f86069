"""The pages of an employer for its agents."""

import pytest
from django.test import Client

from tests.cast import Cast
from tests.registration import making


def test_an_agent_reads_the_entry_with_source_and_day(cast: Cast) -> None:
    employer = making.employer(legal_representative="孙经理")
    making.agent_for(cast.agent, employer)
    page = cast.client(cast.agent).get(f"/units/{employer.pk}/")
    for words in (
        employer.name,
        employer.credit_code,
        "孙经理",
        "市场监管登记信息，截至 2026年11月24日",
    ):
        assert words in page.content.decode()


@pytest.mark.parametrize("who", ["stranger", "registrar", "handler"])
def test_to_everybody_else_the_unit_does_not_exist(cast: Cast, who: str) -> None:
    employer = making.employer()
    making.agent_for(cast.agent, employer)
    page = cast.client(getattr(cast, who)).get(f"/units/{employer.pk}/")
    assert page.status_code == 404


def test_somebody_without_log_in_is_asked_to_log_in(cast: Cast) -> None:
    employer = making.employer()
    answer = Client().get(f"/units/{employer.pk}/")
    assert answer.headers["Location"] == f"/login/?next=/units/{employer.pk}/"
