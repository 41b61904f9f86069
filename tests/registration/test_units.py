"""The pages of an employer for its agents: entry, what waits there, contacts."""

from datetime import date

import pytest
from django.test import Client
from pytest_django.fixtures import DjangoAssertNumQueries

from portal.accounts.models import User
from registration.models import EmployerChange, EmployerContact, EmployerMonth
from tests.cast import Cast
from tests.desk import day, text
from tests.registration import making

CONTACT = {"part": "safety", "name": "钱安全", "phone": "0537-1234567"}


def test_an_agent_reads_the_entry_with_source_and_day(cast: Cast) -> None:
    employer = making.employer(legal_representative="孙经理")
    making.agent_for(cast.agent, employer)
    page = text(cast.client(cast.agent).get(f"/units/{employer.pk}/"))
    source = "市场监管登记信息，截至 2026年11月24日"
    for words in (employer.name, employer.credit_code, "孙经理", source, "赵会计"):
        assert words in page


PAGES = ("", "contacts/add/", "contacts/{contact}/end/", "agents/{mandate}/end/")


def addresses(cast: Cast) -> list[str]:
    """Return every page of an employer that has an agent and a contact."""
    employer = making.employer()
    making.agent_for(cast.agent, employer)
    contact = EmployerContact.objects.create(employer=employer, **CONTACT)
    mandate = cast.agent.mandates.get()
    return [
        f"/units/{employer.pk}/" + page.format(contact=contact.pk, mandate=mandate.pk)
        for page in PAGES
    ]


def test_the_agent_opens_every_page(cast: Cast) -> None:
    browser = cast.client(cast.agent)
    assert [browser.get(page).status_code for page in addresses(cast)] == [200] * len(PAGES)


@pytest.mark.parametrize("who", ["stranger", "registrar", "foreign_registrar", "handler"])
def test_to_everybody_else_the_unit_does_not_exist(cast: Cast, who: str) -> None:
    browser = cast.client(getattr(cast, who))
    for page in addresses(cast):
        assert browser.get(page).status_code == 404
        assert browser.post(page, CONTACT).status_code in {404, 405}
    assert EmployerContact.objects.count() == 1


def test_somebody_without_log_in_is_asked_to_log_in(cast: Cast) -> None:
    for page in [*addresses(cast), "/units/", "/units/enter/"]:
        assert Client().get(page).headers["Location"] == f"/login/?next={page}"


def test_officers_have_no_list_of_own_units(cast: Cast) -> None:
    for page in ("/units/", "/units/enter/"):
        assert cast.client(cast.registrar).get(page).status_code == 403


def test_an_agent_of_one_employer_opens_no_other(cast: Cast) -> None:
    making.agent_for(cast.agent, making.employer())
    other = making.employer("另一家有限公司")
    browser = cast.client(cast.agent)
    assert browser.get(f"/units/{other.pk}/").status_code == 404
    assert other.name not in text(browser.get("/units/"))


def test_a_contact_of_another_employer_cannot_be_ended(cast: Cast) -> None:
    mine, other = making.employer(), making.employer("另一家有限公司")
    making.agent_for(cast.agent, mine)
    theirs = EmployerContact.objects.create(employer=other, **CONTACT)
    address = f"/units/{mine.pk}/contacts/{theirs.pk}/end/"
    assert cast.client(cast.agent).post(address).status_code == 404


def test_a_contact_is_named_ended_and_stays_in_the_history(cast: Cast) -> None:
    employer = making.employer()
    browser = cast.client(making.agent_for(cast.agent, employer))
    for _ in range(2):
        answer = browser.post(f"/units/{employer.pk}/contacts/add/", CONTACT)
        assert answer.status_code == 303
    contact = EmployerContact.objects.get()
    assert "钱安全</b>，安全负责人" in text(browser.get(f"/units/{employer.pk}/"))
    address = f"/units/{employer.pk}/contacts/{contact.pk}/end/"
    assert browser.post(address, day("on", date(2026, 11, 24))).status_code == 303
    contact.refresh_from_db()
    assert contact.to_on == date(2026, 11, 24)
    assert "安全负责人</b>" not in text(browser.get(f"/units/{employer.pk}/"))
    changes = EmployerChange.objects.filter(what="联系人").order_by("pk")
    assert [(one.before, one.after) for one in changes] == [
        ("", "安全负责人 钱安全"),
        ("安全负责人 钱安全", ""),
    ]
    assert "1234567" not in "".join(one.after + one.before for one in changes)


def test_an_ended_contact_keeps_its_day(cast: Cast) -> None:
    employer = making.employer()
    browser = cast.client(making.agent_for(cast.agent, employer))
    contact = EmployerContact.objects.create(
        employer=employer, from_on=date(2026, 1, 1), to_on=date(2026, 3, 1), **CONTACT
    )
    address = f"/units/{employer.pk}/contacts/{contact.pk}/end/"
    assert "已经结束" in text(browser.get(address))
    browser.post(address, day("on", date(2026, 11, 24)))
    contact.refresh_from_db()
    assert contact.to_on == date(2026, 3, 1)


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ({"part": ""}, "请选择管什么"),
        ({"name": ""}, "请填写姓名"),
        ({"phone": "12"}, "电话号码应有 7 到 16 位数字"),
    ],
)
def test_a_wrong_contact_comes_back_with_all_that_was_typed(
    cast: Cast, typed: dict[str, str], sentence: str
) -> None:
    employer = making.employer()
    browser = cast.client(making.agent_for(cast.agent, employer))
    answer = browser.post(f"/units/{employer.pk}/contacts/add/", CONTACT | typed)
    assert answer.status_code == 422
    assert text(answer).count(sentence) == 2
    for value in (CONTACT | typed).values():
        assert value in text(answer)


@pytest.mark.parametrize("when", [date(2026, 11, 23), date(2026, 11, 25)])
def test_a_contact_ends_neither_before_its_beginning_nor_tomorrow(cast: Cast, when: date) -> None:
    employer = making.employer()
    browser = cast.client(making.agent_for(cast.agent, employer))
    contact = EmployerContact.objects.create(employer=employer, **CONTACT)
    address = f"/units/{employer.pk}/contacts/{contact.pk}/end/"
    assert browser.post(address, day("on", when)).status_code == 422


def test_what_waits_stands_on_the_page_and_in_the_list(cast: Cast) -> None:
    employer = making.employer()
    browser = cast.client(making.agent_for(cast.agent, employer))
    assert "现在没有要办的事" in text(browser.get("/units/"))
    making.employment(making.person(), employer, started_on=date(2026, 11, 10), is_reported=False)
    EmployerMonth.objects.create(
        employer=employer,
        month=date(2026, 9, 1),
        payable=100,
        due_on=date(2026, 10, 15),
        as_of=date(2026, 11, 1),
    )
    for page in ("/units/", f"/units/{employer.pk}/", "/me/"):
        words = text(browser.get(page))
        assert "还没有申报参保" in words
        assert "2026年12月10日" in words
        assert "有月份没有缴清" in words


def test_a_cancelled_employer_owes_no_registration(cast: Cast) -> None:
    employer = making.employer(status="cancelled", closed_on=date(2026, 5, 1))
    browser = cast.client(making.agent_for(cast.agent, employer))
    page = text(browser.get(f"/units/{employer.pk}/"))
    assert "2026年5月1日（星期五）已注销" in page
    assert "30 日内申报参保" not in page


def test_without_a_unit_the_list_tells_how_one_becomes_an_agent(cast: Cast) -> None:
    page = text(cast.client(cast.stranger).get("/units/"))
    assert "还没有您代表的单位" in page
    assert "身份证和单位盖章的介绍信" in page
    assert "/units/enter/" in text(cast.client(cast.stranger).get("/me/"))


def test_parent_and_child_units_stand_on_the_page(cast: Cast) -> None:
    parent = making.employer("济宁演示集团有限公司")
    employer = making.employer(parent=parent)
    child = making.employer("济宁演示机械有限公司汶上分公司", parent=employer)
    page = text(cast.client(making.agent_for(cast.agent, employer)).get(f"/units/{employer.pk}/"))
    assert parent.name in page
    assert child.name in page
    assert f"/units/{child.pk}/" not in page
    making.agent_for(cast.agent, child)
    page = text(cast.client(cast.agent).get(f"/units/{employer.pk}/"))
    assert f'href="/units/{child.pk}/"' in page
    assert f"/units/{parent.pk}/" not in page


@pytest.mark.parametrize("count", [0, 1, 25])
def test_the_list_asks_the_same_few_questions_at_any_size(
    cast: Cast, count: int, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    employers = [making.employer(f"演示第{number}有限公司") for number in range(count)]
    browser = cast.client(making.agent_for(cast.agent, *employers))
    started_on = date(2026, 11, 10)
    for employer in employers:
        making.employment(making.person(), employer, started_on=started_on, is_reported=False)
    browser.get("/units/")
    with django_assert_max_num_queries(6):
        page = browser.get("/units/")
    assert text(page).count("还没有申报参保") == count


@pytest.mark.parametrize("count", [0, 1, 25])
def test_the_page_asks_the_same_few_questions_whatever_the_unit_holds(
    cast: Cast, count: int, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    employer = making.employer()
    browser = cast.client(making.agent_for(cast.agent, employer))
    for number in range(count):
        making.employer(f"演示第{number}分公司", parent=employer)
        EmployerContact.objects.create(employer=employer, **CONTACT | {"name": f"钱{number}"})
        user = User.objects.create_user(phone=f"137000000{number:02d}", name=f"经办{number}")
        making.agent_for(user, employer)
    browser.get(f"/units/{employer.pk}/")
    with django_assert_max_num_queries(10):
        page = browser.get(f"/units/{employer.pk}/")
    assert text(page).count("结束办理权限") == count + 1


def test_units_beyond_the_first_page_follow_on_the_next(cast: Cast) -> None:
    employers = [making.employer(f"演示第{number}有限公司") for number in range(27)]
    browser = cast.client(making.agent_for(cast.agent, *employers))
    first = browser.get("/units/")
    after = first.context["units"].after
    second = browser.get("/units/", {"after": after})
    assert "后面的单位" in text(first)
    assert [line.employer.pk for line in second.context["units"].lines] == [
        one.pk for one in employers[25:]
    ]
    assert "后面的单位" not in text(second)


@pytest.mark.parametrize("after", ["", "x", "-1", "9" * 30, "²"])
def test_what_is_no_place_in_the_list_shows_its_beginning(cast: Cast, after: str) -> None:
    browser = cast.client(making.agent_for(cast.agent, making.employer()))
    assert len(browser.get("/units/", {"after": after}).context["units"].lines) == 1
