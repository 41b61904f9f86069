"""Who may do what in which state of an employer's filings: the tables typed in by hand.

A row is: act, states in which it is open, state it leads to, roles that may perform it, article.
"""

from itertools import product

import pytest

from portal.workflow.process import BEFORE, NEW, SAME, Act, Process
from portal.workflow.roles import OUTSIDERS, Role
from registration import terms
from registration.filings.labels import ACTS as WORDS
from registration.filings.process import (
    PROCESSES,
    CancellationProcess,
    ChangeProcess,
    RegistrationProcess,
)
from registration.filings.states import FilingState as S
from registration.rules import filing, filing_office

CHECKING = "submitted submitted_again"
UNDECIDED = f"{CHECKING} correcting checked"
SERVING = "correcting approved refused"
DUTY = "社会保险法》第五十七条第二款"
AGENCY = "社会保险经办条例》第十条"
REVIEW = "社会保险经办条例》第三十七条"
BY_HAND = "社会保险法》第五十七条第一款"
Table = dict[str, tuple[str, str, str, str]]


def shared(*, agency: str) -> Table:
    """Return the rows that all three filings have, with the article of the agency's period."""
    return {
        "notify_correction": (CHECKING, "correcting", "registrar", agency),
        "supply_correction": ("correcting", "submitted_again", "employer", agency),
        "withdraw": (UNDECIDED, "withdrawn", "employer", "本平台办理规则》第三条"),
        "propose": (CHECKING, "checked", "registrar", REVIEW),
        "return_to_checker": ("checked", "<", "register_reviewer", REVIEW),
        "approve": ("checked", "approved", "register_reviewer", agency),
        "refuse": ("checked", "refused", "register_reviewer", agency),
        "record_service": (SERVING, "", "registrar", "民事诉讼法》第八十七条"),
    }


OF_THE_REGISTER = {
    "note_duty": ("", "due", "registrar", DUTY),
    "submit": ("", "submitted", "employer", DUTY),
    "file": ("due", "submitted", "employer", DUTY),
    "close_duty": ("due", "closed", "registrar", "社会保险经办条例》第九条"),
} | shared(agency=AGENCY)
TABLES: dict[type[Process], Table] = {
    ChangeProcess: OF_THE_REGISTER,
    CancellationProcess: OF_THE_REGISTER,
    RegistrationProcess: {"submit": ("", "submitted", "employer", BY_HAND)}
    | shared(agency=BY_HAND),
}
ALL = [(process, act) for process in PROCESSES for act in process.acts()]
NAMES = [f"{process.code}.{act.name}" for process, act in ALL]


def leads_to(act: Act) -> str:
    """Write a target as the table does."""
    if act.target is SAME:
        return ""
    return "<" if act.target is BEFORE else str(act.target)


@pytest.mark.parametrize("process", PROCESSES)
def test_the_table_names_every_act_and_no_other(process: type[Process]) -> None:
    assert set(TABLES[process]) == {act.name for act in process.acts()}


@pytest.mark.parametrize(("process", "act"), ALL, ids=NAMES)
def test_an_act_is_open_in_these_states_to_these_roles_and_nowhere_else(
    process: type[Process], act: Act
) -> None:
    states, target, roles, article = TABLES[process][act.name]
    for state, role in product(process.states, Role):
        may = state in process.sources_of(act) and role in act.roles
        assert may is (state in states.split() and role in roles.split()), (state, role)
    assert leads_to(act) == target
    assert str(act.basis).endswith(article)


@pytest.mark.parametrize(("process", "act"), ALL, ids=NAMES)
def test_an_act_and_each_of_its_conditions_cite_an_article(
    process: type[Process], act: Act
) -> None:
    for basis in (act.basis, *(rule.basis for rule in act.requires + act.flags)):
        assert str(basis).startswith("《")
        assert "条" in str(basis)
    assert act.name in WORDS


@pytest.mark.parametrize("process", PROCESSES)
def test_two_persons_decide_and_nobody_from_outside_does(process: type[Process]) -> None:
    for name in ("approve", "refuse", "return_to_checker"):
        act = process.act(name)
        assert act.roles == (Role.REGISTER_REVIEWER,)
        assert filing_office.another_person_decides in act.requires
    for act in process.acts():
        assert set(act.roles) <= OUTSIDERS or not set(act.roles) & OUTSIDERS
    assert filing_office.correction_is_first in process.act("notify_correction").requires


@pytest.mark.parametrize("process", PROCESSES)
def test_the_agencys_period_stops_at_the_correction_and_starts_whole_again(
    process: type[Process],
) -> None:
    check = terms.REGISTRATION_CHECK if process is RegistrationProcess else terms.AGENCY_CHECK
    starting = {a.name for a in process.acts() if check in {start.term for start in a.starts}}
    meeting = {act.name for act in process.acts() if check in act.meets}
    assert starting == {"submit", "supply_correction"} | (
        set() if process is RegistrationProcess else {"file"}
    )
    assert meeting == {"notify_correction", "approve", "refuse"}
    assert process.papers["filing_correction"].on_service == (terms.FILING_CORRECTION,)
    assert terms.FILING_CORRECTION in process.act("supply_correction").meets


@pytest.mark.parametrize(
    ("process", "duty"),
    [(ChangeProcess, terms.CHANGE_DUTY), (CancellationProcess, terms.CANCELLATION_DUTY)],
)
def test_a_duty_binds_the_employer_from_the_day_of_the_event(
    process: type[Process], duty: object
) -> None:
    (start,) = process.act("note_duty").starts
    assert (start.term, start.on, start.of) == (duty, "happened_on", Role.EMPLOYER)
    assert duty in process.act("file").meets
    assert duty in process.act("close_duty").withdraws


def test_what_is_owed_bars_a_cancellation_and_nothing_else() -> None:
    assert filing.nothing_is_owed in CancellationProcess.approve.requires
    assert filing.no_unit_is_active in CancellationProcess.approve.requires
    assert "nothing_is_owed" in {rule.name for rule in CancellationProcess.propose.requires}
    for process in (ChangeProcess, RegistrationProcess):
        for act in process.acts():
            assert "nothing_is_owed" not in {rule.name for rule in act.requires}
    assert filing.nothing_is_owed not in CancellationProcess.refuse.requires


def test_lateness_bars_nobody() -> None:
    for process, act in ALL:
        late = {rule.name for rule in act.requires if "in_time" in rule.name}
        assert late == set()
        if act.name in {"submit", "file"}:
            assert [rule.name for rule in act.flags], process.code


@pytest.mark.parametrize("process", PROCESSES)
def test_every_letter_and_notice_that_an_act_names_is_declared_and_none_is_idle(
    process: type[Process],
) -> None:
    assert {name for act in process.acts() for name in act.letters} == set(process.papers)
    assert {name for act in process.acts() for name in act.notices} == set(process.tells)


@pytest.mark.parametrize("process", PROCESSES)
def test_an_end_is_left_by_nothing(process: type[Process]) -> None:
    for act in process.acts():
        if act.source is not NEW and act.target is not SAME:
            assert not set(process.sources_of(act)) & set(process.ends)
    assert S.DUE not in RegistrationProcess.ends
