"""The register of employers as officers of the agency find and read it."""

from datetime import date

import pytest
from django.db import connection
from django.test import Client
from pytest_django.fixtures import DjangoAssertNumQueries

from portal.accounts.models import Identity, RoleGrant, User
from portal.audit.models import AuditEvent
from portal.offices.models import County, Office
from portal.workflow.roles import Role
from registration.entries import change_employer
from registration.models import Employer, EmployerContact
from registration.units.search import PAGE, selection_of
from tests.cast import SINCE, Cast
from tests.desk import text
from tests.registration import making


def names(browser: Client, **asked: str) -> list[str]:
    """Return the employers on a page of the list."""
    page = browser.get("/register/", asked)
    assert page.status_code == 200
    return [one.name for one in page.context["lines"]]


def city_registrar() -> User:
    """Return an officer of the city's agency, which reads every register."""
    office = Office.objects.get(power="agency", is_city_level=True)
    user = User.objects.create_staff(phone="13911110000", name="市经办", office=office)
    RoleGrant.objects.create(user=user, role=Role.REGISTRAR, office=office, from_on=SINCE)
    return user


@pytest.mark.parametrize("who", ["registrar", "register_reviewer"])
def test_officers_of_the_agency_find_by_part_of_the_name(cast: Cast, who: str) -> None:
    making.employer("济宁演示机械有限公司")
    making.employer("任城示例食品厂")
    browser = cast.client(getattr(cast, who))
    assert names(browser) == ["济宁演示机械有限公司", "任城示例食品厂"]
    assert names(browser, q="示例食") == ["任城示例食品厂"]
    assert names(browser, q=" 机械 ") == ["济宁演示机械有限公司"]
    assert names(browser, q="没有这个") == []


def test_the_whole_code_finds_one_however_it_is_typed(cast: Cast) -> None:
    making.employer("别的单位")
    employer = making.employer()
    code = employer.credit_code
    browser = cast.client(cast.registrar)
    for typed in (code, code.lower(), f"{code[:9]} {code[9:]}", f"{code[:2]}-{code[2:]}"):
        assert names(browser, q=typed) == [employer.name]
    assert names(browser, q=code[:12]) == []


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        ("济", "请至少写两个字"),
        ("91100000MA00000011", "校验位对不上"),
        ("91100000MA0000001", "现在是 17 位"),
    ],
)
def test_what_cannot_be_found_is_told_and_kept(cast: Cast, words: str, sentence: str) -> None:
    making.employer()
    page = cast.client(cast.registrar).get("/register/", {"q": words})
    assert sentence in text(page)
    assert f'value="{words}"' in text(page)
    assert list(page.context["lines"]) == []


def test_signs_of_patterns_are_letters_and_nothing_else(cast: Cast) -> None:
    making.employer()
    browser = cast.client(cast.registrar)
    for words in ("%%", "__", "济%司", "' OR 1=1 --", "<b>济宁</b>", "\\\\", "济\0公司"):
        assert names(browser, q=words) == []


def test_the_status_is_a_filter_in_the_address(cast: Cast) -> None:
    making.employer("在册单位")
    making.employer("注销单位", status="cancelled", closed_on=date(2026, 5, 1))
    browser = cast.client(cast.registrar)
    assert names(browser, status="active") == ["在册单位"]
    assert names(browser, status="cancelled") == ["注销单位"]
    assert names(browser, status="nonsense") == ["在册单位", "注销单位"]
    page = browser.get("/register/", {"status": "active", "q": "单位"})
    assert "?q=%E5%8D%95%E4%BD%8D&amp;status=cancelled" in text(page)


def test_another_county_is_not_there_in_list_search_and_page(cast: Cast) -> None:
    employer = making.employer()
    browser = cast.client(cast.foreign_registrar)
    assert names(browser) == []
    assert names(browser, q="演示") == []
    assert names(browser, q=employer.credit_code) == []
    assert browser.get(f"/register/{employer.pk}/").status_code == 404
    assert not AuditEvent.objects.filter(verb="look_employer").exists()


def test_the_citys_agency_reads_every_county(cast: Cast) -> None:
    making.employer("任城单位")
    making.employer("金乡单位", county=County.objects.get(name="金乡县"))
    browser = cast.client(city_registrar())
    assert names(browser) == ["任城单位", "金乡单位"]
    assert names(browser, q="金乡") == ["金乡单位"]


def test_a_supervisor_of_a_recognition_office_neither_sees_nor_is_offered_it(cast: Cast) -> None:
    employer = making.employer()
    browser = cast.client(cast.supervisor)
    assert browser.get("/register/").status_code == 403
    assert browser.get(f"/register/{employer.pk}/").status_code == 404
    assert "单位登记簿" not in text(browser.get("/cases/"))
    assert "单位登记簿" not in text(browser.get("/me/"))


def test_a_supervisor_of_the_agency_sees_it(cast: Cast) -> None:
    employer = making.employer()
    user = User.objects.create_staff(phone="13911110001", name="社保主任", office=cast.agency)
    RoleGrant.objects.create(user=user, role=Role.SUPERVISOR, office=cast.agency, from_on=SINCE)
    browser = cast.client(user)
    assert names(browser) == [employer.name]
    assert "单位登记簿" in text(browser.get("/register/"))
    assert "发激活码" not in text(browser.get(f"/register/{employer.pk}/"))


@pytest.mark.parametrize("who", ["clerk", "handler", "administrator", "agent", "stranger"])
def test_nobody_else_has_a_register(cast: Cast, who: str) -> None:
    employer = making.employer()
    browser = cast.client(getattr(cast, who))
    assert browser.get("/register/").status_code == 403
    for page in ("", "changes/", "code/"):
        assert browser.get(f"/register/{employer.pk}/{page}").status_code == 404


def test_somebody_without_log_in_is_asked_to_log_in(cast: Cast) -> None:
    employer = making.employer()
    for page in ("", f"{employer.pk}/", f"{employer.pk}/changes/", f"{employer.pk}/code/"):
        answer = Client().get(f"/register/{page}")
        assert answer.headers["Location"] == f"/staff/login/?next=/register/{page}"


def test_every_employer_is_on_exactly_one_page_both_ways(cast: Cast) -> None:
    made = [making.employer(f"演示第{number:03d}有限公司").name for number in range(2 * PAGE + 3)]
    browser = cast.client(cast.registrar)
    seen, page = [], browser.get("/register/")
    seen += [one.name for one in page.context["lines"]]
    while page.context["page"].older_url:
        page = browser.get("/register/" + page.context["page"].older_url)
        seen += [one.name for one in page.context["lines"]]
    assert seen == made
    back = [one.name for one in page.context["lines"]]
    while page.context["page"].newer_url:
        page = browser.get("/register/" + page.context["page"].newer_url)
        back = [one.name for one in page.context["lines"]] + back
    assert back == made


def test_pages_keep_words_and_status(cast: Cast) -> None:
    for number in range(PAGE + 1):
        making.employer(f"演示第{number:03d}有限公司")
    page = cast.client(cast.registrar).get("/register/", {"q": "演示", "status": "active"})
    older = page.context["page"].older_url
    assert "q=%E6%BC%94%E7%A4%BA" in older
    assert "status=active" in older


@pytest.mark.parametrize("count", [0, 1, 25])
@pytest.mark.parametrize("asked", [{}, {"q": "演示"}, {"status": "active"}])
def test_the_list_asks_at_most_six_questions_at_any_size(
    cast: Cast,
    count: int,
    asked: dict[str, str],
    django_assert_max_num_queries: DjangoAssertNumQueries,
) -> None:
    for number in range(count):
        making.employer(f"演示第{number}有限公司")
    browser = cast.client(cast.registrar)
    browser.get("/register/")
    with django_assert_max_num_queries(6):
        assert len(names(browser, **asked)) == count


def test_lists_and_searches_use_their_indexes(cast: Cast) -> None:
    many(5000)
    by_name = selection_of("机械第77", status="").rows(cast.registrar)
    assert "employer_name_trgm" in by_name.explain()
    by_code = selection_of(making.credit_code(), status="").rows(cast.registrar)
    in_order = selection_of("", status="active").rows(cast.registrar).filter(pk__gt=2000)
    plan = in_order.order_by("pk")[: PAGE + 1].explain()
    assert "employer_county" in plan or "employer_pkey" in plan
    for found in (plan, by_name.explain(), by_code.explain()):
        assert "Seq Scan on registration_employer" not in found
    assert "Sort" not in plan


def many(count: int) -> None:
    """Put many employers on the register and let the planner know."""
    identities = Identity.objects.bulk_create(
        Identity(kind="credit_code", number="-", number_index=f"many-{number}", name="-")
        for number in range(count)
    )
    Employer.objects.bulk_create(
        Employer(
            identity=identity,
            name=f"演示机械第{number}有限公司",
            kind="company",
            county_id="370811",
            source=Employer.Source.BY_HAND,
            registered_on=date(2020, 1, 1),
            as_of=date(2026, 1, 1),
        )
        for number, identity in enumerate(identities)
    )
    with connection.cursor() as cursor:
        cursor.execute(
            "RESET ROLE; SELECT gin_clean_pending_list('employer_name_trgm');"
            "ANALYZE registration_employer; ANALYZE accounts_identity; SET ROLE portal_app"
        )


def test_an_officer_reads_facts_contacts_and_agents_and_is_noted(cast: Cast) -> None:
    employer = making.employer(legal_representative="孙经理")
    making.agent_for(cast.agent, employer)
    EmployerContact.objects.create(
        employer=employer, part="safety", name="钱安全", phone="0537-1234567"
    )
    page = text(cast.client(cast.registrar).get(f"/register/{employer.pk}/"))
    for words in (employer.credit_code, "孙经理", "钱安全", "0537-1234567", "赵会计", "窗口核验"):
        assert words in page
    assert cast.agent.phone not in page
    event = AuditEvent.objects.get(verb="look_employer")
    assert (event.actor_id, event.target) == (cast.registrar.pk, f"employer {employer.pk}")


def test_units_of_other_counties_are_named_and_not_linked(cast: Cast) -> None:
    parent = making.employer("济宁演示集团有限公司")
    employer = making.employer(parent=parent)
    county = County.objects.get(name="金乡县")
    child = making.employer("金乡分公司", parent=employer, county=county)
    page = text(cast.client(cast.registrar).get(f"/register/{employer.pk}/"))
    assert f'href="/register/{parent.pk}/"' in page
    assert child.name in page
    assert f"/register/{child.pk}/" not in page


def test_the_history_tells_what_was_there_before_page_by_page(cast: Cast) -> None:
    employer = making.employer()
    for number in range(45):
        values = {"address": f"济宁市任城区演示路 {number + 2} 号"}
        change_employer(employer, on=date(2026, 11, 24), by=cast.registrar, values=values)
    browser = cast.client(cast.registrar)
    first = text(browser.get(f"/register/{employer.pk}/"))
    assert "演示路 46 号" in first
    assert "演示路 30 号" not in first
    assert "季经办（任城区" in first
    assert "更早的变更" in first
    page = browser.get(f"/register/{employer.pk}/changes/")
    older = page.context["history"].before
    last = browser.get(f"/register/{employer.pk}/changes/", {"before": older})
    found = [*page.context["history"].lines, *last.context["history"].lines]
    assert len({one.pk for one in found}) == len(found) == employer.changes.count()
    assert last.context["history"].before is None


@pytest.mark.parametrize("count", [0, 1, 25])
def test_the_entry_asks_the_same_few_questions_whatever_it_holds(
    cast: Cast, count: int, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    employer = making.employer()
    for number in range(count):
        making.employer(f"演示第{number}分公司", parent=employer)
        EmployerContact.objects.create(
            employer=employer, part="safety", name=f"联系人{number}", phone="0537-1234567"
        )
        values = {"address": f"演示路 {number + 2} 号"}
        change_employer(employer, on=date(2026, 11, 24), by=cast.registrar, values=values)
    browser = cast.client(cast.registrar)
    browser.get(f"/register/{employer.pk}/")
    with django_assert_max_num_queries(12):
        browser.get(f"/register/{employer.pk}/")
    assert Employer.objects.count() == count + 1
