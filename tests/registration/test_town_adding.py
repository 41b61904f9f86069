"""Adding a worker at a window: documents, differences, steps back, what is only noted."""

from datetime import date

import pytest
from django.http import HttpResponse

from portal.audit.models import AuditEvent
from registration.models import CounterEntry, Employer, Employment, Person
from registration.outlets.entries import end_outlet
from tests.cast import Cast
from tests.desk import day, filled
from tests.registration import making, outlets
from tests.registration.town_hall import JINCHENG, Window, clerk_at, hall, unit

FIRST_DAY = day("started_on", date(2026, 11, 20))


@pytest.fixture
def window(cast: Cast) -> Window:
    """A clerk's browser with somebody at the window."""
    window = Window(cast, clerk_at(hall()))
    window.next_person()
    return window


def test_a_passport_tells_the_rest_in_a_second_step(window: Window) -> None:
    employer = unit()
    address = window.at(employer, "add/")
    who = {"stage": "who", "kind": "passport", "number": "E12345678", "name": "JOHN SMITH"}
    page = window.client.post(address, who | FIRST_DAY)
    assert page.context["stage"] == "document"
    missing = window.client.post(address, filled(page))
    assert missing.status_code == 422
    told = filled(page) | {"sex": "male", "nationality": "GBR"} | day("born_on", date(1985, 5, 6))
    page = window.client.post(address, told)
    assert page.context["stage"] == "work"
    form = filled(page) | {"job": "外教", "kind": "employee", "report": "now"}
    answer = window.client.post(address, form)
    assert answer.status_code == 303
    person = Person.objects.get()
    assert (person.nationality, person.born_on) == ("GBR", date(1985, 5, 6))


def test_a_name_that_differs_from_the_register_is_refused_without_telling_the_other(
    window: Window,
) -> None:
    number = making.id_number()
    making.person("王大海", number=number)
    who = {"stage": "who", "kind": "resident_id", "number": number, "name": "李小满"}
    page = window.client.post(window.at(unit(), "add/"), who | FIRST_DAY)
    assert page.status_code == 422
    assert "和登记的不一样" in page.content.decode()
    assert "王大海" not in page.content.decode()


def test_a_step_back_keeps_what_was_typed(window: Window) -> None:
    employer = unit()
    number = making.id_number()
    form = window.work_form(employer, number=number)
    page = window.client.post(window.at(employer, "add/"), form | {"stage": "again"})
    assert page.context["stage"] == "who"
    assert filled(page)["number"] == number
    assert filled(page)["name"] == "李小满"


def test_what_was_sealed_for_another_employer_begins_anew(window: Window) -> None:
    first, second = unit(), unit("另一家演示有限公司")
    form = window.work_form(first, number=making.id_number())
    page = window.client.post(window.at(second, "add/"), form)
    assert page.context["stage"] == "who"
    assert "放得太久了" in page.content.decode()
    assert not Employment.objects.exists()


def test_what_is_only_noted_says_so_on_the_receipt_with_the_last_day(window: Window) -> None:
    employer = unit()
    form = window.work_form(employer, number=making.id_number()) | {"report": "later"}
    answer = window.client.post(window.at(employer, "add/"), form)
    page = window.client.get(answer.headers["Location"]).content.decode()
    assert "还没有参保，请在2026年12月21日（星期一）前申报" in page
    assert Employment.objects.get().insured_from is None


def test_an_employer_that_was_cancelled_meanwhile_takes_nobody(window: Window) -> None:
    employer = unit()
    form = window.work_form(employer, number=making.id_number())
    Employer.objects.filter(pk=employer.pk).update(status="cancelled", closed_on=date(2026, 11, 1))
    answer = window.client.post(window.at(employer, "add/"), form, follow=True)
    assert "已经注销" in answer.content.decode()
    assert not CounterEntry.objects.exists()


# People of outlets ----------------------------------------------------------------------------


@pytest.fixture
def couriers(cast: Cast) -> Employer:
    """A courier unit of the town."""
    return outlets.courier_unit(cast, town_id=JINCHENG)


def courier_step(window: Window, employer: Employer) -> HttpResponse:
    """Go to the last step for somebody of an outlet."""
    address = window.at(employer, "add/")
    who = {"stage": "who", "kind": "resident_id", "number": making.id_number(), "name": "邮小虎"}
    page = window.client.post(address, who | FIRST_DAY)
    assert page.context["stage"] == "trade"
    missing = window.client.post(address, filled(page))
    assert missing.status_code == 422
    return window.client.post(address, filled(missing) | {"trade": "courier"})


def test_a_courier_is_entered_at_the_window_for_an_outlet_with_the_receipt(
    window: Window, couriers: Employer
) -> None:
    filed = outlets.terminal(couriers)
    page = courier_step(window, couriers)
    assert "可以先单独参加工伤保险" in page.content.decode()
    assert "缴费基数" in page.content.decode()
    typed = filled(page) | {"outlet": str(filed.pk), "job": "投递", "report": "now"}
    first, second = (window.client.post(window.at(couriers, "add/"), typed) for _ in range(2))
    assert first.headers["Location"] == second.headers["Location"]
    work = Employment.objects.get()
    assert (work.kind, work.job, work.outlet) == ("courier", "投递", filed)
    assert work.insured_from == date(2026, 11, 25)
    receipt = window.client.get(first.headers["Location"]).content.decode()
    for words in (filed.name, "快递网点从业人员（仅工伤保险）", "投递"):
        assert words in receipt


def test_an_outlet_that_ended_meanwhile_takes_nobody_at_the_window(
    window: Window, couriers: Employer
) -> None:
    filed = outlets.terminal(couriers)
    page = courier_step(window, couriers)
    end_outlet(filed, on=date(2026, 11, 24), by=None)
    typed = filled(page) | {"outlet": str(filed.pk), "job": "投递", "report": "now"}
    refused = window.client.post(window.at(couriers, "add/"), typed)
    assert refused.status_code == 422
    assert refused.context["form"]["outlet"].errors
    assert not Employment.objects.exists()


def test_a_job_outside_the_five_is_refused_at_the_window_with_the_reason(
    window: Window, couriers: Employer
) -> None:
    typed = filled(courier_step(window, couriers)) | {"job": "会计", "report": "now"}
    refused = window.client.post(window.at(couriers, "add/"), typed)
    assert refused.status_code == 422
    assert "这五种" in refused.content.decode()


def test_other_people_of_a_courier_unit_are_entered_as_before(
    window: Window, couriers: Employer
) -> None:
    address = window.at(couriers, "add/")
    who = {"stage": "who", "kind": "resident_id", "number": making.id_number(), "name": "李小满"}
    page = window.client.post(address, who | FIRST_DAY)
    page = window.client.post(address, filled(page) | {"trade": "other"})
    done = window.client.post(address, filled(page) | {"job": "会计", "report": "now"})
    assert done.status_code == 303
    assert Employment.objects.get().kind == "employee"


def test_a_missing_job_keeps_the_step(window: Window) -> None:
    employer = unit()
    form = window.work_form(employer, number=making.id_number()) | {"job": ""}
    page = window.client.post(window.at(employer, "add/"), form)
    assert page.status_code == 422
    assert page.context["stage"] == "work"
    assert filled(page)["key"] == form["key"]


def test_the_page_of_one_worker_leaves_a_look_in_the_audit(window: Window) -> None:
    employer = unit()
    work = making.employment(making.person(), employer)
    window.client.get(window.at(employer, f"{work.pk}/end/"))
    event = AuditEvent.objects.get(verb="look_records")
    assert (event.subject_id, event.reason) == (work.person_id, "窗口登记")
