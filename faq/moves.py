"""The steps of an answer as one table: from where, to where, who takes it, whether it says why.

The buttons of an answer's page, the permission of its addresses and the writers in `editing` all
read it; a step that is not here does not exist.
"""

from dataclasses import dataclass

from faq.desk import CHECKERS, DESK, EDITORS
from faq.models import Version
from portal.workflow.roles import Role

State = Version.State
WRITABLE = (State.DRAFT, State.RETURNED)
WAITING = (State.CHECKING, State.CHECKED)
AT_WORK = (*WRITABLE, *WAITING)
STANDING = (State.PUBLISHED,)


@dataclass(frozen=True)
class Move:
    """One step: its name in the history, what is said afterwards, its states, who may take it.

    A `source` of PUBLISHED means the version that stands on the site; a `target` of None leaves
    the version as it is.
    """

    what: str
    done: str
    source: tuple[State, ...]
    target: State | None
    by: tuple[Role, ...]
    asks_why: bool = False


SEND = Move("送核对", "已经送出，等法规核对。", WRITABLE, State.CHECKING, EDITORS)
CHECK = Move("核对", "已经记下，等编辑发布。", (State.CHECKING,), State.CHECKED, CHECKERS)
GIVE_BACK = Move("退回", "已经退回。", WAITING, State.RETURNED, DESK, asks_why=True)
PUBLISH = Move("发布", "已经发布，网站上马上看得到。", (State.CHECKED,), State.PUBLISHED, EDITORS)
DISCARD = Move("放弃修改", "已经放弃，网站上的没有变。", WRITABLE, State.PAST, EDITORS)
READ_AGAIN = Move("核对无误", "已经记下，半年后再核对。", STANDING, None, CHECKERS)
UNDO = Move("撤销发布", "已经换回上一版。", STANDING, State.PAST, EDITORS, asks_why=True)
RETIRE = Move("停用", "已经停用，网站上不再出现。", STANDING, State.PAST, EDITORS, asks_why=True)
MOVES = {
    "send": SEND,
    "check": CHECK,
    "give-back": GIVE_BACK,
    "publish": PUBLISH,
    "discard": DISCARD,
    "read-again": READ_AGAIN,
    "undo": UNDO,
    "retire": RETIRE,
}
"""The steps by the last word of their addresses."""


def open_moves(*versions: Version | None, roles: frozenset[Role]) -> set[str]:
    """Return the steps that these roles may take on an entry's version at work and standing one."""
    states = {one.state for one in versions if one is not None}
    return {
        name
        for name, move in MOVES.items()
        if states.intersection(move.source) and roles.intersection(move.by)
    }
