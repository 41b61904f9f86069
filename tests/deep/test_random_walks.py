"""Random people do random things to random cases for days on end; the promises hold throughout.

One commit walks the same ways each time, so that a failure is this commit's own. `PORTAL_WALKS=new`
takes ways that nobody has gone yet: run it after a change of the process.
"""

import os
import re
import uuid
from collections.abc import Iterator
from datetime import date, datetime, timedelta
from random import Random
from typing import Any, ClassVar

import pytest
from django.db import transaction
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, rule, run_state_machine_as_test

from injury_claims import facts as f
from injury_claims.filing import file_claim
from injury_claims.process import ClaimProcess as P
from injury_claims.states import ClaimState as S
from portal import clock as portal_clock
from portal.accounts.models import Mandate, User
from portal.accounts.models.identity import MandateKind
from portal.cases.models import Case, Entry, Party
from portal.cases.perform import perform
from portal.cases.refusals import KeyReused, Refused
from portal.cases.tasks import acts_of_the_clock
from portal.deadlines import reminders
from portal.deadlines.calendar import Almanac
from portal.letters.models import Letter
from portal.notifications.models import Outbox
from portal.workflow.process import Act
from tests import factories as make
from tests.cast import Cast
from tests.deep.invariants import check, check_numbers, snapshot
from tests.deep.moves import Moves, sensible
from tests.injury_claims.test_my_case import correcting

START = datetime(2026, 11, 24, 10, 0, tzinfo=portal_clock.CHINA)
STEPS = 15
NEW_WAYS = os.environ.get("PORTAL_WALKS") == "new"
MANY = 22  # of the acts succeed in the long walk; a narrower one would show little
CHINESE = re.compile("[\u4e00-\u9fff]{4,}")
PEOPLE = (
    *("worker", "agent", "clerk", "handler", "second_handler", "investigator", "reviewer"),
    *("signer", "supervisor", "do_everything", "foreign_officer", "administrator", "stranger"),
    "nobody",
)


class World(RuleBasedStateMachine):
    """An office at work; what an example changed is rolled back after it."""

    cast: ClassVar[Cast]
    cases: ClassVar[list[Case]]
    almanac: ClassVar[Almanac]
    performed: ClassVar[dict[str, int]]

    def __init__(self) -> None:
        super().__init__()
        portal_clock.stop(START)
        self._transaction = transaction.atomic()
        self._transaction.__enter__()
        self.own = [Case.objects.get(pk=case.pk) for case in self.cases]
        self.chance = Random(0)
        self.last: tuple[Case, Act, User | None, Any, uuid.UUID] | None = None

    def teardown(self) -> None:
        """Undo everything."""
        transaction.set_rollback(True)
        self._transaction.__exit__(None, None, None)
        portal_clock.stop(START)

    @initialize(seed=st.integers(0, 2**32))
    def a_day_begins(self, seed: int) -> None:
        """Chance of this example's own: the choices of an act are too many to be drawn singly."""
        self.chance = Random(seed)

    @rule()
    def somebody_does_what_is_due(self) -> None:
        """Acts that the state allows, one after the other, by people whose role they are."""
        case = self.chance.choice(self.own)
        for _ in range(3):
            case.refresh_from_db()
            act = self._due(case)
            person = self._fit(case, act)
            self._try(case, act, person)

    @rule(person=st.sampled_from(PEOPLE))
    def somebody_does_anything(self, person: str) -> None:
        """Any act by anybody in any state, those of the system included."""
        case = self.chance.choice(self.own)
        case.refresh_from_db()
        acts = [act for act in P.acts() if act is not P.submit]
        act = self.chance.choice(acts)
        self._try(case, act, person)

    @rule(days=st.sampled_from((1, 3, 15, 16, 61, 185)))
    def days_pass(self, days: int) -> None:
        """The clock of the house goes on, with its sweep and its own acts."""
        portal_clock.stop(portal_clock.now() + timedelta(days=days))
        reminders.sweep(portal_clock.today())
        for _ in range(acts_of_the_clock()):
            self.performed["take_effect"] += 1
        for case in self.own:
            check(case, almanac=self.almanac)
        assert reminders.sweep(portal_clock.today()) == 0
        assert acts_of_the_clock() == 0

    @rule(happened_days_ago=st.sampled_from((0, 5, 400, -1)))
    def somebody_files(self, happened_days_ago: int) -> None:
        """A new claim; an accident of tomorrow opens none."""
        happened_on = portal_clock.today() - timedelta(days=happened_days_ago)
        before = Case.objects.count(), Letter.objects.count(), Outbox.objects.count()
        filing = make.filing(happened_on=happened_on)
        try:
            case = file_claim(filing, by=self.cast.worker, key=uuid.uuid4())
        except Refused:
            assert happened_days_ago < 0
            now = Case.objects.count(), Letter.objects.count(), Outbox.objects.count()
            assert now == before
        else:
            assert happened_days_ago >= 0
            self.own.append(case)
            check(case, almanac=self.almanac)

    @rule()
    def somebody_clicks_again(self) -> None:
        """The same form once more changes nothing and answers as it did."""
        if self.last is None:
            return
        case, act, by, facts, key = self.last
        before = snapshot(case)
        entry = perform(Case.objects.get(pk=case.pk), act, by=by, facts=facts, key=key)
        assert entry.key == key
        assert snapshot(case) == before

    @rule()
    def somebody_uses_a_key_twice(self) -> None:
        """The key of one act opens no other and no other case."""
        if self.last is None:
            return
        case, act, by, _facts, key = self.last
        before = snapshot(case)
        other = P.note if act is not P.note else P.give_back
        facts = f.Note("另一件事") if other is P.note else f.Because("另一件事")
        with pytest.raises(KeyReused):
            perform(Case.objects.get(pk=case.pk), other, by=by, facts=facts, key=key)
        assert snapshot(case) == before

    def _try(self, case: Case, act: Act, person: str) -> None:
        by = None if person == "nobody" else getattr(self.cast, person)
        facts = Moves(self.cast, case, self.chance).facts_of(act)
        before, key = snapshot(case), uuid.uuid4()
        seen = self.chance.choice((*[None, case.version] * 4, 0))
        try:
            entry = perform(case, act, by=by, facts=facts, key=key, seen=seen)
        except Refused as refused:
            told = [reason.sentence for reason in refused.reasons]
            assert_told(told)
            assert snapshot(case) == before
        else:
            assert seen != 0
            assert (entry.act, entry.key) == (act.name, key)
            self.performed[act.name] = self.performed.get(act.name, 0) + 1
            self.last = (case, act, by, facts, key)
        check(case, almanac=self.almanac)
        check_numbers()

    def _due(self, case: Case) -> Act:
        """Choose an act that the state allows; those of few states, which lead on, more often."""
        acts = sensible(case)
        weights = [1 / len(P.sources_of(act)) for act in acts]
        return self.chance.choices(acts, weights)[0]

    def _fit(self, case: Case, act: Act) -> str:
        """Choose somebody whose role it is, mostly the handler of the case."""
        fit = {
            "applicant": ["worker"],
            "worker": ["worker"],
            "employer": ["agent"],
            "window_clerk": ["clerk"],
            "handler": ["handler", "second_handler"],
        }
        found = [name for role in act.roles for name in fit.get(role, [role.value])]
        if case.handler == self.cast.second_handler:
            found.reverse()
        return self.chance.choice([found[0], found[0], *found, "do_everything"])


def assert_told(sentences: list[str]) -> None:
    """Somebody who is refused reads at least one sentence of Chinese."""
    assert sentences
    assert all(CHINESE.search(sentence) for sentence in sentences), sentences


@pytest.fixture
def world(cast: Cast, clock: object) -> type[World]:
    """One case at each stage, made by the acts, and everybody who may come near it."""
    World.cast = cast
    World.performed = {"take_effect": 0}
    World.almanac = Almanac()
    World.cases = [*_stages(cast)]
    for name in PEOPLE[:-1]:
        _ = getattr(cast, name)
    for case in World.cases:
        case.refresh_from_db()
        employer = case.parties.get(kind=Party.Kind.EMPLOYER)
        Mandate.objects.create(
            user=cast.agent,
            case=case,
            party=employer,
            kind=MandateKind.EMPLOYER_AGENT,
            from_on=START.date(),
        )
        check(case, almanac=World.almanac)
    return World


def _stages(cast: Cast) -> Iterator[Case]:
    yield make.submitted(cast)
    yield make.checked(cast, make.submitted(cast))
    yield correcting(cast)
    yield make.accepted(cast)
    yield make.interviewed(cast, make.investigating(cast))
    yield _demanded(cast)
    yield _suspended(cast)
    yield make.proposed(cast)
    yield make.approved(cast)
    yield make.decided(cast)
    yield make.serving(cast)
    yield make.served(cast)


def _demanded(cast: Cast) -> Case:
    case = make.investigating(cast)
    make.act(case, P.demand_evidence, cast.handler, f.EvidenceDemand("请提交证据"))
    letter = Letter.objects.get(case=case, kind="evidence_notice")
    employer = case.parties.get(kind=Party.Kind.EMPLOYER)
    make.serve(cast, case, letter=letter, party=employer)
    return case


def _suspended(cast: Cast) -> Case:
    case = make.interviewed(cast, make.investigating(cast))
    suspension = f.Suspension(f.SuspensionCause.JUDICIAL, "判决书", "等待判决")
    make.act(case, P.suspend, cast.handler, suspension)
    return case


def walk(world: type[World], *, examples: int) -> None:
    """Let the world go on for so many examples."""
    run_state_machine_as_test(
        world,
        settings=settings(
            max_examples=examples,
            stateful_step_count=STEPS,
            deadline=None,
            database=None,
            derandomize=not NEW_WAYS,
            suppress_health_check=list(HealthCheck),
        ),
    )


@pytest.mark.django_db
def test_a_few_random_days_break_no_promise(world: type[World]) -> None:
    walk(world, examples=8)


@pytest.mark.deep
@pytest.mark.django_db
def test_four_hundred_times_fifteen_random_steps_break_no_promise(world: type[World]) -> None:
    walk(world, examples=400)
    assert len(world.performed) >= MANY, world.performed
    assert Entry.objects.filter(act="submit").count() == len(world.cases)
    assert all(S(case.state) for case in world.cases)
    assert date(2026, 11, 24) == portal_clock.today()
