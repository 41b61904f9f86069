"""What towns have entered, as the agency of the county sees and corrects it."""

from datetime import date
from typing import Any

import pytest
from django.http import HttpResponse
from django.test import Client

from portal.accounts.models import User
from portal.audit.models import AuditEvent
from portal.offices.models import Office
from portal.workflow.roles import Role
from registration.models import CounterEntry, CounterVisit, Employment, EmploymentChange
from tests.cast import Cast
from tests.desk import day, filled
from tests.registration import making, outlets
from tests.registration.town_hall import XUZHUANG, Window, clerk_at, hall, unit

TODAY = date(2026, 11, 24)


@pytest.fixture
def entry(cast: Cast) -> CounterEntry:
    """A worker whom the window of 金城街道 has entered today."""
    window = Window(cast, clerk_at(hall()))
    window.next_person()
    window.add(unit(), number=making.id_number())
    return CounterEntry.objects.get()


def correct(client: Client, entry: CounterEntry, **typed: Any) -> HttpResponse:
    """Open the form of the correction, change what is typed, and send it."""
    address = f"/register/towns/{entry.pk}/correct/"
    return client.post(address, filled(client.get(address)) | typed)


def test_the_agency_sees_what_its_towns_have_entered(cast: Cast, entry: CounterEntry) -> None:
    page = cast.client(cast.registrar).get("/register/towns/").content.decode()
    for words in (entry.number, "金城街道", "增加职工", "金城演示食品有限公司", "李小满", "冯镇办"):
        assert words in page


def test_the_list_is_narrowed_by_town_and_by_day(cast: Cast, entry: CounterEntry) -> None:
    window = Window(cast, clerk_at(hall("xuzhuang", town=XUZHUANG), phone="13700000002"))
    window.next_person()
    window.add(unit("许庄演示有限公司", town=XUZHUANG), number=making.id_number())
    client = cast.client(cast.registrar)
    both = client.get("/register/towns/").content.decode()
    one = client.get("/register/towns/", {"town": XUZHUANG}).content.decode()
    assert "金城演示食品有限公司" in both
    assert "许庄演示有限公司" in both
    assert "金城演示食品有限公司" not in one
    assert "许庄演示有限公司" in one
    yesterday = client.get("/register/towns/", {"day": "2026-11-23"}).content.decode()
    assert "这里没有录入" in yesterday
    today = client.get("/register/towns/", {"day": "2026-11-24"}).content.decode()
    assert today.count("/register/towns/") >= 3
    for odd in ({"town": "nowhere"}, {"day": "31-02"}, {"at": "forged"}):
        assert client.get("/register/towns/", odd).status_code == 200


def test_an_entry_shows_the_receipt_and_how_the_work_stands_and_the_look_is_noted(
    cast: Cast, entry: CounterEntry
) -> None:
    page = cast.client(cast.registrar).get(f"/register/towns/{entry.pk}/").content.decode()
    for words in ("当时的回执", entry.number, "李*满", "更正登记", "结束用工", "办理记录"):
        assert words in page
    assert entry.employment is not None
    event = AuditEvent.objects.get(verb="look_records")
    assert (event.subject_id, event.reason) == (entry.employment.person_id, "核对镇街录入")
    receipt = cast.client(cast.registrar).get(f"/counter/receipts/{entry.pk}/")
    assert receipt.status_code == 200


def test_a_correction_keeps_what_was_there_before(cast: Cast, entry: CounterEntry) -> None:
    client = cast.client(cast.registrar)
    typed = {"job": "仓管员", "kind": "part_time"} | day("started_on", date(2026, 12, 1))
    answer = correct(client, entry, **typed)
    assert answer.status_code == 303
    work = Employment.objects.get()
    assert (work.job, work.kind, work.started_on) == ("仓管员", "part_time", date(2026, 12, 1))
    assert work.insured_from == date(2026, 12, 1)
    texts = EmploymentChange.objects.filter(what="corrected").values_list("text", "by__name")
    assert set(texts) == {
        ("用工之日：2026-11-20 → 2026-12-01", "季经办"),
        ("用工形式：职工 → 非全日制用工；岗位：装配工 → 仓管员", "季经办"),
    }
    page = client.get(answer.headers["Location"]).content.decode()
    assert "用工之日：2026-11-20 → 2026-12-01" in page
    assert "装配工" in page


def test_an_employee_entered_by_mistake_becomes_a_courier_at_the_outlet_of_the_unit(
    cast: Cast, entry: CounterEntry
) -> None:
    client = cast.client(cast.registrar)
    page = client.get(f"/register/towns/{entry.pk}/correct/").content.decode()
    assert 'name="outlet"' not in page
    own = outlets.mark_courier(entry.employer, number=outlets.number(), from_on=TODAY, by=None)
    typed = {"kind": "courier", "outlet": str(own.pk), "job": "投递"}
    assert correct(client, entry, **typed).status_code == 303
    work = Employment.objects.get()
    assert (work.kind, work.outlet, work.job) == ("courier", own, "投递")
    page = client.get(f"/register/towns/{entry.pk}/").content.decode()
    assert f"快递网点：没有 → {own.name}" in page
    assert "快递网点从业人员（仅工伤保险）" in page


def test_a_correction_without_a_change_leaves_no_trace(cast: Cast, entry: CounterEntry) -> None:
    assert correct(cast.client(cast.registrar), entry).status_code == 303
    assert not EmploymentChange.objects.filter(what="corrected").exists()


@pytest.mark.parametrize(
    ("started_on", "words"),
    [
        (date(2027, 1, 5), "最多提前 30 天登记"),
        (date(2005, 12, 31), "不满 16 周岁"),
        (date(2024, 1, 1), "另一段用工重叠"),
    ],
)
def test_days_that_cannot_be_are_refused_beside_the_field(
    cast: Cast, entry: CounterEntry, started_on: date, words: str
) -> None:
    work = entry.employment
    assert work is not None
    Employment.objects.create(
        person=work.person,
        employer=entry.employer,
        person_name=work.person_name,
        kind="employee",
        started_on=date(2023, 1, 1),
        ended_on=date(2024, 6, 30),
    )
    page = correct(cast.client(cast.registrar), entry, **day("started_on", started_on))
    assert page.status_code == 422
    assert words in page.content.decode()
    work.refresh_from_db()
    assert work.started_on == date(2026, 11, 20)


def test_the_agency_ends_the_work_and_then_corrects_its_last_day(
    cast: Cast, entry: CounterEntry
) -> None:
    client = cast.client(cast.registrar)
    address = f"/register/towns/{entry.pk}/end/"
    form = filled(client.get(address)) | {"reason": "辞职"} | day("ended_on", TODAY)
    assert client.post(address, form).status_code == 303
    work = Employment.objects.get()
    assert (work.ended_on, work.insured_to) == (TODAY, None)
    assert client.get(address).status_code == 303
    answer = correct(client, entry, **day("ended_on", date(2026, 11, 30)))
    assert answer.status_code == 303
    work.refresh_from_db()
    assert (work.ended_on, work.insured_to) == (date(2026, 11, 30), date(2026, 11, 30))
    page = correct(client, entry, **day("ended_on", date(2026, 11, 19)))
    assert page.status_code == 422


def test_the_supervisor_corrects_and_the_reviewer_only_reads(
    cast: Cast, entry: CounterEntry
) -> None:
    supervisor = cast._officer("agency_head", "言科长", Role.SUPERVISOR, office=cast.agency)
    assert correct(cast.client(supervisor), entry).status_code == 303
    reviewer = cast.client(cast.register_reviewer)
    page = reviewer.get(f"/register/towns/{entry.pk}/")
    assert page.status_code == 200
    assert "更正登记" not in page.content.decode()
    for act in ("correct", "end"):
        assert reviewer.get(f"/register/towns/{entry.pk}/{act}/").status_code == 404


@pytest.mark.parametrize("who", ["foreign_registrar", "handler", "supervisor", "agent", "stranger"])
def test_the_entries_of_another_county_do_not_exist(
    cast: Cast, entry: CounterEntry, who: str
) -> None:
    client = cast.client(getattr(cast, who))
    page = client.get("/register/towns/")
    assert page.status_code == (200 if who == "foreign_registrar" else 403)
    assert entry.number not in page.content.decode()
    for address in ("", "correct/", "end/"):
        for method in ("get", "post"):
            answer = getattr(client, method)(f"/register/towns/{entry.pk}/{address}")
            assert answer.status_code in {404, 405}
    assert client.get(f"/counter/receipts/{entry.pk}/").status_code == 404


def test_a_town_clerk_has_no_list_of_the_county(cast: Cast, entry: CounterEntry) -> None:
    client = cast.client(entry.clerk)
    assert client.get("/register/towns/").status_code == 403
    assert client.get(f"/register/towns/{entry.pk}/").status_code == 404


def test_the_city_sees_the_towns_of_every_county(cast: Cast, entry: CounterEntry) -> None:
    city = Office.objects.get(code="shizhi-sb")
    user = cast._officer("city", "市里经办", Role.REGISTRAR, office=city)
    assert entry.number in cast.client(user).get("/register/towns/").content.decode()


@pytest.mark.parametrize("rows", [0, 1, 25])
def test_the_list_asks_the_same_whatever_its_length(
    cast: Cast, rows: int, django_assert_num_queries: Any
) -> None:
    entered(clerk_at(hall()), rows)
    client = cast.client(cast.registrar)
    with django_assert_num_queries(9):
        page = client.get("/register/towns/")
    assert len(page.context["rows"]) == rows


def test_the_list_goes_on_by_key_in_both_directions(cast: Cast) -> None:
    entered(clerk_at(hall()), 60)
    client, seen = cast.client(cast.registrar), []
    page = client.get("/register/towns/")
    while True:
        seen.append([row.pk for row in page.context["rows"]])
        older = page.context["page"].older_url
        if not older:
            break
        page = client.get(f"/register/towns/{older}")
    assert [len(rows) for rows in seen] == [25, 25, 10]
    together = [pk for rows in seen for pk in rows]
    assert together == sorted(together, reverse=True)
    back = client.get(f"/register/towns/{page.context['page'].newer_url}")
    assert [row.pk for row in back.context["rows"]] == seen[1]
    assert back.context["page"].newer_url


def entered(clerk: User, rows: int) -> None:
    """Write receipts of this clerk, as many as asked, on several days."""
    employer = unit()
    visit = CounterVisit.objects.create(clerk=clerk, office=clerk.office)
    for number in range(rows):
        CounterEntry.objects.create(
            visit=visit,
            clerk=clerk,
            office=visit.office,
            employer=employer,
            county=employer.county,
            town=employer.town,
            employment=making.employment(making.person(), employer),
            what="added",
            made_on=date(2026, 10, 1 + number // 3),
            inputs={"lines": []},
            key=f"00000000-0000-0000-0000-{number:012d}",
        )
