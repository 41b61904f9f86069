"""Officers read a person's entry: of their own counties, with a reason, and it is noted."""

from datetime import date

import pytest
from django.test import Client

from portal.audit.models import AuditEvent
from portal.offices.models import County
from registration.entries import end_employment
from registration.models import Employment, Person
from tests.cast import Cast
from tests.desk import text
from tests.registration import making
from tests.registration.own_records import verified
from tests.registration.test_records import fill

SEARCH = "/register/people/"


@pytest.fixture
def person(cast: Cast) -> Person:
    """A worker of an employer in 任城区."""
    who = making.person("李小满")
    making.employment(who, making.employer())
    return who


def page_of(person: Person) -> str:
    """Return the address of a person's entry."""
    return f"{SEARCH}{person.pk}/"


def typed(person: Person, **more: str) -> dict[str, str]:
    """Return what an officer types to find a person."""
    found = {"kind": "resident_id", "number": person.identity.number, "why": "claim"}
    return {**found, **more}


def test_the_whole_number_leads_to_the_person_and_is_noted(cast: Cast, person: Person) -> None:
    officer = cast.client(cast.registrar)
    answer = officer.post(SEARCH, typed(person))
    assert answer.status_code == 303
    assert answer["Location"] == f"{page_of(person)}?why=claim"
    page = text(officer.get(answer["Location"]))
    for shown in ("李小满", person.masked_number, "济宁演示机械有限公司", "核对工伤案件的参保情况"):
        assert shown in page
    assert person.identity.number not in page
    events = AuditEvent.objects.filter(subject_id=person.pk).order_by("id")
    assert [event.verb for event in events] == ["search_hit", "look_records"]
    assert {event.reason for event in events} == {"核对工伤案件的参保情况"}


def test_a_person_of_another_county_is_as_unknown_as_none(cast: Cast, person: Person) -> None:
    officer = cast.client(cast.foreign_registrar)
    there, nobody = (
        text(officer.post(SEARCH, typed(person, number=number))).replace(number, "")
        for number in (person.identity.number, making.id_number())
    )
    assert "没有查到" in there
    assert "李小满" not in there
    assert there.split("<main")[1][:400] == nobody.split("<main")[1][:400]
    assert officer.get(page_of(person), {"why": "claim"}).status_code == 404
    assert officer.get(f"{page_of(person)}work/", {"why": "claim"}).status_code == 404
    assert not AuditEvent.objects.filter(subject_id=person.pk).exists()


def test_former_work_in_the_county_opens_the_entry_too(cast: Cast) -> None:
    who = making.person("王先前")
    work = making.employment(who, making.employer(), started_on=date(2026, 1, 5))
    end_employment(work, on=date(2026, 6, 30), reason="合同到期", by=None)
    jinxiang = County.objects.get(code="370828")
    making.employment(who, making.employer("金乡演示有限公司", county=jinxiang))
    for officer in (cast.registrar, cast.foreign_registrar):
        assert cast.client(officer).get(page_of(who), {"why": "check"}).status_code == 200


@pytest.mark.parametrize("why", ["", "x", "claim2"])
def test_without_a_reason_from_the_list_the_entry_stays_shut(
    cast: Cast, person: Person, why: str
) -> None:
    officer = cast.client(cast.registrar)
    answer = officer.get(page_of(person), {"why": why} if why else {})
    assert answer.status_code == (422 if why else 200)
    page = text(answer)
    assert "为什么查看" in page
    assert "济宁演示机械有限公司" not in page
    assert "李小满" not in page
    assert officer.get(f"{page_of(person)}work/", {"why": why})["Location"] == page_of(person)
    assert not AuditEvent.objects.filter(subject_id=person.pk).exists()


def test_each_look_is_noted_for_the_person_to_read(cast: Cast, person: Person) -> None:
    officer = cast.client(cast.registrar)
    officer.get(page_of(person), {"why": "dispute"})
    officer.get(f"{page_of(person)}months/", {"why": "dispute"})
    page = text(cast.client(verified(cast.worker, person)).get("/records/looks/"))
    assert page.count("处理参保争议或者投诉") == 2


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"number": ""}, "请填写证件号码"),
        ({"number": "123"}, "号码应是 18 位"),
        ({"why": ""}, "请选择为什么查"),
    ],
)
def test_bad_input_is_said_beside_the_field(
    cast: Cast, person: Person, changes: dict[str, str], said: str
) -> None:
    answer = cast.client(cast.registrar).post(SEARCH, typed(person, **changes))
    assert answer.status_code == 422
    assert said in text(answer)


def test_twenty_misses_lock_the_search_for_an_hour(cast: Cast, person: Person, clock) -> None:  # type: ignore[no-untyped-def]
    officer = cast.client(cast.registrar)
    for _ in range(20):
        officer.post(SEARCH, typed(person, number=making.id_number()))
    answer = officer.post(SEARCH, typed(person))
    assert answer.status_code == 422
    assert "尝试次数太多" in text(answer)
    clock.move(minutes=61)
    assert cast.client(cast.registrar).post(SEARCH, typed(person)).status_code == 303


def test_only_officers_of_an_agency_come_in(cast: Cast, person: Person) -> None:
    for user in (cast.clerk, cast.handler, cast.worker):
        assert cast.client(user).get(SEARCH).status_code == 403
        assert cast.client(user).get(page_of(person), {"why": "check"}).status_code == 404
    assert Client().get(SEARCH)["Location"].startswith("/staff/login/")
    assert cast.client(cast.register_reviewer).get(SEARCH).status_code == 200
    assert cast.client(cast.registrar).get(f"{page_of(person)}x/?why=check").status_code == 404


def test_a_supervisor_of_a_bureau_finds_nobody(cast: Cast, person: Person) -> None:
    bureau = cast.client(cast.supervisor)
    assert bureau.get(page_of(person), {"why": "check"}).status_code == 404
    assert bureau.post(SEARCH, typed(person)).status_code != 303


@pytest.mark.parametrize("rows", [0, 1, 25])
def test_the_entry_takes_few_queries(  # type: ignore[no-untyped-def]
    cast: Cast, person: Person, rows: int, django_assert_max_num_queries
) -> None:
    unit = Employment.objects.filter(person=person)[0].employer
    for name in ("work", "months", "benefits", "changes"):
        fill(person, unit, name, rows)
    officer = cast.client(cast.registrar)
    officer.get(SEARCH)
    with django_assert_max_num_queries(12):
        officer.get(page_of(person), {"why": "check"})
    for name in ("work", "months", "benefits", "changes"):
        with django_assert_max_num_queries(9):
            officer.get(f"{page_of(person)}{name}/", {"why": "check"})
