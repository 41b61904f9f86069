"""A walk-in at a town's window: the right area, one person at a time, one receipt each."""

import threading
from datetime import date
from typing import Any

import pytest
from django.db import connection
from django.test import Client

from portal import clock as portal_clock
from portal.accounts.menu import first_page
from portal.accounts.models import User
from portal.audit.models import AuditEvent
from portal.offices.models import Office, TownArea, TownDesk
from registration.access import employers_of_town
from registration.models import (
    CounterEntry,
    CounterVisit,
    Employer,
    EmployerContact,
    Employment,
    EmploymentChange,
)
from tests.cast import Cast
from tests.conftest import Clock
from tests.desk import day
from tests.registration import making
from tests.registration.town_hall import XUZHUANG, Window, clerk_at, hall, unit


@pytest.fixture
def clerk(cast: Cast) -> User:
    """The clerk of the window of 金城街道."""
    return clerk_at(hall())


@pytest.fixture
def window(cast: Cast, clerk: User) -> Window:
    """The clerk's browser with somebody at the window."""
    window = Window(cast, clerk)
    window.next_person()
    return window


def test_a_worker_is_entered_with_receipt_by_the_rules_of_agents(window: Window) -> None:
    employer = unit()
    number = making.id_number()
    answer = window.add(employer, number=number)
    assert answer.status_code == 303
    work = Employment.objects.get()
    assert (work.person_name, work.job, work.kind) == ("李小满", "装配工", "employee")
    assert (work.reported_on, work.insured_from) == (date(2026, 11, 24), date(2026, 11, 25))
    assert work.entered_by is not None
    assert work.entered_by.name == "冯镇办"
    entry = CounterEntry.objects.get()
    assert answer.headers["Location"] == f"/counter/receipts/{entry.pk}/"
    page = window.client.get(answer.headers["Location"]).content.decode()
    for words in (
        entry.number,
        employer.name,
        "李*满",
        "周*办",
        "金城街道便民服务中心",
        "0537-0000311",
        "冯镇办",
        "2026年11月24日",
        "2026年11月25日（星期三）起参保",
        "单位介绍信或者委托书",
        "《社会保险经办条例》第五十二条",
        "济宁市任城区社会保险事业中心",
    ):
        assert words in page
    assert number not in page
    assert "周来办" not in page


def test_the_receipt_can_be_printed_again_as_the_same_paper(window: Window) -> None:
    address = window.add(unit(), number=making.id_number()).headers["Location"]
    first = window.client.get(f"{address}pdf/")
    assert first.headers["Content-Type"] == "application/pdf"
    assert first.content.startswith(b"%PDF")
    assert window.client.get(f"{address}pdf/").content == first.content
    assert address in window.client.get("/counter/").content.decode()


def test_a_child_under_sixteen_is_refused_with_the_law(window: Window) -> None:
    employer = unit()
    born = making.id_number(born="20120101")
    typed = {"stage": "who", "kind": "resident_id", "number": born, "name": "童小小"}
    page = window.client.post(
        window.at(employer, "add/"), typed | day("started_on", date(2026, 11, 20))
    )
    assert page.status_code == 422
    assert "第六十六条" in page.content.decode()
    assert not Employment.objects.exists()


def test_who_is_registered_here_already_is_not_entered_again(window: Window) -> None:
    employer = unit()
    number = making.id_number()
    making.employment(making.person(number=number), employer)
    typed = {"stage": "who", "kind": "resident_id", "number": number, "name": "李小满"}
    page = window.client.post(
        window.at(employer, "add/"), typed | day("started_on", date(2026, 11, 20))
    )
    assert "已经在这个单位登记" in page.content.decode()
    assert Employment.objects.count() == 1


def test_work_is_ended_with_its_day_and_a_receipt(window: Window) -> None:
    employer = unit()
    number = making.id_number()
    work = making.employment(making.person(number=number), employer)
    found = window.client.post(window.at(employer), {"kind": "resident_id", "number": number})
    address = window.at(employer, f"{work.pk}/end/")
    assert address in found.content.decode()
    typed = window.client.get(address).context["form"]["key"].value()
    form = {"key": typed, "reason": "辞职"} | day("ended_on", date(2026, 11, 24))
    answer = window.client.post(address, form)
    again = window.client.post(address, form)
    assert answer.headers["Location"] == again.headers["Location"]
    work.refresh_from_db()
    assert (work.ended_on, work.end_reason) == (date(2026, 11, 24), "辞职")
    page = window.client.get(answer.headers["Location"]).content.decode()
    assert "减少职工" in page
    assert "2026年11月24日（星期二），辞职" in page
    assert EmploymentChange.objects.filter(what="ended").count() == 1


def test_work_that_another_hand_has_ended_is_not_ended_twice(window: Window) -> None:
    employer = unit()
    work = making.employment(making.person(), employer)
    address = window.at(employer, f"{work.pk}/end/")
    key = window.client.get(address).context["form"]["key"].value()
    Employment.objects.update(ended_on=date(2026, 11, 24), end_reason="退休")
    form = {"key": key, "reason": "辞职"} | day("ended_on", date(2026, 11, 24))
    answer = window.client.post(address, form, follow=True)
    assert "已经结束了" in answer.content.decode()
    assert not CounterEntry.objects.exists()


def test_a_contact_takes_the_place_of_another(window: Window) -> None:
    employer = unit()
    before = EmployerContact.objects.create(
        employer=employer, part="social_insurance", name="钱专员", phone="0537-0000401"
    )
    address = window.at(employer, "contact/")
    form = {
        "key": window.client.get(address).context["form"]["key"].value(),
        "part": "social_insurance",
        "name": "孙专员",
        "phone": "138 0000 0402",
        "instead_of": before.pk,
    }
    answer = window.client.post(address, form)
    assert window.client.post(address, form).headers["Location"] == answer.headers["Location"]
    before.refresh_from_db()
    assert before.to_on == date(2026, 11, 24)
    assert employer.contacts.get(to_on=None).name == "孙专员"
    page = window.client.get(answer.headers["Location"]).content.decode()
    assert "孙*员" in page
    assert "0402" in page
    assert "138 0000 0402" not in page


def test_what_is_wrong_keeps_what_was_typed(window: Window) -> None:
    employer = unit()
    typed = {"part": "safety", "name": "孙", "phone": "12"}
    page = window.client.post(window.at(employer, "contact/"), typed)
    assert page.status_code == 422
    assert 'value="12"' in page.content.decode()


def test_the_hit_of_a_number_is_audited_and_a_miss_tells_nothing(window: Window) -> None:
    employer, other = unit(), unit("许庄演示有限公司", town=XUZHUANG)
    number = making.id_number()
    person = making.person(number=number)
    making.employment(person, other)
    page = window.client.post(window.at(employer), {"kind": "resident_id", "number": number})
    assert "这个单位没有这个人" in page.content.decode()
    assert other.name not in page.content.decode()
    assert not AuditEvent.objects.filter(verb="search_hit").exists()
    making.employment(person, employer)
    window.client.post(window.at(employer), {"kind": "resident_id", "number": number})
    event = AuditEvent.objects.get(verb="search_hit")
    assert (event.subject_id, event.reason) == (person.pk, "窗口登记")


def test_numbers_are_not_guessed_without_end(window: Window) -> None:
    employer = unit()
    for _ in range(20):
        typed = {"kind": "resident_id", "number": making.id_number()}
        assert window.client.post(window.at(employer), typed).status_code == 200
    page = window.client.post(
        window.at(employer), {"kind": "resident_id", "number": making.id_number()}
    )
    assert page.status_code == 422
    assert "尝试次数太多" in page.content.decode()


def test_employers_are_found_by_part_of_a_name_and_by_code_in_the_area_only(
    window: Window,
) -> None:
    mine = unit("金城演示食品有限公司")
    other = unit("许庄演示食品有限公司", town=XUZHUANG)
    page = window.client.get(window.visit, {"q": "演示食品"}).content.decode()
    assert mine.name in page
    assert other.name not in page
    assert mine.name in window.client.get(window.visit, {"q": mine.credit_code}).content.decode()
    page = window.client.get(window.visit, {"q": other.credit_code}).content.decode()
    assert "本窗口没有这个单位" in page
    assert "请至少写两个字" in window.client.get(window.visit, {"q": "金"}).content.decode()


def test_the_next_person_ends_the_one_before(cast: Cast, window: Window) -> None:
    employer = unit()
    first = window.visit
    form = window.work_form(employer, number=making.id_number())
    old_page = window.at(employer, "add/")
    window.next_person("吴后来")
    for address in (first, f"{first}{employer.pk}/", old_page):
        answer = window.client.get(address)
        assert (answer.status_code, answer.headers["Location"]) == (303, "/counter/")
    answer = window.client.post(old_page, form, follow=True)
    assert "刚才的没有保存" in answer.content.decode()
    assert not Employment.objects.exists()
    page = window.client.get(window.visit).content.decode()
    assert "吴*来" in page
    assert "周" not in page


def test_nothing_of_one_person_stands_in_the_forms_of_the_next(window: Window) -> None:
    employer = unit()
    number = making.id_number()
    window.client.post(
        window.at(employer, "add/"),
        {"stage": "who", "kind": "resident_id", "number": number, "name": "李小满"},
    )
    window.next_person("吴后来")
    for page in ("", "add/", "contact/"):
        text = window.client.get(window.at(employer, page)).content.decode()
        assert number not in text
        assert "李小满" not in text
        boxes = [tag for tag in text.split("<input")[1:] if 'type="text"' in tag.split(">")[0]]
        assert all('autocomplete="off"' in tag.split(">")[0] for tag in boxes)


def test_nothing_is_looked_up_before_it_is_said_who_stands_there(cast: Cast, clerk: User) -> None:
    employer = unit()
    client = cast.client(clerk)
    visit = client.post("/counter/new/").headers["Location"]
    assert "来办的人叫什么" in client.get(visit, {"q": "演示"}).content.decode()
    for page in ("", "add/", "contact/"):
        answer = client.get(f"{visit}{employer.pk}/{page}")
        assert (answer.status_code, answer.headers["Location"]) == (303, visit)
    refused = client.post(visit, {"visitor": "周来办"})
    assert refused.status_code == 422
    assert not CounterVisit.objects.get().visitor


def test_a_visit_ends_with_its_day(cast: Cast, clerk: User, window: Window, clock: Clock) -> None:
    clock.move(days=1)
    tomorrow = cast.client(clerk)
    assert tomorrow.get(window.visit).headers["Location"] == "/counter/"


def test_a_cancelled_employer_takes_nobody(window: Window) -> None:
    employer = unit()
    Employer.objects.filter(pk=employer.pk).update(status="cancelled", closed_on=date(2026, 11, 1))
    answer = window.client.get(window.at(employer, "add/"), follow=True)
    assert "已经注销" in answer.content.decode()


def test_a_double_click_makes_one_entry_and_one_receipt(window: Window) -> None:
    employer = unit()
    form = window.work_form(employer, number=making.id_number())
    address = window.at(employer, "add/")
    answers = [window.client.post(address, form) for _ in range(2)]
    assert {answer.headers["Location"] for answer in answers} == {
        f"/counter/receipts/{CounterEntry.objects.get().pk}/"
    }
    assert Employment.objects.count() == 1


@pytest.mark.django_db(transaction=True)
def test_two_clicks_at_the_same_moment_make_one_entry_and_one_receipt(cast: Cast) -> None:
    clerk = clerk_at(hall())
    window = Window(cast, clerk)
    window.next_person()
    employer = unit()
    form = window.work_form(employer, number=making.id_number())
    address, gate = window.at(employer, "add/"), threading.Barrier(4)
    present, answers = portal_clock.now(), []

    def click() -> None:
        client = cast.client(clerk)
        portal_clock.stop(present)
        gate.wait()
        try:
            answers.append(client.post(address, form))
        finally:
            connection.close()

    clicks = [threading.Thread(target=click) for _ in range(4)]
    for one in clicks:
        one.start()
    for one in clicks:
        one.join()
    assert {answer.headers["Location"] for answer in answers} == {
        f"/counter/receipts/{CounterEntry.objects.get().pk}/"
    }
    assert Employment.objects.count() == 1
    assert EmploymentChange.objects.count() == 2


def test_a_town_ends_where_the_register_of_another_place_begins(cast: Cast, clerk: User) -> None:
    mine = unit()
    unit("市里参保演示有限公司", county_id="370800")
    assert list(employers_of_town(clerk)) == [mine]
    TownArea.objects.create(town_id=mine.town_id, area_id="37089J", from_on=date(2026, 1, 1))
    area = unit("经开参保演示有限公司", county_id="37089J")
    assert list(employers_of_town(clerk)) == [area]


@pytest.mark.parametrize("why", ["retired", "ended", "not_begun", "not_granted"])
def test_a_window_that_is_not_open_today_serves_nobody(cast: Cast, clerk: User, why: str) -> None:
    unit()
    if why == "retired":
        Office.objects.filter(code="jincheng").update(retired_on=date(2026, 11, 24))
    elif why == "ended":
        TownDesk.objects.update(to_on=date(2026, 11, 23))
    elif why == "not_begun":
        TownDesk.objects.update(from_on=date(2026, 11, 25))
    else:
        clerk.grants.update(to_on=date(2026, 11, 23))
    assert not employers_of_town(User.objects.get(pk=clerk.pk)).exists()


def pages_of(employer: Employer, work: Employment, visit: str) -> list[str]:
    """Return every page of an employer within a visit."""
    pages = ("", "add/", "contact/", f"{work.pk}/end/")
    return [f"{visit}{employer.pk}/{page}" for page in pages]


@pytest.mark.parametrize("place", ["town", "county"])
@pytest.mark.parametrize("method", ["get", "post"])
def test_an_employer_of_another_area_does_not_exist_for_a_town_clerk(
    cast: Cast, window: Window, place: str, method: str
) -> None:
    other = (
        unit("许庄演示有限公司", town=XUZHUANG)
        if place == "town"
        else making.employer("金乡演示有限公司", county_id="370828")
    )
    work = making.employment(making.person(), other)
    for address in pages_of(other, work, window.visit):
        assert getattr(window.client, method)(address).status_code == 404
    mine = unit()
    address = window.at(mine, f"{work.pk}/end/")
    assert getattr(window.client, method)(address).status_code == 404


@pytest.mark.parametrize(
    "who",
    ["handler", "supervisor", "clerk", "register_reviewer", "administrator", "agent", "stranger"],
)
def test_everybody_else_stays_outside(cast: Cast, window: Window, who: str) -> None:
    employer = unit()
    work = making.employment(making.person(), employer)
    window.add(employer, number=making.id_number())
    receipt = f"/counter/receipts/{CounterEntry.objects.get().pk}/"
    client = cast.client(getattr(cast, who))
    assert client.get("/counter/").status_code == 403
    assert client.post("/counter/new/").status_code == 403
    for address in [window.visit, *pages_of(employer, work, window.visit)]:
        assert client.get(address).status_code == 404
        assert client.post(address).status_code == 404
    if who != "register_reviewer":
        assert client.get(receipt).status_code == 404
        assert client.get(f"{receipt}pdf/").status_code == 404


@pytest.mark.parametrize("address", ["/counter/", "/counter/1/", "/counter/receipts/1/"])
def test_somebody_without_log_in_is_asked_to_log_in(address: str, db: None) -> None:
    answer = Client().get(address)
    assert answer.status_code == 302
    assert answer.headers["Location"] == f"/staff/login/?next={address}"


def test_a_visit_belongs_to_its_clerk(cast: Cast, clerk: User, window: Window) -> None:
    colleague = clerk_at(clerk.office, phone="13700000002", name="陈镇办")  # type: ignore[arg-type]
    window.add(unit(), number=making.id_number())
    receipt = f"/counter/receipts/{CounterEntry.objects.get().pk}/"
    other = cast.client(colleague)
    assert other.get(window.visit).status_code == 404
    assert other.get(receipt).status_code == 404


def test_a_clerk_who_moved_to_another_town_leaves_the_receipts_behind(
    cast: Cast, clerk: User, window: Window
) -> None:
    window.add(unit(), number=making.id_number())
    receipt = f"/counter/receipts/{CounterEntry.objects.get().pk}/"
    there = hall("xuzhuang", town=XUZHUANG, name="许庄街道窗口")
    clerk.office = there
    clerk.save()
    clerk.grants.update(office=there)
    assert window.client.get(window.visit).headers["Location"] == "/counter/"
    assert window.client.get(receipt).status_code == 404


def test_a_registrar_works_at_the_window_of_the_agency_for_the_whole_county(cast: Cast) -> None:
    window = Window(cast, cast.registrar)
    window.next_person()
    employer = unit("许庄演示有限公司", town=XUZHUANG)
    window.add(employer, number=making.id_number())
    entry = CounterEntry.objects.get()
    assert entry.town is None
    assert "济宁市任城区社会保险事业中心" in str(entry.inputs)
    foreign = making.employer("金乡演示有限公司", county_id="370828")
    assert window.client.get(window.at(foreign)).status_code == 404


def test_the_menu_leads_clerks_to_the_window(cast: Cast, clerk: User) -> None:
    page = cast.client(clerk).get("/counter/").content.decode()
    assert '<a href="/counter/"' in page
    assert "/register/towns/" not in page
    page = cast.client(cast.registrar).get("/counter/").content.decode()
    assert '<a href="/register/towns/"' in page


@pytest.mark.parametrize("rows", [0, 1, 25])
def test_the_list_of_today_asks_the_same_whatever_its_length(
    cast: Cast, clerk: User, window: Window, rows: int, django_assert_num_queries: Any
) -> None:
    entries_for(clerk, rows)
    with django_assert_num_queries(5):
        page = window.client.get("/counter/").content.decode()
    assert page.count("/counter/receipts/") == rows


def test_the_list_of_today_goes_on_by_key(cast: Cast, clerk: User, window: Window) -> None:
    entries_for(clerk, 30)
    first = window.client.get("/counter/")
    older = first.context["page"].older_url
    second = window.client.get(f"/counter/{older}")
    assert (len(first.context["rows"]), len(second.context["rows"])) == (25, 5)
    back = window.client.get(f"/counter/{second.context['page'].newer_url}")
    assert [row.pk for row in back.context["rows"]] == [row.pk for row in first.context["rows"]]


def entries_for(clerk: User, rows: int) -> None:
    """Write receipts of this clerk, as many as asked."""
    employer = unit()
    visit = CounterVisit.objects.get(clerk=clerk, ended_at=None)
    for number in range(rows):
        work = making.employment(making.person(), employer)
        CounterEntry.objects.create(
            visit=visit,
            clerk=clerk,
            office=visit.office,
            employer=employer,
            county=employer.county,
            town=employer.town,
            employment=work,
            what="added",
            inputs={"lines": []},
            key=f"00000000-0000-0000-0000-{number:012d}",
        )


def test_a_town_clerk_begins_the_day_at_the_window(cast: Cast) -> None:
    assert first_page(clerk_at(hall())) == "/counter/"
    assert first_page(cast.registrar) == "/work/"
