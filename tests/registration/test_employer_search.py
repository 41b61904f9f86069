"""The search on the register that everybody may use: few hits, of each only what chooses."""

from typing import Any

import pytest

from registration.api import Hit, TooShortError, search_employers
from registration.models import Employer
from tests.cast import Cast
from tests.conftest import Clock
from tests.registration import making


def test_a_part_of_the_name_finds_the_unit_with_what_chooses_it(cast: Cast) -> None:
    unit = making.employer("济宁演示机械有限公司")
    making.employer("邹城别的商贸有限公司")
    (hit,) = search_employers("演示机械")
    code = unit.credit_code
    assert hit == Hit(
        id=unit.pk,
        name="济宁演示机械有限公司",
        county="任城区",
        masked_code=f"{code[:4]}**********{code[-4:]}",
        is_cancelled=False,
    )


def test_the_whole_code_finds_the_one_unit_however_it_is_typed(cast: Cast) -> None:
    unit = making.employer()
    making.employer("另一家有限公司")
    code = unit.credit_code
    for typed in (code, code.lower(), f" {code[:8]} {code[8:]} "):
        assert [hit.id for hit in search_employers(typed)] == [unit.pk]


def test_a_part_of_the_code_finds_nothing(cast: Cast) -> None:
    code = making.employer().credit_code
    assert search_employers(code[:17]) == []
    assert search_employers(making.credit_code()) == []


@pytest.mark.parametrize("query", ["", "济宁演", "  济宁 演  ", "%%%", "___"])
def test_less_than_four_characters_are_refused(cast: Cast, query: str) -> None:
    with pytest.raises(TooShortError, match="至少写 4 个字"):
        search_employers(query)


@pytest.mark.parametrize("query", ["%%%%", "____", "济宁%机械"])
def test_signs_of_the_database_are_plain_text(cast: Cast, query: str) -> None:
    making.employer()
    assert search_employers(query) == []


def test_ten_hits_and_no_more(cast: Cast) -> None:
    for number in range(12):
        making.employer(f"济宁演示第{number}有限公司")
    assert len(search_employers("有限公司")) == 10


def test_a_cancelled_unit_is_found_and_marked(cast: Cast, clock: Clock) -> None:
    unit = making.employer()
    Employer.objects.filter(pk=unit.pk).update(
        status=Employer.Status.CANCELLED, closed_on=clock.today()
    )
    (hit,) = search_employers("演示机械")
    assert hit.is_cancelled


@pytest.mark.parametrize("count", [0, 1, 25])
def test_the_search_is_one_query(
    cast: Cast,
    count: int,
    django_assert_max_num_queries: Any,
) -> None:
    for number in range(count):
        making.employer(f"济宁演示第{number}有限公司")
    with django_assert_max_num_queries(1):
        assert len(search_employers("济宁演示")) == min(count, 10)
