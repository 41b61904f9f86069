"""A worker's wrong name or number, put right at the agency by the document that was seen."""

from datetime import date
from decimal import Decimal

import pytest
from django.http import HttpResponse

from portal.audit.models import AuditEvent
from portal.audit.verbs import Verb
from portal.crypto import mask_id
from portal.notifications.models import Outbox
from registration.models import Contribution, Employment, EmploymentChange, Person
from tests.cast import Cast
from tests.conftest import Clock
from tests.desk import text
from tests.registration import making

WRONG, RIGHT = "李小满", "李晓满"


def work_of(name: str = WRONG, **changes: object) -> Employment:
    """Return work at a unit of 任城区."""
    return making.employment(making.person(name), making.employer(), **changes)


def send(cast: Cast, work: Employment, **typed: str) -> HttpResponse:
    """Fill the form in as the registrar."""
    said = {"kind": "resident_id", "reason": "看了身份证原件"} | typed
    return cast.client(cast.registrar).post(address(work), said)


def address(work: Employment) -> str:
    """Return where the correction is made."""
    return f"/register/{work.employer_id}/people/{work.pk}/who/"


def test_another_name_for_the_same_number_changes_the_entry(cast: Cast) -> None:
    work = work_of()
    number = work.person.identity.number
    assert RIGHT not in text(cast.client(cast.registrar).get(address(work)))
    assert send(cast, work, number=number, name=RIGHT).status_code == 303
    work.refresh_from_db()
    person = Person.objects.get(pk=work.person_id)
    assert (work.person_name, person.name, person.identity.name) == (RIGHT, RIGHT, RIGHT)
    change = EmploymentChange.objects.get(employment=work, what="corrected")
    assert change.text == f"姓名：{WRONG} → {RIGHT}"
    assert not Outbox.objects.filter(notice="worker_put_right").exists()
    again = send(cast, work, number=number, name=RIGHT)
    assert again.status_code == 422
    assert EmploymentChange.objects.filter(employment=work, what="corrected").count() == 1


def test_another_number_moves_the_work_with_what_was_paid_for_it(cast: Cast) -> None:
    work = work_of()
    before, number = work.person, making.id_number()
    month = Contribution.objects.create(
        person=before,
        employer=work.employer,
        month=date(2026, 11, 1),
        base=Decimal(5200),
        is_paid=True,
        as_of=date(2026, 11, 20),
    )
    assert send(cast, work, number=number, name=RIGHT).status_code == 303
    work.refresh_from_db()
    month.refresh_from_db()
    assert work.person_id not in {before.pk, None}
    assert (work.person_name, month.person_id) == (RIGHT, work.person_id)
    assert Person.objects.get(pk=before.pk).name == WRONG
    told = EmploymentChange.objects.get(employment=work, what="corrected").text
    assert mask_id(number) in told
    assert number not in told
    seen = AuditEvent.objects.filter(verb=Verb.WORK_CORRECTED)
    assert set(seen.values_list("subject_id", flat=True)) == {before.pk, work.person_id}
    page = cast.client(cast.registrar).get(f"/register/{work.employer_id}/people/{work.pk}/")
    assert number not in text(page)


def test_a_number_that_is_known_by_another_name_is_refused_and_nothing_typed_is_lost(
    cast: Cast,
) -> None:
    work, other = work_of(), making.person("王立秋")
    page = send(cast, work, number=other.identity.number, name=RIGHT)
    assert page.status_code == 422
    assert "这个号码在登记簿里是另一个姓名" in text(page)
    assert f'value="{RIGHT}"' in text(page)
    work.refresh_from_db()
    assert work.person_name == WRONG


def test_nobody_gets_the_same_days_twice(cast: Cast) -> None:
    work = work_of()
    other = making.person("王立秋")
    making.employment(other, work.employer)
    page = send(cast, work, number=other.identity.number, name="王立秋")
    assert page.status_code == 422
    assert "已经有一段用工" in text(page)


def test_a_child_is_no_correction(cast: Cast) -> None:
    work = work_of()
    page = send(cast, work, number=making.id_number(born="20150101"), name=WRONG)
    assert page.status_code == 422
    assert "还不满 16 周岁" in text(page)


OLD = "19480301"


def test_a_number_of_somebody_over_age_makes_the_work_that_of_the_overage(cast: Cast) -> None:
    work = work_of()
    number = making.id_number(born=OLD)
    assert send(cast, work, number=number, name=WRONG).status_code == 303
    work.refresh_from_db()
    assert work.kind == Employment.Kind.OVERAGE
    assert "用工形式：职工 → 超龄劳动者" in work.changes.latest("pk").text
    page = send(cast, work, number=making.id_number(serial=5), name=WRONG)
    assert page.status_code == 303
    work.refresh_from_db()
    assert work.kind == Employment.Kind.EMPLOYEE


def test_over_age_and_entered_before_the_rules_of_2026_is_no_correction(
    cast: Cast, clock: Clock
) -> None:
    clock.set("2026-06-10")
    work = work_of()
    clock.set("2026-11-24")
    page = send(cast, work, number=making.id_number(born=OLD), name=WRONG)
    assert page.status_code == 422
    assert "只能按项目参加" in text(page)


def test_whoever_delays_the_retirement_stays_so_under_the_right_number(cast: Cast) -> None:
    person = making.person(WRONG, number=making.id_number(born=OLD), born_on="1948-03-01")
    work = making.employment(person, making.employer())
    number = making.id_number(born="19500301")
    assert send(cast, work, number=number, name=WRONG).status_code == 303
    work.refresh_from_db()
    assert work.kind == Employment.Kind.EMPLOYEE


def test_another_name_is_written_down_and_told_at_every_unit_of_the_person(cast: Cast) -> None:
    work = work_of()
    other = making.employer("济宁演示印刷有限公司")
    there = making.employment(work.person, other)
    making.agent_for(cast.agent, other)
    number = work.person.identity.number
    assert send(cast, work, number=number, name=RIGHT).status_code == 303
    there.refresh_from_db()
    assert there.person_name == RIGHT
    assert there.changes.latest("pk").text == f"姓名：{WRONG} → {RIGHT}"
    told = Outbox.objects.get(notice="worker_put_right", user=cast.agent, kind="inbox")
    assert told.payload["link"] == f"/units/{other.pk}/people/{there.pk}/"


@pytest.mark.parametrize(
    "typed",
    [
        {"number": "11010119900307000X"},
        {"name": "李"},
        {"reason": ""},
        {"nationality": "", "kind": "passport", "number": "E12345678"},
    ],
)
def test_what_is_wrong_is_told_beside_its_field(cast: Cast, typed: dict[str, str]) -> None:
    work = work_of()
    said = {"number": work.person.identity.number, "name": RIGHT} | typed
    page = send(cast, work, **said)
    assert page.status_code == 422
    wrong = {"nationality"} if "nationality" in typed else set(typed)
    assert set(page.context["form"].errors) == wrong


def test_a_passport_goes_with_its_nationality(cast: Cast) -> None:
    work = work_of()
    said = {"kind": "passport", "number": "E12345678", "nationality": "VNM", "name": WRONG}
    assert send(cast, work, **said).status_code == 303
    work.refresh_from_db()
    assert (work.person.nationality, work.person.identity.kind) == ("VNM", "passport")
    text_of = EmploymentChange.objects.filter(employment=work).latest("pk").text
    assert text_of.startswith("证件号码：")
    assert "姓名" not in text_of


def test_the_correction_is_the_agencys_alone(cast: Cast) -> None:
    work = work_of()
    said = {"kind": "resident_id", "number": making.id_number(), "name": RIGHT, "reason": "试试"}
    for user in (cast.register_reviewer, cast.foreign_registrar, cast.clerk, cast.agent):
        page = cast.client(user).post(address(work), said)
        assert page.status_code in {302, 303, 403, 404}, user
    work.refresh_from_db()
    assert work.person_name == WRONG


def test_the_agents_of_the_unit_are_told_and_led_there(cast: Cast) -> None:
    work = work_of()
    agent = cast.client(making.agent_for(cast.agent, work.employer))
    number = work.person.identity.number
    assert send(cast, work, number=number, name=RIGHT).status_code == 303
    rows = Outbox.objects.filter(notice="worker_put_right", user=cast.agent, kind="inbox")
    link = rows.get().payload["link"]
    assert RIGHT not in str(rows.get().payload)
    assert RIGHT in text(agent.get(link))
