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
from portal.deadlines.clocks import due_of
from portal.deadlines.models import NO_DUE_DAY, Deadline, Pause
from portal.letters.models import Letter, NumberCounter
from portal.notifications.models import Outbox
from portal.workflow.service import Method, Served
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
        "《本平台办理规则》第八条",
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


def test_a_key_of_another_case_is_refused(cast: Cast) -> None:
    one, other = make.submitted(cast), make.submitted(cast)
    key = uuid.uuid4()
    perform(one, P.note, by=cast.clerk, facts=f.Note("甲"), key=key)
    with pytest.raises(KeyReused):
        perform(other, P.note, by=cast.clerk, facts=f.Note("甲"), key=key)
    assert other.notes.count() == 0


def test_the_system_opens_one_case_a_key_too(cast: Cast) -> None:
    case = make.served(cast)
    key = uuid.uuid4()
    Clock().set("2027-05-25")
    first = perform(case, P.take_effect, by=None, key=key)
    assert perform(case, P.take_effect, by=None, key=key).pk == first.pk


def test_nothing_takes_effect_while_a_remedy_still_runs(cast: Cast, clock: Clock) -> None:
    case = make.served(cast)
    clock.set("2027-05-24")
    with pytest.raises(Refused, match="没有全部届满"):
        perform(case, P.take_effect, by=None)
    clock.set("2027-05-25")
    perform(case, P.take_effect, by=None)
    assert case.state == S.EFFECTIVE


def test_a_withdrawal_ends_every_clock_and_an_open_suspension(cast: Cast) -> None:
    case = make.investigating(cast)
    suspension = f.Suspension(f.SuspensionCause.JUDICIAL, "刑事判决", "等待判决")
    make.act(case, P.suspend, cast.handler, suspension)
    make.act(case, P.withdraw, cast.worker, f.Withdrawal("另行处理", is_voluntary=True))
    assert not Deadline.objects.filter(case=case, ended_on__isnull=True).exists()
    assert not Pause.objects.filter(case=case, to_on__isnull=True).exists()
    assert not make.claim_of(case).suspensions.filter(resumed_on__isnull=True).exists()


def test_a_stop_for_the_labour_relation_is_explained_by_its_own_article(
    cast: Cast, clock: Clock
) -> None:
    case = make.investigating(cast)
    suspension = f.Suspension(f.SuspensionCause.LABOUR_RELATION, "仲裁裁决", "劳动关系有争议")
    make.act(case, P.suspend, cast.handler, suspension)
    clock.move(days=10)
    make.act(case, P.resume, cast.handler, f.Resumption(clock.today(), "收到裁决"))
    steps = due_of(Deadline.objects.get(case=case, term="determination")).steps
    assert any("〔2013〕" in str(s.basis) or "第五条" in str(s.basis) for s in steps)


def test_a_case_whose_short_period_is_over_cannot_become_simple(cast: Cast, clock: Clock) -> None:
    case = make.investigating(cast)
    clock.set("2026-12-09")
    late = make.investigating(cast, happened_on=date(2026, 11, 3))
    make.act(case, P.mark_simple, cast.handler, f.Because("事实清楚"))
    clock.set("2026-12-25")
    with pytest.raises(Refused, match="已经届满"):
        perform(late, P.mark_simple, by=cast.handler, facts=f.Because("事实清楚"))


def test_direct_service_without_a_receiver_is_refused_by_the_table(cast: Cast) -> None:
    case = make.serving(cast)
    letter = Letter.objects.get(case=case, kind="determination")
    party = letter.recipients.first().party
    served = Served(
        letter.pk,
        party.pk,
        Method.DIRECT,
        date(2026, 11, 24),
        proof_id=str(make.photo(case, material="service_proof").pk),
    )
    with pytest.raises(Refused, match="签收人"):
        perform(case, P.record_service, by=cast.handler, facts=served)


def test_electronic_service_takes_effect_on_the_day_it_is_sent(cast: Cast, clock: Clock) -> None:
    case = make.serving(cast, electronic_service_consent=True)
    letter = Letter.objects.get(case=case, kind="determination")
    worker = case.parties.get(kind="worker")
    clock.move(days=2)
    early = Served(letter.pk, worker.pk, Method.ELECTRONIC, date(2026, 11, 24))
    with pytest.raises(Refused, match="发送当日"):
        perform(case, P.record_service, by=cast.handler, facts=early)
    make.act(
        case,
        P.record_service,
        cast.handler,
        Served(letter.pk, worker.pk, Method.ELECTRONIC, date(2026, 11, 26)),
    )
    assert make.claim_of(case).is_served(letter.pk, worker.pk)


def test_nobody_confirms_the_address_of_the_other_side(cast: Cast) -> None:
    case = make.accepted(cast)
    employer = case.parties.get(kind="employer")
    facts = f.ConfirmedAddress(employer.pk, "别处", electronic_service_consent=True)
    with pytest.raises(Refused, match="自己一方"):
        perform(case, P.confirm_address, by=cast.worker, facts=facts)


def test_a_transfer_to_an_office_that_is_not_there_is_refused(cast: Cast) -> None:
    case = make.submitted(cast)
    with pytest.raises(Refused, match="正在办理业务"):
        perform(case, P.transfer, by=cast.clerk, facts=f.Transfer(999_999, "移送"))


def test_a_cut_ledger_is_found(cast: Cast) -> None:
    case = make.accepted(cast)
    make.act(case, P.note, cast.clerk, f.Note("最后一条"))
    with connection.cursor() as cursor:
        cursor.execute("RESET ROLE")
        cursor.execute("DELETE FROM cases_entry WHERE case_id = %s AND act = 'note'", [case.pk])
        cursor.execute("SET ROLE portal_app")
    assert ledger.faults(case.pk) != []
