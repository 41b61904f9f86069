"""Own records: for the verified person alone, in parts, with a list of who looked."""

import uuid
from datetime import date, timedelta
from decimal import Decimal

import pytest
from django.test import Client

from portal.audit.models import AuditEvent
from portal.audit.verbs import Verb
from portal.cases.models import Case
from portal.crypto import mask_name
from portal.offices.jurisdiction import agency_of
from registration.entries import end_employment
from registration.models import (
    Benefit,
    Contribution,
    Employer,
    Employment,
    EmploymentChange,
    Person,
    Project,
    ProjectWorker,
)
from registration.records.looks import PAGE as LOOKS_PAGE
from registration.records.parts import MORE, PARTS
from tests.cast import Cast
from tests.desk import text
from tests.registration import making
from tests.registration.own_records import verified

RECORDS, LOOKS, CARD = "/records/", "/records/looks/", "查参保、打证明"
UNIT = "济宁演示机械有限公司"


@pytest.fixture
def unit(cast: Cast) -> Employer:
    """An employer of 任城区."""
    return making.employer(UNIT, phone="05370000001")


@pytest.fixture
def person(unit: Employer) -> Person:
    """A worker of that employer."""
    who = making.person("李小满")
    making.employment(who, unit, started_on=date(2026, 11, 20))
    return who


@pytest.fixture
def browser(cast: Cast, person: Person) -> Client:
    """The browser of the worker, who was verified at the counter."""
    return cast.client(verified(cast.worker, person))


def months(person: Person, unit: Employer, many: int, *, is_paid: bool = True) -> None:
    """Let so many months have been reported, up to last October."""
    Contribution.objects.bulk_create(
        Contribution(
            person=person,
            employer=unit,
            month=date(2026 - (number + 2) // 12, 12 - (number + 2) % 12, 1),
            base=Decimal("5200.50"),
            is_paid=is_paid,
            as_of=date(2026, 11, 20),
        )
        for number in range(many)
    )


def benefits(person: Person, many: int) -> None:
    """Let so many benefits have been paid."""
    Benefit.objects.bulk_create(
        Benefit(
            person=person,
            reference=f"ZF{number:05d}",
            name="一次性伤残补助金",
            paid_on=date(2026, 9, 1) - timedelta(days=number),
            amount=Decimal("81240.00"),
            as_of=date(2026, 11, 20),
        )
        for number in range(many)
    )


def test_the_person_reads_who_insured_them_since_when(browser: Client, unit: Employer) -> None:
    page = text(browser.get(RECORDS))
    assert UNIT in page
    assert "2026年11月25日起参保" in page
    assert "还没有生效" in page
    assert "社会保险经办条例》第三十二条" in page
    assert "不收费" in page


def test_several_employments_stand_there_at_once(
    browser: Client,
    person: Person,
    clock,  # type: ignore[no-untyped-def]
) -> None:
    making.employment(person, making.employer("另一家有限公司"), started_on=date(2026, 11, 1))
    clock.set("2026-11-24 11:00")
    page = text(browser.get(RECORDS))
    assert UNIT in page
    assert "另一家有限公司" in page


@pytest.mark.parametrize(
    ("what", "words"),
    [("noted", "没有申报参保"), ("begun", "参保中"), ("ended", "已停保")],
)
def test_each_standing_is_said_in_words(cast: Cast, unit: Employer, what: str, words: str) -> None:
    person = making.person("赵清和")
    work = making.employment(person, unit, started_on=date(2026, 1, 5), is_reported=what != "noted")
    if what != "noted":
        Employment.objects.filter(pk=work.pk).update(insured_from=date(2026, 1, 6))
        work.refresh_from_db()
    if what == "ended":
        end_employment(work, on=date(2026, 10, 30), reason="合同到期", by=None)
    page = text(cast.client(verified(cast.worker, person)).get(RECORDS))
    assert words in page
    if what == "ended":
        assert "2026年1月6日至2026年10月30日参保" in page


def test_the_personal_share_is_nothing_and_the_page_says_why(
    browser: Client, person: Person, unit: Employer
) -> None:
    months(person, unit, 2)
    page = text(browser.get(RECORDS))
    assert "个人缴 0.00 元" in page
    assert "个人不缴费" in page
    assert "工伤保险条例》第十条" in page
    assert "5,200.50 元" in page
    assert "单位已缴" in page


def test_a_month_that_was_not_paid_says_so(browser: Client, person: Person, unit: Employer) -> None:
    months(person, unit, 1, is_paid=False)
    assert "单位没有缴到账" in text(browser.get(RECORDS))


def test_insured_work_of_which_no_month_is_known_says_so(
    browser: Client, person: Person, unit: Employer
) -> None:
    told = "还没有缴费数据"
    assert told not in text(browser.get(RECORDS))  # insured since yesterday: nothing is missing
    Employment.objects.filter(person=person).update(insured_from=date(2026, 5, 7))
    assert told in text(browser.get(RECORDS))
    months(person, unit, 1)
    assert told not in text(browser.get(RECORDS))


def test_benefits_and_changes_are_there(browser: Client, person: Person) -> None:
    benefits(person, 1)
    page = text(browser.get(RECORDS))
    assert "一次性伤残补助金" in page
    assert "81,240.00 元" in page
    assert "申报参保" in page


def test_of_an_employer_nothing_but_the_name_is_shown(browser: Client, unit: Employer) -> None:
    page = text(browser.get(RECORDS))
    for hidden in (unit.credit_code, unit.address, "05370000001"):
        assert hidden not in page


def test_the_number_is_masked(browser: Client, person: Person) -> None:
    page = text(browser.get(RECORDS))
    assert person.identity.number not in page
    assert person.masked_number in page


def test_somebody_elses_records_are_never_among_them(
    cast: Cast, browser: Client, unit: Employer
) -> None:
    other = making.person("陌生人")
    making.employment(other, making.employer("别人的单位有限公司"))
    months(other, unit, 3)
    page = text(browser.get(RECORDS))
    assert "别人的单位有限公司" not in page
    assert "缴费工资" not in page


def test_without_assurance_nothing_personal_is_shown(cast: Cast, person: Person) -> None:
    page = text(cast.client(cast.worker).get(RECORDS))
    assert "先确认是您本人" in page
    assert "任城区社保经办" in page
    assert "济宁市建设路42号" in page
    for hidden in (UNIT, person.masked_number, person.identity.number):
        assert hidden not in page
    assert not AuditEvent.objects.filter(verb=Verb.LOOK_RECORDS).exists()


@pytest.mark.parametrize("path", ["/records/more/work/", LOOKS])
def test_without_assurance_the_parts_lead_to_what_to_do(cast: Cast, path: str) -> None:
    assert cast.client(cast.stranger).get(path)["Location"] == RECORDS


def test_who_has_no_record_reads_it_and_what_to_do(cast: Cast) -> None:
    page = text(cast.client(verified(cast.stranger, making.person("无记录"))).get(RECORDS))
    assert "登记里没有您的参保记录" in page
    assert "社会保险法》第八十四条" in page
    assert "/guide/" in page


def test_strangers_and_officers_do_not_come_in(cast: Cast) -> None:
    for path in (RECORDS, LOOKS, "/records/more/work/", "/records/certificates/"):
        assert Client().get(path)["Location"].startswith("/login/")
        assert cast.client(cast.registrar).get(path).status_code in {403, 404}


def test_an_ended_mandate_shows_nothing_any_more(cast: Cast, browser: Client, clock) -> None:  # type: ignore[no-untyped-def]
    cast.worker.mandates.update(from_on=date(2026, 11, 1), to_on=date(2026, 11, 23))
    assert "先确认是您本人" in text(browser.get(RECORDS))


# Page after page ------------------------------------------------------------------------------


@pytest.mark.parametrize("name", sorted(PARTS))
def test_a_part_is_read_to_its_end_without_gap_or_repetition(
    browser: Client, person: Person, unit: Employer, name: str
) -> None:
    many = 2 * MORE + 3
    fill(person, unit, name, many)
    seen, path = [], f"/records/more/{name}/"
    for _ in range(4):
        page = browser.get(path)
        seen += page.context["sheet"].lines
        if not page.context["sheet"].older:
            break
        path = page.context["pages"].older_url
    expected = PARTS[name].rows(person.pk).count()
    assert expected >= many
    assert len(seen) == expected
    if name == "months":
        assert [line.month for line in seen] == sorted((line.month for line in seen), reverse=True)


def test_a_place_that_was_not_written_here_begins_at_the_start(
    browser: Client, person: Person, unit: Employer
) -> None:
    months(person, unit, 30)
    first = browser.get("/records/more/months/").context["sheet"]
    for forged in ("x", "WyJtb250aHMiXQ:1u:x", first.older.replace(":", "-")):
        again = browser.get("/records/more/months/", {"after": forged}).context["sheet"]
        assert again.lines == first.lines
    other = browser.get("/records/more/benefits/", {"after": first.older}).context["sheet"]
    assert other.is_first


def test_an_unknown_part_is_not_found(browser: Client) -> None:
    assert browser.get("/records/more/diagnoses/").status_code == 404


@pytest.mark.parametrize("rows", [0, 1, 25])
def test_the_overview_takes_nine_queries_at_most(  # type: ignore[no-untyped-def]
    browser: Client, person: Person, unit: Employer, rows: int, django_assert_max_num_queries
) -> None:
    for name in PARTS:
        fill(person, unit, name, rows)
    browser.get(RECORDS)  # the first page after the log-in notes when the session was seen
    with django_assert_max_num_queries(9):
        assert browser.get(RECORDS).status_code == 200


@pytest.mark.parametrize("rows", [0, 1, 25])
@pytest.mark.parametrize("name", sorted(PARTS))
def test_a_part_takes_the_same_queries_for_any_number_of_rows(  # type: ignore[no-untyped-def]
    browser: Client,
    person: Person,
    unit: Employer,
    name: str,
    rows: int,
    django_assert_num_queries,
) -> None:
    fill(person, unit, name, rows)
    browser.get(LOOKS)
    with django_assert_num_queries(5):
        browser.get(f"/records/more/{name}/")


def stays(person: Person, unit: Employer, many: int) -> None:
    """Let somebody have been on a project of the unit so many times."""
    project = Project.objects.create(
        case=Case.objects.create(
            kind="project-enrolment",
            reference="2026-990001",
            state="approved",
            office=agency_of("370811", on=date(2026, 1, 5)),
            filed_on=date(2026, 1, 5),
        ),
        employer=unit,
        name="演示花园三号楼",
        number="370811202601050101",
        county_id="370811",
        address="演示路",
        cost=Decimal(1_000_000),
        begins_on=date(2020, 1, 1),
        ends_on=date(2027, 1, 1),
        share=Decimal("0.1"),
        is_share_verified=True,
        contribution=Decimal(1000),
        filed_on=date(2026, 1, 5),
    )
    days = [date(2026, 9, 1) - timedelta(days=number) for number in range(many)]
    ProjectWorker.objects.bulk_create(
        ProjectWorker(
            project=project,
            person=person,
            person_name=person.name,
            from_on=day,
            to_on=day,
            key=uuid.uuid4(),
        )
        for day in days
    )


def fill(person: Person, unit: Employer, name: str, many: int) -> None:
    """Give a person so many lines of one part."""
    if name == "months":
        months(person, unit, many)
    elif name == "benefits":
        benefits(person, many)
    elif name == "projects":
        stays(person, unit, many)
    elif name == "work":
        units = (unit, making.employer("济宁另一家演示有限公司"))
        Employment.objects.bulk_create(
            Employment(
                person=person,
                employer=units[number % 2],
                person_name=person.name,
                kind="employee",
                started_on=date(2020, 1, 1) + timedelta(days=20 * (number // 2)),
                ended_on=date(2020, 1, 10) + timedelta(days=20 * (number // 2)),
            )
            for number in range(many)
        )
    else:
        work = Employment.objects.filter(person=person)[0]
        EmploymentChange.objects.bulk_create(
            EmploymentChange(employment=work, what="corrected", on=date(2026, 11, 1))
            for _ in range(many)
        )


# Who looked -----------------------------------------------------------------------------------


def test_the_person_sees_a_registrars_look_with_office_and_role(
    cast: Cast, browser: Client, person: Person
) -> None:
    officer = cast.client(cast.registrar)
    assert officer.get(f"/register/people/{person.pk}/", {"why": "claim"}).status_code == 200
    page = text(browser.get(LOOKS))
    assert "济宁市任城区社会保险事业中心，参保经办人员" in page
    assert "核对工伤案件的参保情况" in page
    assert cast.registrar.name not in page


def test_the_own_look_is_there_too(browser: Client) -> None:
    browser.get(RECORDS)
    page = text(browser.get(LOOKS))
    assert "您本人" in page
    assert "本人查询" in page


def test_an_agents_look_names_the_unit_and_not_the_agent(
    cast: Cast, browser: Client, person: Person, unit: Employer
) -> None:
    AuditEvent.objects.create(
        actor_id=cast.agent.pk,
        actor_label=cast.agent.name,
        verb=Verb.UNMASK,
        target=f"employer {unit.pk}",
        subject_id=person.pk,
        reason="核对号码",
    )
    page = text(browser.get(LOOKS))
    assert f"{UNIT}的经办人" in page
    assert cast.agent.name not in page


def test_looks_at_others_are_not_in_the_list(cast: Cast, browser: Client, unit: Employer) -> None:
    other = making.person("陌生人")
    making.employment(other, unit)
    cast.client(cast.registrar).get(f"/register/people/{other.pk}/", {"why": "check"})
    assert "业务复核" not in text(browser.get(LOOKS))


@pytest.mark.parametrize("rows", [0, 1, 25])
def test_the_list_of_looks_takes_few_queries(  # type: ignore[no-untyped-def]
    cast: Cast, browser: Client, person: Person, rows: int, django_assert_max_num_queries
) -> None:
    AuditEvent.objects.bulk_create(
        AuditEvent(actor_id=cast.registrar.pk, verb=Verb.LOOK_RECORDS, subject_id=person.pk)
        for _ in range(rows)
    )
    browser.get(LOOKS)
    with django_assert_max_num_queries(6):
        browser.get(LOOKS)


def test_looks_are_read_page_after_page(cast: Cast, browser: Client, person: Person) -> None:
    AuditEvent.objects.bulk_create(
        AuditEvent(actor_id=cast.registrar.pk, verb=Verb.LOOK_RECORDS, subject_id=person.pk)
        for _ in range(LOOKS_PAGE + 2)
    )
    first = browser.get(LOOKS)
    assert len(first.context["sheet"].lines) == LOOKS_PAGE
    second = browser.get(first.context["pages"].older_url)
    assert len(second.context["sheet"].lines) == 2
    assert not second.context["sheet"].older


# Where it begins ------------------------------------------------------------------------------


def test_front_door_and_own_page_lead_there(cast: Cast, browser: Client) -> None:
    assert CARD in text(Client().get("/"))
    assert "查我的参保" in text(browser.get("/me/"))
    assert "先确认是您本人" in text(cast.client(cast.stranger).get("/me/"))


@pytest.mark.parametrize(
    ("name", "shown"),
    [
        ("李小满", "李*满"),
        ("李四", "李*"),
        ("阿卜杜拉·买买提", "阿******提"),
        ("李", "李"),
        ("", ""),
    ],
)
def test_a_name_is_masked_but_for_its_ends(name: str, shown: str) -> None:
    assert mask_name(name) == shown
