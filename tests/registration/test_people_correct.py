"""What the county corrects of somebody's work: days, kind, job and outlet, with its history."""

from datetime import date
from typing import Any

import pytest
from django.db import transaction
from django.http import HttpResponse
from django.test import Client

from portal.audit.models import AuditEvent
from portal.notifications.models import Outbox
from portal.workflow.roles import Role
from registration.entries import end_employment, end_employments_of, locked
from registration.models import Employer, Employment, EmploymentChange
from registration.outlets.entries import end_outlet, end_outlets_of
from tests.cast import Cast
from tests.desk import day, filled, text
from tests.registration import making
from tests.registration.outlets import courier, courier_unit, terminal
from tests.registration.own_records import verified
from tests.registration.test_people_races import together

TODAY = date(2026, 11, 24)
pytestmark = pytest.mark.django_db


@pytest.fixture
def unit(cast: Cast) -> Employer:
    """A licensed courier unit."""
    return courier_unit(cast)


def url(work: Employment) -> str:
    """Return the address at which the county reads the work."""
    return f"/register/{work.employer_id}/people/{work.pk}/"


def correct(client: Client, work: Employment, **typed: Any) -> HttpResponse:
    """Open the correction, change what is typed, and send it."""
    address = f"{url(work)}correct/"
    return client.post(address, filled(client.get(address)) | typed)


def test_an_employee_becomes_a_courier_of_the_units_outlet_and_back_again(
    cast: Cast, unit: Employer
) -> None:
    filed = terminal(unit)
    work = making.employment(making.person("李小满"), unit, job="送货")
    client = cast.client(cast.registrar)
    assert "更正登记" in text(client.get(url(work)))
    done = correct(client, work, kind="courier", outlet=str(filed.pk), job="投递")
    assert done.status_code == 303
    insured = (work.reported_on, work.insured_from)
    work.refresh_from_db()
    assert (work.kind, work.outlet, work.job) == ("courier", filed, "投递")
    assert (work.reported_on, work.insured_from) == insured
    assert correct(client, work, kind="employee", outlet="", job="会计").status_code == 303
    work.refresh_from_db()
    assert (work.kind, work.outlet, work.job) == ("employee", None, "会计")
    texts = EmploymentChange.objects.filter(what="corrected").values_list("text", "by__name")
    name = cast.registrar.name
    assert list(texts.order_by("pk")) == [
        (
            f"用工形式：职工 → 快递网点从业人员；快递网点：没有 → {filed.name}；岗位：送货 → 投递",
            name,
        ),
        (
            f"用工形式：快递网点从业人员 → 职工；快递网点：{filed.name} → 没有；岗位：投递 → 会计",
            name,
        ),
    ]
    assert "快递网点：没有" in text(client.get(url(work)))
    events = AuditEvent.objects.filter(verb="work_corrected", subject_id=work.person_id)
    assert [event.actor_id for event in events] == [cast.registrar.pk] * 2


@pytest.mark.parametrize(
    ("typed", "field"),
    [
        ({"kind": "courier", "outlet": "", "job": "投递"}, "outlet"),
        ({"kind": "courier", "job": "会计"}, "job"),
        ({"kind": "employee", "job": "投递"}, "outlet"),
    ],
)
def test_a_courier_has_an_outlet_and_one_of_the_five_jobs_and_others_have_none(
    cast: Cast, unit: Employer, typed: dict[str, str], field: str
) -> None:
    work = making.employment(making.person(), unit, job="送货")
    chosen = {"outlet": str(unit.outlets.get().pk)} | typed
    page = correct(cast.client(cast.registrar), work, **chosen)
    assert page.status_code == 422
    assert set(page.context["form"].errors) == {field}
    work.refresh_from_db()
    assert (work.kind, work.job) == ("employee", "送货")


def test_an_outlet_of_another_unit_is_neither_offered_nor_taken(cast: Cast, unit: Employer) -> None:
    other = terminal(courier_unit(cast, "别处演示快递有限公司"))
    work = making.employment(making.person(), unit)
    page = correct(
        cast.client(cast.registrar), work, kind="courier", outlet=str(other.pk), job="投递"
    )
    assert page.status_code == 422
    assert page.context["form"]["outlet"].errors


def test_people_over_the_age_of_retirement_do_not_become_couriers(
    cast: Cast, unit: Employer
) -> None:
    person = making.person(
        number=making.id_number(born="19550310", serial=1), born_on=date(1955, 3, 10)
    )
    work = making.employment(person, unit, kind="overage")
    own = unit.outlets.get()
    page = correct(
        cast.client(cast.registrar), work, kind="courier", outlet=str(own.pk), job="投递"
    )
    assert page.status_code == 422
    assert "法定退休年龄" in page.context["form"]["kind"].errors[0]


def test_a_unit_without_outlets_has_no_couriers(cast: Cast) -> None:
    work = making.employment(making.person(), making.employer())
    page = correct(cast.client(cast.registrar), work, kind="courier", job="投递")
    assert page.status_code == 422
    assert "outlet" not in page.context["form"].fields


@pytest.mark.parametrize(("to_on", "is_taken"), [(TODAY, True), (date(2026, 11, 19), False)])
def test_work_that_ended_belongs_to_an_outlet_that_was_open_until_then(
    cast: Cast, unit: Employer, to_on: date, is_taken: bool
) -> None:
    filed = terminal(unit)
    work = making.employment(making.person(), unit, started_on=date(2026, 11, 2))
    end_employment(work, on=date(2026, 11, 20), reason="辞职", by=None)
    end_outlet(filed, on=to_on, by=None)
    page = correct(
        cast.client(cast.registrar), work, kind="courier", outlet=str(filed.pk), job="投递"
    )
    assert (page.status_code == 303) is is_taken


@pytest.mark.parametrize(
    ("started_on", "words"),
    [(date(2027, 1, 5), "最多提前 30 天登记"), (date(2005, 12, 31), "不满 16 周岁")],
)
def test_the_days_are_held_against_the_rules_by_which_they_are_entered(
    cast: Cast, unit: Employer, started_on: date, words: str
) -> None:
    work = courier(unit.outlets.get())
    client = cast.client(cast.registrar)
    assert words in text(correct(client, work, **day("started_on", started_on)))
    assert correct(client, work, **day("started_on", date(2026, 11, 20))).status_code == 303
    work.refresh_from_db()
    assert work.started_on == date(2026, 11, 20)


def test_a_correction_without_a_change_leaves_no_trace(cast: Cast, unit: Employer) -> None:
    work = courier(unit.outlets.get())
    assert correct(cast.client(cast.registrar), work).status_code == 303
    assert not EmploymentChange.objects.filter(what="corrected").exists()
    assert not AuditEvent.objects.filter(verb="work_corrected").exists()


def test_registrar_and_supervisor_correct_and_nobody_else(cast: Cast, unit: Employer) -> None:
    work = courier(unit.outlets.get())
    head = cast._officer("agency_head", "言科长", Role.SUPERVISOR, office=cast.agency)
    assert correct(cast.client(head), work).status_code == 303
    reviewer = cast.client(cast.register_reviewer)
    assert "更正登记" not in text(reviewer.get(url(work)))
    for user in (cast.register_reviewer, cast.foreign_registrar, cast.handler, cast.agent):
        assert cast.client(user).get(f"{url(work)}correct/").status_code == 404
        assert cast.client(user).post(f"{url(work)}correct/", {}).status_code == 404


@pytest.mark.django_db(transaction=True)
def test_a_correction_and_the_end_of_the_unit_at_once_wait_for_each_other(
    cast: Cast, unit: Employer
) -> None:
    filed = terminal(unit)
    work = making.employment(making.person(), unit)
    client = cast.client(cast.registrar)
    address = f"{url(work)}correct/"
    typed = filled(client.get(address)) | {
        "kind": "courier",
        "outlet": str(filed.pk),
        "job": "投递",
    }

    def cancel() -> HttpResponse:
        with transaction.atomic():
            locked(unit.pk)
            end_employments_of(unit, on=TODAY, reason="单位注销", by=None)
            end_outlets_of(unit, on=TODAY, by=None)
        return HttpResponse()

    pages = together([lambda: client.post(address, typed), cancel])
    work.refresh_from_db()
    is_corrected = pages[0].status_code == 303
    assert is_corrected or set(pages[0].context["form"].errors) <= {"ended_on", "outlet", "kind"}
    assert (work.kind == "courier", work.outlet == filed) == (is_corrected, is_corrected)
    assert work.ended_on == TODAY


def test_the_worker_is_told_of_the_end_by_the_account_that_is_theirs(cast: Cast) -> None:
    unit = making.employer()
    making.agent_for(cast.agent, unit)
    mine = making.employment(making.person(), unit)
    making.employment(making.person("周小雪"), unit)
    Employment.objects.update(insured_from=date(2026, 11, 2))
    verified(cast.worker, mine.person)
    page = cast.client(cast.agent).post(
        f"/units/{unit.pk}/people/{mine.pk}/end/", {"reason": "辞职", **day("ended_on", TODAY)}
    )
    assert page.status_code == 303
    told = Outbox.objects.get(notice="work_ended", kind="inbox")
    assert told.user == cast.worker
    assert told.payload["context"] == {"unit": unit.name, "on": "2026年11月24日"}
    with transaction.atomic():
        end_employments_of(unit, on=TODAY, reason="单位注销", by=None)
    assert Outbox.objects.filter(notice="work_ended", kind="inbox").count() == 1


def test_nobody_is_told_that_an_insurance_stopped_which_never_began(cast: Cast) -> None:
    unit = making.employer()
    making.agent_for(cast.agent, unit)
    mine = making.employment(making.person(), unit)
    verified(cast.worker, mine.person)
    page = cast.client(cast.agent).post(
        f"/units/{unit.pk}/people/{mine.pk}/end/", {"reason": "辞职", **day("ended_on", TODAY)}
    )
    assert page.status_code == 303
    assert not Outbox.objects.filter(notice="work_ended").exists()


@pytest.mark.parametrize(
    ("sex", "born_on", "is_offered"),
    [
        ("female", date(1974, 1, 1), True),
        ("female", date(1990, 1, 1), False),
        ("male", date(1974, 1, 1), False),
        ("male", date(1960, 1, 1), True),
    ],
)
def test_county_and_agent_are_offered_the_same_kinds(
    cast: Cast, sex: str, born_on: date, is_offered: bool
) -> None:
    unit = making.employer()
    making.agent_for(cast.agent, unit)
    work = making.employment(making.person(sex=sex, born_on=born_on), unit)
    pages = (
        cast.client(cast.registrar).get(f"{url(work)}correct/"),
        cast.client(cast.agent).get(f"/units/{unit.pk}/people/{work.pk}/correct/"),
    )
    for page in pages:
        assert ("超龄劳动者" in text(page)) is is_offered, page.request["PATH_INFO"]


@pytest.mark.parametrize("many", [1, 25])
def test_the_end_of_a_unit_is_told_to_all_its_workers_in_as_few_statements(
    cast: Cast, many: int, django_assert_num_queries: Any
) -> None:
    unit = making.employer()
    for number in range(many):
        who = making.employment(making.person(), unit).person
        verified(cast._citizen(f"worker{number}", "李小满"), who)
    Employment.objects.update(insured_from=date(2026, 11, 2))
    with transaction.atomic(), django_assert_num_queries(8):
        end_employments_of(unit, on=TODAY, reason="单位注销", by=None)
    assert Outbox.objects.filter(notice="work_ended", kind="inbox").count() == many
