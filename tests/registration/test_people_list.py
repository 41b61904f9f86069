"""「我的职工」: pages, filters, search by name and by whole number, and the officers' list."""

from datetime import date, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from portal.audit.models import AuditEvent
from portal.audit.verbs import Verb
from registration.entries import end_employment
from registration.models import Employer, Employment
from tests.cast import Cast
from tests.desk import text
from tests.registration import making

TODAY = date(2026, 11, 24)
pytestmark = pytest.mark.django_db


@pytest.fixture
def unit(cast: Cast) -> Employer:
    """An employer for which the agent of the cast acts."""
    employer = making.employer()
    making.agent_for(cast.agent, employer)
    return employer


def url(unit: Employer, *, side: str = "units") -> str:
    """Return the address of the list."""
    return f"/{side}/{unit.pk}/people/"


def hire(unit: Employer, name: str, *, days_ago: int = 5, **changes: object) -> Employment:
    """Return present work that began some days ago."""
    started_on = TODAY - timedelta(days=days_ago)
    return making.employment(making.person(name), unit, started_on=started_on, **changes)


def test_the_newest_worker_stands_first_and_numbers_are_masked(cast: Cast, unit: Employer) -> None:
    hire(unit, "先来的", days_ago=20)
    newest = hire(unit, "后来的", days_ago=2)
    page = cast.client(cast.agent).get(url(unit)).content.decode()
    assert page.index("后来的") < page.index("先来的")
    assert newest.person.identity.number not in page
    assert newest.person.masked_number in page
    assert "个人不缴费" in page
    assert "《工伤保险条例》第十条" in page
    assert "不看户口" in page


def test_an_empty_list_says_what_will_appear(cast: Cast, unit: Employer) -> None:
    assert "还没有职工" in cast.client(cast.agent).get(url(unit)).content.decode()


def test_filters_keep_to_their_rows(cast: Cast, unit: Employer) -> None:
    hire(unit, "在岗的")
    hire(unit, "没报的", is_reported=False)
    minor = making.person("未成年", born_on=date(2009, 5, 1))
    making.employment(minor, unit, is_minor=True, started_on=TODAY)
    grown = making.person("长大的", born_on=date(2008, 5, 1))
    making.employment(grown, unit, is_minor=True, started_on=date(2026, 1, 1))
    hire(unit, "超龄的", kind="overage")
    gone = hire(unit, "走了的")
    end_employment(gone, on=TODAY, reason="辞职", by=None)
    client = cast.client(cast.agent)

    def names(show: str) -> set[str]:
        page = client.get(url(unit), {"show": show})
        return {line.name for line in page.context["lines"]}

    assert names("present") == {"在岗的", "没报的", "未成年", "长大的", "超龄的"}
    assert names("unreported") == {"没报的"}
    assert names("minor") == {"未成年"}
    assert names("overage") == {"超龄的"}
    assert names("ended") == {"走了的"}
    assert names("nonsense") == names("present")


def test_thirty_days_are_counted_and_what_follows_is_told(cast: Cast, unit: Employer) -> None:
    hire(unit, "还有时间", days_ago=24, is_reported=False)
    hire(unit, "晚了的", days_ago=34, is_reported=False)
    page = cast.client(cast.agent).get(url(unit), {"show": "unreported"})
    rows = page.context["lines"]
    assert [(row.name, row.days_left) for row in rows] == [("晚了的", -4), ("还有时间", 6)]
    told = text(page)
    assert "已超 4 天" in told
    assert "第八十四条" in told
    assert "3 倍以下" in told


def test_the_last_day_rolls_over_a_weekend(cast: Cast, unit: Employer) -> None:
    """30 days from 2026-10-22 end on a Saturday; the Monday is the last day."""
    work = making.employment(
        making.person(), unit, started_on=date(2026, 10, 22), is_reported=False
    )
    assert work.started_on + timedelta(days=30) == date(2026, 11, 21)
    page = cast.client(cast.agent).get(url(unit))
    assert page.context["lines"][0].due == "11月23日 周一"


def test_pages_follow_each_other_without_loss_in_both_directions(
    cast: Cast, unit: Employer
) -> None:
    for number in range(95):
        hire(unit, f"职工{number:03d}", days_ago=number // 3)
    client = cast.client(cast.agent)
    seen: list[str] = []
    page = client.get(url(unit))
    while True:
        seen += [line.name for line in page.context["lines"]]
        older = page.context["page"].older_url
        if not older:
            break
        page = client.get(older)
    assert len(seen) == len(set(seen)) == 95
    back: list[str] = [line.name for line in page.context["lines"]]
    while page.context["page"].newer_url:
        page = client.get(page.context["page"].newer_url)
        back = [line.name for line in page.context["lines"]] + back
    assert back == seen


def test_a_place_that_was_not_made_here_is_the_first_page(cast: Cast, unit: Employer) -> None:
    hire(unit, "李小满")
    page = cast.client(cast.agent).get(url(unit), {"at": "WyIyMDI2Il0:1x:forged"})
    assert [line.name for line in page.context["lines"]] == ["李小满"]


def test_a_name_is_found_by_a_part_of_it_past_work_too(cast: Cast, unit: Employer) -> None:
    hire(unit, "李小满")
    gone = hire(unit, "王小满")
    end_employment(gone, on=TODAY, reason="辞职", by=None)
    hire(unit, "赵立冬")
    hire(making.employer("别的单位"), "孙小满")
    client = cast.client(cast.agent)
    sent = client.post(url(unit), {"q": " 小满 "})
    assert sent.status_code == 303
    page = client.get(sent["Location"])
    assert {line.name for line in page.context["lines"]} == {"李小满", "王小满"}


def test_a_whole_number_leads_to_the_worker_and_stands_in_no_address(
    cast: Cast, unit: Employer
) -> None:
    work = hire(unit, "李小满")
    hire(unit, "赵立冬")
    typed = work.person.identity.number
    client = cast.client(cast.agent)
    sent = client.post(url(unit), {"q": f" {typed[:6]} {typed[6:14]} {typed[14:].lower()}"})
    assert sent.status_code == 303
    assert sent["Location"] == f"/units/{unit.pk}/people/{work.pk}/"
    event = AuditEvent.objects.get(verb=Verb.SEARCH_HIT)
    assert event.subject_id == work.person_id
    assert typed not in event.target + event.reason


def test_somebody_who_came_back_is_shown_with_both_entries(cast: Cast, unit: Employer) -> None:
    person = making.person("李小满")
    first = making.employment(person, unit, started_on=date(2026, 1, 5))
    end_employment(first, on=date(2026, 6, 1), reason="辞职", by=None)
    making.employment(person, unit, started_on=date(2026, 9, 1))
    page = cast.client(cast.agent).post(url(unit), {"q": person.identity.number})
    assert page.status_code == 200
    assert len(page.context["lines"]) == 2
    assert person.identity.number not in page.content.decode()


def test_a_worker_of_another_employer_is_not_found_by_number(cast: Cast, unit: Employer) -> None:
    elsewhere = hire(making.employer("别的单位"), "孙立夏")
    page = cast.client(cast.agent).post(url(unit), {"q": elsewhere.person.identity.number})
    assert page.status_code == 200
    assert "没有这个证件号码" in page.content.decode()
    assert not AuditEvent.objects.filter(verb=Verb.SEARCH_HIT).exists()


def test_a_number_in_the_address_is_not_searched(cast: Cast, unit: Employer) -> None:
    work = hire(unit, "李小满")
    page = cast.client(cast.agent).get(url(unit), {"q": work.person.identity.number})
    assert page.context["words"] == ""
    assert work.person.identity.number not in text(page)


@pytest.mark.parametrize("rows", [0, 1, 25])
def test_the_list_needs_no_more_queries_for_more_rows(
    cast: Cast, unit: Employer, rows: int
) -> None:
    for number in range(rows):
        hire(unit, f"职工{number:02d}", days_ago=40 - number, is_reported=bool(number % 2))
    client = cast.client(cast.agent)
    client.get(url(unit))
    with CaptureQueriesContext(
        connection,
    ) as done:
        assert client.get(url(unit)).status_code == 200
    assert len(done) <= 8, [one["sql"][:90] for one in done]


@pytest.mark.parametrize("rows", [0, 1, 25])
def test_the_officers_list_needs_no_more_queries_for_more_rows(
    cast: Cast, unit: Employer, rows: int
) -> None:
    for number in range(rows):
        hire(unit, f"职工{number:02d}", days_ago=number)
    client = cast.client(cast.registrar)
    client.get(url(unit, side="register"))
    with CaptureQueriesContext(connection) as done:
        assert client.get(url(unit, side="register")).status_code == 200
    selects = [one["sql"] for one in done if one["sql"].startswith("SELECT")]
    assert len(selects) <= 8, [sql[:90] for sql in selects]


def test_an_officer_reads_the_same_list_and_the_look_is_noted(cast: Cast, unit: Employer) -> None:
    work = hire(unit, "李小满", is_reported=False)
    client = cast.client(cast.registrar)
    page = client.get(url(unit, side="register"))
    assert "李小满" in page.content.decode()
    assert work.person.identity.number not in page.content.decode()
    event = AuditEvent.objects.get(verb=Verb.LOOK_EMPLOYER)
    assert (event.actor_id, event.target) == (cast.registrar.pk, f"employer {unit.pk}")
    found = client.post(url(unit, side="register"), {"q": work.person.identity.number})
    assert found["Location"] == f"/register/{unit.pk}/people/{work.pk}/"
