"""The 参保证明: one for each click, verified by its code, opened by its owner alone."""

import uuid
from concurrent.futures import ThreadPoolExecutor
from datetime import date, timedelta
from pathlib import Path

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client

from portal.audit.models import AuditEvent
from portal.letters import codes
from portal.letters.findings import find
from registration.entries import end_employment
from registration.models import Certificate, Employment, Person
from registration.records import certificates
from tests.cast import Cast
from tests.desk import text
from tests.letters.papers import text_of
from tests.registration import making
from tests.registration.own_records import key_of, verified

PAGE = "/records/certificates/"
UNIT = "济宁演示机械有限公司"


@pytest.fixture(autouse=True)
def private_folder(settings, tmp_path: Path) -> Path:  # type: ignore[no-untyped-def]
    """Keep the papers of each test apart."""
    settings.PRIVATE_ROOT = tmp_path
    settings.PUBLIC_ORIGIN = "https://gongshang.example"
    return tmp_path


@pytest.fixture
def person(cast: Cast) -> Person:
    """A worker who has been insured since March, and was before at another unit."""
    who = making.person("李小满")
    before = making.employer("济宁从前有限公司")
    earlier = making.employment(who, before, started_on=date(2025, 1, 6))
    type(earlier).objects.filter(pk=earlier.pk).update(insured_from=date(2025, 1, 7))
    earlier.refresh_from_db()
    end_employment(earlier, on=date(2026, 2, 27), reason="合同到期", by=None)
    now = making.employment(who, making.employer(UNIT), started_on=date(2026, 3, 2))
    type(now).objects.filter(pk=now.pk).update(insured_from=date(2026, 3, 3))
    return who


@pytest.fixture
def browser(cast: Cast, person: Person) -> Client:
    """The browser of the worker, who was verified at the counter."""
    return cast.client(verified(cast.worker, person))


def made(browser: Client) -> Certificate:
    """Click once."""
    answer = browser.post(PAGE, {"key": key_of(browser.get(PAGE))})
    assert (answer.status_code, answer["Location"]) == (303, PAGE)
    return Certificate.objects.order_by("-id")[0]


def test_the_paper_says_person_units_and_periods(browser: Client, person: Person, tmp_path) -> None:  # type: ignore[no-untyped-def]
    certificate = made(browser)
    answer = browser.get(f"{PAGE}{certificate.number}/")
    assert answer["Content-Type"] == "application/pdf"
    assert answer["Content-Disposition"].startswith("inline")
    words = text_of(answer.content, folder=tmp_path)
    for said in (
        "工伤保险参保证明",
        "李小满",
        person.identity.number,
        certificate.number,
        codes.grouped(certificate.code),
        f"{UNIT}职工2026年3月3日起，参保中",
        "济宁从前有限公司职工2025年1月7日至2026年2月27日",
        "济宁市任城区社会保险事业中心",
        "不收费",
        "2026年11月24日",
    ):
        assert said in words, said
    assert "盖章处" not in words


@pytest.mark.parametrize(("more", "is_cut"), [(58, False), (59, True)])
def test_a_paper_that_does_not_list_all_periods_says_so(
    browser: Client, person: Person, more: int, is_cut: bool
) -> None:
    unit = making.employer("济宁旧年有限公司")
    Employment.objects.bulk_create(
        Employment(
            person=person,
            employer=unit,
            person_name=person.name,
            kind="employee",
            started_on=day,
            reported_on=day,
            insured_from=day + timedelta(days=1),
            ended_on=day + timedelta(days=60),
            insured_to=day + timedelta(days=60),
        )
        for day in (date(2000, 1, 1) + timedelta(days=70 * number) for number in range(more))
    )
    inputs = made(browser).inputs
    assert len(inputs["periods"]) == 60
    assert ("只列最近60段" in inputs["note"]) is is_cut


def test_a_double_click_makes_one_certificate(browser: Client) -> None:
    key = key_of(browser.get(PAGE))
    for _ in range(2):
        assert browser.post(PAGE, {"key": key}).status_code == 303
    assert Certificate.objects.count() == 1


def test_a_key_of_somebody_else_opens_and_makes_nothing(cast: Cast, browser: Client) -> None:
    first = made(browser)
    other = making.person("陌生人")
    work = making.employment(other, making.employer("另一家有限公司"))
    type(work).objects.filter(pk=work.pk).update(insured_from=date(2026, 11, 1))
    stranger = cast.client(verified(cast.stranger, other))
    page = stranger.post(PAGE, {"key": str(first.key)}, follow=True)
    assert "放得太久" in text(page)
    assert first.number not in text(page)
    assert Certificate.objects.count() == 1


@pytest.mark.django_db(transaction=True)
def test_four_clicks_at_once_with_one_key_make_one(cast: Cast, person: Person) -> None:
    user = verified(cast.worker, person)
    key = str(uuid.uuid4())

    def click(_: int) -> int:
        try:
            return cast.client(user).post(PAGE, {"key": key}).status_code
        finally:
            connection.close()

    with ThreadPoolExecutor(4) as pool:
        assert list(pool.map(click, range(4))) == [303] * 4
    assert Certificate.objects.count() == 1


def test_eleven_a_day_are_too_many(  # type: ignore[no-untyped-def]
    cast: Cast, browser: Client, clock
) -> None:
    for _ in range(certificates.MOST_A_DAY):
        made(browser)
    answer = browser.post(PAGE, {"key": str(uuid.uuid4())})
    assert answer.status_code == 422
    assert "今天已经开了 10 份" in text(answer)
    clock.move(days=1)
    made(cast.client(cast.worker))


def test_who_is_not_insured_yet_gets_none(cast: Cast) -> None:
    person = making.person("王未到")
    making.employment(person, making.employer())  # insured from tomorrow
    browser = cast.client(verified(cast.worker, person))
    assert "开不了证明" in text(browser.get(PAGE))
    answer = browser.post(PAGE, {"key": str(uuid.uuid4())})
    assert answer.status_code == 422
    assert not Certificate.objects.exists()


def test_only_its_owner_opens_it(cast: Cast, browser: Client) -> None:
    address = f"{PAGE}{made(browser).number}/"
    other = cast.client(verified(cast.stranger, making.person("陌生人")))
    assert other.get(address).status_code == 404
    assert cast.client(cast.relative).get(address).status_code == 404
    assert cast.client(cast.registrar).get(address).status_code == 404
    assert Client().get(address)["Location"].startswith("/login/")


def test_without_assurance_there_is_no_page(cast: Cast) -> None:
    answer = cast.client(cast.stranger).get(PAGE)
    assert answer["Location"] == "/records/"


def test_the_code_shows_what_was_certified_and_hides_who(browser: Client, person: Person) -> None:
    certificate = made(browser)
    page = text(Client().get(f"/verify/{certificate.code}/"))
    for shown in (
        "确有这份证明",
        certificate.number,
        "李*满",
        person.masked_number,
        UNIT,
        "2026年3月3日起，参保中",
        certificate.pdf_sha256,
        "济宁市任城区社会保险事业中心",
    ):
        assert shown in page, shown
    assert "李小满" not in page
    assert person.identity.number not in page


def test_the_same_file_is_told_from_a_changed_one(browser: Client) -> None:
    certificate = made(browser)
    paper = certificates.pdf(certificate)
    for content, said in ((paper, "一致：您的文件"), (paper + b" ", "不一致：您的文件")):
        upload = SimpleUploadedFile("证明.pdf", content, content_type="application/pdf")
        assert said in text(Client().post(f"/verify/{certificate.code}/", {"paper": upload}))


def test_a_code_that_was_never_given_out_is_not_found(cast: Cast) -> None:
    page = Client().get(f"/verify/{codes.new_code()}/")
    assert page.status_code == 404
    assert "没有查到这个核对码" in text(page)


def test_a_hit_and_a_miss_ask_the_same(  # type: ignore[no-untyped-def]
    browser: Client, django_assert_num_queries
) -> None:
    certificate = made(browser)
    with django_assert_num_queries(3):
        assert find(certificate.code)
    with django_assert_num_queries(3):
        assert find(codes.new_code()) is None


def test_a_lost_file_is_set_again_to_the_same_bytes(browser: Client, private_folder: Path) -> None:
    certificate = made(browser)
    first = certificates.pdf(certificate)
    (path,) = (private_folder / "certificates").rglob("*.pdf")
    path.unlink()
    assert certificates.pdf(certificate) == first


def test_the_paper_stays_as_it_was_when_the_register_changes(
    browser: Client, private_folder: Path, tmp_path: Path
) -> None:
    certificate = made(browser)
    first = certificates.pdf(certificate)
    for path in (private_folder / "certificates").rglob("*.pdf"):
        path.unlink()
    Person.objects.filter(pk=certificate.person_id).update(name="改名")
    assert certificates.pdf(Certificate.objects.get(pk=certificate.pk)) == first


def test_making_and_opening_one_stand_in_the_own_list_of_looks(
    browser: Client, person: Person
) -> None:
    certificate = made(browser)
    event = AuditEvent.objects.get(verb="certificate_issued")
    assert event.subject_id == person.pk
    browser.get(f"{PAGE}{certificate.number}/")
    page = text(browser.get("/records/looks/"))
    assert f"开具参保证明：编号 {certificate.number}" in page
    assert f"工伤保险参保证明，编号 {certificate.number}" in page


def test_the_number_is_not_in_the_stored_inputs_in_clear(browser: Client, person: Person) -> None:
    made(browser)
    with connection.cursor() as cursor:
        cursor.execute("SELECT inputs::text FROM registration_certificate")
        stored = cursor.fetchone()[0]
    assert person.identity.number not in stored


@pytest.mark.parametrize("rows", [0, 1, 25])
def test_the_list_takes_few_queries(  # type: ignore[no-untyped-def]
    browser: Client, person: Person, cast: Cast, rows: int, django_assert_max_num_queries
) -> None:
    for number in range(rows):
        Certificate.objects.create(
            person=person,
            number=f"x{number}",
            code=f"x{number}",
            key=uuid.uuid4(),
            inputs={},
            issued_on=date(2026, 1, 1),
            issued_by=cast.worker,
            pdf_sha256="0",
        )
    browser.get(PAGE)  # the first page after the log-in notes when the session was seen
    with django_assert_max_num_queries(5):
        browser.get(PAGE)
