"""A registered employer's verified agents: nothing before acceptance, the case from then on."""

from datetime import date
from typing import Any

from injury_claims import facts as f
from injury_claims.process import ClaimProcess as P
from portal.accounts.models import ActivationCode, Mandate
from portal.cases.models import Case
from portal.letters.models import Letter
from portal.notifications.models import Outbox
from registration.models import Employer
from tests import factories as make
from tests.cast import Cast
from tests.conftest import Clock
from tests.desk import Desk, assert_done, photo, text
from tests.injury_claims.registered import facts_for, unit_with_worker
from tests.injury_claims.sides import employer_of
from tests.registration import making

HIDDEN = {"diagnosis": "秘密诊断甲", "hospital": "秘密医院乙", "witnesses": "秘密证人戊"}


def filed(cast: Cast, **changes: Any) -> tuple[Case, Employer, Desk]:
    """Return a claim against a registered employer, with the browser of the employer's agent."""
    unit = unit_with_worker()
    agent = making.agent_for(cast.agent, unit)
    case = make.submitted(cast, **facts_for(unit, **HIDDEN, **changes))
    return case, unit, Desk(cast, agent)


def accept(cast: Cast, case: Case) -> None:
    """Have the clerk accept."""
    make.checked(cast, case)
    make.act(case, P.accept, cast.clerk)


def told(cast: Cast) -> set[str]:
    """Return the notices to the employer's agent."""
    return set(Outbox.objects.filter(user=cast.agent).values_list("notice", flat=True))


def test_before_acceptance_the_case_is_unknown_to_the_agents(cast: Cast) -> None:
    case, _, agent = filed(cast)
    assert employer_of(case).identity_id is None
    assert agent.page(case).status_code == 404
    for act in ("add_papers", "answer_evidence", "confirm_address", "accept"):
        assert agent.open(case, act).status_code == 404
    for place in ("/me/", "/claims/"):
        assert case.reference not in text(agent.client.get(place))
    make.act(case, P.check_insured, cast.clerk)
    assert told(cast) == set()


def test_from_acceptance_on_they_see_the_case_by_themselves_and_are_told(cast: Cast) -> None:
    case, unit, agent = filed(cast)
    accept(cast, case)
    assert employer_of(case).identity_id == unit.pk
    assert told(cast) == {"claim_accepted_unit"}
    page = agent.page(case)
    assert page.status_code == 200
    assert case.reference in text(agent.client.get("/me/"))
    assert not Mandate.objects.filter(user=cast.agent, case=case).exists()
    make.act(case, P.take, cast.handler, f.Taken(no_interest=True))
    make.act(case, P.mark_simple, cast.handler, f.Because("事实清楚"))
    assert "period_changed" in told(cast)


def test_the_employer_that_filed_itself_is_not_told_twice(cast: Cast) -> None:
    case, _, agent = filed(cast)
    case, _, _ = case, None, agent
    own = make.submitted(
        cast, by=cast.agent, **facts_for(Employer.objects.get(), filed_by="employer")
    )
    assert agent.page(own).status_code == 200
    accept(cast, own)
    assert "claim_accepted" in told(cast)
    assert "claim_accepted_unit" not in told(cast)


def test_their_page_shows_what_an_employer_may_see_and_no_more(cast: Cast) -> None:
    case, _, agent = filed(cast)
    accept(cast, case)
    said = text(agent.page(case))
    assert "安装护罩时右手食指被压伤" in said
    for hidden in (*HIDDEN.values(), make.WORKER_NUMBER, "138****0001", "任城区演示路1号"):
        assert hidden not in said


def test_they_answer_the_evidence_notice_without_a_code(cast: Cast) -> None:
    case, _, agent = filed(cast)
    accept(cast, case)
    make.act(case, P.take, cast.handler, f.Taken(no_interest=True))
    make.act(case, P.investigate, cast.handler)
    demand = f.EvidenceDemand(points="请说明当天的排班。")
    make.act(case, P.demand_evidence, cast.handler, demand)
    letter = Letter.objects.get(case=case, kind="evidence_notice")
    make.serve(cast, case, letter=letter, party=employer_of(case))
    assert (
        "请说明当天的排班" in text(agent.page(case))
        or agent.open(case, "answer_evidence").status_code == 200
    )
    agent.act(
        case,
        "answer_evidence",
        upload="employer_evidence",
        file_employer_evidence=photo("考勤.jpg", shade=90),
    )
    page = agent.act(case, "answer_evidence", agrees="yes", statement="当天确实排班。")
    assert_done(page, case)
    assert make.claim_of(case).evidence_notice.agrees
    assert not ActivationCode.objects.filter(party=employer_of(case), used_at__isnull=False)


def test_an_agent_whose_mandate_ended_or_who_acts_for_another_unit_sees_nothing(
    cast: Cast, clock: Clock
) -> None:
    case, _, agent = filed(cast)
    accept(cast, case)
    other = Desk(cast, making.agent_for(cast.stranger, making.employer("别家有限公司")))
    assert other.page(case).status_code == 404
    Mandate.objects.filter(user=cast.agent).update(to_on=date(2026, 11, 23))
    assert agent.page(case).status_code == 404


def test_a_unit_that_was_only_named_is_not_let_in_by_its_name(cast: Cast) -> None:
    unit = unit_with_worker()
    agent = Desk(cast, making.agent_for(cast.agent, unit))
    case = make.accepted(cast)  # the same name, written down freely
    assert case.employer_name == unit.name
    assert employer_of(case).identity_id is None
    assert agent.page(case).status_code == 404


def test_a_unit_whose_code_was_typed_is_let_in(cast: Cast) -> None:
    unit = unit_with_worker()
    agent = Desk(cast, making.agent_for(cast.agent, unit))
    typed = f.EmployerFacts(name="写得不一样", credit_code=unit.credit_code, address="演示路9号")
    case = make.accepted(cast, employer=typed)
    assert agent.page(case).status_code == 200


def test_a_claim_that_is_refused_or_withdrawn_stays_unknown_to_the_agents(cast: Cast) -> None:
    case, _, agent = filed(cast)
    make.act(case, P.withdraw, cast.worker, f.Withdrawal(reason="想再考虑", is_voluntary=True))
    assert agent.page(case).status_code == 404
    assert told(cast) == set()
