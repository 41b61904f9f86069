"""Filings in lists: the agency's work list, a unit's own, and what each of them asks for."""

from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from portal.cases.models import Case
from registration.filings.process import ChangeProcess
from registration.models import Employer, EmployerFiling
from tests import factories as make
from tests.cast import Cast
from tests.desk import text
from tests.registration import filing

WORK = "/work/"


def closed(employer: Employer, office: object, count: int) -> None:
    """Put changes that ended into the tables that the lists read."""
    first = Case.objects.count()
    cases = Case.objects.bulk_create(
        Case(
            kind=ChangeProcess.code,
            reference=f"2025-{first + number:06d}",
            state="approved",
            office=office,
            is_open=False,
            person_name="",
            employer_name=employer.name,
            filed_on=date(2025, 5, 6),
        )
        for number in range(count)
    )
    EmployerFiling.objects.bulk_create(
        EmployerFiling(case=case, employer=employer, happened_on=date(2025, 5, 1)) for case in cases
    )


def rows(cast: Cast, user: object, query: str = "") -> list[tuple[str, str, str, bool]]:
    """Return the rows of an officer's work list."""
    page = cast.client(user).get(WORK + query)  # type: ignore[arg-type]
    return [
        (row.person, row.employer, row.actor, row.is_mine)
        for group in page.context["groups"]
        for row in group.rows
    ]


def test_the_work_list_of_the_agency_names_the_unit_and_the_matter(cast: Cast) -> None:
    filing.change(cast)
    filing.registration(cast)
    assert rows(cast, cast.registrar) == [
        ("济宁演示机械有限公司", "单位变更登记", "我", True),
        ("济宁演示志愿者协会", "单位参保登记", "我", True),
    ]
    page = text(cast.client(cast.registrar).get(WORK))
    assert '<th scope="col">单位或者个人</th>' in page
    assert '<th scope="col">事项</th>' in page


def test_whose_turn_it_is_goes_from_one_person_to_the_other(cast: Cast) -> None:
    case = filing.change(cast)
    assert rows(cast, cast.register_reviewer) == []
    filing.proposed(cast, case)
    assert rows(cast, cast.registrar) == []
    assert rows(cast, cast.register_reviewer) == [
        ("济宁演示机械有限公司", "单位变更登记", "我", True)
    ]
    assert rows(cast, cast.registrar, "?whose=all") == [
        ("济宁演示机械有限公司", "单位变更登记", "参保复核人员", False)
    ]


def test_what_the_employer_owes_an_answer_to_is_nobody_elses_turn(cast: Cast) -> None:
    filing.corrected(cast, filing.change(cast))
    filing.noted(cast, filing.unit(cast, "济宁演示食品有限公司"))
    assert rows(cast, cast.registrar) == []
    found = rows(cast, cast.registrar, "?whose=all")
    assert [actor for _, _, actor, _ in found] == ["用人单位", "用人单位"]


def test_filters_of_states_that_several_procedures_share_stand_once(cast: Cast) -> None:
    filing.change(cast)
    filing.registration(cast)
    page = cast.client(cast.registrar).get(WORK)
    labels = [chip.label for chip in page.context["chips"]]
    assert labels.count("已提交") == 1
    assert "受理" not in "".join(labels)


def test_a_filing_is_found_by_the_name_of_the_unit(cast: Cast) -> None:
    filing.change(cast)
    assert len(rows(cast, cast.registrar, "?q=演示机械")) == 1
    assert rows(cast, cast.foreign_registrar, "?q=演示机械") == []


def test_the_list_of_the_injury_office_is_as_it_was(cast: Cast) -> None:
    filing.change(cast)
    make.submitted(cast)
    page = text(cast.client(cast.clerk).get(WORK))
    assert '<th scope="col">职工</th>' in page
    assert "单位变更登记" not in page


@pytest.mark.parametrize("count", [0, 1, 25])
def test_the_lists_of_a_unit_ask_the_same_however_many_there_are(cast: Cast, count: int) -> None:
    employer = filing.unit(cast)
    closed(employer, cast.agency, count)
    for user, url in (
        (cast.agent, f"/units/{employer.pk}/filings/"),
        (cast.registrar, f"/register/{employer.pk}/filings/"),
    ):
        client = cast.client(user)
        with CaptureQueriesContext(connection) as asked:
            page = client.get(url)
        assert len(page.context["filings"].lines) == count
        assert len(asked) <= 14 + bool(count)


def test_older_filings_stand_on_the_next_page(cast: Cast) -> None:
    employer = filing.unit(cast)
    closed(employer, cast.agency, 30)
    client = cast.client(cast.agent)
    first = client.get(f"/units/{employer.pk}/filings/")
    before = first.context["filings"].before
    assert f"?before={before}" in text(first)
    second = client.get(f"/units/{employer.pk}/filings/?before={before}")
    shown = [line.case.pk for page in (first, second) for line in page.context["filings"].lines]
    assert len(shown) == len(set(shown)) == 30
    assert (
        client.get(f"/units/{employer.pk}/filings/?before=9999999999999999999999").status_code
        == 200
    )


def test_officers_of_other_agencies_find_no_list(cast: Cast) -> None:
    employer = filing.unit(cast)
    for user in (cast.foreign_registrar, cast.handler, cast.agent):
        assert cast.client(user).get(f"/register/{employer.pk}/filings/").status_code == 404
