"""移送: the case goes to the competent office, its first day and its clock go with it."""

from portal.deadlines.models import Deadline
from tests import factories as make
from tests.cast import Cast
from tests.conftest import Clock
from tests.desk import Desk, assert_done, assert_refused, fresh


def test_the_other_office_has_the_case_with_its_first_day_and_running_clock(
    cast: Cast, clock: Clock
) -> None:
    case = make.submitted(cast)
    due_on = Deadline.objects.get(case=case, term="acceptance_review").due_on
    clock.move(days=3)
    desk = Desk(cast, cast.clerk)
    page = desk.act(case, "transfer", office_id=cast.other_office.pk, reason="在金乡参保")
    assert_done(page, case)
    assert page["Location"] == "/work/"
    assert case.office == cast.other_office
    assert str(case.filed_on) == "2026-11-24"
    assert Deadline.objects.get(case=case, term="acceptance_review").due_on == due_on
    assert desk.page(case).status_code == 404
    assert Desk(cast, cast.foreign_officer).page(case).status_code == 200


def test_a_case_does_not_go_to_the_office_that_has_it(cast: Cast) -> None:
    case = make.submitted(cast)
    typed = fresh(case) | {"office_id": cast.office.pk, "reason": "还是这里"}
    page = Desk(cast, cast.clerk).send(case, "transfer", typed)
    assert_refused(page, case, "选择一个有效的选项")


def test_a_handler_does_not_transfer(cast: Cast) -> None:
    case = make.submitted(cast)
    typed = fresh(case) | {"office_id": cast.other_office.pk, "reason": "在金乡参保"}
    page = Desk(cast, cast.handler).send(case, "transfer", typed)
    assert_refused(page, case, "只有窗口受理人员可以办理这个事项")


def test_an_accepted_case_stays(cast: Cast) -> None:
    case = make.accepted(cast)
    typed = fresh(case) | {"office_id": cast.other_office.pk, "reason": "在金乡参保"}
    page = Desk(cast, cast.clerk).send(case, "transfer", typed)
    assert_refused(page, case, "案件现在的状态是「已受理」")
