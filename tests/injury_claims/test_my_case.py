"""The page of a case as its parties read it: whose turn, next date, what to do, what happened."""

from collections.abc import Callable
from datetime import datetime

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from injury_claims import facts as f
from injury_claims.outcomes import RefusalReason, SuspensionCause
from injury_claims.process import ClaimProcess as P
from portal import clock as portal_clock
from portal.cases.models import Case
from portal.letters.models import Letter
from tests import factories as make
from tests.cast import Cast
from tests.conftest import Clock
from tests.desk import Desk, text
from tests.injury_claims.sides import contested, demanded, employer_of, serve_notice


def correcting(cast: Cast) -> Case:
    """Return a case in which two items were asked for."""
    case = make.submitted(cast)
    items = list(make.claim_of(case).items.all())
    states = tuple(
        f.ItemState(item.code, "missing" if n < 2 else "present") for n, item in enumerate(items)
    )
    make.act(case, P.check_materials, cast.clerk, f.MaterialsChecked(states))
    asked = f.Correction(items=tuple(item.code for item in items[:2]))
    make.act(case, P.notify_correction, cast.clerk, asked)
    return case


def test_after_filing_the_office_is_at_work_until_a_named_day(cast: Cast) -> None:
    case = make.submitted(cast)
    page = text(Desk(cast, cast.worker).page(case))
    assert "我们正在核对材料" in page
    assert "2026年12月9日（星期三）前" in page  # 24 November and 15 days
    assert "怎么算的" in page
    assert "还没有定承办人" in page
    assert "您提交了申请" in page
    assert "材料接收凭证" in page


def test_when_papers_are_asked_for_it_is_the_applicants_turn(cast: Cast) -> None:
    case = correcting(cast)
    page = text(Desk(cast, cast.worker).page(case))
    assert "轮到您" in page
    assert "等您交 2 份材料" in page
    assert f"/cases/{case.reference}/supply_correction/" in page


def test_after_service_of_the_list_its_last_day_is_the_next_date(cast: Cast) -> None:
    case = correcting(cast)
    letter = Letter.objects.get(case=case, kind="correction_notice")
    make.act(case, P.take, cast.handler, f.Taken(no_interest=True))
    make.serve(cast, case, letter=letter, party=case.parties.get(kind="worker"))
    page = text(Desk(cast, cast.worker).page(case))
    assert "请在" in page
    assert "补交材料" in page


def test_the_handler_is_named_once_somebody_has_the_case(cast: Cast) -> None:
    page = text(Desk(cast, cast.worker).page(make.investigating(cast)))
    assert "我们正在调查" in page
    assert cast.handler.name in page
    assert "2027年1月25日（星期一）前" in page  # 24 November and 60 days is a Saturday


def test_while_the_employer_may_answer_the_worker_is_told_until_when(cast: Cast) -> None:
    case = make.investigating(cast)
    serve_notice(cast, case)
    page = text(Desk(cast, cast.worker).page(case))
    assert "等单位举证" in page
    assert "2026年12月9日（星期三）" in page


def test_a_notice_that_was_not_served_yet_is_nobodys_turn(cast: Cast) -> None:
    case = make.investigating(cast)
    demanded(cast, case)
    assert "我们正在调查" in text(Desk(cast, cast.worker).page(case))


def test_a_stopped_clock_is_told_with_what_is_awaited(cast: Cast) -> None:
    case = make.investigating(cast)
    suspension = f.Suspension(
        cause=SuspensionCause.COMPETENT_AUTHORITY, awaited="交通事故认定书", explanation="等责任"
    )
    make.act(case, P.suspend, cast.handler, suspension)
    page = text(Desk(cast, cast.worker).page(case))
    assert "时限停着" in page
    assert "等交通事故认定书" in page
    assert "工伤认定中止通知书" in page


def test_remedies_are_told_with_organ_and_last_day_of_this_very_party(
    cast: Cast, clock: Clock
) -> None:
    case = make.serving(cast)
    letter = Letter.objects.get(case=case, kind="determination")
    make.serve(cast, case, letter=letter, party=case.parties.get(kind="worker"))
    page = text(Desk(cast, cast.worker).page(case))
    assert "决定已经送达您" in page
    assert "任城区人民政府" in page
    assert "2027年1月25日（星期一）" in page  # 60 days end on Saturday 23 January
    assert "2027年5月24日（星期一）" in page  # six months
    clock.move(days=7)
    make.serve(cast, case, letter=letter, party=employer_of(case))
    assert "2027年1月25日（星期一）" in text(Desk(cast, cast.worker).page(case))


def test_a_refusal_tells_its_remedies_only_after_service(cast: Cast) -> None:
    case = make.submitted(cast)
    refusal = f.Refusal(reason=RefusalReason.NOT_AN_EMPLOYER, explanation="不是用人单位。")
    make.act(case, P.refuse, cast.clerk, refusal)
    worker = Desk(cast, cast.worker)
    assert "从决定书送到您手上的第二天起算" in text(worker.page(case))
    letter = Letter.objects.get(case=case, kind="rejection")
    make.act(case, P.take, cast.handler, f.Taken(no_interest=True))
    make.serve(cast, case, letter=letter, party=case.parties.get(kind="worker"))
    assert "任城区人民政府" in text(worker.page(case))


def test_the_course_is_told_newest_first(cast: Cast, clock: Clock) -> None:
    case = make.submitted(cast)
    clock.move(days=1)
    make.act(make.checked(cast, case), P.accept, cast.clerk)
    page = text(Desk(cast, cast.worker).page(case))
    assert page.index("已受理</b>") < page.index("您提交了申请")


def test_a_death_is_not_told_again_to_the_family(cast: Cast) -> None:
    case = make.investigating(
        cast,
        by=cast.relative,
        filed_by="relative",
        relation="父子",
        is_death=True,
        death_at=datetime(2026, 11, 3, 6, 0, tzinfo=portal_clock.CHINA),
        applicant=f.PersonFacts("李大山", "resident_id", make.WORKER_NUMBER, "13800000002"),
        ground="G15_1",
        course="在岗位上突然昏倒。",
    )
    page = text(Desk(cast, cast.relative).page(case))
    for sore in ("突然昏倒", "突发疾病", "骨折", "恭喜", "伤情"):
        assert sore not in page
    assert "《工伤保险条例》第十五条第一款第（一）项" in page
    assert "先打电话和您约时间" in page


def test_who_looked_at_the_file_is_told_to_the_worker_only(cast: Cast) -> None:
    case, agent = contested(cast)
    Desk(cast, cast.handler).page(case)
    Desk(cast, cast.handler).page(case)
    page = text(Desk(cast, cast.worker).page(case))
    assert "1 名工作人员看过 2 次" in page
    assert "谁看过材料" not in text(agent.page(case))


def test_the_own_page_lists_cases_with_turn_and_next_date(cast: Cast) -> None:
    first, second = make.submitted(cast), correcting(cast)
    page = text(Desk(cast, cast.worker).client.get("/me/"))
    assert page.index(second.reference) < page.index(first.reference)
    assert "等您交 2 份材料" in page
    assert "2026年12月9日（星期三）前" in page


def test_asking_for_the_progress_leads_there(cast: Cast) -> None:
    worker = Desk(cast, cast.worker).client
    assert worker.get("/progress/").headers["Location"].startswith("/me/")


def test_older_cases_are_a_page_away(cast: Cast) -> None:
    cases = [make.submitted(cast) for _ in range(12)]
    worker = Desk(cast, cast.worker).client
    page = text(worker.get("/me/"))
    assert cases[2].reference in page
    assert cases[1].reference not in page
    older = text(worker.get("/claims/", {"before": cases[2].reference}))
    assert cases[1].reference in older
    assert cases[2].reference not in older
    foreign = make.submitted(cast, by=cast.stranger)
    assert "还没有" in text(worker.get("/claims/", {"before": foreign.reference}))


CASES: dict[str, Callable[[Cast], Case]] = {
    "submitted": make.submitted,
    "correcting": correcting,
    "investigating": lambda cast: contested(cast)[0],
    "served": make.served,
}


@pytest.mark.parametrize("name", CASES)
def test_the_page_asks_the_database_no_more_than_sixteen_times(cast: Cast, name: str) -> None:
    case = CASES[name](cast)
    for n in range(6):
        make.photo(case, material="other", by=cast.worker, title=f"材料{n}")
    worker = Desk(cast, cast.worker)
    worker.page(case)
    with CaptureQueriesContext(connection) as queries:
        assert worker.page(case).status_code == 200
    asked = [q["sql"] for q in queries if "SAVEPOINT" not in q["sql"]]
    assert len(asked) <= 16, "\n".join(asked)


def test_the_employers_page_asks_no_more_either(cast: Cast) -> None:
    case, agent = contested(cast)
    agent.page(case)
    with CaptureQueriesContext(connection) as queries:
        agent.page(case)
    assert len([q for q in queries if "SAVEPOINT" not in q["sql"]]) <= 16
