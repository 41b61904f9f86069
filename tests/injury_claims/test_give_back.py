"""退回待领: the handler lets a case go."""

from tests import factories as make
from tests.cast import Cast
from tests.desk import Desk, assert_done, assert_refused, fresh

TYPED = {"reason": "手上案件太多"}


def test_the_handler_gives_a_case_back(cast: Cast) -> None:
    case = make.investigating(cast)
    assert_done(Desk(cast, cast.handler).act(case, "give_back", **TYPED), case)
    assert case.handler is None


def test_another_handler_does_not_give_it_back(cast: Cast) -> None:
    case = make.investigating(cast)
    page = Desk(cast, cast.second_handler).act(case, "give_back", **TYPED)
    assert_refused(page, case, "您不是本案承办人")


def test_a_clerk_does_not_give_it_back(cast: Cast) -> None:
    case = make.investigating(cast)
    page = Desk(cast, cast.clerk).send(case, "give_back", fresh(case) | TYPED)
    assert_refused(page, case, "只有承办人可以办理这个事项")


def test_a_case_without_handler_is_not_given_back(cast: Cast) -> None:
    case = make.accepted(cast)
    page = Desk(cast, cast.handler).act(case, "give_back", **TYPED)
    assert_refused(page, case, "请先领取这个案件")
