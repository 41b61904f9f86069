"""登记回避: an officer with an interest stays away from the case."""

from portal.cases.models import Case, Recusal
from tests import factories as make
from tests.cast import Cast
from tests.desk import Desk, assert_done, assert_refused, fresh


def test_a_handler_who_recuses_leaves_the_case_free_and_does_nothing_more(cast: Cast) -> None:
    case = make.investigating(cast)
    desk = Desk(cast, cast.handler)
    done = desk.act(case, "recuse", reason="与职工是亲戚")
    assert_done(done, case)
    assert case.handler is None
    assert Recusal.objects.get(case=case).user == cast.handler
    assert done.headers["Location"] == "/work/"
    again = desk.send(case, "take", fresh(case) | {"interest": "no"})
    assert again.status_code == 404
    assert Case.objects.get(pk=case.pk).handler is None


def test_an_officer_of_another_office_is_not_offered(cast: Cast) -> None:
    case = make.investigating(cast)
    typed = fresh(case) | {"officer_id": cast.foreign_officer.pk, "reason": "亲戚"}
    page = Desk(cast, cast.supervisor).send(case, "recuse", typed)
    assert_refused(page, case, "谁回避")


def test_administrators_do_not_find_the_case(cast: Cast) -> None:
    case = make.investigating(cast)
    typed = fresh(case) | {"officer_id": cast.handler.pk, "reason": "亲戚"}
    assert Desk(cast, cast.administrator).send(case, "recuse", typed).status_code == 404
