"""A procedure with a hole is found before it is served."""

from dataclasses import replace
from enum import StrEnum

from injury_claims.kind import KIND
from portal.cases import checks, pages
from portal.law.instruments import REGULATION
from portal.workflow.process import NEW, SAME, Act, Process
from portal.workflow.roles import Role


class State(StrEnum):
    """States of a procedure with holes."""

    BEGUN = "begun"
    STUCK = "stuck"
    NOWHERE = "nowhere"
    DONE = "done"


class Holed(Process):
    """A procedure with every hole that the checks know."""

    code = "holed"
    title = "有漏洞的程序"
    states = State
    ends = (State.DONE,)
    begin = Act(source=NEW, target=State.BEGUN, by=Role.APPLICANT, basis=REGULATION.article(17))
    stick = Act(
        source=State.BEGUN,
        target=State.STUCK,
        by=Role.HANDLER,
        basis=REGULATION.article(17),
        facts=State,
        letters=("nothing",),
        notices=("nobody",),
        then="begin",
    )
    stay = Act(source=State.STUCK, target=SAME, by=Role.HANDLER, basis=REGULATION.article(17))
    finish = Act(
        source=State.NOWHERE, target=State.DONE, by=Role.HANDLER, basis=REGULATION.article(17)
    )


def test_the_recognition_procedure_has_no_hole() -> None:
    assert list(checks.faults(KIND)) == []


def test_each_hole_is_told() -> None:
    kind = replace(KIND, process=Holed, states={}, acts={}, effects={"gone": lambda *_: None})
    pages.register("holed", office=lambda request, case: None)
    found = {code for code, _ in checks.faults(kind)}
    assert found == {"E001", "E002", "E003", "E004", "E005", "E006", "E007", "E009"}
    messages = [message for _, message in checks.faults(kind)]
    assert "holed: no act leads to the state nowhere" in messages
    assert "holed: the open state stuck has no exit" in messages
