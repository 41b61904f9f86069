"""Lists of granted subsidies: to the cent, published by another person, frozen, then paid."""

import threading
import uuid
from datetime import date
from decimal import Decimal
from html import unescape
from io import BytesIO
from typing import Any
from zipfile import ZipFile

import pytest
from django.db import connection
from django.http import HttpResponse
from django.test import Client

from portal.audit.models import AuditEvent
from portal.cases import ledger
from portal.cases.models import Case
from portal.cases.perform import perform
from portal.cases.refusals import Refused
from registration.models import FlexibleSubsidy, SubsidyLine, SubsidyRoll
from registration.subsidy import facts as f
from registration.subsidy.counts import counts_on
from registration.subsidy.process import SubsidyProcess as P
from registration.subsidy.rolls import make_roll, pay_out, publish, sums, take_out
from tests.cast import Cast
from tests.conftest import Clock
from tests.desk import day, text
from tests.registration import making
from tests.registration.subsidies import application, granted, paid

pytestmark = pytest.mark.django_db
ROLLS = "/register/subsidies/"
PEOPLE, WHOLE = 107, Decimal("387300.00")


def said(page: HttpResponse) -> str:
    """Return what a page says."""
    return unescape(text(page))


def roll(cast: Cast, count: int = 1) -> SubsidyRoll:
    """Return a list of some people."""
    for number in range(count):
        granted(cast, application(cast.worker, name=f"李{'甲乙丙丁戊'[number % 5]}满"))
    return make_roll(cast.agency, by=cast.registrar, key=uuid.uuid4())


@pytest.fixture
def yutai(cast: Cast) -> SubsidyRoll:
    """The 107 people of the source, who got 387,300.00 yuan altogether.

    104 people got 600.00 for each of six months, one 950.00, one 600.33 and one 599.67.
    """
    uneven = {0: "1425.00", 1: "900.50", 2: "899.50"}
    for number in range(PEOPLE):
        months = paid(*range(1, 7), pension=uneven.get(number, "900.00"))
        granted(cast, application(cast.worker, name=f"王{number}满", months=months))
    return make_roll(cast.agency, by=cast.registrar, key=uuid.uuid4())


def sheet_of(content: bytes) -> tuple[str, str]:
    """Return the cells and the texts of a workbook."""
    with ZipFile(BytesIO(content)) as book:
        return (
            book.read("xl/worksheets/sheet1.xml").decode(),
            book.read("xl/sharedStrings.xml").decode(),
        )


def test_the_107_people_of_yutai_make_387300_yuan_in_the_list_the_export_and_in_public(
    cast: Cast, yutai: SubsidyRoll, client: Client
) -> None:
    assert yutai.lines.count() == PEOPLE
    assert (sums(yutai.lines.all()).people, sums(yutai.lines.all()).amount) == (PEOPLE, WHOLE)
    registrar = cast.client(cast.registrar)
    page = said(registrar.get(f"{ROLLS}{yutai.pk}/"))
    assert "合计 107 人" in page
    assert "387,300.00" in page
    cells, texts = sheet_of(registrar.get(f"{ROLLS}{yutai.pk}/list.xlsx").content)
    assert "<v>387300</v>" in cells
    assert "合计 107 人" in texts
    publish(yutai, by=cast.register_reviewer)
    public = said(client.get(f"/subsidies/{yutai.pk}/"))
    assert "合计 107 人" in public
    assert "387,300.00" in public
    assert "2026年1月至2026年6月" in public
    assert "王**满" in public
    assert "王100满" not in public


def test_what_is_published_holds_no_number_and_no_whole_name(cast: Cast, client: Client) -> None:
    number = making.id_number()
    case = application(cast.worker, name="李小满", number=number)
    granted(cast, case)
    made = make_roll(cast.agency, by=cast.registrar, key=uuid.uuid4())
    assert client.get(f"/subsidies/{made.pk}/").status_code == 404
    publish(made, by=cast.register_reviewer)
    page = said(client.get(f"/subsidies/{made.pk}/"))
    assert "李*满" in page
    assert "600.00" in page
    for secret in ("李小满", number[:6], number[-4:], case.reference, "13800000009"):
        assert secret not in page
    assert made.title in said(client.get("/subsidies/"))


def test_a_name_that_looks_like_a_formula_stays_a_text(cast: Cast) -> None:
    granted(cast, application(cast.worker, name="=HYPERLINK(1)"))
    made = make_roll(cast.agency, by=cast.registrar, key=uuid.uuid4())
    cells, texts = sheet_of(cast.client(cast.registrar).get(f"{ROLLS}{made.pk}/list.xlsx").content)
    assert "<f>" not in cells
    assert "'=HYPERLINK(1)" in unescape(texts)
    assert AuditEvent.objects.filter(verb="subsidy_list_taken").count() == 1


def test_a_registrar_makes_a_list_and_another_person_publishes_it(cast: Cast) -> None:
    granted(cast, application(cast.worker))
    registrar, reviewer = cast.client(cast.registrar), cast.client(cast.register_reviewer)
    page = registrar.get(ROLLS)
    assert "1 件已批准" in said(page)
    answer = registrar.post(f"{ROLLS}make/", {"key": page.context["key"]})
    made = SubsidyRoll.objects.get()
    assert (answer.status_code, answer["Location"]) == (303, f"{ROLLS}{made.pk}/")
    assert registrar.post(f"{ROLLS}{made.pk}/publish/").status_code == 404
    assert reviewer.post(f"{ROLLS}{made.pk}/publish/").status_code == 303
    made.refresh_from_db()
    assert (made.published_on, made.published_by) == (date(2026, 11, 24), cast.register_reviewer)
    assert AuditEvent.objects.filter(verb="subsidy_list_published").count() == 1


def test_nobody_publishes_the_own_list(cast: Cast) -> None:
    granted(cast, application(cast.worker))
    made = make_roll(cast.agency, by=cast.register_reviewer, key=uuid.uuid4())
    reviewer = cast.client(cast.register_reviewer)
    page = reviewer.post(f"{ROLLS}{made.pk}/publish/", follow=True)
    assert "编名单的人不能自己公示" in said(page)
    made.refresh_from_db()
    assert made.published_on is None


def test_a_published_list_is_frozen(cast: Cast) -> None:
    made = roll(cast, 2)
    first, second = made.lines.all()
    registrar = cast.client(cast.registrar)
    assert registrar.post(f"{ROLLS}{made.pk}/{first.pk}/out/").status_code == 303
    assert list(made.lines.all()) == [second]
    publish(made, by=cast.register_reviewer)
    page = registrar.post(f"{ROLLS}{made.pk}/{second.pk}/out/", follow=True)
    assert "名单已经公示，不再改动" in said(page)
    assert list(made.lines.all()) == [second]
    later = make_roll(cast.agency, by=cast.registrar, key=uuid.uuid4())
    assert [line.subsidy_id for line in later.lines.all()] == [first.subsidy_id]


def test_money_goes_out_after_the_publication_and_ends_every_case(cast: Cast) -> None:
    made = roll(cast, 2)
    registrar = cast.client(cast.registrar)
    address, today = f"{ROLLS}{made.pk}/pay/", day("paid_on", date(2026, 11, 24))
    assert "公示以后才能发放" in said(registrar.post(address, today, follow=True))
    with pytest.raises(Refused, match="名单公示以后才能发放"):
        perform(
            made.lines.all()[0].subsidy.case,
            P.pay_out,
            by=cast.registrar,
            facts=f.PaidOut(date(2026, 11, 24)),
        )
    publish(made, by=cast.register_reviewer)
    early = registrar.post(address, day("paid_on", date(2026, 11, 23)))
    assert early.status_code == 422
    assert "发放日期不能早于公示日期" in said(early)
    for _ in range(2):
        page = registrar.post(address, today)
        assert page.status_code == 303
    assert {one.state for one in Case.objects.filter(kind=P.code)} == {"paid_out"}
    assert {one.paid_on for one in FlexibleSubsidy.objects.all()} == {date(2026, 11, 24)}
    assert all(ledger.faults(one.pk) == [] for one in Case.objects.all())


def test_an_empty_list_is_neither_made_nor_published(cast: Cast) -> None:
    with pytest.raises(Refused, match="没有等待"):
        make_roll(cast.agency, by=cast.registrar, key=uuid.uuid4())
    made = roll(cast)
    assert take_out(made.lines.get().pk, roll=made)
    with pytest.raises(Refused, match="名单里没有人"):
        publish(made, by=cast.register_reviewer)


def test_another_county_and_other_organs_find_no_list(cast: Cast) -> None:
    made = roll(cast)
    addresses = ("", "publish/", "pay/", f"{made.lines.get().pk}/out/")
    foreign = cast.client(cast.foreign_registrar)
    for end in addresses:
        answer = (
            foreign.post(f"{ROLLS}{made.pk}/{end}") if end else foreign.get(f"{ROLLS}{made.pk}/")
        )
        assert answer.status_code == 404, end
    assert foreign.get(f"{ROLLS}{made.pk}/list.xlsx").status_code == 404
    assert made.title not in said(foreign.get(ROLLS))
    assert cast.client(cast.handler).get(ROLLS).status_code == 403
    assert cast.client(cast.worker).get(ROLLS).status_code == 403
    assert cast.client(cast.supervisor).get(ROLLS).status_code == 403


def test_counts_as_at_a_day_stay_what_they_were(cast: Cast, clock: Clock) -> None:
    clock.set("2026-10-12")
    first = application(cast.worker)
    clock.set("2026-10-20")
    granted(cast, first)
    clock.set("2026-11-03")
    application(cast.stranger)
    made = make_roll(cast.agency, by=cast.registrar, key=uuid.uuid4())
    publish(made, by=cast.register_reviewer)
    pay_out(made, paid_on=date(2026, 11, 3), by=cast.registrar)

    def states(on: date) -> dict[str, int]:
        found = counts_on(cast.agency, on)
        return {one.label: one.cases for one in found.by_state if one.cases}

    assert states(date(2026, 10, 11)) == {}
    assert states(date(2026, 10, 12)) == {"待核对": 1}
    assert states(date(2026, 10, 20)) == {"已批准": 1}
    assert states(date(2026, 11, 3)) == {"待核对": 1, "已发放": 1}
    assert counts_on(cast.agency, date(2026, 10, 12)).subsidised == 0
    assert counts_on(cast.agency, date(2026, 10, 31)).subsidised == 1
    page = said(cast.client(cast.registrar).get(f"{ROLLS}counts/?day=2026-10-31"))
    assert "截至2026年10月31日" in page
    assert cast.client(cast.registrar).get(f"{ROLLS}counts/?day=x").status_code == 200


@pytest.mark.parametrize("count", [0, 1, 25])
def test_pages_of_lists_ask_as_many_questions_for_any_length(
    cast: Cast, count: int, client: Client, django_assert_max_num_queries: Any
) -> None:
    made = roll(cast, 1)
    for number in range(count):
        SubsidyRoll.objects.create(
            office=cast.agency,
            year=2025,
            number=number + 1,
            made_by=cast.registrar,
            key=uuid.uuid4(),
            published_on=date(2026, 1, 5),
            published_by=cast.register_reviewer,
        )
        subsidy = granted(cast, application(cast.worker))
        SubsidyLine.objects.create(
            roll=made,
            subsidy=subsidy,
            name="李小满",
            first_month=date(2026, 1, 1),
            last_month=date(2026, 1, 1),
            months=1,
            amount=600,
        )
    registrar = cast.client(cast.registrar)
    for address, most in ((ROLLS, 12), (f"{ROLLS}{made.pk}/", 14), (f"{ROLLS}counts/", 40)):
        registrar.get(address)
        with django_assert_max_num_queries(most):
            assert registrar.get(address).status_code == 200
    with django_assert_max_num_queries(6):
        assert client.get("/subsidies/").status_code == 200


@pytest.mark.django_db(transaction=True)
def test_a_list_made_by_four_at_once_holds_everybody_once(cast: Cast) -> None:
    for _ in range(3):
        granted(cast, application(cast.worker))
    office, registrar, results = cast.agency, cast.registrar, []

    def make(key: uuid.UUID) -> None:
        try:
            results.append(make_roll(office, by=registrar, key=key).pk)
        except Refused:
            results.append(0)
        finally:
            connection.close()

    same = uuid.uuid4()
    threads = [
        threading.Thread(target=make, args=[key])
        for key in (same, same, uuid.uuid4(), uuid.uuid4())
    ]
    for one in threads:
        one.start()
    for one in threads:
        one.join()
    assert SubsidyLine.objects.count() == 3
    assert SubsidyRoll.objects.count() == 1
    assert len(results) == 4


@pytest.mark.django_db(transaction=True)
def test_a_line_taken_out_while_the_list_is_published_is_out_or_stays(cast: Cast) -> None:
    made = roll(cast, 2)
    line, reviewer, results = made.lines.all()[0], cast.register_reviewer, []
    gate = threading.Barrier(2)

    def out() -> None:
        try:
            gate.wait()
            results.append(take_out(line.pk, roll=made))
        except Refused:
            results.append(False)
        finally:
            connection.close()

    def show() -> None:
        try:
            gate.wait()
            publish(made, by=reviewer)
        finally:
            connection.close()

    threads = [threading.Thread(target=out), threading.Thread(target=show)]
    for one in threads:
        one.start()
    for one in threads:
        one.join()
    made.refresh_from_db()
    assert made.published_on is not None
    assert made.lines.count() == (1 if results == [True] else 2)
