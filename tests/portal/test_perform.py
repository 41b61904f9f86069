"""The one writer of state: whole or not at all, once, by the right person, in the right state."""

import uuid
from datetime import date

import pytest
from django.db import connection, transaction
from django.db.utils import ProgrammingError

from injury_claims import facts as f
from injury_claims.models import InjuryClaim
from injury_claims.process import ClaimProcess as P
from injury_claims.states import ClaimState as S
from portal.cases import ledger
from portal.cases.models import Case, Entry
from portal.cases.perform import perform, refusals
from portal.cases.refusals import Changed, KeyReused, Refused
from portal.deadlines.models import NO_DUE_DAY, Deadline, Pause
from portal.letters.models import Letter, NumberCounter
from portal.notifications.models import Outbox
from tests import factories as make
from tests.cast import Cast
from tests.conftest import Clock


def test_the_same_key_gives_the_first_entry_again(cast: Cast) -> None:
    case = make.checked(cast, make.submitted(cast))
    key = uuid.uuid4()
    first = perform(case, P.accept, by=cast.clerk, key=key)
    again = perform(case, P.accept, by=cast.clerk, key=key)
    assert again.pk == first.pk
    assert Letter.objects.filter(case=case, kind="acceptance").count() == 1


def test_a_key_with_other_contents_is_refused(cast: Cast) -> None:
    case = make.submitted(cast)
    key = uuid.uuid4()
    perform(case, P.note, by=cast.clerk, facts=f.Note("甲"), key=key)
    with pytest.raises(KeyReused):
        perform(case, P.note, by=cast.clerk, facts=f.Note("乙"), key=key)


def test_the_same_filing_key_opens_one_case(cast: Cast) -> None:
    from injury_claims.filing import file_claim  # noqa: PLC0415

    key = uuid.uuid4()
    cases = {file_claim(make.filing(), by=cast.worker, key=key).pk for _ in range(3)}
    assert len(cases) == Case.objects.count() == 1


def test_a_wrong_state_is_refused_with_the_article(cast: Cast) -> None:
    case = make.accepted(cast)
    with pytest.raises(Refused) as refused:
        perform(case, P.accept, by=cast.clerk)
    (reason,) = refused.value.reasons
    assert "已受理" in reason.sentence
    assert reason.basis == "《工伤认定办法》第八条"


def test_wrong_role_and_wrong_state_are_told_together(cast: Cast) -> None:
    case = make.submitted(cast)
    with pytest.raises(Refused) as refused:
        perform(case, P.sign, by=cast.clerk, facts=f.Signature("同意"))
    assert len(refused.value.reasons) == 2


def test_all_unmet_rules_are_told_together(cast: Cast) -> None:
    case = make.investigating(cast)
    proposal = make.proposal(facts_found=" ")
    with pytest.raises(Refused) as refused:
        perform(case, P.propose, by=cast.handler, facts=proposal)
    assert {reason.basis for reason in refused.value.reasons} == {
        "《工伤保险条例》第十九条第一款",
        "《工伤认定办法》第十九条",
    }


def test_a_version_that_moved_on_is_refused_and_says_what_changed(cast: Cast) -> None:
    case = make.checked(cast, make.submitted(cast))
    seen = case.version
    make.act(case, P.note, cast.clerk, f.Note("先到"))
    with pytest.raises(Changed, match="孔受理"):
        perform(case, P.accept, by=cast.clerk, seen=seen)


def test_facts_of_another_act_are_refused(cast: Cast) -> None:
    case = make.submitted(cast)
    with pytest.raises(Refused):
        perform(case, P.refuse, by=cast.clerk, facts=f.Because("不要"))


def test_a_failing_effect_leaves_nothing_behind(cast: Cast, settings: object) -> None:
    case = make.approved(cast)
    InjuryClaim.objects.filter(pk=case.pk).update(ground_decided="G99")
    before = (Entry.objects.count(), Outbox.objects.count(), case.version)
    with pytest.raises(KeyError), transaction.atomic():
        perform(case, P.sign, by=cast.signer, facts=f.Signature("同意"))
    case.refresh_from_db()
    assert case.state == S.DECIDING
    assert (Entry.objects.count(), Outbox.objects.count(), case.version) == before
    assert not NumberCounter.objects.filter(kind__contains="认").exists()


def test_three_people_are_needed_for_a_decision(cast: Cast) -> None:
    everything = cast.do_everything
    case = make.accepted(cast)
    make.act(case, P.take, everything, f.Taken(no_interest=True))
    make.act(case, P.investigate, everything)
    interview = f.Interview(
        "李小满", "本人", make.at("2026-11-24T09:00"), "窗口", cast.investigator.pk, True, "问答"
    )
    make.act(case, P.record_interview, everything, interview)
    make.act(case, P.propose, everything, make.proposal())
    opinion = f.Opinion("清楚", "正确")
    with pytest.raises(Refused, match="审核人不能是本案承办人"):
        perform(case, P.approve, by=everything, facts=opinion)
    make.act(case, P.approve, cast.reviewer, opinion)
    with pytest.raises(Refused, match="签发人不能是"):
        perform(case, P.sign, by=everything, facts=f.Signature("同意"))
    make.act(case, P.sign, cast.signer, f.Signature("同意"))
    assert case.state == S.DECIDED


def test_resuming_returns_to_the_state_before_and_adds_the_days(cast: Cast, clock: Clock) -> None:
    clock.set("2026-10-13")
    case = make.investigating(cast, happened_on=date(2026, 10, 1))
    clock.set("2026-11-02")
    suspension = f.Suspension(f.SuspensionCause.JUDICIAL, "刑事判决", "等待判决")
    make.act(case, P.suspend, cast.handler, suspension)
    running = Deadline.objects.get(case=case, term="determination")
    assert (running.due_on, running.remind_on) == (None, None)
    assert case.next_due_on == NO_DUE_DAY
    clock.set("2026-11-16")
    make.act(case, P.resume, cast.handler, f.Resumption(date(2026, 11, 16), "判决生效"))
    running.refresh_from_db()
    assert case.state == S.INVESTIGATING
    assert running.due_on == case.next_due_on == date(2026, 12, 28)
    assert Pause.objects.get(case=case, term="determination").to_on == date(2026, 11, 16)


def test_a_case_marked_simple_counts_fifteen_days_from_acceptance(cast: Cast) -> None:
    case = make.investigating(cast)
    make.act(case, P.mark_simple, cast.handler, f.Because("事实清楚"))
    assert case.next_due_on == date(2026, 12, 9)
    make.act(case, P.mark_ordinary, cast.handler, f.Because("单位有异议"))
    assert case.next_due_on == date(2027, 1, 25)


def test_service_on_the_last_party_completes_service(cast: Cast) -> None:
    case = make.serving(cast)
    letter = Letter.objects.get(case=case, kind="determination")
    worker, employer = (r.party for r in letter.recipients.all())
    make.serve(cast, case, letter=letter, party=worker)
    assert case.state == S.SERVING
    make.serve(cast, case, letter=letter, party=employer)
    assert case.state == S.SERVED
    acts = list(Entry.objects.filter(case=case).order_by("number").values_list("act", flat=True))
    assert acts[-2:] == ["record_service", "complete_service"]


def test_two_parties_have_two_remedy_clocks(cast: Cast, clock: Clock) -> None:
    case = make.serving(cast)
    letter = Letter.objects.get(case=case, kind="determination")
    worker, employer = (r.party for r in letter.recipients.all())
    make.serve(cast, case, letter=letter, party=worker)
    clock.move(days=3)
    make.serve(cast, case, letter=letter, party=employer)
    started = Deadline.objects.filter(case=case, term="reconsideration").order_by("party_id")
    assert [d.started_on for d in started] == [date(2026, 11, 24), date(2026, 11, 27)]


def test_a_transfer_keeps_the_first_filing_day_and_the_running_clock(
    cast: Cast, clock: Clock
) -> None:
    case = make.submitted(cast)
    due_on = case.next_due_on
    clock.move(days=3)
    make.act(case, P.transfer, cast.clerk, f.Transfer(cast.other_office.pk, "在金乡参保"))
    assert case.office == cast.other_office
    assert (case.filed_on, case.next_due_on) == (date(2026, 11, 24), due_on)
    with pytest.raises(Refused):
        perform(case, P.note, by=cast.clerk, facts=f.Note("还看得见吗"))
    make.act(case, P.note, cast.foreign_officer, f.Note("收到"))


def test_a_recused_handler_loses_the_case_and_every_act(cast: Cast) -> None:
    case = make.investigating(cast)
    make.act(case, P.recuse, cast.handler, f.Interest(cast.handler.pk, "与申请人是亲戚"))
    assert case.handler is None
    with pytest.raises(Refused, match="回避"):
        perform(case, P.take, by=cast.handler, facts=f.Taken(no_interest=True))


def test_refusals_for_pages_say_what_perform_would_say(cast: Cast) -> None:
    case = make.submitted(cast)
    (reason,) = refusals(case, P.accept, by=cast.clerk)
    assert reason.sentence.startswith("材料清单还有未核对或者缺少的项目")


def test_the_chain_finds_one_changed_byte(cast: Cast) -> None:
    case = make.accepted(cast)
    assert ledger.faults(case.pk) == []
    entry = Entry.objects.filter(case=case).order_by("number")[1]
    with connection.cursor() as cursor:
        cursor.execute("RESET ROLE")
        cursor.execute(
            "UPDATE cases_entry SET text = replace(text, 'window_clerk', 'window_clerl')"
            " WHERE id = %s",
            [entry.pk],
        )
        cursor.execute("SET ROLE portal_app")
    assert any(f"第 {entry.number} 条" in fault for fault in ledger.faults(case.pk))


@pytest.mark.parametrize(
    "statement",
    ["UPDATE cases_entry SET act = 'x'", "DELETE FROM cases_entry", "TRUNCATE cases_entry CASCADE"],
)
def test_the_serving_role_cannot_touch_the_ledger(cast: Cast, statement: str) -> None:
    make.submitted(cast)
    with (
        pytest.raises(ProgrammingError, match="permission denied"),
        transaction.atomic(),
        connection.cursor() as cursor,
    ):
        cursor.execute(statement)


def test_the_ledger_holds_no_diagnosis_and_no_number(cast: Cast) -> None:
    case = make.served(cast)
    texts = "".join(Entry.objects.filter(case=case).values_list("text", flat=True))
    for secret in ("骨折", make.WORKER_NUMBER, "李小满", "13800000001"):
        assert secret not in texts
