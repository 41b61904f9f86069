"""The claim asks the register: the answer is frozen, asked again, told, and it says who pays."""

import json
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from django.db import Error, transaction

from injury_claims import facts as f
from injury_claims.models import InsuredCheck
from injury_claims.outcomes import NegativeBasis, Outcome
from injury_claims.process import ClaimProcess as P
from injury_claims.states import ClaimState as S
from portal.accounts.identifiers import IdentityKind
from portal.audit.models import AuditEvent
from portal.cases.models import Case, Entry
from portal.letters import render
from portal.letters.models import Letter, Service
from registration.models import Employer, Employment
from tests import factories as make
from tests.cast import Cast
from tests.conftest import Clock
from tests.desk import Desk, assert_done, assert_refused, fresh, text
from tests.injury_claims.registered import HURT_ON, facts_for, insure, owe, unit_with_worker
from tests.letters.papers import text_of
from tests.registration import making


def answers(case: Case) -> list[str]:
    """Return the answers of the register, newest first."""
    return [one.answer for one in InsuredCheck.objects.filter(claim_id=case.pk)]


# Asked and frozen -----------------------------------------------------------------------------


def test_the_answer_is_asked_for_at_filing_and_stands_beside_the_facts(cast: Cast) -> None:
    unit = unit_with_worker()
    case = make.submitted(cast, **facts_for(unit))
    check = InsuredCheck.objects.get(claim_id=case.pk)
    assert (check.answer, check.on, check.since) == ("yes", HURT_ON, date(2026, 3, 3))
    assert (check.unit, check.asked_by, check.register_on) == (unit.name, None, date(2026, 11, 24))
    page = text(Desk(cast, cast.clerk).page(case))
    assert "事故当天参保情况" in page
    assert "已参保" in page
    assert "2026年3月3日" in page
    assert "提交时自动查询" in page


def test_the_case_keeps_its_answer_when_the_register_changes(cast: Cast) -> None:
    unit = unit_with_worker(insured_from=None)
    case = make.submitted(cast, **facts_for(unit))
    insure(unit, insured_from=date(2026, 3, 3))
    assert answers(case) == ["no"]
    assert "没有参保" in text(Desk(cast, cast.clerk).page(case))


def test_asked_again_the_new_answer_counts_and_the_old_one_stays(cast: Cast) -> None:
    unit = unit_with_worker(insured_from=None)
    case = make.submitted(cast, **facts_for(unit))
    insure(unit, insured_from=date(2026, 3, 3))
    desk = Desk(cast, cast.clerk)
    assert_done(desk.act(case, "check_insured"), case)
    assert case.state == S.SUBMITTED
    assert answers(case) == ["yes", "no"]
    page = text(desk.page(case))
    assert "以前查过 1 次" in page
    assert "没有参保，提交时自动查询" in page
    assert "孔受理" in page


def test_an_answer_is_written_once(cast: Cast) -> None:
    case = make.submitted(cast, **facts_for(unit_with_worker()))
    make.act(case, P.check_insured, cast.clerk)
    earlier = InsuredCheck.objects.filter(claim_id=case.pk).earliest("pk")
    rows = InsuredCheck.objects.filter(pk=earlier.pk)
    for change in (lambda: rows.update(answer="no"), rows.delete):
        with pytest.raises(Error, match="permission denied"), transaction.atomic():
            change()


def test_a_double_click_asks_once(cast: Cast) -> None:
    case = make.submitted(cast, **facts_for(unit_with_worker()))
    desk, typed = Desk(cast, cast.clerk), fresh(case)
    assert desk.send(case, "check_insured", typed).status_code == 303
    assert desk.send(case, "check_insured", typed).status_code == 303
    assert len(answers(case)) == 2


def test_what_is_reviewed_is_what_is_signed(cast: Cast) -> None:
    case = make.proposed(cast, **facts_for(unit_with_worker()))
    page = Desk(cast, cast.handler).send(case, "check_insured", fresh(case))
    assert_refused(page, case, "案件现在的状态是「审核中」")


def test_the_register_is_asked_once_more_with_the_proposal(cast: Cast) -> None:
    case = make.proposed(cast, **facts_for(unit_with_worker()))
    assert answers(case) == ["yes", "yes"]
    first, last = InsuredCheck.objects.filter(claim_id=case.pk).order_by("pk")
    assert (first.asked_by, last.asked_by) == (None, cast.handler)


def test_another_office_and_the_parties_cannot_ask(cast: Cast) -> None:
    case = make.accepted(cast, **facts_for(unit_with_worker()))
    assert Desk(cast, cast.foreign_officer).open(case, "check_insured").status_code == 404
    page = Desk(cast, cast.worker).send(case, "check_insured", fresh(case))
    assert page.status_code in {404, 422}
    assert answers(case) == ["yes"]


def test_each_question_is_noted_for_the_person(cast: Cast) -> None:
    case = make.submitted(cast, **facts_for(unit_with_worker()))
    make.act(case, P.check_insured, cast.clerk)
    person = case.parties.get(kind="worker").identity_id
    looks = AuditEvent.objects.filter(verb="look_records", subject_id=person, case_id=case.pk)
    assert [look.actor_id for look in looks.order_by("pk")] == [None, cast.clerk.pk]


# What is asked --------------------------------------------------------------------------------


def worker_with(**changes: Any) -> dict[str, Any]:
    """Return the worker of the filing with other particulars."""
    return {"worker": replace(make.filing().worker, **changes)}


def test_an_occupational_disease_is_asked_about_by_the_day_of_the_diagnosis(cast: Cast) -> None:
    unit = unit_with_worker(insured_from=date(2026, 11, 1))
    disease = {
        "injury_kind": "disease",
        "ground": "G14_4",
        "happened_on": date(2026, 11, 5),
        "diagnosed_on": date(2026, 11, 5),
    }
    case = make.submitted(cast, **facts_for(unit, **disease))
    assert answers(case) == ["yes"]
    assert "诊断当天参保情况" in text(Desk(cast, cast.clerk).page(case))
    early = disease | {"diagnosed_on": date(2026, 10, 31)}
    case = make.submitted(cast, by=cast.relative, **facts_for(unit, **early))
    assert answers(case) == ["no"]


@pytest.mark.parametrize(
    ("employer", "answer"),
    [
        ({"register_id": None, "credit_code": "", "name": "没登记的单位"}, "unknown"),
        ({"register_id": None, "credit_code": ""}, "yes"),  # its whole name is on the register
        ({"register_id": None}, "yes"),  # its code is
        ({"register_id": None, "credit_code": making.credit_code(999)}, "unknown"),
    ],
)
def test_a_typed_employer_is_found_by_its_code_or_by_its_whole_name(
    cast: Cast, employer: dict[str, Any], answer: str
) -> None:
    unit = unit_with_worker()
    typed = facts_for(unit)
    typed["employer"] = replace(typed["employer"], **employer)
    case = make.submitted(cast, **typed)
    assert answers(case) == [answer]


def test_where_the_worker_is_insured_elsewhere_officers_alone_read_of_it(cast: Cast) -> None:
    unit = unit_with_worker(insured_from=None)
    insure(making.employer("济宁另一家有限公司"), insured_from=date(2026, 3, 3))
    case = make.accepted(cast, **facts_for(unit))
    assert answers(case) == ["no"]
    assert "济宁另一家有限公司" in text(Desk(cast, cast.handler).page(case))
    agent = Desk(cast, making.agent_for(cast.agent, unit))
    for desk in (Desk(cast, cast.worker), agent):
        assert "没有" in text(desk.page(case))
        assert "济宁另一家有限公司" not in text(desk.page(case))


@pytest.mark.parametrize(
    "number", [{"id_number": ""}, {"id_kind": IdentityKind.PASSPORT, "id_number": "E12345678"}]
)
def test_who_cannot_be_found_by_the_number_is_unknown(cast: Cast, number: dict[str, str]) -> None:
    unit = unit_with_worker()
    case = make.submitted(cast, by=cast.relative, **facts_for(unit, **worker_with(**number)))
    assert answers(case) == ["unknown"]


# Who reads it ---------------------------------------------------------------------------------

WORDS = {
    "yes": ("事故当天单位给您参了保，从2026年3月3日", "事故当天贵单位已为李小满参保"),
    "no": ("事故当天单位没有给您参加工伤保险", "贵单位没有为李小满参加工伤保险"),
    "enrolled_unpaid": ("但到期的保险费没有缴清", "但到期的保险费没有缴清"),
    "unknown": ("登记里查不到事故当天的参保情况", "登记里查不到事故当天的参保情况"),
}


def claim_facts(answer: str) -> tuple[Employer, dict[str, Any]]:
    """Return the register and the filing that lead to an answer."""
    unit = unit_with_worker(insured_from=None if answer == "no" else date(2026, 3, 3))
    if answer == "enrolled_unpaid":
        owe(unit)
    more = worker_with(id_number="") if answer == "unknown" else {}
    return unit, facts_for(unit, **more)


@pytest.mark.parametrize("answer", list(WORDS))
def test_both_sides_read_the_answer_in_plain_words_after_acceptance(
    cast: Cast, answer: str
) -> None:
    unit, facts = claim_facts(answer)
    case = make.submitted(cast, **facts)
    worker = Desk(cast, cast.worker)
    agent = Desk(cast, making.agent_for(cast.agent, unit))
    assert "参保情况</h2>" not in text(worker.page(case))
    make.checked(cast, case)
    make.act(case, P.accept, cast.clerk)
    assert answers(case) == [answer]
    ours, theirs = WORDS[answer]
    pays = answer in {"no", "enrolled_unpaid"}
    assert ours in text(worker.page(case))
    assert ("先行支付" in text(worker.page(case))) is pays
    assert theirs in text(agent.page(case))
    assert ("补缴保险费和滞纳金" in text(agent.page(case))) is pays
    officer = text(Desk(cast, cast.handler).page(case))
    assert ("由用人单位支付待遇" in officer) is pays


# Who pays -------------------------------------------------------------------------------------


def decided(cast: Cast, answer: str, **changes: Any) -> Case:
    """Return a decided claim for which the register gave an answer."""
    _, facts = claim_facts(answer)
    return make.decided(cast, **facts, **changes)


@pytest.mark.parametrize(
    ("answer", "said"),
    [
        ("no", "事故当天（2026年11月9日），济宁演示机械有限公司没有为李小满参加工伤保险"),
        ("enrolled_unpaid", "自2026年3月3日起由济宁演示机械有限公司参加工伤保险，但到事故当天"),
    ],
)
def test_an_uninsured_injury_is_paid_by_the_employer_and_both_sides_are_told(
    cast: Cast, tmp_path: Path, answer: str, said: str
) -> None:
    case = decided(cast, answer)
    assert case.state == S.DECIDED
    letter = Letter.objects.get(case=case, kind="employer_pays")
    assert letter.number == "济任人社工伤告字〔2026〕第0001号"
    assert {row.party.kind for row in letter.recipients.all()} == {"worker", "employer"}
    words = text_of(render.pdf(letter), folder=tmp_path)
    assert "用人单位支付工伤保险待遇告知书" in words
    assert said in words
    assert "由该用人单位按照条例规定的工伤保险待遇项目和标准支付费用" in words
    assert "《工伤保险条例》第六十二条" in words
    assert "补缴应当缴纳的工伤保险费、滞纳金后，新发生的费用由工伤保险基金和用人单位" in words
    assert "《中华人民共和国社会保险法》第四十一条" in words
    assert "先行支付" in words
    assert ("已经参加但没有按规定缴费的" in words) is (answer == "enrolled_unpaid")
    entry = Entry.objects.get(case=case, act="tell_who_pays")
    assert entry.by is None
    assert json.loads(entry.text)["letters"][0][0] == letter.pk


@pytest.mark.parametrize("answer", ["yes", "unknown"])
def test_an_insured_or_unknown_worker_brings_no_such_letter(cast: Cast, answer: str) -> None:
    case = decided(cast, answer)
    assert case.state == S.DECIDED
    assert not Letter.objects.filter(case=case, kind="employer_pays").exists()
    assert not Entry.objects.filter(case=case, act="tell_who_pays").exists()


def test_an_injury_that_is_not_recognised_is_paid_by_nobody(cast: Cast) -> None:
    _, facts = claim_facts("no")
    case = make.interviewed(cast, make.investigating(cast, **facts))
    negative = make.proposal(
        outcome=Outcome.NOT_RECOGNIZED, negative_basis=NegativeBasis.NOT_PROVED
    )
    make.act(case, P.propose, cast.handler, negative)
    make.act(case, P.approve, cast.reviewer, f.Opinion(on_facts="清楚", on_law="正确"))
    make.act(case, P.sign, cast.signer, f.Signature(opinion="同意"))
    assert not Letter.objects.filter(case=case, kind="employer_pays").exists()


def test_the_latest_answer_before_the_review_says_who_pays(cast: Cast) -> None:
    unit, facts = claim_facts("no")
    case = make.interviewed(cast, make.investigating(cast, **facts))
    insure(unit, insured_from=date(2026, 3, 3))
    make.act(case, P.check_insured, cast.handler)
    make.act(case, P.propose, cast.handler, make.proposal())
    make.act(case, P.approve, cast.reviewer, f.Opinion(on_facts="清楚", on_law="正确"))
    Employment.objects.all().update(insured_from=date(2026, 11, 20))  # too late to count
    make.act(case, P.sign, cast.signer, f.Signature(opinion="同意"))
    assert not Letter.objects.filter(case=case, kind="employer_pays").exists()


def test_the_letter_is_served_with_the_decision_and_shown_not_before(cast: Cast) -> None:
    case = decided(cast, "no")
    make.act(case, P.dispatch, cast.handler)
    annex = Letter.objects.get(case=case, kind="employer_pays")
    worker = Desk(cast, cast.worker)
    address = f"/cases/{case.reference}/letters/{annex.pk}/"
    assert worker.client.get(address).status_code == 404
    assert "告知书" not in text(worker.page(case))
    decision = Letter.objects.get(case=case, kind="determination")
    for row in decision.recipients.all():
        make.serve(cast, case, letter=decision, party=row.party)
    assert case.state == S.SERVED
    assert Service.objects.filter(letter=annex, served_on__isnull=False).count() == 2
    assert worker.client.get(address)["Content-Type"] == "application/pdf"
    assert "用人单位支付工伤保险待遇告知书送达了您" in text(worker.page(case))


def test_a_letter_that_was_served_by_itself_is_not_served_again(cast: Cast) -> None:
    case = decided(cast, "no")
    make.act(case, P.dispatch, cast.handler)
    annex = Letter.objects.get(case=case, kind="employer_pays")
    decision = Letter.objects.get(case=case, kind="determination")
    party = case.parties.get(kind="worker")
    make.serve(cast, case, letter=annex, party=party)
    make.serve(cast, case, letter=decision, party=party)
    assert Service.objects.filter(letter=annex, party=party).count() == 1


# Budgets --------------------------------------------------------------------------------------


def test_the_pages_of_a_case_take_few_queries(
    cast: Cast, clock: Clock, django_assert_max_num_queries: Any
) -> None:
    unit, facts = claim_facts("no")
    case = make.investigating(cast, **facts)
    for _ in range(12):
        make.act(case, P.check_insured, cast.handler)
        clock.move(minutes=1)
    agent = making.agent_for(cast.agent, unit)
    for user in (cast.handler, cast.worker, agent):
        desk = Desk(cast, user)
        desk.page(case)
        with django_assert_max_num_queries(16):
            assert desk.page(case).status_code == 200
