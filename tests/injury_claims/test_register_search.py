"""The employer in the claim's form: looked up on the register, chosen, or written down freely."""

from dataclasses import dataclass
from datetime import date
from typing import Any

import pytest
from django.http import HttpResponse
from django.test import Client

from injury_claims.models import InjuryClaim, InsuredCheck
from portal.accounts.models import Attempt, User
from portal.cases.models import Case, Party
from portal.offices.models import County
from registration.models import Employer
from tests.cast import Cast
from tests.conftest import Clock
from tests.injury_claims import filer
from tests.injury_claims.filer import WORKER, WORKER_NUMBER, Filer, errors, text
from tests.registration import making

TYPED = {
    "find": "",
    "name": "",
    "credit_code": "",
    "contact": "赵会计",
    "phone": "0537-0000000",
    "address": "任城区演示路9号",
}


def at_employer(client: Client) -> Filer:
    """Return a filer who stands before the step about the employer."""
    found = Filer(client).begin()
    found.walk(to="employer")
    return found


def look(who: Filer, find: str, **typed: str) -> HttpResponse:
    """Type a question and press 查找单位."""
    return who.post("employer", **TYPED | {"find": find, "look": "1"} | typed)


def carried(page: HttpResponse) -> str:
    """Return what the page carries of its hits."""
    return str(page.context["form"]["found"].value())


# The search -----------------------------------------------------------------------------------


def test_a_hit_is_shown_with_what_chooses_it_and_nothing_typed_is_lost(cast: Cast) -> None:
    unit = making.employer("济宁演示机械有限公司", phone="0537-1112223", address="登记地址甲")
    who = at_employer(cast.client(cast.worker))
    page = look(who, "演示机械")
    assert page.status_code == 200
    said = text(page)
    assert "济宁演示机械有限公司" in said
    assert f"任城区，代码 {unit.credit_code[:4]}**********{unit.credit_code[-4:]}" in said
    assert "赵会计" in said
    assert "请写" not in said
    for hidden in (unit.credit_code, "0537-1112223", "登记地址甲"):
        assert hidden not in said


def test_a_miss_and_a_short_question_get_a_sentence(cast: Cast) -> None:
    making.employer()
    who = at_employer(cast.client(cast.worker))
    page = look(who, "没有这家单位")
    assert page.status_code == 200
    assert "登记里没有查到" in text(page)
    for short in ("演示", ""):
        page = look(who, short)
        assert page.status_code == 422
        assert errors(page) == {"find": ["至少写 4 个字，或者写全 18 位统一社会信用代码"]}
        assert "任城区演示路9号" in text(page)


def test_a_cancelled_unit_is_marked_and_may_be_chosen(cast: Cast, clock: Clock) -> None:
    unit = making.employer()
    Employer.objects.filter(pk=unit.pk).update(
        status=Employer.Status.CANCELLED, closed_on=clock.today()
    )
    who = at_employer(cast.client(cast.worker))
    page = look(who, "演示机械")
    assert "已注销" in text(page)
    saved = who.post("employer", **TYPED | {"found": carried(page), "registered": str(unit.pk)})
    assert saved.status_code == 302


def test_the_tenth_hit_is_the_last_one_and_that_is_said(cast: Cast) -> None:
    for number in range(11):
        making.employer(f"济宁演示第{number}有限公司")
    page = look(at_employer(cast.client(cast.worker)), "济宁演示")
    assert len(page.context["form"].hits) == 10
    assert "只列前 10 家" in text(page)


def test_a_stranger_without_log_in_searches_nothing(cast: Cast) -> None:
    making.employer()
    who = at_employer(cast.client(cast.worker))
    who.client = Client()
    page = look(who, "演示机械")
    assert page.status_code == 302
    assert "/login" in page["Location"] or "/enter" in page["Location"]
    assert Attempt.objects.filter(kind="employer_search").count() == 0


def test_the_draft_of_somebody_else_is_no_way_to_search(cast: Cast) -> None:
    making.employer()
    who = at_employer(cast.client(cast.worker))
    who.client = cast.client(cast.stranger)
    assert look(who, "演示机械").status_code == 404


def test_too_many_searches_lock_for_a_while_whatever_they_find(cast: Cast, clock: Clock) -> None:
    making.employer()
    who = at_employer(cast.client(cast.worker))
    for number in range(30):
        assert look(who, f"演示机械{number % 2 or ''}").status_code == 200
    page = look(who, "演示机械")
    assert page.status_code == 422
    assert "尝试次数太多" in errors(page)["find"][0]
    assert "任城区演示路9号" in text(page)
    saved = who.post("employer", **TYPED | {"name": "自己写的单位"})
    assert saved.status_code == 302  # free entry stays open
    clock.move(minutes=16)
    assert look(who, "演示机械").status_code == 200


def test_a_unit_that_was_not_found_cannot_be_chosen_by_its_number(cast: Cast) -> None:
    unit = making.employer()
    other = at_employer(cast.client(cast.stranger))
    theirs = carried(look(other, "演示机械"))
    who = at_employer(cast.client(cast.worker))
    for found in ("", "forged", theirs):
        page = who.post("employer", **TYPED | {"found": found, "registered": str(unit.pk)})
        assert page.status_code == 422
        assert unit.name not in text(page)


# The choice -----------------------------------------------------------------------------------


def choose(who: Filer, unit: Employer, **typed: str) -> HttpResponse:
    """Look for a unit and choose it."""
    page = look(who, unit.credit_code)
    chosen = {"found": carried(page), "registered": str(unit.pk), "find": unit.credit_code}
    return who.post("employer", **TYPED | chosen | typed)


def test_the_chosen_unit_stays_chosen_and_brings_its_name(cast: Cast) -> None:
    unit = making.employer()
    who = at_employer(cast.client(cast.worker))
    assert choose(who, unit).status_code == 302
    assert who.draft is not None
    who.draft.refresh_from_db()
    answers = who.draft.answers()["employer"]
    assert (answers["register_id"], answers["name"]) == (unit.pk, unit.name)
    page = who.client.get(who.address("employer"))
    assert f'value="{unit.pk}"' in text(page)
    assert "checked" in text(page).split(f'value="{unit.pk}"')[1].split(">")[0]


def test_a_single_hit_is_chosen_already_but_not_against_a_name_that_was_typed(cast: Cast) -> None:
    unit = making.employer()
    who = at_employer(cast.client(cast.worker))
    assert look(who, "演示机械").context["form"]["registered"].value() == str(unit.pk)
    page = look(who, "演示机械", name="自己写的单位")
    assert not page.context["form"]["registered"].value()


@pytest.mark.parametrize("find", ["没有这家单位的", "演示物流"])
def test_a_further_search_keeps_nothing_chosen_that_it_did_not_find(cast: Cast, find: str) -> None:
    unit, other = making.employer(), making.employer("济宁演示物流有限公司")
    who = at_employer(cast.client(cast.worker))
    page = look(who, "演示机械")
    assert page.context["form"]["registered"].value() == str(unit.pk)
    page = look(who, find, found=carried(page), registered=str(unit.pk))
    expected = str(other.pk) if find in other.name else "none"
    assert page.context["form"]["registered"].value() == expected
    assert unit.name in text(page)


def test_a_name_that_was_typed_beside_a_choice_is_never_dropped_in_silence(cast: Cast) -> None:
    unit = making.employer()
    who = at_employer(cast.client(cast.worker))
    page = look(who, "演示机械")
    both = {"found": carried(page), "registered": str(unit.pk), "name": "张三木器厂"}
    page = who.post("employer", **TYPED | both)
    assert page.status_code == 422
    assert "您选了查到的单位，又写了“张三木器厂”" in errors(page)["registered"][0]
    assert 'value="张三木器厂"' in text(page)


def test_free_entry_may_be_chosen_again(cast: Cast) -> None:
    unit = making.employer()
    who = at_employer(cast.client(cast.worker))
    choose(who, unit)
    page = who.client.get(who.address("employer"))
    back = {"found": carried(page), "find": unit.credit_code, "registered": "none"}
    page = who.post("employer", **TYPED | back)
    assert errors(page) == {"name": ["请写单位的名称"]}
    assert who.post("employer", **TYPED | back | {"name": "自己写的单位"}).status_code == 302
    assert who.draft is not None
    who.draft.refresh_from_db()
    answers = who.draft.answers()["employer"]
    assert (answers["register_id"], answers["name"]) == (None, "自己写的单位")


def test_hits_without_a_choice_ask_for_one(cast: Cast) -> None:
    for number in range(2):
        making.employer(f"济宁演示第{number}有限公司")
    who = at_employer(cast.client(cast.worker))
    page = look(who, "济宁演示")
    page = who.post("employer", **TYPED | {"find": "济宁演示", "found": carried(page)})
    assert page.status_code == 422
    assert list(errors(page)) == ["registered"]
    assert len(page.context["form"].hits) == 2


def test_a_question_that_was_not_looked_up_is_looked_up_by_any_button(cast: Cast) -> None:
    making.employer()
    who = at_employer(cast.client(cast.worker))
    page = who.post("employer", **TYPED | {"find": "演示机械"})
    assert page.status_code == 200
    assert page.context["form"].is_answered


def test_the_registered_address_serves_where_none_was_typed(cast: Cast) -> None:
    unit = making.employer(address="任城区登记路 7 号")
    silent = making.employer("没有地址的有限公司", address="")
    who = at_employer(cast.client(cast.worker))
    page = choose(who, silent, address="")
    assert errors(page) == {"address": ["请写单位的地址"]}
    assert choose(who, unit, address="").status_code == 302
    check = who.walk()
    assert unit.name in text(check)
    assert "任城区登记路 7 号" not in text(check)
    assert unit.credit_code not in text(check)
    who.submit()
    assert Case.objects.get().parties.get(kind=Party.Kind.EMPLOYER).address == "任城区登记路 7 号"


def test_the_claim_keeps_the_chosen_unit_and_asks_by_it(cast: Cast, clock: Clock) -> None:
    unit = making.employer()
    clock.set("2026-03-02")
    making.employment(making.person(number=WORKER_NUMBER), unit)
    clock.set("2026-11-24")
    who = at_employer(cast.client(cast.worker))
    choose(who, unit)
    who.walk()
    who.submit()
    claim = InjuryClaim.objects.get()
    assert claim.employer_identity_id == unit.pk
    assert claim.employer_credit_code == unit.credit_code
    party = claim.party(Party.Kind.EMPLOYER)
    assert party is not None
    assert party.identity is None  # linked with acceptance, not before
    assert InsuredCheck.objects.get().answer == "yes"


def test_the_place_of_insurance_is_proposed_from_the_register_and_may_be_changed(
    cast: Cast,
) -> None:
    unit = making.employer(county=County.objects.get(code="370828"))
    who = at_employer(cast.client(cast.worker))
    choose(who, unit)
    page = who.client.get(who.address("workplace"))
    assert page.context["form"]["insured_county"].value() == "370828"
    assert "参保登记在金乡县，不对可以改" in text(page)
    assert who.post("workplace", insured_county="370811").status_code == 302


def test_another_unit_makes_the_place_be_asked_again(cast: Cast) -> None:
    who = at_employer(cast.client(cast.worker))
    assert who.post("employer", **TYPED | {"name": "自己写的单位"}).status_code == 302
    assert who.post("workplace").status_code == 302
    choose(who, making.employer())
    page = who.client.get(who.address(), follow=True)
    assert page.request["PATH_INFO"].endswith("/workplace/")


def test_the_step_takes_few_queries(cast: Cast, django_assert_max_num_queries: Any) -> None:
    for number in range(25):
        making.employer(f"济宁演示第{number}有限公司")
    unit = making.employer()
    who = at_employer(cast.client(cast.worker))
    choose(who, unit)
    for step in ("employer", "workplace"):
        with django_assert_max_num_queries(8):
            assert who.client.get(who.address(step)).status_code == 200


# The employer's own agent ---------------------------------------------------------------------

EMPLOYER: dict[str, filer.Typed] = {
    **{name: typed for name, typed in WORKER.items() if name != "employer"},
    "basics": {"kind": "accident", "condition": "alive", "filed_by": "employer"},
    "filer": {
        "post": "人事",
        "name": "赵会计",
        "id_kind": "resident_id",
        "id_number": filer.RELATIVE_NUMBER,
        "phone": "13800000003",
    },
    "notices": {"electronic": "yes", "address": "任城区演示路 1 号"},
}


@dataclass
class Firm:
    """An employer with its agent and two workers."""

    unit: Employer
    agent: User
    worker: int
    other: int


@pytest.fixture
def firm(cast: Cast, clock: Clock) -> Firm:
    """One unit whose agent was verified, with two insured workers."""
    clock.set("2026-03-02")
    unit = making.employer()
    person = making.person("周喆", number=WORKER_NUMBER)
    worker = making.employment(person, unit, job="冲压工")
    other = making.employment(making.person("吴小样"), unit)
    clock.set("2026-11-24")
    return Firm(unit, making.agent_for(cast.agent, unit), worker.pk, other.pk)


def at_worker(cast: Cast, firm: Firm) -> Filer:
    """Return the agent before the step about the worker, the own unit chosen."""
    who = Filer(cast.client(firm.agent), typed=dict(EMPLOYER)).begin()
    who.walk(to="unit")
    assert who.post("unit", unit=str(firm.unit.pk)).status_code == 302
    return who


def test_the_own_unit_comes_first_and_is_chosen_already(cast: Cast, firm: Firm) -> None:
    who = Filer(cast.client(firm.agent), typed=dict(EMPLOYER)).begin()
    page = who.walk(to="unit")
    assert firm.unit.name in text(page)
    assert page.context["form"]["unit"].value() == str(firm.unit.pk)


def test_the_agent_picks_a_worker_and_types_no_number(cast: Cast, firm: Firm) -> None:
    who = at_worker(cast, firm)
    page = who.client.get(who.address("worker"))
    assert "周喆" in text(page)
    assert "100***********7713" in text(page)
    assert WORKER_NUMBER not in text(page)
    blank = {"name": "", "id_number": "", "occupation": "", "picked": str(firm.worker)}
    assert who.post("worker", **blank).status_code == 302
    who.typed["worker"] = WORKER["worker"] | blank
    check = who.walk()
    assert "冲压工" in text(check)
    who.submit()
    case = Case.objects.get()
    worker = case.parties.get(kind=Party.Kind.WORKER)
    assert worker.identity is not None
    assert (worker.name, worker.identity.number) == ("周喆", WORKER_NUMBER)
    mine = case.parties.get(kind=Party.Kind.EMPLOYER)
    assert mine.identity_id == firm.unit.pk
    assert InsuredCheck.objects.get().answer == "yes"
    assert who.client.get(f"/cases/{case.reference}/").status_code == 200


def test_workers_are_found_by_a_part_of_the_name(cast: Cast, firm: Firm) -> None:
    who = at_worker(cast, firm)
    page = who.post("worker", find="吴", look="1", name="", id_number="")
    assert page.status_code == 200
    assert [one.name for one in page.context["form"].workers] == ["吴小样"]
    assert "任城区演示小区3号楼" in text(page)


def test_a_worker_who_is_not_listed_is_written_down(cast: Cast, firm: Firm) -> None:
    who = at_worker(cast, firm)
    page = who.post("worker", name="", id_number="")
    assert set(errors(page)) == {"name", "id_number"}
    assert who.post("worker").status_code == 302


def test_the_worker_of_another_unit_cannot_be_picked(cast: Cast, firm: Firm) -> None:
    foreign = making.employment(making.person("别家的人"), making.employer("别家有限公司"))
    who = at_worker(cast, firm)
    page = who.post("worker", name="", id_number="", picked=str(foreign.pk))
    assert page.status_code == 422
    assert "别家的人" not in text(page)


def test_an_agent_may_file_for_another_unit(cast: Cast, firm: Firm) -> None:
    who = Filer(cast.client(firm.agent), typed=dict(EMPLOYER)).begin()
    who.walk(to="unit")
    assert who.post("unit", unit="another").status_code == 302
    page = who.client.get(who.address("worker"))
    assert "周喆" not in text(page)
    who.typed["employer"] = WORKER["employer"]
    assert who.walk().status_code == 200


def test_whoever_acts_for_no_unit_is_asked_as_before(cast: Cast, firm: Firm) -> None:
    typed = EMPLOYER | {"employer": WORKER["employer"]}
    who = Filer(cast.client(cast.stranger), typed=typed).begin()
    who.walk(to="worker")
    assert "找职工" not in text(who.client.get(who.address("worker")))
    assert who.client.get(who.address("unit")).status_code == 302


def test_a_relative_is_never_shown_the_workers(cast: Cast, firm: Firm) -> None:
    who = Filer(cast.client(firm.agent)).begin()  # the agent as a worker
    who.walk(to="worker")
    assert "吴小样" not in text(who.client.get(who.address("worker")))


def test_the_workers_on_the_day_of_the_accident_are_offered(
    cast: Cast, firm: Firm, clock: Clock
) -> None:
    clock.set("2026-11-24")
    making.employment(making.person("新来的"), firm.unit, started_on=date(2026, 11, 20))
    page = (who := at_worker(cast, firm)).client.get(who.address("worker"))
    assert "新来的" not in text(page)


def test_the_steps_of_an_agent_take_few_queries(
    cast: Cast, firm: Firm, django_assert_max_num_queries: Any
) -> None:
    for number in range(25):
        making.employment(making.person(f"职工{number}"), firm.unit)
    who = at_worker(cast, firm)
    for step in ("unit", "worker"):
        with django_assert_max_num_queries(8):
            assert who.client.get(who.address(step)).status_code == 200
