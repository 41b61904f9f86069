"""受理: on the spot once the list is complete; the period of sixty days begins."""

from datetime import date

from injury_claims.states import ClaimState as S
from portal.deadlines.models import Deadline
from portal.letters.models import Letter
from tests import factories as make
from tests.cast import Cast
from tests.conftest import Clock
from tests.desk import Desk, assert_done, assert_refused, fresh, text


def test_a_complete_application_is_accepted_with_its_letter_and_its_clock(
    cast: Cast, clock: Clock
) -> None:
    clock.set("2026-10-13")
    case = make.checked(cast, make.submitted(cast, happened_on=date(2026, 10, 9)))
    assert_done(Desk(cast, cast.clerk).act(case, "accept"), case)
    assert case.state == S.ACCEPTED
    running = Deadline.objects.get(case=case, term="determination", ended_on__isnull=True)
    assert running.due_on == date(2026, 12, 14)  # 10-13 + 60 = 12-12, a Saturday
    letter = Letter.objects.get(case=case, kind="acceptance")
    assert letter.number == "济任人社工伤受字〔2026〕第0001号"
    page = Desk(cast, cast.handler).page(case)
    assert "2026年12月14日（星期一）前" in text(page)


def test_the_letter_is_seen_before_it_is_issued(cast: Cast) -> None:
    case = make.checked(cast, make.submitted(cast))
    desk = Desk(cast, cast.clerk)
    page = desk.act(case, "accept", preview="1")
    assert page.status_code == 200
    assert page["Content-Type"] == "application/pdf"
    assert page.content.startswith(b"%PDF")
    case.refresh_from_db()
    assert case.state == S.SUBMITTED
    assert not Letter.objects.filter(case=case, kind="acceptance").exists()


def test_an_incomplete_application_is_not_accepted(cast: Cast) -> None:
    case = make.submitted(cast)
    page = Desk(cast, cast.clerk).act(case, "accept")
    assert_refused(page, case, "材料清单还有未核对或者缺少的项目")
    assert "《工伤认定办法》第八条" in text(page)


def test_a_double_click_accepts_once(cast: Cast) -> None:
    case = make.checked(cast, make.submitted(cast))
    desk, typed = Desk(cast, cast.clerk), fresh(case)
    assert desk.send(case, "accept", typed).status_code == 303
    assert desk.send(case, "accept", typed).status_code == 303
    assert Letter.objects.filter(case=case, kind="acceptance").count() == 1


def test_a_handler_does_not_accept(cast: Cast) -> None:
    case = make.checked(cast, make.submitted(cast))
    page = Desk(cast, cast.handler).send(case, "accept", fresh(case))
    assert_refused(page, case, "只有窗口受理人员可以办理这个事项")


def test_a_case_is_accepted_once(cast: Cast) -> None:
    case = make.accepted(cast)
    page = Desk(cast, cast.clerk).send(case, "accept", fresh(case))
    assert_refused(page, case, "案件现在的状态是「已受理」")


def test_an_officer_of_another_office_does_not_find_the_case(cast: Cast) -> None:
    case = make.checked(cast, make.submitted(cast))
    desk = Desk(cast, cast.foreign_officer)
    assert desk.open(case, "accept").status_code == 404
    assert desk.send(case, "accept", fresh(case)).status_code == 404
