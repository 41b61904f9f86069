"""Couriers in a roster: the outlet by name or number, one of five jobs, what is left to the age."""

from datetime import date
from io import BytesIO
from typing import Any

import pytest
from django.test import Client
from python_calamine import CalamineWorkbook

from registration.models import Employer, Employment, Outlet, RosterUpload
from registration.outlets.entries import end_outlet
from registration.outlets.rules import JOBS
from registration.roster import words
from registration.roster.headers import Field
from registration.roster.template_file import COURIER, OUTLET_SHEET
from tests.cast import Cast
from tests.desk import text
from tests.registration import making, rosters
from tests.registration.outlets import courier_unit, terminal
from tests.registration.rosters import page_of, people, problems, states, taken

HEADER = (*rosters.HEADER, "网点", "工种", "用工形式")
TODAY = date(2026, 11, 24)
Row = tuple[Any, ...]
pytestmark = pytest.mark.django_db


@pytest.fixture
def unit(cast: Cast) -> Employer:
    """A licensed courier unit of the agent."""
    return courier_unit(cast)


@pytest.fixture
def filed(unit: Employer) -> Outlet:
    """A terminal of the unit."""
    return terminal(unit)


@pytest.fixture
def agent(cast: Cast, unit: Employer) -> Client:
    """The browser of the agent."""
    return cast.client(cast.agent)


def row(serial: int, *, outlet: str = "", job: str = "投递", work: str = "") -> Row:
    """Return a line about somebody of an outlet."""
    return (*people(1, serial=serial)[0], outlet, job, work)


def handed_in(agent: Client, unit: Employer, *rows: Row) -> RosterUpload:
    return taken(agent, unit, rosters.workbook(rows, header=HEADER))


def test_couriers_are_entered_at_the_outlets_that_their_lines_name(
    agent: Client, unit: Employer, filed: Outlet
) -> None:
    own = unit.outlets.get(kind="licensed")
    one = handed_in(
        agent,
        unit,
        row(0, outlet=filed.name),
        row(1, outlet=filed.number.lower(), job="分拣员"),
        row(2, outlet=own.name, job="客服", work="快递员"),
    )
    assert states(one) == ["ready"] * 3, problems(one)
    page = text(agent.get(page_of(one)))
    assert f"{filed.name}，分拣，快递网点从业人员" in page
    assert not Employment.objects.exists()
    rosters.enrol(agent, one)
    rows = Employment.objects.order_by("pk").values_list("kind", "outlet", "job")
    assert list(rows) == [
        ("courier", filed.pk, "投递"),
        ("courier", filed.pk, "分拣"),
        ("courier", own.pk, "查询"),
    ]
    assert set(Employment.objects.values_list("insured_from", flat=True)) == {date(2026, 11, 25)}


def test_the_same_file_twice_enters_couriers_once(
    agent: Client, unit: Employer, filed: Outlet
) -> None:
    for state in ("enrolled", "already"):
        one = handed_in(agent, unit, row(0, outlet=filed.name))
        rosters.enrol(agent, one)
        assert states(one) == [state]
    assert Employment.objects.count() == 1


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"outlet": "没有的网点"}, "在册的网点里没有“没有的网点”"),
        ({"outlet": "", "work": "快递员"}, "没有写在哪个网点"),
        ({"job": "会计"}, "只有收寄、分拣、运输、投递、查询这五种"),
        ({"job": ""}, "只有收寄、分拣、运输、投递、查询这五种"),
    ],
)
def test_what_is_wrong_with_outlet_and_job_is_said(
    agent: Client, unit: Employer, filed: Outlet, changes: dict[str, str], sentence: str
) -> None:
    one = handed_in(agent, unit, row(0, **{"outlet": filed.name} | changes))
    assert states(one) == ["wrong"]
    assert sentence in problems(one)[0]


def test_two_outlets_of_one_name_are_told_apart_by_number(
    agent: Client, unit: Employer, filed: Outlet
) -> None:
    other = terminal(unit, filed.name)
    one = handed_in(
        agent, unit, row(0, outlet=filed.name), row(1, outlet=other.number), row(2, outlet="")
    )
    assert states(one) == ["wrong", "ready", "ready"]
    assert "几个网点都叫" in problems(one)[0]
    assert one.rows.get(line=3).content["outlet"] == other.pk
    assert one.rows.get(line=4).content["work"] == "employee"


def test_the_only_outlet_need_not_be_named(agent: Client, unit: Employer) -> None:
    one = handed_in(agent, unit, row(0, work="快递网点从业人员"))
    assert states(one) == ["ready"]
    assert one.rows.get().content["outlet"] == unit.outlets.get().pk


def test_who_is_said_to_be_an_employee_is_one_whatever_the_outlet(
    agent: Client, unit: Employer, filed: Outlet
) -> None:
    one = handed_in(agent, unit, row(0, outlet=filed.name, job="会计", work="职工"))
    rosters.enrol(agent, one)
    work = Employment.objects.get()
    assert (work.kind, work.outlet, work.job) == ("employee", None, "会计")


def test_people_over_the_age_of_retirement_go_the_way_of_their_age(
    agent: Client, unit: Employer, filed: Outlet
) -> None:
    old = (
        "工老",
        making.id_number(born="19550310", serial=1),
        "2026-11-20",
        filed.name,
        "分拣",
        "",
    )
    one = handed_in(agent, unit, old)
    assert states(one) == ["ready"]
    assert "按年龄登记" in "".join(one.rows.get().content["notes"])
    rosters.enrol(agent, one)
    assert Employment.objects.get().kind == "overage"


def test_minors_of_an_outlet_are_marked(agent: Client, unit: Employer, filed: Outlet) -> None:
    minor = ("工小", making.id_number(born="20090601", serial=1), "2026-11-20")
    one = handed_in(agent, unit, (*minor, filed.name, "分拣", ""))
    assert "未成年工" in "".join(one.rows.get().content["notes"])
    rosters.enrol(agent, one)
    assert Employment.objects.get().is_minor


def test_a_unit_without_a_licence_has_no_couriers_and_its_branches_are_no_outlets(
    cast: Cast,
) -> None:
    plain = making.employer("济宁演示银行")
    making.agent_for(cast.agent, plain)
    agent = cast.client(cast.agent)
    one = handed_in(
        agent, plain, row(0, outlet="南门支行", job="柜员"), row(1, job="投递", work="快递员")
    )
    assert states(one) == ["ready", "wrong"]
    assert one.rows.get(line=2).content["work"] == "employee"
    assert "没有登记快递业务经营许可" in problems(one)[1]
    assert Field.OUTLET.label not in [
        row.term for row in agent.get(page_of(one)).context["mapping"]
    ]


def test_an_outlet_that_ended_after_the_check_takes_nobody_and_no_row_is_halved(
    agent: Client, unit: Employer, filed: Outlet
) -> None:
    one = handed_in(agent, unit, row(0, outlet=filed.name), row(1, outlet=unit.name))
    end_outlet(filed, on=TODAY, by=None)
    rosters.enrol(agent, one)
    assert states(one) == ["wrong", "enrolled"]
    assert "已经结束" in problems(one)[0]
    assert Employment.objects.get().person.identity.person == Employment.objects.get().person
    assert Employment.objects.get().person_name == rosters.name_of(1)


# The template ---------------------------------------------------------------------------------


def test_what_the_template_of_courier_firms_offers_is_understood() -> None:
    assert all(words.work_of(word) for word in COURIER.choices[Field.WORK])
    assert [words.courier_job_of(word) for word in COURIER.choices[Field.JOB]] == list(JOBS)
    assert set(words.COURIER_JOBS) == set(JOBS)


def test_courier_firms_get_a_template_with_their_outlets_and_others_do_not(
    agent: Client, cast: Cast, unit: Employer, filed: Outlet, tmp_path: Any
) -> None:
    sheets = book(agent, unit)
    titles = sheets["花名册"][0]
    assert "网点" in titles
    assert "工种" in titles
    own = unit.outlets.get(kind="licensed")
    assert sheets[OUTLET_SHEET][1:] == [[own.name, own.number], [filed.name, filed.number]]
    plain = making.employer()
    making.agent_for(cast.agent, plain)
    sheets = book(agent, plain)
    assert "网点" not in sheets["花名册"][0]
    assert OUTLET_SHEET not in sheets


def test_the_filled_in_template_is_read(agent: Client, unit: Employer, filed: Outlet) -> None:
    titles = book(agent, unit)["花名册"][0]
    name, number, first_day = people(1)[0]
    line = {"姓名*": name, "证件号码*": number, "用工日期*": first_day, "网点": filed.name}
    line["工种"] = "投递"
    data = rosters.workbook([[line.get(title, "") for title in titles]], header=titles)
    one = taken(agent, unit, data)
    assert states(one) == ["ready"], problems(one)
    assert one.rows.get().content["outlet"] == filed.pk


def book(agent: Client, unit: Employer) -> dict[str, list[list[Any]]]:
    """Return the sheets of the template of a unit."""
    answer = agent.get(f"/units/{unit.pk}/roster/template/")
    found = CalamineWorkbook.from_filelike(BytesIO(answer.content))
    return {name: found.get_sheet_by_name(name).to_python() for name in found.sheet_names}
