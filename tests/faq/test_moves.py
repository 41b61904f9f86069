"""The table of an answer's steps: each step from each state by each role, and nothing else."""

from itertools import product

import pytest

from faq.models import Entry, Version
from faq.moves import AT_WORK, MOVES, PUBLISH, STANDING
from faq.publishing import content_of, write
from portal import clock
from portal.workflow.roles import Role
from tests import reference
from tests.cast import Cast
from tests.faq.answers import three

pytestmark = pytest.mark.django_db
State = Version.State
ROLES = {"editor": Role.EDITOR, "legal_checker": Role.LEGAL_CHECKER}
CELLS = list(product(MOVES, AT_WORK, ROLES))


def named(cell: tuple[str, State, str]) -> str:
    """Return what the report shows of a cell."""
    return "-".join(cell)


@pytest.mark.parametrize("cell", CELLS, ids=map(named, CELLS))
def test_a_step_is_taken_where_the_table_has_it_and_nowhere_else(
    cast: Cast, cell: tuple[str, State, str]
) -> None:
    name, state, who = cell
    move = MOVES[name]
    reference.load()
    three()
    entry = Entry.objects.select_related("current").get(code="commute-hit")
    assert entry.current is not None
    work = write(entry, content_of(entry.current), by=cast.keeper, why="改一处")
    checked = {"checked_on": clock.today(), "checked_by": "科室"} if state == State.CHECKED else {}
    Version.objects.filter(pk=work.pk).update(state=state, **checked)
    answer = cast.client(getattr(cast, who)).post(
        f"/answers/entries/commute-hit/{name}/", {"why": "有理由"}
    )
    is_mine, is_here = ROLES[who] in move.by, state in move.source
    assert answer.status_code == (303 if is_mine else 404)
    work.refresh_from_db()
    entry.refresh_from_db()
    if is_mine and is_here:
        assert work.state == move.target
        assert (entry.current_id == work.pk) == (move is PUBLISH)
    else:
        assert work.state == state
        is_gone = is_mine and move.source == STANDING and name == "retire"
        assert (entry.current_id is None) == is_gone


def test_every_state_at_work_has_a_way_on() -> None:
    for state in AT_WORK:
        assert any(state in move.source for move in MOVES.values())
