"""What a lawyer of the losing side would find first."""

from datetime import date, datetime, time

import pytest

from injury_claims import facts as f
from injury_claims.outcomes import NegativeBasis, Outcome, RefusalReason
from injury_claims.process import ClaimProcess as P
from portal import clock
from portal.accounts.identifiers import IdentityKind
from portal.cases.models import Case
from portal.cases.perform import perform
from portal.cases.refusals import Refused
from portal.letters.models import Letter
from portal.workflow.service import Method, Served
from tests import factories as make
from tests.cast import Cast
from tests.desk import Desk, text

DEATH = {
    "filed_by": "employer",
    "is_death": True,
    "ground": "G15_1",
    "death_at": datetime(2026, 11, 3, 6, 0, tzinfo=clock.CHINA),
    "first_diagnosed_at": datetime(2026, 11, 2, 10, 0, tzinfo=clock.CHINA),
}


def relative() -> f.PersonFacts:
    """Return a brother of the worker."""
    return f.PersonFacts(
        name="李大山", id_kind=IdentityKind.PASSPORT, id_number="", phone="13800000002"
    )


def test_the_family_of_a_dead_worker_is_addressed_when_the_employer_filed(cast: Cast) -> None:
    case = make.checked(cast, make.submitted(cast, by=cast.agent, **DEATH))
    make.act(case, P.accept, cast.clerk)
    letter = Letter.objects.get(case=case, kind="acceptance")
    kinds = {row.party.kind for row in letter.recipients.all()}
    assert kinds == {"worker", "employer"}
    assert "李小满的近亲属" in letter.inputs["addressee"]


def test_sudden_illness_counts_only_with_a_death(cast: Cast) -> None:
    case = make.interviewed(cast, make.investigating(cast))
    proposal = make.proposal(outcome=Outcome.DEEMED, ground="G15_1")
    with pytest.raises(Refused, match="只适用于突发疾病死亡"):
        perform(case, P.propose, by=cast.handler, facts=proposal)


def test_a_law_that_is_relied_on_is_named(cast: Cast) -> None:
    case = make.interviewed(cast, make.investigating(cast))
    with pytest.raises(Refused, match="写明所依据的法律"):
        perform(case, P.propose, by=cast.handler, facts=make.proposal(ground="G14_7"))


def test_unproved_traffic_fault_belongs_to_the_way_to_work(cast: Cast) -> None:
    case = make.interviewed(cast, make.investigating(cast))
    proposal = make.proposal(
        outcome=Outcome.NOT_RECOGNIZED, negative_basis=NegativeBasis.TRAFFIC_FAULT_UNPROVED
    )
    with pytest.raises(Refused, match="只适用于上下班途中"):
        perform(case, P.propose, by=cast.handler, facts=proposal)


def service(case: Case, kind: str, **changes: object) -> Served:
    """Return a service of the decision on one side."""
    letter = Letter.objects.get(case=case, kind="determination")
    party = case.parties.get(kind=kind)
    proof = make.photo(case, material="service_proof")
    plain: dict[str, object] = {
        "letter_id": letter.pk,
        "party_id": party.pk,
        "method": Method.DIRECT,
        "served_on": date(2026, 11, 24),
        "received_by": party.name,
        "proof_id": str(proof.pk),
    }
    return Served(**(plain | changes))  # type: ignore[arg-type]


def test_returned_mail_counts_only_with_the_recipients_own_cause(cast: Cast) -> None:
    case = make.serving(cast)
    with pytest.raises(Refused, match="自己的原因"):
        perform(
            case,
            P.record_service,
            by=cast.handler,
            facts=service(case, "employer", method=Method.MAIL_RETURNED),
        )


@pytest.mark.parametrize("method", [Method.DIRECT, Method.MAIL, Method.LEFT])
@pytest.mark.parametrize(
    ("second", "sentence"),
    [
        ("nowhere", "应当是本机构"),
        ("foreign_officer", "应当是本机构"),
        ("handler", "不能是登记送达的本人"),
        ("investigator", "已回避"),
    ],
)
def test_a_second_server_is_another_officer_of_the_office_whatever_the_method(
    cast: Cast, method: Method, second: str, sentence: str
) -> None:
    case = make.serving(cast)
    if second == "investigator":
        interest = f.Interest(cast.investigator.pk, "与申请人是亲戚")
        make.act(case, P.recuse, cast.supervisor, interest)
    named = 999_999_999 if second == "nowhere" else getattr(cast, second).pk
    facts = service(case, "worker", method=method, second_server_id=named, remark="门卫拒收")
    with pytest.raises(Refused, match=sentence):
        perform(case, P.record_service, by=cast.handler, facts=facts)


def test_the_other_side_does_not_sign_for_the_recipient(cast: Cast) -> None:
    case = make.serving(cast)
    facts = service(case, "employer", received_by="李小满")
    with pytest.raises(Refused, match="对方当事人不能代"):
        perform(case, P.record_service, by=cast.handler, facts=facts)


def test_one_slip_proves_one_service(cast: Cast) -> None:
    case = make.serving(cast)
    first = service(case, "worker")
    make.act(case, P.record_service, cast.handler, first)
    second = service(case, "employer", proof_id=first.proof_id)
    with pytest.raises(Refused, match="另一次送达"):
        perform(case, P.record_service, by=cast.handler, facts=second)


def test_a_relative_does_not_withdraw_for_a_living_worker_without_a_word(cast: Cast) -> None:
    case = make.submitted(
        cast, by=cast.relative, filed_by="relative", relation="兄弟", applicant=relative()
    )
    with pytest.raises(Refused, match="同意书"):
        perform(case, P.withdraw, by=cast.relative, facts=f.Withdrawal("私了", is_voluntary=True))


def test_the_decision_names_place_and_harm_as_they_were_found(cast: Cast) -> None:
    case = make.interviewed(cast, make.investigating(cast))
    found = make.proposal(place="装配车间二号线", harm="左手食指")
    make.act(case, P.propose, cast.handler, found)
    make.act(case, P.approve, cast.reviewer, f.Opinion("清楚", "正确"))
    make.act(case, P.sign, cast.signer, f.Signature("同意"))
    rows = dict(Letter.objects.get(case=case, kind="determination").inputs["facts"])
    assert (rows["事故地点"], rows["受伤害部位"]) == ("装配车间二号线", "左手食指")


def test_a_simple_case_without_a_record_does_not_claim_an_investigation(cast: Cast) -> None:
    case = make.investigating(cast)
    make.act(case, P.mark_simple, cast.handler, f.Because("事实清楚，双方无争议"))
    make.act(case, P.propose, cast.handler, make.proposal())
    make.act(case, P.approve, cast.reviewer, f.Opinion("清楚", "正确"))
    make.act(case, P.sign, cast.signer, f.Signature("同意"))
    text = "".join(Letter.objects.get(case=case, kind="determination").inputs["found"])
    assert "经审核申请材料和有关证据" in text
    assert "经调查核实" not in text


def test_a_refusal_for_lateness_states_the_days(cast: Cast) -> None:
    late = {"happened_on": date(2025, 9, 1)}
    case = make.checked(cast, make.submitted(cast, **late))
    refusal = f.Refusal(RefusalReason.OUT_OF_TIME, "没有不计入时限的情形")
    make.act(case, P.refuse, cast.clerk, refusal)
    reason = Letter.objects.get(case=case, kind="rejection").inputs["reason"]
    assert "事故时间为2025年9月1日" in reason
    assert "申请期限的最后一日为2026年9月1日" in reason
    assert "申请日期为2026年11月24日" in reason


def test_a_last_day_in_a_year_without_published_holidays_is_marked(cast: Cast) -> None:
    case = make.accepted(cast)
    limit = Letter.objects.get(case=case, kind="acceptance").inputs["time_limit"]
    assert "2027年1月" in limit
    assert "2027年的放假安排公布后如有变动，另行告知" in limit


def test_officers_read_the_answers_in_words(cast: Cast) -> None:
    page = text(Desk(cast, cast.clerk).page(make.submitted(cast)))
    assert "手、手腕、手指（右手食指）" in page
    assert "劳动合同" in page
    assert "hand" not in page


@pytest.mark.parametrize(("name", "is_told"), [("李𠮷", True), ("李䶮", False), ("李·小满", False)])
def test_a_name_that_cannot_be_printed_is_told_to_the_officer(
    cast: Cast, name: str, is_told: bool
) -> None:
    case = make.submitted(cast)
    Case.objects.filter(pk=case.pk).update(person_name=name)
    assert ("印成〓" in text(Desk(cast, cast.clerk).page(case))) is is_told


def test_the_decision_tells_the_hour_of_diagnosis_by_the_clock_in_china(cast: Cast) -> None:
    first = datetime(2026, 11, 5, 21, 0, tzinfo=clock.CHINA)
    case = make.decided(cast, first_diagnosed_at=first)
    rows = dict(Letter.objects.get(case=case, kind="determination").inputs["facts"])
    assert rows["诊断时间"] == "2026年11月5日21时00分"


def test_an_hour_of_today_that_has_not_come_is_refused(cast: Cast) -> None:
    late = {"happened_on": date(2026, 11, 24), "happened_at": time(23, 59)}
    with pytest.raises(Refused, match="事故时间不能晚于现在"):
        make.submitted(cast, **late)
