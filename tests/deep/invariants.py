"""What holds of a case after every act, whoever tried whatever."""

import json
from collections import Counter
from itertools import pairwise
from typing import Any

from injury_claims.models import ChecklistItem, InjuryClaim, InsuredCheck, Statement
from injury_claims.process import ClaimProcess as P
from injury_claims.states import ClaimState as S
from portal.cases import ledger
from portal.cases.models import Case, Entry, Note, Party, Recusal
from portal.deadlines.calendar import Almanac
from portal.deadlines.clocks import Clocks
from portal.deadlines.models import NO_DUE_DAY, Deadline, Pause
from portal.letters.models import Letter, LetterRecipient, NumberCounter, Service
from portal.notifications.models import Outbox
from portal.workflow.process import NEW


def snapshot(case: Case) -> list[Any]:
    """Return everything that an act could have changed: a refused one leaves it as it was."""
    return [
        list(Case.objects.filter(pk=case.pk).values_list()),
        list(InjuryClaim.objects.filter(pk=case.pk).values_list()),
        list(ChecklistItem.objects.filter(claim_id=case.pk).order_by("pk").values_list()),
        list(Party.objects.filter(case=case).order_by("pk").values_list()),
        list(Deadline.objects.filter(case=case).order_by("pk").values_list()),
        list(Pause.objects.filter(case=case).order_by("pk").values_list()),
        list(NumberCounter.objects.order_by("pk").values_list()),
        *(model.objects.filter(case=case).count() for model in (Entry, Letter, Note, Recusal)),
        Service.objects.filter(letter__case=case).count(),
        Statement.objects.filter(claim_id=case.pk).count(),
        InsuredCheck.objects.filter(claim_id=case.pk).count(),
        Outbox.objects.count(),
    ]


def check(case: Case, *, almanac: Almanac) -> None:
    """Assert all invariants of one case."""
    case = Case.objects.get(pk=case.pk)
    entries = list(Entry.objects.filter(case=case).order_by("number"))
    _the_ledger(case, entries)
    _the_clocks(case, almanac)
    _the_letters(case, entries)
    _the_people(case, entries)


def _the_ledger(case: Case, entries: list[Entry]) -> None:
    assert ledger.faults(case.pk) == []
    assert case.state == entries[-1].to_state
    assert case.version == len(entries)
    assert case.is_open == (case.state not in P.ends)
    for before, after in pairwise(entries):
        assert after.from_state == before.to_state
        assert after.recorded_at >= before.recorded_at
    for entry in entries:
        act = P.act(entry.act)
        assert entry.role in act.roles
        assert act.source is NEW or entry.from_state in P.sources_of(act)


def _the_clocks(case: Case, almanac: Almanac) -> None:
    rows = list(Deadline.objects.filter(case=case))
    running = [row for row in rows if row.ended_on is None]
    clocks = Clocks(case.pk, almanac=almanac)
    for row in running:
        assert (row.raw_end, row.due_on, row.target_on) == clocks.projected(row), row
        assert row.remind_on is None or row.due_on is not None
    for row in rows:
        assert row.remind_on is None or row.ended_on is None
        assert bool(row.ended_by) == (row.ended_on is not None)
    days = [row.due_on for row in running if row.binds_office and row.due_on]
    assert case.next_due_on == min(days, default=NO_DUE_DAY)
    open_pauses = Pause.objects.filter(case=case, to_on__isnull=True)
    assert open_pauses.exists() == (case.state == S.SUSPENDED)
    if not case.is_open:
        assert running == []
    if case.state in {S.ACCEPTED, S.INVESTIGATING, S.SUSPENDED, S.REVIEWING, S.DECIDING}:
        deciding = [row for row in running if row.term.startswith("determination")]
        assert len(deciding) == 1


def _the_letters(case: Case, entries: list[Entry]) -> None:
    letters = {letter.pk: letter for letter in Letter.objects.filter(case=case)}
    told = [tuple(one) for entry in entries for one in json.loads(entry.text)["letters"]]
    assert {pk for pk, *_ in told} == set(letters)
    assert len(told) == len(letters)
    for pk, number, inputs_hash in told:
        assert (letters[pk].number, letters[pk].inputs_hash) == (number, inputs_hash)
    jobs = Outbox.objects.filter(key__in=[f"render_letter:{pk}" for pk in letters])
    assert jobs.count() == len(letters)
    for row in Service.objects.filter(letter__case=case, served_on__isnull=False):
        addressed = LetterRecipient.objects.filter(letter_id=row.letter_id, party_id=row.party_id)
        assert addressed.exists()
    kinds = Counter(letter.kind for letter in letters.values())
    once = ("material_receipt", "acceptance", "correction_notice", "rejection", "evidence_notice")
    assert all(
        kinds[kind] <= 1 for kind in (*once, "determination", "employer_pays", "termination")
    )


def _the_people(case: Case, entries: list[Entry]) -> None:
    claim = InjuryClaim.objects.get(pk=case.pk)
    if claim.signed_by_id is not None:
        people = {claim.proposed_by_id, claim.reviewed_by_id, claim.signed_by_id}
        assert len(people) == 3
        assert None not in people
    away = set(Recusal.objects.filter(case=case).values_list("user_id", flat=True))
    assert case.handler_id not in away or case.handler_id is None
    system = {entry.act for entry in entries if entry.by_id is None}
    assert system <= {"complete_service", "take_effect", "tell_who_pays"}


def check_numbers() -> None:
    """Assert that every series of numbers runs from one to its counter without a gap."""
    for counter in NumberCounter.objects.all():
        taken = Letter.objects.filter(
            office=counter.office_id, series=counter.kind, year=counter.year
        ).order_by("sequence")
        assert list(taken.values_list("sequence", flat=True)) == list(range(1, counter.last + 1))
