"""缴费与欠费: what is open, the surcharge day by day, and what the pages show of it."""

from datetime import date, timedelta
from decimal import ROUND_HALF_UP, Decimal

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from hypothesis import given
from hypothesis import strategies as st

from portal.deadlines.models import Parameter
from registration.models import Employer, EmployerMonth
from registration.money.arrears import MonthFigures, Rate, owed_for, surcharge
from registration.money.months import owed_by
from tests.cast import Cast
from tests.conftest import Clock
from tests.desk import text
from tests.registration import filing, making

HALF_A_THOUSANDTH = (Rate(date(2011, 1, 1), 50),)
DUE = date(2026, 10, 26)
AMOUNT = Decimal("1200.00")


def by_the_day(amount: Decimal, *, due_on: date, until: date, rates: tuple[Rate, ...]) -> Decimal:
    """Add the surcharge up one day after the other."""
    sum_, day = Decimal(0), due_on + timedelta(days=1)
    while day <= until:
        rate = [one.per_100000 for one in rates if one.from_on <= day][-1]
        sum_ += amount * rate / 100_000
        day += timedelta(days=1)
    return sum_.quantize(Decimal("0.01"), rounding=ROUND_HALF_UP)


@given(
    cents=st.integers(0, 1_000_000_000),
    start=st.integers(0, 1400),
    length=st.integers(-30, 900),
    changes=st.dictionaries(st.integers(0, 1500), st.integers(0, 200), max_size=4),
)
def test_the_surcharge_is_the_sum_of_its_days(
    cents: int, start: int, length: int, changes: dict[int, int]
) -> None:
    first = date(2024, 1, 1)
    rates = [Rate(first + timedelta(days=day), value) for day, value in sorted(changes.items())]
    amount, due_on = Decimal(cents) / 100, first + timedelta(days=start)
    until = due_on + timedelta(days=length)
    found = surcharge(amount, due_on=due_on, until=until, rates=(*HALF_A_THOUSANDTH, *rates))
    assert found == by_the_day(
        amount, due_on=due_on, until=until, rates=(*HALF_A_THOUSANDTH, *rates)
    )


@pytest.mark.parametrize(
    ("until", "charged"),
    [
        (DUE, "0.00"),
        (DUE + timedelta(days=1), "0.60"),
        (DUE + timedelta(days=2), "1.20"),
        (DUE + timedelta(days=100), "60.00"),
    ],
)
def test_it_begins_on_the_day_after_the_last_day(until: date, charged: str) -> None:
    found = surcharge(AMOUNT, due_on=DUE, until=until, rates=HALF_A_THOUSANDTH)
    assert found == Decimal(charged)


def test_a_new_rate_holds_from_its_own_day() -> None:
    rates = (*HALF_A_THOUSANDTH, Rate(DUE + timedelta(days=3), 20))
    found = surcharge(AMOUNT, due_on=DUE, until=DUE + timedelta(days=4), rates=rates)
    assert found == Decimal("1.68")  # two days at 0.60, two at 0.24


def test_a_day_without_a_rate_is_no_day_without_surcharge() -> None:
    with pytest.raises(LookupError):
        surcharge(AMOUNT, due_on=DUE, until=DUE + timedelta(days=4), rates=())


def month(**changes: object) -> MonthFigures:
    """Return a month that was not paid at all."""
    values = {
        "payable": AMOUNT,
        "paid": Decimal(0),
        "paid_on": None,
        "due_on": DUE,
        "surcharge_paid": Decimal(0),
        "fine": Decimal(0),
    } | changes
    return MonthFigures(**values)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("figures", "open_amounts"),
    [
        (month(), ("1200.00", "17.40", "0")),  # 29 days
        (month(paid=Decimal(200)), ("1000.00", "14.50", "0")),
        (month(paid=AMOUNT, paid_on=DUE), ("0", "0.00", "0")),
        (month(paid=AMOUNT, paid_on=date(2026, 11, 5)), ("0", "6.00", "0")),
        (
            month(paid=AMOUNT, paid_on=date(2026, 11, 5), paid_before=Decimal(1000)),
            ("0", "1.00", "0"),  # 200 were late, not all of it
        ),
        (
            month(paid=AMOUNT, paid_on=date(2026, 11, 5), surcharge_paid=Decimal(6)),
            ("0", "0.00", "0"),
        ),
        (
            month(paid=AMOUNT, paid_on=date(2026, 11, 5), surcharge_paid=Decimal(9)),
            ("0", "0", "0"),
        ),
        (month(paid=AMOUNT, paid_on=DUE, fine=Decimal(500)), ("0", "0.00", "500")),
        (month(due_on=date(2026, 12, 25)), ("1200.00", "0.00", "0")),
    ],
)
def test_what_is_open_of_a_month(figures: MonthFigures, open_amounts: tuple[str, ...]) -> None:
    owed = owed_for(figures, today=date(2026, 11, 24), rates=HALF_A_THOUSANDTH)
    found = (owed.contributions, owed.surcharge, owed.fines)
    assert found == tuple(map(Decimal, open_amounts))


# The rows and the pages -----------------------------------------------------------------------


def test_all_months_together_are_what_an_employer_owes(cast: Cast) -> None:
    employer = making.employer()
    for number in range(1, 11):
        paid = AMOUNT if number % 2 else Decimal(0)
        filing.month(
            employer,
            date(2026, number, 1),
            paid=paid,
            paid_on=date(2026, number, 20) if paid else None,
            due_on=date(2026, number, 25),
        )
    owed = owed_by(employer.pk)
    days_late = sum((date(2026, 11, 24) - date(2026, n, 25)).days for n in (2, 4, 6, 8, 10))
    assert owed.contributions == 5 * AMOUNT
    assert owed.surcharge == Decimal("0.60") * days_late


def test_the_rate_is_the_dated_parameter(cast: Cast) -> None:
    employer = making.employer()
    filing.owes(employer, due_on=date(2026, 11, 20))
    Parameter.objects.create(
        code="late_surcharge_per_100000", value=20, from_on=date(2026, 11, 23), source="试", note=""
    )
    assert owed_by(employer.pk).surcharge == Decimal("1.68")


def test_a_month_that_comes_again_takes_the_place_of_the_one_before(cast: Cast) -> None:
    employer = making.employer()
    filing.owes(employer)
    filing.owes(employer, paid="1200.00", paid_on=date(2026, 10, 25))
    assert EmployerMonth.objects.count() == 1
    assert owed_by(employer.pk).total == 0


def test_an_agent_sees_the_amounts_and_how_to_settle_them(cast: Cast) -> None:
    employer = filing.unit(cast)
    filing.owes(employer, fine="300.00")
    page = text(cast.client(cast.agent).get(f"/units/{employer.pk}/months/"))
    for words in ("1,200.00 元", "18.00 元", "300.00 元", "山东税务社保费缴纳", "2026年10月"):
        assert words in page


def test_officers_of_the_agency_see_the_same_and_others_nothing(cast: Cast) -> None:
    employer = filing.unit(cast)
    filing.owes(employer)
    address = f"/register/{employer.pk}/months/"
    assert "1,200.00 元" in text(cast.client(cast.registrar).get(address))
    for other in (cast.foreign_registrar, cast.handler, cast.stranger):
        assert cast.client(other).get(address).status_code == 404
    own = f"/units/{employer.pk}/months/"
    for other in (cast.stranger, cast.worker, cast.registrar):
        assert cast.client(other).get(own).status_code == 404


def test_a_debt_that_came_after_the_end_is_told_to_officers(cast: Cast) -> None:
    employer = filing.unit(cast, status=Employer.Status.CANCELLED, closed_on=filing.TODAY)
    address = f"/register/{employer.pk}/months/"
    assert "注销以后又有欠费" not in text(cast.client(cast.registrar).get(address))
    filing.owes(employer)
    assert "注销以后又有欠费" in text(cast.client(cast.registrar).get(address))


@pytest.mark.parametrize("count", [0, 1, 25])
def test_the_page_of_months_asks_the_same_however_many_there_are(cast: Cast, count: int) -> None:
    employer = filing.unit(cast)
    for number in range(count):
        year, month = 2024 + number // 12, number % 12 + 1
        filing.month(employer, date(year, month, 1), due_on=date(year, month, 25))
    client = cast.client(cast.agent)
    with CaptureQueriesContext(
        connection,
    ) as asked:
        page = client.get(f"/units/{employer.pk}/months/")
    assert page.status_code == 200
    assert len(asked) == 16
    assert ("更早的月份" in text(page)) is (count == 25)
    older = text(client.get(f"/units/{employer.pk}/months/?before=2024-02-01"))
    assert ("2024年1月" in older) is (count > 0)
    assert client.get(f"/units/{employer.pk}/months/?before=x").status_code == 200


def test_the_page_tells_the_rate_that_is_in_force(cast: Cast, clock: Clock) -> None:
    employer = filing.unit(cast)
    own = f"/units/{employer.pk}/months/"
    told = "每天按没缴部分的万分之五算，到缴清那天为止（《社会保险法》第八十六条）"
    assert told in text(cast.client(cast.agent).get(own)).replace("中华人民共和国", "")
    value = {"value": 70, "from_on": date(2026, 12, 1), "source": "试"}
    Parameter.objects.create(code="late_surcharge_per_100000", **value)
    assert told in text(cast.client(cast.agent).get(own)).replace("中华人民共和国", "")
    clock.set("2026-12-01")
    assert "没缴部分的万分之七" in text(cast.client(cast.agent).get(own))
