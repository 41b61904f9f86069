"""Who may do what in which state: the whole table typed in by hand, without a database.

A row is: act, states in which it is open, state it leads to, roles that may perform it, article. It
is checked against the statute's order by people and never computed: a change of the process that is
not meant shows here, and one that is meant is written down twice.
"""

from itertools import product

import pytest

from injury_claims.process import ClaimProcess as P
from injury_claims.rules import evidence, officers
from injury_claims.states import ClaimState as S
from portal.workflow.process import BEFORE, NEW, SAME, Act
from portal.workflow.roles import OUTSIDERS, Role

REVIEW = "submitted submitted_again"
UNDECIDED = f"{REVIEW} correcting accepted investigating suspended reviewing deciding"
OPEN = f"{UNDECIDED} rejected decided serving served"
EVERY = f"{OPEN} effective withdrawn"
INQUIRY = "accepted investigating"
PARTIES = "applicant worker employer"
OFFICERS = "window_clerk handler investigator reviewer signer supervisor"

TABLE = {
    "submit": ("", "submitted", "applicant", "工伤保险条例》第十七条"),
    "add_papers": (UNDECIDED, "", PARTIES, "工伤保险条例》第十八条"),
    "confirm_address": (OPEN, "", PARTIES, "民事诉讼法》第九十条"),
    "give_code": (OPEN, "", "window_clerk handler", "本平台办理规则》第七条"),
    "withdraw": (UNDECIDED, "withdrawn", "applicant", "本平台办理规则》第三条"),
    "check_materials": (REVIEW, "", "window_clerk", "工伤认定办法》第七条"),
    "accept": (REVIEW, "accepted", "window_clerk", "工伤认定办法》第八条"),
    "notify_correction": ("submitted", "correcting", "window_clerk", "工伤认定办法》第八条"),
    "supply_correction": (
        *("correcting", "submitted_again", "applicant", "工伤保险条例》第十八条第三款"),
    ),
    "refuse": (REVIEW, "rejected", "window_clerk", "工伤认定办法》第八条"),
    "transfer": (REVIEW, "", "window_clerk", "本平台办理规则》第二条"),
    "check_insured": (
        f"{REVIEW} correcting {INQUIRY} suspended",
        *("", "window_clerk handler", "工伤保险条例》第六十二条"),
    ),
    "take": (OPEN, "", "handler", "工伤认定办法》第十六条"),
    "give_back": (OPEN, "", "handler", "本平台办理规则》第一条"),
    "reassign": (OPEN, "", "supervisor", "本平台办理规则》第一条"),
    "recuse": (OPEN, "", OFFICERS, "工伤认定办法》第十六条"),
    "note": (EVERY, "", OFFICERS, "本平台办理规则》第一条"),
    "investigate": ("accepted", "investigating", "handler", "工伤保险条例》第十九条第一款"),
    "mark_simple": (INQUIRY, "", "handler", "工伤保险条例》第二十条第二款"),
    "mark_ordinary": (INQUIRY, "", "handler", "工伤保险条例》第二十条第一款"),
    "demand_evidence": (INQUIRY, "", "handler", "工伤认定办法》第十七条"),
    "answer_evidence": (f"{INQUIRY} suspended", "", "employer", "工伤保险条例》第十九条第二款"),
    "extend_evidence": (f"{INQUIRY} suspended", "", "handler", "工伤认定办法》第十七条"),
    "note_silence": (f"{INQUIRY} suspended", "", "handler", "工伤认定办法》第十七条"),
    "record_interview": ("investigating", "", "handler investigator", "工伤认定办法》第十条"),
    "record_site_visit": ("investigating", "", "handler investigator", "工伤认定办法》第十一条"),
    "suspend": (INQUIRY, "suspended", "handler", "工伤保险条例》第二十条第三款"),
    "resume": ("suspended", "<", "handler", "若干问题的意见》第五条"),
    "propose": ("investigating", "reviewing", "handler", "工伤认定办法》第十八条"),
    "approve": ("reviewing", "deciding", "reviewer", "本平台办理规则》第五条"),
    "return_from_review": ("reviewing", "investigating", "reviewer", "本平台办理规则》第五条"),
    "sign": ("deciding", "decided", "signer", "工伤认定办法》第十九条"),
    "tell_who_pays": ("decided", "", "system", "工伤保险条例》第六十二条"),
    "return_from_signing": ("deciding", "investigating", "signer", "本平台办理规则》第五条"),
    "dispatch": ("decided", "serving", "handler", "工伤认定办法》第二十二条"),
    "record_service": (OPEN, "", "handler window_clerk", "工伤认定办法》第二十二条"),
    "record_failed_service": (OPEN, "", "handler window_clerk", "民事诉讼法》第八十八条"),
    "complete_service": ("serving", "served", "system", "工伤认定办法》第二十二条"),
    "take_effect": ("served rejected", "effective", "system", "行政诉讼法》第四十六条第一款"),
}
ACTS = list(P.acts())
NAMES = [act.name for act in ACTS]


def may(act: Act, state: S, role: Role) -> bool:
    """Say what the process decides."""
    return state in P.sources_of(act) and role in act.roles


def leads_to(act: Act) -> str:
    """Write a target as the table does."""
    if act.target is SAME:
        return ""
    return "<" if act.target is BEFORE else str(act.target)


def test_the_table_names_every_act_and_no_other() -> None:
    assert set(TABLE) == set(NAMES)
    assert {state.value for state in S} == set(EVERY.split())


@pytest.mark.parametrize("act", ACTS, ids=NAMES)
def test_an_act_is_open_in_these_states_to_these_roles_and_nowhere_else(act: Act) -> None:
    states, target, roles, article = TABLE[act.name]
    wrong = [
        (state.value, role.value)
        for state, role in product(S, Role)
        if may(act, state, role) is not (state in states.split() and role in roles.split())
    ]
    assert wrong == []
    assert leads_to(act) == target
    assert str(act.basis).endswith(article)
    assert {role.value for role in act.roles} == set(roles.split())


@pytest.mark.parametrize("act", ACTS, ids=NAMES)
def test_an_act_and_each_of_its_conditions_cite_an_article(act: Act) -> None:
    for basis in (act.basis, *(rule.basis for rule in act.requires + act.flags)):
        assert str(basis).startswith("《")
        assert "条" in str(basis)


@pytest.mark.parametrize("act", ACTS, ids=NAMES)
def test_a_state_is_changed_by_an_act_of_the_statute_not_by_an_inner_one(act: Act) -> None:
    """What only officers see changes no state that a party is waiting for, but the signature."""
    if act.internal and act.target is not SAME:
        assert act.name in {"approve", "return_from_review", "return_from_signing", "dispatch"}


def successors(state: S) -> set[S]:
    """Return the states to which some act leads from a state."""
    found: set[S] = set()
    for act in ACTS:
        if state not in P.sources_of(act) or act.target is SAME:
            continue
        if act.target is BEFORE:
            into = [one for one in ACTS if one.target is state]
            found |= {before for one in into for before in P.sources_of(one)}
        else:
            found.add(S(str(act.target)))
    return found


def reachable(start: S) -> set[S]:
    """Return every state to which acts can lead, the start included."""
    found, waiting = {start}, [start]
    while waiting:
        new = successors(waiting.pop()) - found
        found |= new
        waiting += new
    return found


def test_every_state_is_reached_from_the_filing() -> None:
    assert reachable(S.SUBMITTED) == set(S)


@pytest.mark.parametrize("state", S)
def test_every_open_state_has_an_exit_and_leads_to_an_end(state: S) -> None:
    ends = {S.EFFECTIVE, S.WITHDRAWN}
    assert set(P.ends) == ends
    if state in ends:
        assert successors(state) == set()
    else:
        assert successors(state)
        assert reachable(state) & ends


def test_what_the_law_joins_is_joined_and_what_it_parts_is_parted() -> None:
    assert S.DECIDED not in successors(S.INVESTIGATING)  # nobody decides alone
    assert successors(S.DECIDING) == {S.DECIDED, S.INVESTIGATING, S.WITHDRAWN}
    assert successors(S.SUSPENDED) == {S.ACCEPTED, S.INVESTIGATING, S.WITHDRAWN}
    assert successors(S.CORRECTING) == {S.SUBMITTED_AGAIN, S.WITHDRAWN}
    assert successors(S.SUBMITTED_AGAIN) == {S.ACCEPTED, S.REJECTED, S.WITHDRAWN}
    assert successors(S.DECIDED) == {S.SERVING}  # what was signed is served, not taken back
    assert successors(S.REJECTED) == {S.EFFECTIVE}


def test_after_the_decision_no_party_and_no_reviewer_changes_the_case() -> None:
    for state, role in product(
        (S.DECIDED, S.SERVING, S.SERVED, S.EFFECTIVE), (*OUTSIDERS, Role.REVIEWER, Role.SIGNER)
    ):
        moving = [act.name for act in ACTS if may(act, state, role) and act.target is not SAME]
        assert moving == []


def test_a_closed_case_takes_remarks_and_nothing_else() -> None:
    for state in P.ends:
        assert [act.name for act in ACTS if state in P.sources_of(act)] == ["note"]


def test_nobody_from_outside_and_no_administrator_does_the_work_of_the_office() -> None:
    office = frozenset(Role(name) for name in OFFICERS.split())
    for act in ACTS:
        roles = frozenset(act.roles)
        assert not roles & {Role.ADMINISTRATOR, Role.AUDITOR}
        assert roles <= OUTSIDERS or roles <= office or roles == {Role.SYSTEM}


def test_every_act_of_an_officer_on_the_merits_asks_for_recusal() -> None:
    free = {"note", "give_back", "reassign", "recuse"}  # none of them weighs the merits
    for act in ACTS:
        if set(act.roles) <= OUTSIDERS | {Role.SYSTEM} or act.name in free:
            continue
        assert officers.officer_is_not_recused in act.requires, act.name


def test_three_people_make_a_decision() -> None:
    assert "reviewer_is_another_person" in {rule.name for rule in P.approve.requires}
    assert "signer_is_third_person" in {rule.name for rule in P.sign.requires}
    assert evidence.two_officers_took_part in P.record_interview.requires
    assert evidence.two_officers_took_part in P.record_site_visit.requires


def test_every_clock_that_starts_is_ended_by_some_act_or_by_its_day() -> None:
    ended = {term for act in ACTS for term in (*act.meets, *act.withdraws, *act.when_over)}
    assert set(P.terms()) <= ended
    assert set(P.suspend.pauses) == set(P.resume.resumes)
    assert set(P.suspend.pauses) == set(P.sign.meets)


def test_every_letter_and_notice_that_an_act_names_is_declared_and_none_is_idle() -> None:
    letters = {name for act in ACTS for name in act.letters}
    notices = {name for act in ACTS for name in act.notices}
    assert letters == set(P.papers)
    assert notices == set(P.tells)
    assert [act.name for act in ACTS if act.source is NEW] == ["submit"]
