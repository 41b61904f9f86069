"""The 参保证明 of a unit: counts on a day and paid months, verified by anybody, no worker in it."""

from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.http import HttpResponse
from django.test import Client

from portal.audit.models import AuditEvent
from portal.letters import codes
from registration.entries import end_employment
from registration.models import Employer, EmployerMonth, Employment, Project, UnitCertificate
from registration.outlets.entries import mark_courier
from registration.records import unit_certificates
from registration.records.unit_certificates import counts_on, runs_of
from tests.cast import Cast
from tests.desk import day, filled, text
from tests.letters.papers import text_of
from tests.registration import making, projects
from tests.registration.outlets import courier, number, terminal
from tests.registration.test_people_races import together

TODAY = date(2026, 11, 24)
pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def private_folder(settings: Any, tmp_path: Path) -> Path:
    """Keep the papers of each test apart."""
    settings.PRIVATE_ROOT = tmp_path
    settings.PUBLIC_ORIGIN = "https://gongshang.example"
    return tmp_path


def insured(unit: Employer, since: date, until: date | None = None, **work: Any) -> Employment:
    """Return work that is insured from a day on, and ends on another."""
    one = making.employment(making.person(f"工{'甲乙丙丁戊己庚辛'[since.day % 8]}"), unit, **work)
    Employment.objects.filter(pk=one.pk).update(started_on=since, insured_from=since)
    one.refresh_from_db()
    if until is not None:
        end_employment(one, on=until, reason="辞职", by=None)
    return one


def month(unit: Employer, year: int, which: int, *, paid: str = "100.00") -> EmployerMonth:
    """Return a month of which a hundred yuan were payable."""
    first = date(year, which, 1)
    return EmployerMonth.objects.create(
        employer=unit,
        month=first,
        payable=Decimal("100.00"),
        paid=Decimal(paid),
        due_on=date(year, which, 28),
        as_of=date(2026, 11, 20),
    )


@pytest.fixture
def unit(employer: Employer) -> Employer:
    """A unit of the agent with people past and present, and months of which one is open."""
    insured(employer, date(2026, 1, 5))
    insured(employer, date(2026, 3, 2), until=date(2026, 6, 30))
    insured(employer, date(2026, 7, 1), kind="part_time")
    making.employment(making.person("未申报"), employer, is_reported=False)
    making.employment(making.person("明天起"), employer)
    for year, which in ((2025, 11), (2025, 12), (2026, 1), (2026, 2), (2026, 4)):
        month(employer, year, which)
    month(employer, 2026, 5, paid="60.00")
    return employer


def page_of(unit: Employer) -> str:
    return f"/units/{unit.pk}/certificates/"


def click(agent: Client, unit: Employer, as_of: date = TODAY) -> HttpResponse:
    """Ask for the certificate as of a day."""
    page = page_of(unit)
    return agent.post(page, filled(agent.get(page)) | day("as_of", as_of))


def made(agent: Client, unit: Employer, as_of: date = TODAY) -> UnitCertificate:
    answer = click(agent, unit, as_of)
    assert (answer.status_code, answer["Location"]) == (303, page_of(unit))
    return UnitCertificate.objects.order_by("-id")[0]


def test_the_paper_says_how_many_and_which_months_and_nobody_by_name(
    agent: Client, unit: Employer, tmp_path: Path
) -> None:
    certificate = made(agent, unit)
    answer = agent.get(f"{page_of(unit)}{certificate.number}/")
    assert answer["Content-Type"] == "application/pdf"
    words = text_of(answer.content, folder=tmp_path)
    for said in (
        "单位工伤保险参保证明",
        unit.name,
        unit.credit_code,
        certificate.number,
        codes.grouped(certificate.code),
        "截至2026年11月24日",
        "在本市参加工伤保险2人，其中职工1人、非全日制用工1人",
        "2025年11月至2026年2月4个月已缴清",
        "2026年4月1个月已缴清",
        "2026年5月1个月未缴清",
        "截至2026年11月20日的数据",
        "不收费",
        "济宁市任城区社会保险事业中心",
    ):
        assert said in words, said
    for person in Employment.objects.filter(employer=unit).select_related("person__identity"):
        assert person.person_name not in words
        assert person.person.identity.number not in words
    assert unit.legal_representative == "" or unit.legal_representative not in words


@pytest.mark.parametrize(
    ("on", "people"),
    [
        (date(2026, 1, 4), 0),
        (date(2026, 1, 5), 1),
        (date(2026, 6, 30), 2),
        (date(2026, 7, 1), 2),
        (TODAY, 2),
        (date(2026, 11, 25), 3),
    ],
)
def test_who_is_counted_was_insured_on_the_day_first_and_last_day_included(
    unit: Employer, on: date, people: int
) -> None:
    assert sum(count for _, count in counts_on(unit, on)) == people


def test_couriers_are_counted_as_insured_alone(unit: Employer) -> None:
    mark_courier(unit, number=number(), from_on=TODAY, by=None)
    work = courier(terminal(unit))
    Employment.objects.filter(pk=work.pk).update(insured_from=TODAY)
    assert ("快递网点从业人员（仅工伤保险）", 1) in counts_on(unit, TODAY)


def test_months_of_one_state_are_put_together_only_where_one_follows_the_other(
    unit: Employer,
) -> None:
    rows = EmployerMonth.objects.filter(employer=unit).order_by("-month")
    assert runs_of(rows) == [
        ["2026年5月", "1个月", "未缴清"],
        ["2026年4月", "1个月", "已缴清"],
        ["2025年11月至2026年2月", "4个月", "已缴清"],
    ]


def test_a_day_in_the_past_tells_of_that_day_and_no_later_month(
    agent: Client, unit: Employer
) -> None:
    inputs = made(agent, unit, date(2026, 1, 31)).inputs
    assert inputs["counts"] == [["职工", "1人"]]
    assert inputs["runs"] == [["2025年11月至2026年1月", "3个月", "已缴清"]]
    assert "截至2026年1月31日，上列单位在本市参加工伤保险的有职工1人" in inputs["said"]


def test_projects_that_are_insured_and_paid_for_are_counted(
    agent: Client, cast: Cast, employer: Employer
) -> None:
    projects.insured(cast, employer, number="370811202611240102")
    page = click(agent, employer)
    assert page.status_code == 422
    project = projects.covered(cast, employer)
    Project.objects.filter(pk=project.pk).update(insured_from=TODAY)
    certificate = made(agent, employer)
    assert "没有人在本市参加工伤保险，另有按项目参保的工程1个" in certificate.inputs["said"]
    assert "按项目参保的工程" in text(Client().get(f"/verify/{certificate.code}/"))


def test_a_day_to_come_is_refused_beside_the_field(agent: Client, unit: Employer) -> None:
    page = click(agent, unit, date(2026, 11, 25))
    assert page.status_code == 422
    assert page.context["form"]["as_of"].errors
    assert not UnitCertificate.objects.exists()


def test_a_unit_with_nobody_and_no_month_gets_none_with_the_reason(
    agent: Client, employer: Employer
) -> None:
    page = click(agent, employer)
    assert page.status_code == 422
    assert "没有参保的人" in text(page)


def test_the_pages_of_the_unit_lead_there(agent: Client, unit: Employer) -> None:
    for page in (f"/units/{unit.pk}/", f"/units/{unit.pk}/months/"):
        assert f'href="{page_of(unit)}"' in text(agent.get(page))


def test_a_stranger_verifies_it_and_reads_no_more_than_the_paper_says(
    agent: Client, unit: Employer
) -> None:
    certificate = made(agent, unit)
    page = text(Client().get(f"/verify/{certificate.code}/"))
    for said in ("确有这份证明", unit.name, "参保总人数", "2人", "2026年5月，未缴清"):
        assert said in page
    assert "工甲" not in page
    paper = unit_certificates.pdf(certificate)
    for content, said in ((paper, "一致：您的文件"), (paper + b" ", "不一致：您的文件")):
        upload = SimpleUploadedFile("证明.pdf", content, content_type="application/pdf")
        assert said in text(Client().post(f"/verify/{certificate.code}/", {"paper": upload}))


def test_a_lost_file_is_set_again_to_the_same_bytes_whatever_the_register_says_now(
    agent: Client, unit: Employer, private_folder: Path
) -> None:
    certificate = made(agent, unit)
    first = unit_certificates.pdf(certificate)
    (path,) = (private_folder / "unitcertificates").rglob("*.pdf")
    path.unlink()
    Employer.objects.filter(pk=unit.pk).update(name="改名以后有限公司")
    assert unit_certificates.pdf(UnitCertificate.objects.get()) == first


def test_making_and_opening_one_stand_in_the_audit_of_the_unit(
    agent: Client, cast: Cast, unit: Employer
) -> None:
    certificate = made(agent, unit)
    agent.get(f"{page_of(unit)}{certificate.number}/")
    events = AuditEvent.objects.filter(target=f"employer {unit.pk}").order_by("pk")
    assert [(event.verb, event.actor_id, event.subject_id) for event in events] == [
        ("certificate_issued", cast.agent.pk, None),
        ("look_paper", cast.agent.pk, None),
    ]
    assert all(certificate.number in event.reason for event in events)


def test_only_agents_of_the_unit_make_and_open_it(
    agent: Client, cast: Cast, unit: Employer
) -> None:
    certificate = made(agent, unit)
    for user in (cast.stranger, cast.worker):
        client = cast.client(user)
        assert client.get(page_of(unit)).status_code == 404
        assert client.post(page_of(unit), {}).status_code == 404
        assert client.get(f"{page_of(unit)}{certificate.number}/").status_code == 404
    other = making.employer("另一家有限公司")
    making.agent_for(cast.agent, other)
    assert agent.get(f"{page_of(other)}{certificate.number}/").status_code == 404


def test_a_key_of_another_unit_makes_nothing(agent: Client, cast: Cast, unit: Employer) -> None:
    first = made(agent, unit)
    other = making.employer("另一家有限公司")
    making.agent_for(cast.agent, other)
    insured(other, date(2026, 1, 5))
    typed = {"key": str(first.key)} | day("as_of", TODAY)
    assert "放得太久" in text(agent.post(page_of(other), typed, follow=True))
    assert UnitCertificate.objects.count() == 1


def test_so_many_are_enough_for_one_day(
    agent: Client, unit: Employer, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(unit_certificates, "MOST_A_DAY", 1)
    made(agent, unit)
    page = click(agent, unit)
    assert page.status_code == 422
    assert "请明天再来" in text(page)


@pytest.mark.django_db(transaction=True)
def test_four_clicks_at_once_with_one_key_make_one(cast: Cast, unit: Employer) -> None:
    typed = filled(cast.client(cast.agent).get(page_of(unit)))
    clients = [cast.client(cast.agent) for _ in range(4)]
    pages = together([lambda c=c: c.post(page_of(unit), typed) for c in clients])
    assert {page.status_code for page in pages} == {303}
    assert UnitCertificate.objects.count() == 1


@pytest.mark.parametrize("people", [0, 25])
def test_making_one_takes_the_same_statements_whatever_the_number_of_people(
    agent: Client, unit: Employer, people: int, django_assert_max_num_queries: Any
) -> None:
    for n in range(people):
        insured(unit, date(2026, 2, 1 + n % 28))
    typed = filled(agent.get(page_of(unit)))
    with django_assert_max_num_queries(24):
        assert agent.post(page_of(unit), typed).status_code == 303
