"""Courier outlets: a unit notes its licence, enters terminals, and adds people of five jobs."""

from datetime import date, timedelta
from decimal import Decimal
from html import unescape
from pathlib import Path
from typing import Any

import pytest
from django.db import IntegrityError, transaction
from django.http import HttpResponse
from django.test import Client
from django.urls import reverse
from hypothesis import given
from hypothesis import strategies as st

from registration import api
from registration.entries import (
    OutletClosedError,
    end_employment,
)
from registration.models import (
    Certificate,
    Employer,
    EmployerChange,
    Employment,
    Outlet,
    OutletBase,
)
from registration.outlets.base import contribution
from registration.outlets.entries import OutletRefusedError, end_outlet, mark_courier
from registration.outlets.numbers import outlet_number
from registration.outlets.rules import (
    Terminal,
    job_is_of_couriers,
    terminal_has_a_licensed_unit,
)
from tests.cast import Cast
from tests.desk import day, filled, text
from tests.letters.papers import text_of
from tests.registration import filing, making
from tests.registration.outlets import SINCE, courier, courier_unit, number, terminal
from tests.registration.own_records import key_of, verified

TODAY = date(2026, 11, 24)
pytestmark = pytest.mark.django_db


def said(page: HttpResponse) -> str:
    """Return what a page says."""
    return unescape(text(page))


def url(unit: Employer, *, side: str = "units", more: str = "") -> str:
    """Return the address of a unit's outlets."""
    return f"/{side}/{unit.pk}/outlets/{more}"


# Rules ----------------------------------------------------------------------------------------


@pytest.mark.parametrize("job", ["收寄", "分拣", "运输", "投递", "查询"])
def test_the_five_jobs_of_an_outlet_join_first_and_alone(job: str) -> None:
    assert job_is_of_couriers(job) is None


@pytest.mark.parametrize("job", ["会计", "投递员", "", "收寄、分拣", "保洁"])
def test_any_other_job_is_refused_with_the_source(job: str) -> None:
    sentence = job_is_of_couriers(job)
    assert sentence is not None
    assert "《关于推进基层快递网点优先参加工伤保险工作的通知》" in sentence


@pytest.mark.parametrize(("is_licensed", "is_fit"), [(True, True), (False, False)])
def test_a_filed_terminal_needs_a_licensed_unit(is_licensed: bool, is_fit: bool) -> None:
    assert (terminal_has_a_licensed_unit(Terminal(is_licensed)) is None) is is_fit


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        (" 鲁邮 20240001a ", "鲁邮20240001A"),
        ("鲁邮（2024）１２号", "鲁邮(2024)12号"),
        ("3708-2024-001", "3708-2024-001"),
    ],
)
def test_a_number_is_kept_in_one_shape(typed: str, kept: str) -> None:
    assert outlet_number(typed) == kept


@pytest.mark.parametrize("typed", ["", "12", "没有号码", "1" * 41, "1234\u202e5", "12;34"])
def test_what_is_no_number_is_refused(typed: str) -> None:
    with pytest.raises(ValueError, match="备案号"):
        outlet_number(typed)


@given(
    base=st.decimals("0.01", "99999.99", places=2), rate=st.decimals("0.001", "99.999", places=3)
)
def test_the_contribution_is_base_times_rate_to_the_cent(base: Decimal, rate: Decimal) -> None:
    found = contribution(base, rate)
    assert found == found.quantize(Decimal("0.01"))
    assert abs(found - base * rate / 100) <= Decimal("0.005")


# A unit becomes a courier unit ----------------------------------------------------------------


def test_a_unit_opens_the_page_from_its_overview_and_notes_its_licence(cast: Cast) -> None:
    unit = making.employer("济宁演示快递有限公司")
    making.agent_for(cast.agent, unit)
    client = cast.client(cast.agent)
    overview = said(client.get(f"/units/{unit.pk}/"))
    assert "本单位是快递企业" in overview
    assert ">快递网点</a>" not in overview
    page = client.get(url(unit))
    assert ">快递网点</a>" not in said(page)
    typed = filled(page) | {"number": "鲁邮20240001a"} | day("from_on", SINCE)
    for _ in range(2):
        assert client.post(url(unit), typed).status_code == 303
    outlet = Outlet.objects.get()
    assert (outlet.kind, outlet.number, outlet.employer_id) == (
        "licensed",
        "鲁邮20240001A",
        unit.pk,
    )
    change = EmployerChange.objects.get(what="快递业务经营许可")
    assert change.after == "鲁邮20240001A"
    page = said(client.get(url(unit)))
    assert ">快递网点</a>" in page
    assert "还没有从业人员" in page
    assert "待核实" in page
    assert "本单位是快递企业" not in said(client.get(f"/units/{unit.pk}/"))


@pytest.mark.parametrize(
    ("typed", "field"),
    [
        ({"number": "x"}, "number"),
        ({"number": ""}, "number"),
        (day("from_on", TODAY + timedelta(days=1)), "from_on"),
    ],
)
def test_a_wrong_licence_is_told_beside_its_field_and_nothing_is_lost(
    cast: Cast, typed: dict[str, Any], field: str
) -> None:
    unit = making.employer()
    making.agent_for(cast.agent, unit)
    client = cast.client(cast.agent)
    sent = filled(client.get(url(unit))) | {"number": "鲁邮20240001"} | day("from_on", SINCE)
    page = client.post(url(unit), sent | typed)
    assert page.status_code == 422
    assert page.context["form"][field].errors
    assert f'href="#id_{field}' in text(page)
    assert not Outlet.objects.exists()


def test_a_number_of_another_unit_is_refused_without_its_name(cast: Cast) -> None:
    other = courier_unit(cast, "别处演示快递有限公司")
    unit = courier_unit(cast)
    taken = other.outlets.get().number
    client = cast.client(cast.agent)
    address = url(unit, more="add/")
    typed = filled(client.get(address)) | {
        "name": "南门网点",
        "number": taken,
        "address": "演示路",
        **day("from_on", SINCE),
    }
    page = client.post(address, typed)
    assert page.status_code == 422
    assert "登记在别的网点名下" in said(page)
    assert other.name not in said(page)
    assert page.context["form"]["name"].value() == "南门网点"


def test_a_terminal_is_entered_once_under_the_licensed_unit(cast: Cast) -> None:
    unit = courier_unit(cast)
    client = cast.client(cast.agent)
    address = url(unit, more="add/")
    page = client.get(address)
    assert "由本单位承担用人单位责任" in said(page)
    typed = filled(page) | {
        "name": "南门末端网点",
        "number": number(),
        "address": "任城区演示南门 3 号",
        **day("from_on", SINCE),
    }
    for _ in range(2):
        assert client.post(address, typed).status_code == 303
    filed = Outlet.objects.get(kind="filed")
    assert (filed.employer_id, filed.county_id) == (unit.pk, "370811")
    assert EmployerChange.objects.filter(what="末端网点").count() == 1
    assert "南门末端网点" in said(client.get(url(unit)))


def test_a_unit_without_a_licence_enters_no_terminal(cast: Cast) -> None:
    unit = making.employer()
    making.agent_for(cast.agent, unit)
    assert cast.client(cast.agent).get(url(unit, more="add/")).status_code == 303
    with pytest.raises(OutletRefusedError, match="由有经营许可的快递企业登记"):
        terminal(unit)


# People of outlets ----------------------------------------------------------------------------


class Walk:
    """An agent who goes through the steps of adding as a browser would."""

    def __init__(self, client: Client, unit: Employer) -> None:
        self.client = client
        self.url = f"/units/{unit.pk}/people/add/"

    def who(self, born: str = "19950310", **typed: Any) -> HttpResponse:
        """Send the first step."""
        sent = filled(self.client.get(self.url)) | day("started_on", TODAY)
        sent |= {"kind": "resident_id", "number": making.id_number(born=born), "name": "邮小虎"}
        return self.client.post(self.url, sent | typed)

    def then(self, page: HttpResponse, **typed: Any) -> HttpResponse:
        """Fill in the form of a page and send it."""
        assert page.status_code in {200, 422}, page
        return self.client.post(self.url, filled(page) | typed)


@pytest.fixture
def unit(cast: Cast) -> Employer:
    """A licensed courier unit of the agent."""
    return courier_unit(cast)


@pytest.fixture
def walk(cast: Cast, unit: Employer) -> Walk:
    """The agent of the courier unit at the first step of adding."""
    return Walk(cast.client(cast.agent), unit)


def test_a_courier_is_insured_alone_at_a_terminal_from_tomorrow(walk: Walk, unit: Employer) -> None:
    filed = terminal(unit)
    page = walk.then(walk.who(), trade="courier")
    assert "可以先单独参加工伤保险" in said(page)
    assert "个人不缴费" in said(page)
    done = walk.then(page, outlet=str(filed.pk), job="投递", report="now")
    assert done.status_code == 303
    work = Employment.objects.get()
    assert (work.kind, work.job, work.outlet) == ("courier", "投递", filed)
    assert (work.employer_id, work.insured_from) == (unit.pk, TODAY + timedelta(days=1))
    entry = said(walk.client.get(done["Location"]))
    assert "快递网点从业人员（仅工伤保险）" in entry
    assert filed.name in entry


def test_the_same_form_sent_twice_makes_one_courier(walk: Walk, unit: Employer) -> None:
    page = walk.then(walk.who(), trade="courier")
    typed = filled(page) | {"job": "分拣", "report": "now"}
    first, second = (walk.client.post(walk.url, typed) for _ in range(2))
    assert first.status_code == second.status_code == 303
    assert first["Location"] == second["Location"]
    assert Employment.objects.get().outlet == unit.outlets.get()


def test_a_job_outside_the_five_is_refused_with_the_reason(walk: Walk, unit: Employer) -> None:
    page = walk.then(walk.who(), trade="courier")
    refused = walk.then(page, job="会计", report="now")
    assert refused.status_code == 422
    assert "只有收寄、分拣、运输、投递、查询这五种" in said(refused)
    assert not Employment.objects.exists()


def test_an_outlet_of_another_unit_is_not_offered_nor_taken(
    cast: Cast, walk: Walk, unit: Employer
) -> None:
    other = courier_unit(cast, "别处演示快递有限公司")
    page = walk.then(walk.who(), trade="courier")
    refused = walk.then(page, outlet=str(other.outlets.get().pk), job="投递", report="now")
    assert refused.status_code == 422
    assert "请选本单位在册的网点" in said(refused)


def test_other_people_of_the_unit_are_registered_as_before(walk: Walk) -> None:
    page = walk.then(walk.who(), trade="other")
    assert walk.then(page, job="会计", report="now").status_code == 303
    work = Employment.objects.get()
    assert (work.kind, work.outlet) == ("employee", None)


def test_which_of_both_is_asked_for(walk: Walk) -> None:
    page = walk.then(walk.who())
    assert page.status_code == 422
    assert "请选一种" in said(page)


def test_people_over_the_age_of_retirement_go_the_way_of_their_age(walk: Walk) -> None:
    page = walk.who(born="19550310")
    assert "trade" not in page.context["form"].fields
    assert walk.then(page, job="看门", report="now").status_code == 303
    assert Employment.objects.get().kind == "overage"


def test_a_unit_that_is_no_courier_is_not_asked_and_cannot_be_made_to_take_one(cast: Cast) -> None:
    plain = making.employer()
    making.agent_for(cast.agent, plain)
    walk = Walk(cast.client(cast.agent), plain)
    page = walk.who()
    assert "trade" not in page.context["form"].fields
    sealed = page.context["sealed"]
    for stage in ("trade", "courier"):
        walk.client.post(
            walk.url, {"stage": stage, "sealed": sealed, "trade": "courier", "job": "投递"}
        )
    assert not Employment.objects.exists()


def test_outlet_and_job_are_corrected_and_what_was_there_is_kept(
    walk: Walk, unit: Employer
) -> None:
    filed = terminal(unit)
    work = courier(filed)
    address = f"/units/{unit.pk}/people/{work.pk}/correct/"
    own = unit.outlets.get(kind="licensed")
    typed = filled(walk.client.get(address)) | {"outlet": str(own.pk), "job": "查询"}
    assert walk.client.post(address, typed).status_code == 303
    work.refresh_from_db()
    assert (work.outlet, work.job, work.kind) == (own, "查询", "courier")
    assert f"{filed.name} → {own.name}；岗位：投递 → 查询" in work.changes.first().text
    refused = walk.client.post(address, typed | {"job": "会计"})
    assert refused.status_code == 422


def test_work_of_a_courier_has_an_outlet_and_no_other_work_has(unit: Employer) -> None:
    own, person = unit.outlets.get(), making.person()
    for values in ({"kind": "courier"}, {"kind": "employee", "outlet": own}):
        with pytest.raises(IntegrityError, match="at_outlet"), transaction.atomic():
            Employment.objects.create(
                person=person, employer=unit, person_name="甲", started_on=TODAY, **values
            )


# Insured --------------------------------------------------------------------------------------


def test_the_register_answers_for_couriers_and_names_the_unit_that_is_liable(
    unit: Employer,
) -> None:
    work = courier(terminal(unit), started_on=date(2026, 11, 2))
    ask = {"person": work.person_id, "employer": unit.pk}
    assert api.insured_on(**ask, on=TODAY + timedelta(days=1)).answer is api.Answer.YES
    assert api.insured_on(**ask, on=TODAY).answer is api.Answer.NO
    end_employment(work, on=TODAY + timedelta(days=3), reason="辞职", by=None)
    assert api.insured_on(**ask, on=TODAY + timedelta(days=3)).answer is api.Answer.YES
    assert api.insured_on(**ask, on=TODAY + timedelta(days=4)).answer is api.Answer.NO


def test_own_records_and_certificate_say_that_the_insurance_is_alone(
    cast: Cast,
    unit: Employer,
    settings: Any,
    tmp_path: Path,
) -> None:
    settings.PRIVATE_ROOT = tmp_path
    work = courier(terminal(unit))
    Employment.objects.filter(pk=work.pk).update(insured_from=date(2026, 11, 2))
    browser = cast.client(verified(cast.worker, work.person))
    assert "快递网点从业人员（仅工伤保险）" in said(browser.get("/records/"))
    page = browser.get("/records/certificates/")
    browser.post("/records/certificates/", {"key": key_of(page)})
    paper = Certificate.objects.get()
    made = browser.get(f"/records/certificates/{paper.number}/")
    assert "仅工伤保险" in text_of(b"".join(made), folder=tmp_path)


# The end of an outlet -------------------------------------------------------------------------


def test_an_outlet_ends_when_nobody_works_there_and_takes_nobody_after(
    cast: Cast, unit: Employer
) -> None:
    filed = terminal(unit)
    work = courier(filed)
    client = cast.client(cast.agent)
    address = url(unit, more=f"{filed.pk}/end/")
    typed = filled(client.get(address))
    page = client.post(address, typed)
    assert page.status_code == 422
    assert "还有从业人员在岗" in said(page)
    end_employment(work, on=TODAY, reason="辞职", by=None)
    for _ in range(2):
        assert client.post(address, typed).status_code == 303
    filed.refresh_from_db()
    assert filed.to_on == TODAY
    assert "已经结束" in said(client.get(address))
    with pytest.raises(OutletClosedError):
        courier(filed, "后来的")


def test_the_licence_ends_after_its_terminals_and_the_unit_is_no_courier_any_more(
    unit: Employer,
) -> None:
    own, filed = unit.outlets.get(), terminal(unit)
    with pytest.raises(OutletRefusedError, match="末端网点"):
        end_outlet(own, on=TODAY, by=None)
    end_outlet(filed, on=TODAY, by=None)
    end_outlet(own, on=TODAY, by=None)
    unit.refresh_from_db()
    assert not unit.is_courier
    mark_courier(unit, number=own.number, from_on=TODAY, by=None)
    assert Employer.objects.get(pk=unit.pk).is_courier


def test_the_outlets_of_a_cancelled_unit_end_with_its_people_and_free_their_numbers(
    cast: Cast,
) -> None:
    unit = courier_unit(cast, legal_representative="钱经理", phone="0537-2200001")
    filed = terminal(unit)
    work = courier(filed)
    filing.month(unit, date(2026, 11, 1), due_on=date(2026, 11, 25), paid="1200.00")
    filing.approved(cast, filing.cancellation(cast, unit))
    for row in (filed, work, unit):
        row.refresh_from_db()
    assert (filed.to_on, work.ended_on, unit.is_courier) == (TODAY, TODAY, False)
    ended = EmployerChange.objects.filter(employer=unit, on=TODAY, before__endswith=filed.number)
    assert ended.count() == 1
    other = courier_unit(cast, "接手的演示快递有限公司")
    assert terminal(other, number=filed.number).employer == other


def test_a_last_day_before_the_first_is_refused(cast: Cast, unit: Employer) -> None:
    filed = terminal(unit)
    client = cast.client(cast.agent)
    address = url(unit, more=f"{filed.pk}/end/")
    page = client.post(address, day("to_on", SINCE - timedelta(days=1)))
    assert page.status_code == 422
    assert "不能早于网点的第一天" in said(page)


# What is paid ---------------------------------------------------------------------------------


def test_the_base_that_holds_today_is_shown_with_its_doubt(cast: Cast, unit: Employer) -> None:
    row = {"method": "上年度平均工资", "source": "市里的通知", "rate": "0.5"}
    OutletBase.objects.create(from_on=date(2026, 1, 1), base="5000", **row)
    OutletBase.objects.create(from_on=date(2027, 1, 1), base="9999", **row)
    page = said(cast.client(cast.agent).get(url(unit)))
    assert "每人每月 5,000.00 元（待核实）" in page
    assert "每人每月 25.00 元（基数 × 费率）" in page
    assert "0 元（《工伤保险条例》第十条）" in page
    assert "9,999" not in page


def test_an_administrator_keeps_the_bases(cast: Cast) -> None:
    client = cast.client(cast.administrator)
    address = reverse("admin:registration_outletbase_add")
    values = {"from_on": "2027-01-01", "base": "5000.00", "rate": "0.5"}
    values |= {"method": "上年度平均工资", "source": "市里的通知"}
    assert client.post(address, values).status_code == 302
    assert OutletBase.objects.get().is_verified is False
    assert cast.client(cast.registrar).get(address).status_code == 403


# Who may --------------------------------------------------------------------------------------


def test_outlets_of_another_unit_are_not_found(cast: Cast, unit: Employer) -> None:
    filed = terminal(unit)
    mine = courier_unit(cast, "第二演示快递有限公司")
    paths = [url(unit), url(unit, more="add/"), url(unit, more=f"{filed.pk}/end/")]
    for path in paths:
        assert cast.client(cast.stranger).get(path).status_code == 404
        assert cast.client(cast.stranger).post(path).status_code == 404
        assert Client().get(path).status_code == 302
    crossed = url(mine, more=f"{filed.pk}/end/")
    assert cast.client(cast.agent).get(crossed).status_code == 404


def test_officers_of_the_agency_see_the_outlets_and_another_countys_do_not(
    cast: Cast, unit: Employer
) -> None:
    filed = terminal(unit)
    path = url(unit, side="register")
    page = said(cast.client(cast.registrar).get(path))
    assert filed.name in page
    assert ">快递网点</a>" in page
    assert cast.client(cast.register_reviewer).get(path).status_code == 200
    assert cast.client(cast.foreign_registrar).get(path).status_code == 404
    assert cast.client(cast.agent).get(path).status_code in {302, 403, 404}
    assert Client().get(path).status_code == 302


@pytest.mark.parametrize("rows", [0, 1, 25])
def test_the_page_of_outlets_asks_the_same_few_questions(
    cast: Cast, unit: Employer, rows: int, django_assert_max_num_queries: Any
) -> None:
    for one in range(rows):
        courier(terminal(unit, f"演示 {one} 号网点"), f"邮{one}")
    client = cast.client(cast.agent)
    with django_assert_max_num_queries(16):
        assert client.get(url(unit)).status_code == 200
