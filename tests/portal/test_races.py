"""Many at once on a real PostgreSQL: one effect, one number, one letter; losers are told why."""

import re
import threading
import uuid
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest
from django.db import connection
from django.http import HttpResponse

from injury_claims import facts as f
from injury_claims.filing import file_claim
from injury_claims.outcomes import SuspensionCause
from injury_claims.process import ClaimProcess as P
from injury_claims.states import ClaimState as S
from portal.accounts.models import RoleGrant, User
from portal.cases import ledger
from portal.cases.models import Case, Entry
from portal.cases.perform import perform
from portal.cases.refusals import Changed, Refused
from portal.deadlines.models import Deadline
from portal.letters.models import Letter, NumberCounter, Service
from portal.notifications.models import Outbox
from portal.workflow.process import Act
from portal.workflow.roles import Role
from portal.workflow.service import Method, Served
from tests import factories as make
from tests.cast import SINCE, Cast
from tests.desk import Desk, filled

AT_ONCE = 8
CHINESE = re.compile("[\u4e00-\u9fff]{4,}")
Work = Callable[[], object]

pytestmark = pytest.mark.django_db(transaction=True)
rounds = pytest.mark.parametrize(
    "rounds", [pytest.param(2, id="few"), pytest.param(50, id="fifty", marks=pytest.mark.deep)]
)


def together(works: list[Work]) -> list[object]:
    """Do all of it at the same moment, each in a thread and connection of its own."""
    line = threading.Barrier(len(works))

    def run(work: Work) -> object:
        try:
            connection.ensure_connection()
            line.wait(20)
            return work()
        except Refused as refused:
            return refused
        finally:
            connection.close()

    with ThreadPoolExecutor(len(works)) as pool:
        return list(pool.map(run, works))


def tries(
    case: Case,
    act: Act,
    people: list[User],
    *,
    facts: Any = None,
    key: uuid.UUID | None = None,
    seen: int | None = None,
) -> list[Work]:
    """Return one attempt for each person, each on a reading of the case of its own."""

    def attempt(by: User) -> Work:
        mine = Case.objects.get(pk=case.pk)
        return lambda: perform(mine, act, by=by, facts=facts, key=key or uuid.uuid4(), seen=seen)

    return [attempt(by) for by in people]


def filings(by: User, *, key: uuid.UUID | None = None) -> list[Work]:
    """Return eight submissions of the same claim."""
    return [lambda: file_claim(make.filing(), by=by, key=key or uuid.uuid4())] * AT_ONCE


def winner(outcomes: list[object]) -> Entry:
    """Return the one entry that was made; all others were refused in words."""
    won = [outcome for outcome in outcomes if isinstance(outcome, Entry)]
    assert len(won) == 1, outcomes
    for outcome in outcomes:
        if not isinstance(outcome, Entry):
            assert isinstance(outcome, Refused)
            assert outcome.reasons
            assert all(CHINESE.search(reason.sentence) for reason in outcome.reasons)
    return won[0]


def assert_numbers_have_no_gap() -> None:
    """Every series of numbers is 1, 2, 3 … up to its counter."""
    for counter in NumberCounter.objects.all():
        taken = Letter.objects.filter(
            office=counter.office, series=counter.kind, year=counter.year
        ).order_by("sequence")
        assert list(taken.values_list("sequence", flat=True)) == list(range(1, counter.last + 1))


def assert_whole(case: Case) -> None:
    """The chain holds, nothing stands doubled in the outbox, numbers follow each other."""
    case.refresh_from_db()
    assert ledger.faults(case.pk) == []
    keys = list(Outbox.objects.values_list("key", flat=True))
    assert len(keys) == len(set(keys))
    assert_numbers_have_no_gap()


def colleagues(cast: Cast, role: Role) -> list[User]:
    """Return eight officers who hold a role; the first is the one of the cast."""
    found = []
    for number in range(AT_ONCE):
        user = User.objects.create_staff(
            phone=f"1370000{number:04d}", name=f"同事{number}", password=None, office=cast.office
        )
        RoleGrant.objects.create(user=user, role=role, office=cast.office, from_on=SINCE)
        found.append(user)
    return found


@rounds
def test_eight_acceptances_make_one_letter_with_one_number(cast: Cast, rounds: int) -> None:
    clerks = colleagues(cast, Role.WINDOW_CLERK)
    for number in range(1, rounds + 1):
        case = make.checked(cast, make.submitted(cast))
        entry = winner(together(tries(case, P.accept, clerks)))
        assert (entry.act, entry.to_state) == ("accept", S.ACCEPTED)
        letter = Letter.objects.get(case=case, kind="acceptance")
        assert letter.sequence == number
        assert Deadline.objects.filter(case=case, term="determination").count() == 1
        assert Outbox.objects.filter(key=f"render_letter:{letter.pk}").count() == 1
        assert_whole(case)


@rounds
def test_eight_clicks_of_one_form_are_one_acceptance_for_all(cast: Cast, rounds: int) -> None:
    for _ in range(rounds):
        case = make.checked(cast, make.submitted(cast))
        people = [cast.clerk] * AT_ONCE
        outcomes = together(tries(case, P.accept, people, key=uuid.uuid4(), seen=case.version))
        assert len({entry.pk for entry in outcomes if isinstance(entry, Entry)}) == 1
        assert not [outcome for outcome in outcomes if isinstance(outcome, Refused)]
        assert Entry.objects.filter(case=case, act="accept").count() == 1
        assert_whole(case)


@rounds
def test_eight_pages_that_show_the_same_version_are_told_what_changed(
    cast: Cast, rounds: int
) -> None:
    clerks = colleagues(cast, Role.WINDOW_CLERK)
    for _ in range(rounds):
        case = make.checked(cast, make.submitted(cast))
        outcomes = together(tries(case, P.accept, clerks, seen=case.version))
        entry = winner(outcomes)
        losers = [outcome for outcome in outcomes if outcome is not entry]
        by = entry.by.name if entry.by else ""
        assert all(isinstance(loser, Changed) and by in str(loser) for loser in losers)
        assert_whole(case)


@rounds
def test_eight_signatures_make_one_decision(cast: Cast, rounds: int) -> None:
    signers = colleagues(cast, Role.SIGNER)
    for number in range(1, rounds + 1):
        case = make.approved(cast)
        winner(together(tries(case, P.sign, signers, facts=f.Signature("同意"))))
        letter = Letter.objects.get(case=case, kind="determination")
        assert letter.sequence == number
        assert Deadline.objects.filter(case=case, term="recognition_service").count() == 1
        assert_whole(case)


@rounds
def test_eight_records_of_one_service_start_one_clock(cast: Cast, rounds: int) -> None:
    handlers = colleagues(cast, Role.HANDLER)
    for _ in range(rounds):
        case = make.serving(cast)
        letter = Letter.objects.get(case=case, kind="determination")
        recipient = letter.recipients.order_by("pk")[0]
        proof = make.photo(case, material="service_proof")
        served = Served(
            letter_id=letter.pk,
            party_id=recipient.party_id,
            method=Method.DIRECT,
            served_on=letter.issued_on,
            received_by="本人",
            place="窗口",
            proof_id=str(proof.pk),
        )
        winner(together(tries(case, P.record_service, handlers, facts=served)))
        assert Service.objects.filter(letter=letter).count() == 1
        remedies = Deadline.objects.filter(case=case, party=recipient.party_id)
        assert sorted(remedies.values_list("term", flat=True)) == ["litigation", "reconsideration"]
        assert_whole(case)


@rounds
def test_the_last_two_services_at_once_complete_it_once(cast: Cast, rounds: int) -> None:
    for _ in range(rounds):
        case = make.serving(cast)
        letter = Letter.objects.get(case=case, kind="determination")
        works: list[Work] = []
        for recipient in letter.recipients.all():
            served = Served(
                letter_id=letter.pk,
                party_id=recipient.party_id,
                method=Method.DIRECT,
                served_on=letter.issued_on,
                received_by="本人",
                place="窗口",
                proof_id=str(make.photo(case, material="service_proof").pk),
            )
            works += tries(case, P.record_service, [cast.handler], facts=served)
        outcomes = together(works)
        assert all(isinstance(outcome, Entry) for outcome in outcomes)
        assert_whole(case)
        assert case.state == S.SERVED
        assert Entry.objects.filter(case=case, act="complete_service").count() == 1


@rounds
def test_eight_submissions_with_one_key_open_one_case(cast: Cast, rounds: int) -> None:
    for number in range(1, rounds + 1):
        outcomes = together(filings(cast.worker, key=uuid.uuid4()))
        assert len({case.pk for case in outcomes if isinstance(case, Case)}) == 1
        assert not [outcome for outcome in outcomes if isinstance(outcome, Refused)]
        assert Case.objects.count() == number
        case = Case.objects.latest("pk")
        assert case.parties.count() == 2
        assert case.mandates.count() == 1
        assert Letter.objects.filter(case=case, kind="material_receipt").count() == 1
        assert_whole(case)


@rounds
def test_eight_submissions_with_keys_of_their_own_take_numbers_without_a_gap(
    cast: Cast, rounds: int
) -> None:
    for number in range(1, rounds + 1):
        outcomes = together(filings(cast.worker))
        assert all(isinstance(outcome, Case) for outcome in outcomes)
        references = Case.objects.values_list("reference", flat=True)
        assert len(set(references)) == number * AT_ONCE
        assert_numbers_have_no_gap()


@rounds
def test_a_case_is_taken_by_one_of_two_handlers(cast: Cast, rounds: int) -> None:
    for _ in range(rounds):
        case = make.accepted(cast)
        people = [cast.handler, cast.second_handler] * (AT_ONCE // 2)
        outcomes = together(tries(case, P.take, people, facts=f.Taken(no_interest=True)))
        entry = winner(outcomes)
        case.refresh_from_db()
        assert case.handler_id == entry.by_id
        losers = [outcome for outcome in outcomes if outcome is not entry]
        assert all("已经有承办人" in str(loser) for loser in losers)
        assert_whole(case)


@rounds
def test_of_two_acts_that_exclude_each_other_one_wins(cast: Cast, rounds: int) -> None:
    suspension = f.Suspension(SuspensionCause.JUDICIAL, "刑事判决", "等待判决")
    withdrawal = f.Withdrawal(reason="不再申请", is_voluntary=True)
    for _ in range(rounds):
        case = make.interviewed(cast, make.investigating(cast))
        works = (
            tries(case, P.suspend, [cast.handler] * 3, facts=suspension)
            + tries(case, P.propose, [cast.handler] * 3, facts=make.proposal())
            + tries(case, P.withdraw, [cast.worker] * 2, facts=withdrawal, seen=case.version)
        )
        before = Entry.objects.filter(case=case).count()
        together(works)
        assert_whole(case)
        new = list(Entry.objects.filter(case=case).order_by("number")[before:])
        moved = [(entry.from_state, entry.to_state) for entry in new]
        # a withdrawal that was first ends the case; one that was later saw an old version
        assert moved in (
            [(S.INVESTIGATING, S.SUSPENDED)],
            [(S.INVESTIGATING, S.REVIEWING)],
            [(S.INVESTIGATING, S.WITHDRAWN)],
        )


@rounds
def test_eight_letters_of_eight_cases_have_eight_numbers(cast: Cast, rounds: int) -> None:
    for _ in range(rounds):
        cases = [make.checked(cast, make.submitted(cast)) for _ in range(AT_ONCE)]
        works = [work for case in cases for work in tries(case, P.accept, [cast.clerk])]
        assert all(isinstance(outcome, Entry) for outcome in together(works))
        assert_numbers_have_no_gap()


@rounds
def test_losers_at_the_screen_see_a_chinese_sentence_and_keep_what_they_typed(
    cast: Cast, rounds: int
) -> None:
    people = colleagues(cast, Role.HANDLER)
    desks = [Desk(cast, user) for user in people]
    for _ in range(rounds):
        case = make.accepted(cast)
        forms = [filled(desk.open(case, "take")) | {"interest": "no"} for desk in desks]

        def press(desk: Desk, typed: dict[str, Any], case: Case = case) -> Work:
            return lambda: desk.send(case, "take", typed)

        works = [press(desk, typed) for desk, typed in zip(desks, forms, strict=True)]
        answers = [page for page in together(works) if isinstance(page, HttpResponse)]
        statuses = sorted(page.status_code for page in answers)
        assert statuses == [303] + [409] * (AT_ONCE - 1)
        case.refresh_from_db()
        name = next(user.name for user in people if user.pk == case.handler_id)
        for page in answers:
            if page.status_code == 409:
                assert name in page.content.decode()
        assert Entry.objects.filter(case=case, act="take").count() == 1
        assert_whole(case)
