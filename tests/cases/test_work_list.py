"""The work list: the own office's open cases by days left, page after page by key."""

from collections.abc import Iterator
from datetime import date, timedelta

import pytest
from django.db import connection
from django.http import HttpResponse
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from injury_claims.process import ClaimProcess
from injury_claims.states import ClaimState as S
from portal.cases import queues
from portal.cases.models import Case
from portal.deadlines.models import NO_DUE_DAY
from portal.offices.models import Office
from tests import factories as make
from tests.cast import Cast
from tests.desk import text

ADDRESS = reverse("cases:work_list")
TODAY = date(2026, 11, 24)


def rows(office: Office, count: int, *, first: date = TODAY, **fields: object) -> list[Case]:
    """Put cases into the table that the list reads, one a day; the list reads nothing else."""
    start = Case.objects.count()
    return Case.objects.bulk_create(
        Case(
            **{
                "kind": ClaimProcess.code,
                "reference": f"2026-{start + n:06d}",
                "state": S.SUBMITTED,
                "office": office,
                "person_name": f"演示{start + n:05d}",
                "employer_name": "济宁演示机械有限公司",
                "filed_on": TODAY - timedelta(days=5),
                "next_due_on": first + timedelta(days=n),
            }
            | fields
        )
        for n in range(count)
    )


def names(page: HttpResponse) -> list[str]:
    """Return the persons of a page in their order."""
    return [row.person for group in page.context["groups"] for row in group.rows]


def walk(client: Client) -> Iterator[HttpResponse]:
    """Turn the pages to the end."""
    address = "?"
    while address:
        page = client.get(ADDRESS + address)
        yield page
        address = page.context["page"].older_url


def test_a_clerk_sees_the_cases_of_the_own_office_with_what_comes_next(cast: Cast) -> None:
    case = make.submitted(cast)
    page = cast.client(cast.clerk).get(ADDRESS)
    assert case.person_name in text(page)
    assert "<b>我</b>：核对材料，决定是否受理" in text(page)
    everything = cast.client(cast.handler).get(ADDRESS, {"whose": "all"})
    assert "窗口受理人员：核对材料，决定是否受理" in text(everything)


def test_the_list_opens_on_what_waits_for_the_roles_of_the_viewer(cast: Cast) -> None:
    rows(cast.office, 1, person_name="窗口")
    rows(cast.office, 1, person_name="待领", state=S.ACCEPTED)
    rows(cast.office, 1, person_name="自己", state=S.INVESTIGATING, handler=cast.handler)
    rows(cast.office, 1, person_name="审核", state=S.REVIEWING, handler=cast.handler)
    rows(cast.office, 1, person_name="签发", state=S.DECIDING, handler=cast.handler)
    for officer, expected, tab in (
        (cast.clerk, ["窗口"], "轮到我"),
        (cast.handler, ["自己", "审核", "签发"], "我承办的"),
        (cast.reviewer, ["审核"], "轮到我"),
        (cast.signer, ["签发"], "轮到我"),
    ):
        page = cast.client(officer).get(ADDRESS)
        assert sorted(names(page)) == sorted(expected)
        first = page.context["tabs"][0]
        assert (first.label, first.count, first.is_current) == (tab, str(len(expected)), True)
    free = cast.client(cast.handler).get(ADDRESS, {"whose": "unassigned"})
    assert names(free) == ["待领"]


def test_the_late_and_the_soon_are_filters_and_empty_filters_are_hidden(cast: Cast) -> None:
    for days in (-4, 0, 7, 8):
        rows(cast.office, 1, first=TODAY + timedelta(days=days), person_name=f"第{days}天")
    client = cast.client(cast.clerk)
    chips = {chip.label: chip for chip in client.get(ADDRESS).context["chips"]}
    assert [(name, chip.count) for name, chip in chips.items()] == [
        ("已超期", "1"),
        ("7 天内", "2"),
        ("已提交", ""),
    ]
    week = client.get(ADDRESS + chips["7 天内"].url)
    assert names(week) == ["第0天", "第7天"]
    assert "共 <b>2</b> 件" in text(week)
    assert names(client.get(ADDRESS, {"due": "late", "state": "submitted"})) == ["第-4天"]


def test_officers_of_another_office_do_not_see_them(cast: Cast) -> None:
    case = make.submitted(cast)
    client = cast.client(cast.foreign_officer)
    assert case.reference not in text(client.get(ADDRESS))
    for words in (case.reference, case.person_name, case.employer_name):
        assert names(client.get(ADDRESS, {"q": words})) == []


def test_citizens_and_administrators_have_no_work_list(cast: Cast) -> None:
    assert cast.client(cast.worker).get(ADDRESS).status_code == 403
    assert cast.client(cast.administrator).get(ADDRESS).status_code == 403
    assert Client().get(ADDRESS).status_code == 302


def test_rows_stand_in_groups_by_days_left_with_their_counts(cast: Cast) -> None:
    for days, count in ((-4, 2), (0, 1), (3, 1), (4, 1), (7, 1), (8, 3)):
        for _ in range(count):
            rows(cast.office, 1, first=TODAY + timedelta(days=days))
    rows(cast.office, 2, state=S.SUSPENDED)
    Case.objects.filter(state=S.SUSPENDED).update(next_due_on=NO_DUE_DAY)
    page = cast.client(cast.clerk).get(ADDRESS, {"whose": "all"})
    heads = [(group.label, group.count) for group in page.context["groups"]]
    assert heads == [
        ("已超期", "2"),
        ("今天到 3 天", "2"),
        ("4 到 7 天", "2"),
        ("8 天以上", "3"),
        ("中止或者没有期限", "2"),
    ]
    assert "已超 4 天" in text(page)
    assert "停着" in text(page)
    assert "共 <b>11</b> 件" in text(page)


def test_filters_live_in_the_address(cast: Cast) -> None:
    rows(cast.office, 2, handler=cast.handler, state=S.INVESTIGATING)
    rows(cast.office, 3)
    rows(cast.office, 1, state=S.ACCEPTED)
    client = cast.client(cast.handler)
    for query, count in (
        ({}, 2),
        ({"whose": "all"}, 6),
        ({"whose": "mine"}, 2),
        ({"whose": "unassigned"}, 1),
        ({"whose": "all", "state": "submitted"}, 3),
        ({"whose": "unassigned", "state": "investigating"}, 0),
        ({"whose": "unassigned", "state": "reviewing"}, 0),
    ):
        assert len(names(client.get(ADDRESS, query))) == count, query
    page = client.get(ADDRESS, {"whose": "all", "state": "investigating"})
    assert [chip.label for chip in page.context["chips"] if chip.is_current] == ["调查核实"]
    counts = {tab.label: tab.count for tab in page.context["tabs"]}
    assert counts == {"我承办的": "2", "待领取": "1", "全部": "6"}


@pytest.mark.parametrize(
    "query", ["whose='--", "state=nothing", "at=forged", "from=2026-13-45", "sort=-id&page=2"]
)
def test_what_is_not_a_filter_is_ignored(cast: Cast, query: str) -> None:
    rows(cast.office, 1)
    page = cast.client(cast.clerk).get(f"{ADDRESS}?{query}")
    assert page.status_code == 200
    assert len(names(page)) == 1


def test_a_closed_case_is_found_but_not_listed(cast: Cast) -> None:
    (case,) = rows(cast.office, 1, state=S.EFFECTIVE, is_open=False, next_due_on=NO_DUE_DAY)
    client = cast.client(cast.clerk)
    assert names(client.get(ADDRESS)) == []
    assert "没有在办的案件" in text(client.get(ADDRESS, {"whose": "all"}))
    assert names(client.get(ADDRESS, {"q": case.reference})) == [case.person_name]


def test_cases_are_found_by_number_person_and_part_of_the_employer(cast: Cast) -> None:
    rows(cast.office, 3)
    rows(cast.office, 1, person_name="欧阳䶮喆", employer_name="邹城演示恒泰煤机配件有限公司")
    client = cast.client(cast.clerk)
    for words in ("2026-000003", "欧阳", "欧阳䶮", "恒泰煤机", "  ２０２６-000003 "):
        assert names(client.get(ADDRESS, {"q": words})) == ["欧阳䶮喆"], words
    assert "请至少写两个字" in text(client.get(ADDRESS, {"q": "欧"}))
    assert "没有找到案件" in text(client.get(ADDRESS, {"q": "没有这个人"}))


@pytest.mark.parametrize("words", ["%%", "__", "'; DROP TABLE cases_case; --", "<b>喆</b>"])
def test_search_words_are_words_and_nothing_else(cast: Cast, words: str) -> None:
    rows(cast.office, 1)
    page = cast.client(cast.clerk).get(ADDRESS, {"q": words})
    assert page.status_code == 200
    assert names(page) == []
    assert "<b>喆</b>" not in text(page)


def test_a_search_shows_no_more_than_it_says(cast: Cast) -> None:
    rows(cast.office, queues.FOUND + 5)
    page = cast.client(cast.clerk).get(ADDRESS, {"q": "济宁演示"})
    assert len(names(page)) == queues.FOUND
    assert f"只列出前 {queues.FOUND} 件" in text(page)


def test_every_row_is_on_exactly_one_page_both_ways(cast: Cast) -> None:
    cases = rows(cast.office, 60) + rows(cast.office, 60)
    expected = [c.person_name for c in sorted(cases, key=lambda c: (c.next_due_on, c.pk))]
    client = cast.client(cast.clerk)
    pages = list(walk(client))
    assert [len(names(page)) for page in pages] == [40, 40, 40]
    assert [name for page in pages for name in names(page)] == expected
    back = client.get(ADDRESS + pages[2].context["page"].newer_url)
    assert names(back) == names(pages[1])
    first = client.get(ADDRESS + back.context["page"].newer_url)
    assert names(first) == names(pages[0])
    assert first.context["page"].newer_url == ""


def test_rows_that_come_and_go_neither_double_nor_hide_others(cast: Cast) -> None:
    cases = rows(cast.office, 80, first=TODAY + timedelta(days=10))
    client = cast.client(cast.clerk)
    first = client.get(ADDRESS)
    rows(cast.office, 5, first=TODAY)
    Case.objects.filter(pk__in=[case.pk for case in cases[:3]]).update(is_open=False)
    second = client.get(ADDRESS + first.context["page"].older_url)
    assert names(second) == [case.person_name for case in cases[40:]]


def test_a_day_can_be_jumped_to(cast: Cast) -> None:
    cases = rows(cast.office, 100)
    page = cast.client(cast.clerk).get(ADDRESS, {"from": "2027-01-13"})
    assert names(page)[0] == cases[50].person_name
    back = cast.client(cast.clerk).get(ADDRESS + page.context["page"].newer_url)
    assert names(back)[-1] == cases[49].person_name


@pytest.mark.parametrize("count", [0, 25, 1000])
@pytest.mark.parametrize("query", ["", "whose=all", "state=submitted", "from=2026-11-01"])
def test_the_list_asks_the_same_few_questions_at_any_size(
    cast: Cast, count: int, query: str
) -> None:
    rows(cast.office, count, handler=cast.clerk)
    client = cast.client(cast.clerk)
    client.get(ADDRESS)
    with CaptureQueriesContext(connection) as asked:
        page = client.get(f"{ADDRESS}?{query}")
    assert len(names(page)) == min(40, count)
    assert len(asked) <= 6, [query["sql"][:90] for query in asked]
    assert len(page.content) <= 40_000


def test_counts_beyond_the_cap_are_said_to_be_more(cast: Cast) -> None:
    assert queues.shown(10_000) == "10,000"
    assert queues.shown(10_001) == "10,000+"


@pytest.mark.parametrize("whose", list(queues.Whose))
@pytest.mark.parametrize("state", ["", S.SUBMITTED])
def test_rows_come_from_an_index_in_their_order(
    cast: Cast, whose: queues.Whose, state: str
) -> None:
    rows(cast.office, 5000, handler=cast.clerk)  # so many that sorting is no way for anybody
    rows(cast.office, 5000, state=S.SUBMITTED_AGAIN)
    rows(cast.other_office, 1000)
    rows(cast.office, 500, first=TODAY + timedelta(days=2000))
    with connection.cursor() as cursor:
        cursor.execute("RESET ROLE; ANALYZE cases_case; SET ROLE portal_app")
    selection = queues.Selection(
        cast.office.pk,
        cast.clerk.pk,
        whose,
        state,
        turn=(S.SUBMITTED, S.SUBMITTED_AGAIN),
        handled=(S.SUBMITTED, S.ACCEPTED),
    )
    at = queues.Cursor(TODAY + timedelta(days=300), 5)
    for part in selection.parts(today=TODAY):
        rows_ = part.filter(queues.beside(at)).order_by("next_due_on", "id")
        plan = rows_.values_list(*queues.COLUMNS)[: queues.PAGE + 1].explain()
        assert "case_open" in plan, plan
        assert "Sort" not in plan, plan
        condition = plan.split("Index Cond")[1].split("\n")[0]
        assert "ROW(next_due_on, id) > ROW(" in condition, plan


def test_a_case_leads_on_to_the_next_of_its_list_and_back_to_its_row(cast: Cast) -> None:
    cases = [make.submitted(cast) for _ in range(3)]
    days = [TODAY + timedelta(days=n) for n in range(3)]
    for case, day in zip(cases, days, strict=True):
        Case.objects.filter(pk=case.pk).update(next_due_on=day)
    client = cast.client(cast.clerk)
    listed = client.get(ADDRESS, {"state": "submitted"})
    middle = listed.context["groups"][0].rows[1]
    way = client.get(middle.url).context["way"]
    assert way.previous_url == listed.context["groups"][0].rows[0].url
    assert way.next_url == listed.context["groups"][0].rows[2].url
    assert way.back_url.endswith(f"state=submitted#{middle.anchor}")
    assert f'id="{middle.anchor}"' in text(client.get(way.back_url))
    first = client.get(way.previous_url)
    assert first.context["way"].previous_url == ""
    assert "上一件" not in text(first)
    assert "下一件" in text(first)
    alone = client.get(f"/cases/{cases[1].reference}/")
    assert "下一件" not in text(alone)
