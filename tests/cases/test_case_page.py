"""The case page of officers: what comes next, why the rest is closed, and who looked."""

from collections.abc import Callable
from uuid import uuid4

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from injury_claims import facts as f
from injury_claims.process import ClaimProcess as P
from injury_claims.states import ClaimState as S
from injury_claims.views.office_tabs import TABS
from portal.audit.models import AuditEvent
from portal.audit.verbs import Verb
from portal.cases.models import Case
from portal.crypto import mask_id
from portal.deadlines.models import Deadline
from portal.letters.models import Letter
from tests import factories as make
from tests.cast import Cast
from tests.conftest import Clock
from tests.desk import Desk, assert_done, text

STAGES: dict[str, Callable[[Cast], Case]] = {
    S.SUBMITTED: make.submitted,
    S.ACCEPTED: make.accepted,
    S.INVESTIGATING: lambda cast: make.interviewed(cast, make.investigating(cast)),
    S.REVIEWING: make.proposed,
    S.DECIDING: make.approved,
    S.DECIDED: make.decided,
    S.SERVING: make.serving,
    S.SERVED: make.served,
}
ACTORS = {
    S.SUBMITTED: ("clerk", "核对材料清单"),
    S.ACCEPTED: ("handler", "领取案件"),
    S.INVESTIGATING: ("handler", "提出认定意见"),
    S.REVIEWING: ("reviewer", "审核同意"),
    S.DECIDING: ("signer", "签发决定书"),
    S.DECIDED: ("handler", "交付送达"),
    S.SERVING: ("handler", "登记送达"),
}


@pytest.mark.parametrize("state", list(STAGES))
def test_no_stage_asks_more_than_sixteen_questions(cast: Cast, state: str) -> None:
    case = STAGES[state](cast)
    officer = getattr(cast, ACTORS.get(state, ("handler", ""))[0])
    desk = Desk(cast, officer)
    desk.page(case)
    for tab in TABS:
        with CaptureQueriesContext(connection) as asked:
            assert desk.page(case, tab=tab).status_code == 200
        assert len(asked) <= 16, "\n".join(q["sql"] for q in asked)


@pytest.mark.parametrize("state", list(ACTORS))
def test_the_middle_of_the_page_is_the_next_act_with_its_form(cast: Cast, state: str) -> None:
    case = STAGES[state](cast)
    name, title = ACTORS[state]
    page = text(Desk(cast, getattr(cast, name)).page(case))
    assert f'<h2 class="act-title">{title}</h2>' in page
    assert f'action="/cases/{case.reference}/' in page


def test_others_are_told_who_acts(cast: Cast) -> None:
    case = make.proposed(cast)
    page = text(Desk(cast, cast.handler).page(case))
    assert "由审核人办理" in page
    assert "<textarea" not in page


def test_closed_acts_say_why(cast: Cast) -> None:
    case = make.submitted(cast)
    page = text(Desk(cast, cast.clerk).page(case))
    assert "受理申请：材料清单还有未核对或者缺少的项目" in page
    assert "改派承办人：由科室负责人办理" in page


def test_a_late_filing_is_flagged_and_bars_nobody(cast: Cast, clock: Clock) -> None:
    clock.set("2027-12-01")
    case = make.submitted(cast)
    page = text(Desk(cast, cast.clerk).page(case))
    assert "晚于法定时限的最后一日" in page
    assert_done(Desk(cast, cast.clerk).act(make.checked(cast, case), "accept"), case)


def test_numbers_are_masked_until_somebody_says_why(cast: Cast) -> None:
    case = make.submitted(cast)
    desk = Desk(cast, cast.clerk)
    page = text(desk.page(case, tab="people"))
    assert make.WORKER_NUMBER not in page
    assert mask_id(make.WORKER_NUMBER) in page
    worker = case.parties.get(kind="worker")
    address = f"/cases/{case.reference}/parties/{worker.pk}/number/"
    assert desk.client.get(address).status_code == 405
    assert desk.client.post(address, {"reason": " "}).status_code == 303
    assert not AuditEvent.objects.filter(verb=Verb.UNMASK).exists()
    shown = desk.client.post(address, {"reason": "核对病历上的号码"})
    assert make.WORKER_NUMBER in text(shown)
    assert "no-store" in shown["Cache-Control"]
    event = AuditEvent.objects.get(verb=Verb.UNMASK)
    assert (event.actor_id, event.case_id) == (cast.clerk.pk, case.pk)
    assert event.reason == "核对病历上的号码"
    assert make.WORKER_NUMBER not in event.target


def test_every_look_is_in_the_audit(cast: Cast) -> None:
    case = make.accepted(cast)
    desk = Desk(cast, cast.handler)
    desk.page(case)
    paper = make.photo(case, material="service_proof", by=cast.clerk)
    shown = desk.client.get(f"/cases/{case.reference}/papers/{paper.pk}/")
    assert shown.status_code == 200
    assert b"".join(shown).startswith(b"\xff\xd8")
    letter = Letter.objects.get(case=case, kind="acceptance")
    assert desk.client.get(f"/cases/{case.reference}/letters/{letter.pk}/").status_code == 200
    events = AuditEvent.objects.filter(actor_id=cast.handler.pk, case_id=case.pk)
    assert list(events.values_list("verb", "target")) == [
        ("look_case", case.reference),
        ("look_paper", f"attachment {paper.pk}"),
        ("look_paper", f"letter {letter.pk}"),
    ]


def test_foreign_and_missing_cases_are_the_same_404_at_every_address(cast: Cast) -> None:
    case = make.accepted(cast)
    letter = Letter.objects.filter(case=case).first()
    paper = make.photo(case, material="service_proof", by=cast.clerk)
    deadline = Deadline.objects.filter(case=case).first()
    tails = (
        "",
        "accept/",
        f"papers/{paper.pk}/",
        f"letters/{letter.pk}/",
        f"why/{deadline.pk}/",
    )
    for user in (cast.foreign_officer, cast.administrator, cast.stranger):
        client = cast.client(user)
        for tail in tails:
            foreign = client.get(f"/cases/{case.reference}/{tail}")
            missing = client.get(f"/cases/2026-999999/{tail}")
            assert foreign.status_code == missing.status_code == 404, (user, tail)
            assert len(foreign.content) == len(missing.content)
    assert not AuditEvent.objects.filter(verb=Verb.LOOK_CASE).exists()


def test_papers_of_another_case_do_not_open_under_ones_own(cast: Cast) -> None:
    mine, other = make.accepted(cast), make.accepted(cast)
    paper = make.photo(other, material="service_proof", by=cast.clerk)
    letter = Letter.objects.filter(case=other).first()
    deadline = Deadline.objects.filter(case=other).first()
    client = cast.client(cast.handler)
    for tail in (
        f"papers/{paper.pk}/",
        f"papers/{uuid4()}/",
        f"letters/{letter.pk}/",
        f"why/{deadline.pk}/",
        "nothing/",
        "submit/",
        "take_effect/",
    ):
        assert client.get(f"/cases/{mine.reference}/{tail}").status_code == 404, tail


def test_strangers_are_asked_to_log_in(cast: Cast) -> None:
    case = make.accepted(cast)
    for tail in ("", "accept/"):
        page = Client().get(f"/cases/{case.reference}/{tail}")
        assert page.status_code == 302


def test_marked_texts_of_people_are_shown_as_text(cast: Cast) -> None:
    marked = "<img src=x onerror=alert(1)>"
    case = make.submitted(cast, course=marked, witnesses=marked, place=marked)
    page = text(Desk(cast, cast.clerk).page(case))
    assert marked not in page
    assert "&lt;img src=x onerror=alert(1)&gt;" in page


def test_the_handler_reads_on_the_case_page_why_it_came_back(cast: Cast) -> None:
    case = make.proposed(cast)
    make.act(case, P.return_from_review, cast.reviewer, f.Because("再问一次班长"))
    desk = Desk(cast, cast.handler)
    desk.page(case)
    with CaptureQueriesContext(connection) as asked:
        page = desk.page(case)
    assert f"{cast.reviewer.name}退回：再问一次班长" in text(page)
    assert len(asked) <= 16, "\n".join(q["sql"] for q in asked)
    make.act(case, P.propose, cast.handler, make.proposal())
    assert "退回：" not in text(desk.page(case))
