"""改派承办人: the supervisor gives a case to a named handler of the office."""

from tests import factories as make
from tests.cast import Cast
from tests.desk import Desk, assert_done, assert_refused, fresh, text


def test_the_supervisor_names_another_handler(cast: Cast) -> None:
    case, other = make.investigating(cast), cast.second_handler
    desk = Desk(cast, cast.supervisor)
    assert_done(desk.act(case, "reassign", handler_id=other.pk, reason="原承办人休假"), case)
    assert case.handler == other
    assert "原承办人休假" in text(desk.page(case, tab="notes"))


def test_only_handlers_of_the_office_are_offered(cast: Cast) -> None:
    case, outsider = make.investigating(cast), cast.foreign_officer
    typed = fresh(case) | {"handler_id": outsider.pk, "reason": "请他办"}
    page = Desk(cast, cast.supervisor).send(case, "reassign", typed)
    assert_refused(page, case, "改派给")


def test_a_recused_handler_is_refused(cast: Cast) -> None:
    case, other = make.investigating(cast), cast.second_handler
    recusal = {"officer_id": other.pk, "reason": "当事人的亲属"}
    assert_done(Desk(cast, cast.supervisor).act(case, "recuse", **recusal), case)
    page = Desk(cast, cast.supervisor).act(case, "reassign", handler_id=other.pk, reason="请他办")
    assert_refused(page, case, "该人员已回避本案")


def test_a_handler_does_not_reassign(cast: Cast) -> None:
    case, other = make.investigating(cast), cast.second_handler
    typed = fresh(case) | {"handler_id": other.pk, "reason": "请他办"}
    page = Desk(cast, cast.handler).send(case, "reassign", typed)
    assert_refused(page, case, "只有科室负责人可以办理这个事项")
