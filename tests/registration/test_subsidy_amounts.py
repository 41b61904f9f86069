"""The amount of the subsidy: a share of what was paid, to the cent; and for how many months."""

from datetime import date
from decimal import Decimal

import pytest
from django.db import IntegrityError, transaction
from hypothesis import given
from hypothesis import strategies as st

from registration.models import SubsidyRule
from registration.subsidy.amounts import Length, Share, month_amount, too_many, total

TWO_THIRDS = Share(2, 3)
LENGTH = Length(36, 5)
HALF_A_CENT = Decimal("0.005")

amounts = st.decimals(min_value=0, max_value=99999, places=2)
shares = st.tuples(st.integers(1, 100), st.integers(1, 150)).filter(
    lambda pair: pair[0] * 3 <= pair[1] * 2
)


def months(count: int, *, first: date = date(2023, 1, 1)) -> list[date]:
    """Return so many months from one on."""
    index = first.year * 12 + first.month - 1
    return [date((index + n) // 12, (index + n) % 12 + 1, 1) for n in range(count)]


@pytest.mark.parametrize(
    ("paid", "amount"),
    [
        ("0", "0.00"),
        ("0.01", "0.01"),
        ("900.00", "600.00"),
        ("904.91", "603.27"),
        ("100.00", "66.67"),
        ("0.02", "0.01"),
    ],
)
def test_two_thirds_are_rounded_to_the_nearest_cent(paid: str, amount: str) -> None:
    assert month_amount(Decimal(paid), TWO_THIRDS) == Decimal(amount)


def test_half_a_cent_is_rounded_up() -> None:
    assert month_amount(Decimal("0.05"), Share(1, 2)) == Decimal("0.03")


def test_the_cap_of_a_month_holds() -> None:
    assert month_amount(Decimal(900), Share(2, 3, Decimal("500.00"))) == Decimal("500.00")


@given(paid=amounts, share=shares)
def test_a_month_is_never_more_than_half_a_cent_off_the_share(
    paid: Decimal, share: tuple[int, int]
) -> None:
    amount = month_amount(paid, Share(*share))
    assert abs(amount - paid * share[0] / share[1]) <= HALF_A_CENT
    assert 0 <= amount <= paid


@given(st.lists(amounts, max_size=40))
def test_the_months_make_up_the_total(paid: list[Decimal]) -> None:
    each = [month_amount(one, TWO_THIRDS) for one in paid]
    assert total(each) == sum(each)
    assert total(each) <= sum(paid)
    assert abs(total(each) * 3 - sum(paid) * 2) <= 3 * HALF_A_CENT * len(paid)


def test_the_thirty_seventh_month_is_refused() -> None:
    assert too_many(months(12), months(24, first=date(2020, 1, 1)), LENGTH) is None
    sentence = too_many(months(13), months(24, first=date(2020, 1, 1)), LENGTH)
    assert sentence == "已经补过24个月，加上这次共37个月，最多补36个月。"


def test_who_had_five_years_to_go_is_subsidised_until_retirement() -> None:
    asked, before = months(12, first=date(2026, 1, 1)), months(36)
    assert too_many(asked, before, LENGTH, retires_on=date(2028, 1, 1)) is None
    assert too_many(asked, before, LENGTH, retires_on=date(2028, 1, 2)) is not None
    late = too_many(asked, before, LENGTH, retires_on=date(2026, 12, 1))
    assert late == "2026年12月退休，退休以后的月份不补。"


@pytest.mark.django_db
@pytest.mark.parametrize(("numerator", "denominator"), [(1, 1), (3, 4), (67, 100), (0, 3)])
def test_no_rule_gives_more_than_two_thirds(numerator: int, denominator: int) -> None:
    with pytest.raises(IntegrityError), transaction.atomic():
        SubsidyRule.objects.create(
            from_on=date(2030, 1, 1), numerator=numerator, denominator=denominator, source="x"
        )
