"""One employment: seen, unmasked, reported, ended, corrected; and who may open what."""

from datetime import date, timedelta
from typing import Any

import pytest
from django.db import connection
from django.http import HttpResponse
from django.test import Client
from django.test.utils import CaptureQueriesContext

from portal.audit.models import AuditEvent
from portal.audit.verbs import Verb
from registration.entries import end_employment
from registration.models import Employer, Employment, EmploymentChange
from tests.cast import Cast
from tests.desk import day, filled, text
from tests.registration import making

TODAY = date(2026, 11, 24)
pytestmark = pytest.mark.django_db


@pytest.fixture
def unit(cast: Cast) -> Employer:
    """An employer for which the agent of the cast acts."""
    employer = making.employer()
    making.agent_for(cast.agent, employer)
    return employer


@pytest.fixture
def agent(cast: Cast) -> Client:
    """The browser of the agent."""
    return cast.client(cast.agent)


def address(work: Employment, act: str = "", *, side: str = "units") -> str:
    """Return the address of an employment or of an act on it."""
    return f"/{side}/{work.employer_id}/people/{work.pk}/{act}"


def hire(unit: Employer, **changes: Any) -> Employment:
    """Return work that began on the first of November."""
    person = making.person("李小满", phone="13812345678", **changes.pop("person", {}))
    values = {"started_on": date(2026, 11, 2), "job": "装配工"} | changes
    return making.employment(person, unit, **values)


def fill(client: Client, url: str, **typed: Any) -> HttpResponse:
    """Open a form, change what is typed, and send it."""
    return client.post(url, filled(client.get(url)) | typed)


# Seen -----------------------------------------------------------------------------------------


def test_an_agent_sees_the_facts_with_the_number_masked(unit: Employer, agent: Client) -> None:
    work = hire(unit)
    page = text(agent.get(address(work)))
    assert work.person.masked_number in page
    assert work.person.identity.number not in page
    assert "13812345678" not in page
    assert "138****5678" not in page
    assert "个人不缴费" in page
    assert "申报参保" in page
    event = AuditEvent.objects.get(verb=Verb.LOOK_RECORDS)
    assert (event.subject_id, event.target) == (work.person_id, f"employer {unit.pk}")


def test_the_number_is_shown_whole_by_post_alone_and_noted(unit: Employer, agent: Client) -> None:
    work = hire(unit)
    assert agent.get(address(work, "number/")).status_code == 405
    page = agent.post(address(work, "number/"))
    assert work.person.identity.number in text(page)
    assert AuditEvent.objects.get(verb=Verb.UNMASK).subject_id == work.person_id


def test_a_minor_is_marked_until_eighteen(unit: Employer, agent: Client, clock: Any) -> None:
    work = hire(unit, is_minor=True, person={"born_on": date(2008, 12, 1)})
    assert "未成年工" in text(agent.get(address(work)))
    clock.set("2026-12-01")
    assert "未成年工" not in text(agent.get(address(work)))


def test_who_reached_the_retirement_age_at_work_is_pointed_out(
    unit: Employer, agent: Client
) -> None:
    work = hire(unit, person={"born_on": date(1960, 1, 1)})
    assert "请更正用工形式" in text(agent.get(address(work)))
    ordinary = hire(unit)
    assert "请更正用工形式" not in text(agent.get(address(ordinary)))


def test_the_page_needs_few_queries(unit: Employer, agent: Client) -> None:
    work = hire(unit, is_reported=False)
    agent.get(address(work))
    with CaptureQueriesContext(connection) as done:
        agent.get(address(work))
    assert len([one for one in done if one["sql"].startswith("SELECT")]) <= 8


# Reported -------------------------------------------------------------------------------------


def test_noted_work_is_reported_once(unit: Employer, agent: Client) -> None:
    work = hire(unit, is_reported=False)
    page = text(agent.get(address(work)))
    assert "2026年12月2日" in page
    assert "怎么算的" in page
    for _ in range(2):
        sent = agent.post(address(work, "report/"))
        assert sent.status_code == 303
    work.refresh_from_db()
    assert (work.reported_on, work.insured_from) == (TODAY, date(2026, 11, 25))
    assert EmploymentChange.objects.filter(what="reported").count() == 1
    assert "11月25日" in text(agent.get(sent["Location"]))


def test_late_work_says_what_follows_and_may_still_be_reported(
    unit: Employer, agent: Client
) -> None:
    work = hire(unit, is_reported=False, started_on=date(2026, 9, 1))
    page = text(agent.get(address(work)))
    assert "已超" in page
    assert "第八十四条" in page
    agent.post(address(work, "report/"))
    work.refresh_from_db()
    assert work.insured_from == date(2026, 11, 25)


def test_the_duty_for_over_age_people_counts_from_july_2026(unit: Employer, agent: Client) -> None:
    work = hire(unit, is_reported=False, kind="overage", started_on=date(2025, 3, 1))
    assert "2026年7月31日" in text(agent.get(address(work)))


def test_work_that_is_over_cannot_be_reported_any_more(unit: Employer, agent: Client) -> None:
    work = hire(unit, is_reported=False)
    end_employment(work, on=TODAY, reason="辞职", by=None)
    assert "申报参保</button>" not in text(agent.get(address(work)))
    page = agent.post(address(work, "report/"), follow=True)
    assert "现在不能申报" in text(page)
    work.refresh_from_db()
    assert work.reported_on is None


def test_work_that_still_lasts_some_days_is_insured_to_its_end(
    unit: Employer, agent: Client
) -> None:
    work = hire(unit, is_reported=False)
    end_employment(work, on=TODAY + timedelta(days=3), reason="辞职", by=None)
    agent.post(address(work, "report/"))
    work.refresh_from_db()
    assert (work.insured_from, work.insured_to) == (date(2026, 11, 25), date(2026, 11, 27))


def test_a_cancelled_employer_reports_nobody_but_may_end_work(
    unit: Employer, agent: Client
) -> None:
    work = hire(unit, is_reported=False)
    Employer.objects.filter(pk=unit.pk).update(status="cancelled", closed_on=TODAY)
    assert "现在不能申报" in text(agent.post(address(work, "report/"), follow=True))
    fill(agent, address(work, "end/"), reason="其他", other="单位注销")
    work.refresh_from_db()
    assert (work.reported_on, work.end_reason) == (None, "单位注销")


# Ended ----------------------------------------------------------------------------------------


def test_work_ends_with_its_last_day_and_stays_covered_until_then(
    unit: Employer, agent: Client
) -> None:
    work = hire(unit, started_on=date(2026, 11, 2))
    Employment.objects.filter(pk=work.pk).update(insured_from=date(2026, 11, 3))
    sent = fill(agent, address(work, "end/"), reason="合同到期", **day("ended_on", TODAY))
    assert sent.status_code == 303
    work.refresh_from_db()
    assert (work.ended_on, work.insured_to, work.end_reason) == (TODAY, TODAY, "合同到期")
    page = text(agent.get(address(work)))
    assert "（含当天）发生的事故仍在保障内" in page
    assert "30 日内" in page
    assert "第五十七条第二款" in page
    assert EmploymentChange.objects.get(what="ended").by is not None


@pytest.mark.parametrize(
    ("when", "fine"),
    [("2026-11-01", False), ("2026-11-02", True), ("2026-12-24", True), ("2026-12-25", False)],
)
def test_the_last_day_lies_between_the_first_and_thirty_days_ahead(
    unit: Employer, agent: Client, when: str, fine: bool
) -> None:
    work = hire(unit)
    typed = day("ended_on", date.fromisoformat(when))
    sent = fill(agent, address(work, "end/"), reason="辞职", **typed)
    assert sent.status_code == (303 if fine else 422)
    if not fine:
        assert sent.context["form"]["ended_on"].errors
        assert sent.context["form"]["reason"].value() == "辞职"


def test_another_reason_is_said_in_words(unit: Employer, agent: Client) -> None:
    work = hire(unit)
    refused = fill(agent, address(work, "end/"), reason="其他")
    assert refused.status_code == 422
    assert refused.context["form"]["other"].errors
    fill(agent, address(work, "end/"), reason="其他", other="调到分公司")
    work.refresh_from_db()
    assert work.end_reason == "调到分公司"


def test_the_end_is_written_once(unit: Employer, agent: Client) -> None:
    work = hire(unit)
    typed = filled(agent.get(address(work, "end/"))) | {"reason": "辞职"}
    agent.post(address(work, "end/"), typed)
    later = typed | day("ended_on", TODAY + timedelta(days=1))
    page = agent.post(address(work, "end/"), later, follow=True)
    assert "已经结束，没有改动" in text(page)
    work.refresh_from_db()
    assert work.ended_on == TODAY
    assert EmploymentChange.objects.filter(what="ended").count() == 1


# Corrected ------------------------------------------------------------------------------------


def test_a_correction_keeps_what_was_there_before(unit: Employer, agent: Client) -> None:
    work = hire(unit)
    sent = fill(agent, address(work, "correct/"), job="质检员", kind="part_time")
    assert sent.status_code == 303
    change = EmploymentChange.objects.get(what="corrected")
    assert change.text == "用工形式：职工 → 非全日制用工；岗位：装配工 → 质检员"
    assert change.by is not None
    assert "装配工 → 质检员" in text(agent.get(address(work)))


def test_what_is_the_same_already_is_no_correction(unit: Employer, agent: Client) -> None:
    work = hire(unit)
    fill(agent, address(work, "correct/"))
    assert not EmploymentChange.objects.filter(what="corrected").exists()


def test_over_age_is_offered_only_to_those_who_may_be(unit: Employer, agent: Client) -> None:
    young = hire(unit)
    refused = fill(agent, address(young, "correct/"), kind="overage")
    assert refused.status_code == 422
    old = hire(unit, person={"born_on": date(1960, 1, 1)})
    assert fill(agent, address(old, "correct/"), kind="overage").status_code == 303


# Officers -------------------------------------------------------------------------------------


def test_an_officer_reads_and_unmasks_for_a_reason(cast: Cast, unit: Employer) -> None:
    work = hire(unit, is_reported=False)
    client = cast.client(cast.registrar)
    page = text(client.get(address(work, side="register")))
    assert work.person.masked_number in page
    assert "13812345678" not in page
    assert "申报参保</button>" not in page
    without = client.post(address(work, "number/", side="register"), follow=True)
    assert "要写明理由" in text(without)
    whole = client.post(address(work, "number/", side="register"), {"reason": "核对参保信息"})
    assert work.person.identity.number in text(whole)
    assert "13812345678" in text(whole)
    assert AuditEvent.objects.get(verb=Verb.UNMASK).reason == "核对参保信息"
    assert AuditEvent.objects.filter(verb=Verb.LOOK_RECORDS).count() == 2


AGENTS = ("", "add/", "{pk}/", "{pk}/number/", "{pk}/report/", "{pk}/end/", "{pk}/correct/")
OFFICERS = ("", "{pk}/", "{pk}/number/")
UNKNOWN = {404, 405}
"""A method that a page does not know is refused before anything is looked up."""


@pytest.mark.parametrize("method", ["get", "post"])
@pytest.mark.parametrize("path", AGENTS)
def test_pages_of_agents_are_unknown_to_everybody_else(
    cast: Cast, unit: Employer, path: str, method: str
) -> None:
    work = hire(unit, is_reported=False)
    url = f"/units/{unit.pk}/people/{path.format(pk=work.pk)}"
    making.agent_for(cast.worker, making.employer("另一家有限公司"))
    for user in (cast.worker, cast.stranger, cast.registrar, cast.foreign_registrar, cast.handler):
        assert getattr(cast.client(user), method)(url).status_code in UNKNOWN, user
    anonymous = getattr(Client(), method)(url)
    assert anonymous.status_code == 302
    assert anonymous["Location"].startswith("/login/")


@pytest.mark.parametrize("method", ["get", "post"])
@pytest.mark.parametrize("path", OFFICERS)
def test_pages_of_officers_are_unknown_to_everybody_else(
    cast: Cast, unit: Employer, path: str, method: str
) -> None:
    work = hire(unit)
    url = f"/register/{unit.pk}/people/{path.format(pk=work.pk)}"
    for user in (cast.agent, cast.stranger, cast.foreign_registrar, cast.handler, cast.clerk):
        assert getattr(cast.client(user), method)(url).status_code in UNKNOWN, user
    anonymous = getattr(Client(), method)(url)
    assert anonymous.status_code == 302
    assert anonymous["Location"].startswith("/staff/login/")


def test_an_employment_is_found_under_its_own_employer_alone(
    cast: Cast, unit: Employer, agent: Client
) -> None:
    other = making.employer("另一家有限公司")
    making.agent_for(cast.agent, other)
    work = hire(unit)
    assert agent.get(f"/units/{other.pk}/people/{work.pk}/").status_code == 404
    registrar = cast.client(cast.registrar)
    assert registrar.get(f"/register/{other.pk}/people/{work.pk}/").status_code == 404
