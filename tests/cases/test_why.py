"""「怎么算的」: each line with its day and article."""

from portal.deadlines.models import Deadline
from tests import factories as make
from tests.cast import Cast
from tests.conftest import Clock
from tests.desk import Desk, text


def test_each_line_has_its_day_and_its_article(cast: Cast, clock: Clock) -> None:
    clock.set("2026-10-13")
    case = make.accepted(cast, happened_on=clock.today())
    deadline = Deadline.objects.get(case=case, term="determination")
    page = text(Desk(cast, cast.handler).client.get(f"/cases/{case.reference}/why/{deadline.pk}/"))
    for line in (
        "2026年12月14日？",
        "从这一天起算，当天不算",
        "《中华人民共和国民法典》第二百零一条第一款",
        "60日届满",
        "12月12日 周六",
        "《工伤保险条例》第二十条第一款",
        "最后一日是法定休假日，顺延至下一工作日",
        "《中华人民共和国民法典》第二百零三条第一款",
        "12月14日 周一",
        "还剩 62 天",
        "还剩 60 天",
        "顺延 2 天",
    ):
        assert line in page, line


def test_a_clock_that_stands_still_says_so(cast: Cast) -> None:
    case = make.investigating(cast)
    typed = {"cause": "judicial", "awaited": "判决书", "explanation": "等判决。"}
    Desk(cast, cast.handler).act(case, "suspend", **typed)
    deadline = Deadline.objects.get(case=case, term="determination")
    page = text(Desk(cast, cast.handler).client.get(f"/cases/{case.reference}/why/{deadline.pk}/"))
    assert "时限停着" in page
    assert "需要以司法机关的结论为依据" in page


def test_the_worker_sees_the_offices_clock_and_no_party_sees_the_others(cast: Cast) -> None:
    case = make.served(cast)
    worker = cast.client(cast.worker)
    mine = Deadline.objects.get(case=case, term="litigation", party__kind="worker")
    theirs = Deadline.objects.get(case=case, term="litigation", party__kind="employer")
    office = Deadline.objects.get(case=case, term="determination")
    for deadline, status in ((mine, 200), (office, 200), (theirs, 404)):
        page = worker.get(f"/cases/{case.reference}/why/{deadline.pk}/")
        assert page.status_code == status
