"""Adding a worker: found before anything is asked twice, judged by age, registered once."""

from datetime import date, timedelta
from html import unescape
from typing import Any

import pytest
from django.http import HttpResponse
from django.test import Client

from portal.accounts.identifiers import IdentityKind, check_character
from portal.accounts.models import Mandate
from registration.entries import NewPerson, end_employment, person_of
from registration.models import Employer, Employment, EmploymentChange, Person
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


def eighteen(area: str, born: str, serial: int = 1) -> str:
    """Return a well-formed number of an area."""
    first = f"{area}{born}{serial:03d}"
    return first + check_character(first)


class Walk:
    """An agent who goes through the steps as a browser would."""

    def __init__(self, client: Client, unit: Employer) -> None:
        self.client = client
        self.url = f"/units/{unit.pk}/people/add/"

    def who(
        self,
        number: str,
        *,
        name: str = "李小满",
        kind: str = "resident_id",
        started_on: date = TODAY,
    ) -> HttpResponse:
        """Send the first step."""
        typed = filled(self.client.get(self.url))
        typed |= {"kind": kind, "number": number, "name": name} | day("started_on", started_on)
        return self.client.post(self.url, typed)

    def then(self, page: HttpResponse, **typed: Any) -> HttpResponse:
        """Fill in the form of a page and send it."""
        assert page.status_code in {200, 422}, page
        return self.client.post(self.url, filled(page) | typed)


@pytest.fixture
def walk(cast: Cast, unit: Employer) -> Walk:
    """The agent of the unit at the first step."""
    return Walk(cast.client(cast.agent), unit)


def said(page: HttpResponse) -> str:
    """Return what a page says."""
    return unescape(text(page))


def test_a_worker_is_registered_and_insured_from_tomorrow(walk: Walk, unit: Employer) -> None:
    number = making.id_number(born="19950310")
    page = walk.who(f" {number} ")
    assert "个人不缴费" in said(page)
    assert number not in text(page)
    done = walk.then(page, job="装配工", phone="13812345678", report="now")
    assert done.status_code == 303
    work = Employment.objects.get()
    assert done["Location"] == f"/units/{unit.pk}/people/{work.pk}/"
    assert (work.employer, work.person_name, work.job) == (unit, "李小满", "装配工")
    assert (work.kind, work.is_minor) == ("employee", False)
    assert (work.reported_on, work.insured_from) == (TODAY, date(2026, 11, 25))
    person = work.person
    assert (person.born_on, person.sex, person.phone) == (
        date(1995, 3, 10),
        "male" if int(number[16]) % 2 else "female",
        "13812345678",
    )
    assert person.identity.number == number
    assert work.entered_by is not None
    assert "11月25日" in said(walk.client.get(done["Location"]))


def test_a_worker_may_be_noted_first_and_reported_later(walk: Walk) -> None:
    page = walk.who(making.id_number(), started_on=date(2026, 11, 20))
    done = walk.then(page, job="装配工", report="later")
    work = Employment.objects.get()
    assert work.reported_on is None
    assert "2026年12月21日" in said(walk.client.get(done["Location"]))


@pytest.mark.parametrize("number", ["110105194912310020", "11010519491231002", "370811900307001"])
def test_a_wrong_number_is_told_beside_the_field_and_nothing_is_lost(
    walk: Walk, number: str
) -> None:
    page = walk.who(number)
    assert page.status_code == 422
    assert page.context["form"]["number"].errors
    assert page.context["form"]["name"].value() == "李小满"
    assert 'href="#id_number"' in text(page)


def test_an_unusual_area_is_only_hinted(walk: Walk) -> None:
    page = walk.who(eighteen("290000", "19900101"))
    assert page.status_code == 200
    assert "不是常见的地区代码" in said(page)
    walk.then(page, job="装配工")
    assert Employment.objects.count() == 1


# Found before anything is typed twice ---------------------------------------------------------


def test_who_is_at_work_here_already_is_shown_and_not_asked_again(
    walk: Walk, unit: Employer
) -> None:
    work = making.employment(making.person("李小满"), unit, started_on=date(2026, 3, 2))
    page = walk.who(work.person.identity.number)
    assert f"/units/{unit.pk}/people/{work.pk}/" in text(page)
    assert "已经有这名职工" in said(page)
    assert Employment.objects.count() == 1


def test_who_works_elsewhere_is_known_without_a_word_about_the_person(walk: Walk) -> None:
    other = making.employer("别处机械有限公司")
    person = making.person("李小满", phone="13900001111")
    making.employment(person, other, job="秘密岗位")
    page = walk.who(person.identity.number)
    assert "已经有这个证件号码" in said(page)
    for secret in ("别处机械", "秘密岗位", "13900001111", "1990"):
        assert secret not in said(page)
    assert "phone" not in page.context["form"].fields
    walk.then(page, job="兼职会计")
    assert Employment.objects.filter(person=person).count() == 2
    person.refresh_from_db()
    assert person.phone == "13900001111"


def test_another_name_than_the_registers_asks_to_compare_and_tells_nothing(walk: Walk) -> None:
    person = making.person("欧阳立夏")
    page = walk.who(person.identity.number, name="欧阳立秋")
    assert page.status_code == 422
    assert "和登记的不一样" in said(page)
    assert "立夏" not in said(page)
    assert page.context["form"]["name"].errors


@pytest.mark.parametrize("typed", ["买买提·艾力", "买买提•艾力", "买买提 · 艾力"])
def test_dots_and_spaces_in_a_name_make_no_difference(walk: Walk, typed: str) -> None:
    person = making.person("买买提·艾力")
    assert walk.who(person.identity.number, name=typed).status_code == 200


def test_guessing_names_is_locked_after_ten(walk: Walk) -> None:
    person = making.person("欧阳立夏")
    for number in range(10):
        walk.who(person.identity.number, name=f"猜测{number}")
    page = walk.who(person.identity.number, name="欧阳立夏")
    assert page.status_code == 422
    assert "尝试次数太多" in said(page)


def test_right_names_are_never_locked(walk: Walk) -> None:
    person = making.person("欧阳立夏")
    for _ in range(12):
        assert walk.who(person.identity.number, name="欧阳立夏").status_code == 200


def test_who_left_may_come_back_the_day_after(walk: Walk, unit: Employer) -> None:
    person = making.person("李小满")
    first = making.employment(person, unit, started_on=date(2026, 1, 5))
    end_employment(first, on=date(2026, 11, 20), reason="辞职", by=None)
    same_day = walk.who(person.identity.number, started_on=date(2026, 11, 20))
    assert "已经有这名职工" in said(same_day)
    assert "第二天" in said(same_day)
    page = walk.who(person.identity.number, started_on=date(2026, 11, 21))
    walk.then(page, job="装配工")
    assert Employment.objects.filter(person=person, employer=unit).count() == 2


# Documents ------------------------------------------------------------------------------------


def test_a_travel_permit_is_asked_for_birthday_and_sex(walk: Walk) -> None:
    page = walk.who("H12345678", kind="travel_permit", name="陈大文")
    assert set(page.context["form"].fields) == {"sex", "born_on"}
    page = walk.then(page, sex="female", **day("born_on", date(1992, 4, 5)))
    assert "有效的来往内地（大陆）通行证" in said(page)
    walk.then(page, job="会计")
    person = Person.objects.get()
    assert (person.sex, person.born_on, person.nationality) == ("female", date(1992, 4, 5), "CHN")


def test_a_residence_permit_carries_all_that_is_asked(walk: Walk) -> None:
    page = walk.who(eighteen("830000", "19900307", 2), kind="hmt_permit", name="林美玲")
    assert "job" in page.context["form"].fields
    walk.then(page, job="会计")
    assert Person.objects.get().sex == "female"


def test_a_passport_needs_nationality_birthday_and_sex(walk: Walk) -> None:
    page = walk.who("e1234567", kind="passport", name="Kim Minsu")
    refused = walk.then(page, nationality="", sex="")
    assert refused.status_code == 422
    assert set(refused.context["form"].errors) == {"sex", "born_on", "nationality"}
    page = walk.then(refused, nationality="KOR", sex="male", **day("born_on", date(1985, 6, 7)))
    assert "工作许可后 30 日内" in said(page)
    assert "经办机构编发社会保障号码" in said(page)
    assert "韩国" in said(page)
    walk.then(page, job="工程师")
    person = Person.objects.get()
    assert (person.identity.number, person.nationality) == ("E1234567", "KOR")


def test_the_new_card_of_foreigners_is_asked_for_nationality_alone(walk: Walk) -> None:
    number = eighteen("911370", "19880808", 3)
    page = walk.who(number, kind="foreign_permanent", name="Anna Weber")
    assert set(page.context["form"].fields) == {"nationality"}
    page = walk.then(page, nationality="DEU")
    walk.then(page, job="教师")
    person = Person.objects.get()
    assert (person.born_on, person.sex, person.nationality) == (date(1988, 8, 8), "male", "DEU")


def test_the_older_card_of_foreigners_is_asked_for_everything(walk: Walk) -> None:
    page = walk.who("DEU370019880808", kind="foreign_permanent", name="Anna Weber")
    assert set(page.context["form"].fields) == {"sex", "born_on", "nationality"}


def test_a_birthday_other_than_the_registers_asks_to_compare(walk: Walk) -> None:
    known = NewPerson(
        IdentityKind.PASSPORT, "E1234567", "Kim Minsu", "male", date(1985, 6, 7), "KOR"
    )
    person_of(known)
    page = walk.who("E1234567", kind="passport", name="kim  minsu")
    page = walk.then(page, nationality="KOR", sex="male", **day("born_on", date(1985, 6, 8)))
    assert page.status_code == 422
    assert page.context["form"]["born_on"].errors
    assert "6月7日" not in said(page)
    again = walk.then(page, **day("born_on", date(1985, 6, 7)))
    assert again.status_code == 200


def test_what_the_register_refused_is_not_carried_on_to_the_last_step(walk: Walk) -> None:
    held = date(1985, 6, 7)
    person_of(NewPerson(IdentityKind.PASSPORT, "E1234567", "Kim Minsu", "male", held, "KOR"))
    page = walk.who("E1234567", kind="passport", name="Kim Minsu")
    wrong = {"nationality": "KOR", "sex": "female", **day("born_on", date(1990, 2, 3))}
    page = walk.then(page, **wrong)
    assert page.status_code == 422
    around = walk.client.post(
        walk.url,
        filled(page) | {"stage": "work", "job": "会计", "kind": "employee", "report": "now"},
    )
    assert "加一名职工：是谁" in said(around)
    assert not Employment.objects.exists()


def test_what_another_unit_registered_meanwhile_is_compared_before_the_entry(walk: Walk) -> None:
    page = walk.who("E1234567", kind="passport", name="Kim Minsu")
    page = walk.then(page, nationality="KOR", sex="male", **day("born_on", date(1985, 6, 8)))
    assert page.status_code == 200
    held = date(1985, 6, 7)
    person_of(NewPerson(IdentityKind.PASSPORT, "E1234567", "Kim Minsu", "male", held, "KOR"))
    assert "加一名职工：是谁" in said(walk.then(page, job="会计"))
    assert not Employment.objects.exists()


def test_the_last_step_cannot_be_reached_around_the_document(walk: Walk) -> None:
    page = walk.who("H12345678", kind="travel_permit", name="陈大文")
    around = walk.client.post(walk.url, filled(page) | {"stage": "work", "job": "会计"})
    assert around.status_code == 200
    assert "加一名职工：是谁" in said(around)
    assert not Employment.objects.exists()


# Age ------------------------------------------------------------------------------------------


def test_under_sixteen_is_refused_with_the_reason_of_the_law(walk: Walk) -> None:
    page = walk.who(making.id_number(born="20101125"))
    assert page.status_code == 422
    assert "第六十六条" in said(page)
    assert walk.who(making.id_number(born="20101124")).status_code == 200


def test_under_sixteen_on_a_passport_is_refused_where_the_birthday_is_asked(walk: Walk) -> None:
    page = walk.who("E1234567", kind="passport", name="Kim Minsu")
    page = walk.then(page, nationality="KOR", sex="male", **day("born_on", date(2012, 6, 7)))
    assert page.status_code == 422
    assert page.context["form"]["born_on"].errors


def test_sixteen_and_seventeen_are_marked_as_minors(walk: Walk) -> None:
    page = walk.who(making.id_number(born="20090601"))
    assert "未成年工" in said(page)
    walk.then(page, job="学徒")
    assert Employment.objects.get().is_minor


def test_over_the_retirement_age_is_its_own_path_and_told(walk: Walk) -> None:
    page = walk.who(eighteen("100000", "19580402", 1))
    assert "超龄" not in page.context["form"].fields
    assert "第十五条" in said(page)
    assert "2026年7月1日" in said(page)
    assert "kind" not in page.context["form"].fields
    walk.then(page, job="门卫")
    assert Employment.objects.get().kind == "overage"


def test_delayed_retirement_stays_ordinary(walk: Walk) -> None:
    page = walk.who(eighteen("100000", "19660101", 1))
    assert "第二十三条" in said(page)
    walk.then(page, job="工程师", is_delayed="on")
    assert Employment.objects.get().kind == "employee"


@pytest.mark.parametrize(("post", "kind"), [("management", "employee"), ("other", "overage")])
def test_a_womans_post_decides_between_her_two_ages(walk: Walk, post: str, kind: str) -> None:
    page = walk.who(eighteen("100000", "19740101", 2))
    assert "post" in page.context["form"].fields
    missing = walk.then(page, job="质检员")
    assert missing.status_code == 422
    assert missing.context["form"]["post"].errors
    assert missing.context["form"]["job"].value() == "质检员"
    walk.then(missing, post=post)
    assert Employment.objects.get().kind == kind


def test_the_post_is_not_asked_where_it_changes_nothing(walk: Walk) -> None:
    for born, serial in (("19900101", 1), ("19900101", 2), ("19800101", 2)):
        page = walk.who(eighteen("100000", born, serial))
        assert "post" not in page.context["form"].fields


def test_before_the_rules_of_2026_over_age_people_are_sent_to_the_project(
    walk: Walk, clock: Any
) -> None:
    Mandate.objects.update(from_on=date(2020, 1, 1))
    clock.set("2026-06-30")
    page = walk.who(eighteen("100000", "19580402", 1), started_on=date(2026, 6, 29))
    assert page.status_code == 422
    assert "按项目" in said(page)


# Days -----------------------------------------------------------------------------------------


def test_a_first_day_up_to_thirty_days_ahead_is_taken(walk: Walk) -> None:
    number = making.id_number()
    far = walk.who(number, started_on=TODAY + timedelta(days=31))
    assert far.status_code == 422
    assert "最多提前 30 天" in said(far)
    page = walk.who(number, started_on=TODAY + timedelta(days=30))
    walk.then(page, job="装配工")
    assert Employment.objects.get().insured_from == TODAY + timedelta(days=30)


def test_being_late_is_told_and_bars_nobody(walk: Walk) -> None:
    page = walk.who(making.id_number(), started_on=date(2026, 10, 1))
    assert "已经晚了" in said(page)
    assert "第八十四条" in said(page)
    walk.then(page, job="装配工")
    assert Employment.objects.get().insured_from == date(2026, 11, 25)


def test_thirty_days_exactly_are_in_time(walk: Walk) -> None:
    page = walk.who(making.id_number(), started_on=date(2026, 10, 25))
    assert "已经晚了" not in said(page)


# Once -----------------------------------------------------------------------------------------


def test_the_same_form_sent_twice_makes_one_entry(walk: Walk, unit: Employer) -> None:
    page = walk.who(making.id_number())
    typed = filled(page) | {"job": "装配工"}
    first = walk.client.post(walk.url, typed)
    second = walk.client.post(walk.url, typed)
    assert first.status_code == second.status_code == 303
    assert first["Location"] == second["Location"]
    assert Employment.objects.count() == 1
    assert EmploymentChange.objects.count() == 2


def test_the_key_of_somebody_elses_form_makes_no_entry(walk: Walk) -> None:
    first = filled(walk.who(making.id_number())) | {"job": "装配工"}
    walk.client.post(walk.url, first)
    second = filled(walk.who(making.id_number(serial=8), name="周小雪"))
    page = walk.client.post(walk.url, second | {"job": "会计", "key": first["key"]})
    assert page.status_code == 200
    assert "周小雪" in said(page)
    assert "请从头再填一次" in said(page)
    assert Employment.objects.count() == 1


def test_the_second_agent_reads_which_entry_there_is(cast: Cast, unit: Employer) -> None:
    making.agent_for(cast.stranger, unit)
    number = making.id_number()
    one, other = Walk(cast.client(cast.agent), unit), Walk(cast.client(cast.stranger), unit)
    mine, theirs = one.who(number), other.who(number)
    one.then(mine, job="装配工")
    page = other.then(theirs, job="装配工")
    work = Employment.objects.get()
    assert "已经有这名职工" in said(page)
    assert cast.agent.name in said(page)
    assert f"/units/{unit.pk}/people/{work.pk}/" in text(page)


def test_what_was_typed_comes_back_when_it_is_to_be_changed(walk: Walk) -> None:
    number = making.id_number()
    page = walk.who(number, started_on=date(2026, 11, 20))
    back = walk.client.post(walk.url, {"stage": "back", "sealed": page.context["sealed"]})
    form = back.context["form"]
    assert [form[name].value() for name in ("kind", "number", "name")] == [
        "resident_id",
        number,
        "李小满",
    ]


def test_what_was_typed_for_one_employer_opens_for_no_other_and_no_other_agent(
    cast: Cast, walk: Walk, unit: Employer
) -> None:
    page = walk.who(making.id_number())
    typed = filled(page) | {"job": "装配工"}
    other = making.employer("另一家有限公司")
    making.agent_for(cast.agent, other)
    making.agent_for(cast.stranger, unit)
    for client, url in (
        (walk.client, f"/units/{other.pk}/people/add/"),
        (cast.client(cast.stranger), walk.url),
    ):
        answer = client.post(url, typed)
        assert "请从头再填一次" in said(answer)
    assert not Employment.objects.exists()


def test_a_cancelled_employer_adds_nobody(walk: Walk, unit: Employer) -> None:
    page = walk.who(making.id_number())
    Employer.objects.filter(pk=unit.pk).update(status="cancelled", closed_on=TODAY)
    sent = walk.then(page, job="装配工")
    assert sent.status_code == 303
    assert "已经注销" in said(walk.client.get(sent["Location"]))
    assert walk.client.get(walk.url).status_code == 303
    assert not Employment.objects.exists()
