"""Who sees a case from outside: by mandate for one case, or for all matters of a party."""

from datetime import date, timedelta

import pytest
from django.contrib.auth.models import AnonymousUser
from django.db import connection

from injury_claims.process import ClaimProcess
from injury_claims.states import ClaimState as S
from portal.accounts.mandates import users_of_parties
from portal.accounts.models import Identity, Mandate, User
from portal.accounts.models.identity import Assurance, MandateKind, Scope
from portal.cases.models import Case, Party
from portal.cases.visible import parties_of, represents, roles_on, visible_to
from portal.notifications.models import Outbox
from portal.workflow.roles import Role
from registration.models import Employer
from tests import factories as make
from tests.cast import Cast
from tests.conftest import Clock
from tests.desk import Desk, text
from tests.injury_claims.registered import facts_for
from tests.registration import making

TODAY = date(2026, 11, 24)


def employer_of(case: Case) -> Party:
    """Return the employer's side of a case."""
    return case.parties.get(kind=Party.Kind.EMPLOYER)


def named(case: Case, employer: Employer) -> Case:
    """Make the employer of a case the one of the register."""
    Party.objects.filter(case=case, kind=Party.Kind.EMPLOYER).update(identity=employer.identity)
    return case


def test_an_agent_sees_the_cases_of_the_employer_and_no_others(cast: Cast) -> None:
    employer = making.employer()
    mine, foreign = named(make.submitted(cast), employer), make.submitted(cast)
    making.agent_for(cast.agent, employer)
    assert list(visible_to(cast.agent)) == [mine]
    assert foreign not in visible_to(cast.agent)


def test_an_agent_sees_nothing_while_the_employer_is_only_a_name(cast: Cast) -> None:
    employer = making.employer()
    case = make.submitted(cast)
    assert employer_of(case).name == employer.name
    making.agent_for(cast.agent, employer)
    assert not visible_to(cast.agent).exists()
    assert parties_of(cast.agent, case) == []
    named(case, employer)
    assert list(visible_to(cast.agent)) == [case]


def test_an_employer_that_was_chosen_at_filing_sees_the_case_from_acceptance_on(
    cast: Cast,
) -> None:
    employer = making.employer()
    desk = Desk(cast, making.agent_for(cast.agent, employer))
    filed = make.submitted(cast, **facts_for(employer))
    assert desk.page(filed).status_code == 404
    accepted = make.accepted(cast, **facts_for(employer))
    page = desk.page(accepted)
    assert page.status_code == 200
    assert accepted.reference in text(desk.client.get("/me/"))
    assert "右手食指骨折" not in text(page)
    assert filed.reference not in text(desk.client.get("/me/"))


def test_the_agent_acts_for_the_employer_and_for_nobody_else(cast: Cast) -> None:
    employer = making.employer()
    case = named(make.submitted(cast), employer)
    agent = making.agent_for(cast.agent, employer)
    party, worker = employer_of(case), case.parties.get(kind=Party.Kind.WORKER)
    assert parties_of(agent, case) == [party]
    assert represents(agent.pk, party.pk, case_id=case.pk, on=TODAY)
    assert not represents(agent.pk, worker.pk, case_id=case.pk, on=TODAY)
    assert not represents(agent.pk, party.pk, case_id=case.pk + 1, on=TODAY)
    assert roles_on(agent, case, on=TODAY) == {Role.EMPLOYER}


@pytest.mark.parametrize(
    ("from_on", "to_on", "is_seen"),
    [
        (date(2026, 11, 24), None, True),
        (date(2026, 1, 1), date(2026, 11, 24), True),
        (date(2026, 1, 1), date(2026, 11, 23), False),
        (date(2026, 11, 24), date(2026, 11, 23), False),
        (date(2026, 11, 25), None, False),
    ],
)
def test_a_mandate_shows_cases_from_its_first_day_to_its_last(
    cast: Cast, from_on: date, to_on: date | None, is_seen: bool
) -> None:
    employer = making.employer()
    case = named(make.submitted(cast), employer)
    making.agent_for(cast.agent, employer)
    Mandate.objects.filter(user=cast.agent).update(from_on=from_on, to_on=to_on)
    party = employer_of(case)
    assert visible_to(cast.agent).exists() is is_seen
    assert bool(parties_of(cast.agent, case)) is is_seen
    assert represents(cast.agent.pk, party.pk, case_id=case.pk, on=TODAY) is is_seen
    found = users_of_parties({party.pk: employer.pk}, on=TODAY)
    assert (cast.agent.pk in found.get(party.pk, [])) is is_seen


def test_what_was_ended_in_the_morning_shows_nothing_in_the_afternoon(
    cast: Cast, clock: Clock
) -> None:
    employer = making.employer()
    case = named(make.accepted(cast), employer)
    making.agent_for(cast.agent, employer)
    making.agent_for(cast.relative, employer)
    ending = cast.client(cast.agent)
    desk = Desk(cast, cast.relative)
    assert desk.page(case).status_code == 200
    mandate = Mandate.objects.get(user=cast.relative)
    ending.post(f"/units/{employer.pk}/agents/{mandate.pk}/end/")
    clock.move(minutes=90)
    assert desk.page(case).status_code == 404
    assert case.reference not in text(desk.client.get("/me/"))


def test_a_mandate_for_one_case_shows_this_one_alone(cast: Cast) -> None:
    employer = making.employer()
    one, other = named(make.submitted(cast), employer), named(make.submitted(cast), employer)
    Mandate.objects.create(
        user=cast.agent,
        identity=employer.identity,
        case=one,
        party=employer_of(one),
        kind=MandateKind.EMPLOYER_AGENT,
    )
    assert list(visible_to(cast.agent)) == [one]
    assert parties_of(cast.agent, other) == []


def test_a_case_that_is_seen_in_two_ways_is_there_once(cast: Cast) -> None:
    employer = making.employer()
    case = named(make.submitted(cast), employer)
    agent = making.agent_for(cast.agent, employer)
    party = employer_of(case)
    Mandate.objects.create(
        user=agent,
        identity=employer.identity,
        case=case,
        party=party,
        kind=MandateKind.EMPLOYER_AGENT,
    )
    assert list(visible_to(agent)) == [case]
    assert parties_of(agent, case) == [party]
    assert users_of_parties({party.pk: employer.pk}, on=TODAY) == {party.pk: [agent.pk]}


def test_the_agent_of_a_parent_does_not_see_the_cases_of_its_units(cast: Cast) -> None:
    parent = making.employer("济宁演示集团有限公司")
    child = making.employer(parent=parent)
    named(make.submitted(cast), child)
    assert not visible_to(making.agent_for(cast.agent, parent)).exists()


def test_neither_visitors_nor_officers_see_by_mandate(cast: Cast) -> None:
    employer = making.employer()
    named(make.submitted(cast), employer)
    making.agent_for(cast.foreign_officer, employer)
    assert not visible_to(cast.foreign_officer).exists()
    assert not visible_to(AnonymousUser()).exists()


def test_all_agents_of_the_employer_are_told_and_each_once(cast: Cast) -> None:
    employer = making.employer()
    making.agent_for(cast.agent, employer)
    making.agent_for(cast.relative, employer)
    make.accepted(cast, **facts_for(employer))
    told = Outbox.objects.filter(notice="claim_accepted_unit", kind="inbox")
    users = list(told.values_list("user_id", flat=True))
    assert sorted(users) == sorted([cast.agent.pk, cast.relative.pk])


def test_parties_without_anybody_are_left_out(cast: Cast) -> None:
    case = make.submitted(cast, by=cast.agent, filed_by="employer")
    worker = case.parties.get(kind=Party.Kind.WORKER)
    found = users_of_parties({worker.pk: worker.identity_id, 987654321: None}, on=TODAY)
    assert found == {}
    assert users_of_parties({}, on=TODAY) == {}


MANY = 20_000


def many(cast: Cast) -> tuple[User, Case]:
    """Put many cases of many employers into the database, one of which is an agent's."""
    employer = making.employer()
    agent = making.agent_for(cast.agent, employer)
    identities = Identity.objects.bulk_create(
        Identity(kind="credit_code", number="-", number_index=f"many-{n}", name="-")
        for n in range(MANY // 10)
    )
    cases = Case.objects.bulk_create(
        Case(
            kind=ClaimProcess.code,
            reference=f"MANY-{n}",
            state=S.INVESTIGATING,
            office=cast.office,
            person_name=f"演示{n}",
            employer_name=employer.name,
            filed_on=TODAY - timedelta(days=5),
        )
        for n in range(MANY)
    )
    Party.objects.bulk_create(
        Party(
            case=case,
            kind=Party.Kind.EMPLOYER,
            name=employer.name,
            identity=identities[n % len(identities)] if n else employer.identity,
        )
        for n, case in enumerate(cases)
    )
    others = [cast.worker, cast.relative, cast.stranger]
    Mandate.objects.bulk_create(
        Mandate(
            user=others[n % len(others)],
            identity=identity,
            kind=MandateKind.EMPLOYER_AGENT,
            scope=Scope.ALL,
            assurance=Assurance.COUNTER,
        )
        for n, identity in enumerate(identities)
    )
    with connection.cursor() as cursor:
        cursor.execute(
            "RESET ROLE; ANALYZE cases_case; ANALYZE cases_party; ANALYZE accounts_mandate;"
            "ANALYZE accounts_identity; SET ROLE portal_app"
        )
    return agent, cases[0]


def test_among_many_cases_nothing_is_read_from_end_to_end(cast: Cast) -> None:
    agent, case = many(cast)
    newest = visible_to(agent).order_by("-pk")[:26]
    assert list(newest) == [case]
    asked = {
        "list": newest,
        "one": visible_to(agent).filter(reference=case.reference),
        "of a kind": visible_to(agent).filter(kind=ClaimProcess.code).order_by("-pk")[:11],
    }
    for name, rows in asked.items():
        plan = rows.explain()
        for table in ("cases_case", "cases_party", "accounts_mandate"):
            assert f"Seq Scan on {table}" not in plan, (name, plan)
    assert parties_of(agent, case)[0].case_id == case.pk
