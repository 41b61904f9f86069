"""What each procedure brings to the kernel: its table, detail, effects, words and letters."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from django.db.models import Model

from portal.deadlines.calendar import Almanac
from portal.deadlines.clocks import Clocks
from portal.deadlines.reminders import Turn
from portal.workflow.process import Act, Process
from portal.workflow.roles import Role


@dataclass(frozen=True)
class StateLabel:
    """How a state is shown; `tone` is working, waiting, rest, done or late.

    `actor` acts next; where that is the handler, whoever holds a role of `takers` may be it.
    """

    label: str
    tone: str
    icon: str
    turn: str
    step: str
    actor: Role | None = None
    takers: tuple[Role, ...] = (Role.HANDLER,)

    @property
    def actors(self) -> tuple[Role, ...]:
        """Return the roles of which one acts next."""
        if self.actor is Role.HANDLER:
            return self.takers
        return (self.actor,) if self.actor else ()


@dataclass(frozen=True)
class ActLabel:
    """The words of an act: on its button, and as a line of the timeline.

    `submit` is on the button below its form, where that says more than the act's name.
    """

    button: str
    done: str
    hint: str = ""
    is_dangerous: bool = False
    submit: str = ""

    @property
    def on_form(self) -> str:
        """Return the words on the button below the form."""
        return self.submit or self.button


@dataclass(frozen=True)
class Done:
    """The circumstances of an act in progress, for effects and letters."""

    act: Act
    by: Any
    role: Role
    on: date
    at: datetime


@dataclass(frozen=True)
class Doing(Done):
    """An act while it is carried out: with the case's clocks and one reading of the calendar."""

    clocks: Clocks
    almanac: Almanac


@dataclass(frozen=True)
class StepTaken:
    """One act of a transaction, as its ledger line will tell it."""

    done: Done
    facts: Any
    from_state: str
    to_state: str
    office_id: int
    handler_id: int | None


Effect = Callable[[Any, Any, Doing], Any]
MayKnow = Callable[[Any, Any], bool]
LetterWriter = Callable[[str, Any, Any, Done], Mapping[str, Any]]


def _everybody(_detail: Any, _party: Any) -> bool:
    return True


def _no_letters(name: str, _detail: Any, _facts: Any, _done: Done) -> Mapping[str, Any]:
    message = f"the procedure issues no letter, and yet {name} is asked for"
    raise LookupError(message)


@dataclass
class Kind:
    """A registered procedure; where `seen_by` names roles, no other officer sees its cases."""

    process: type[Process]
    detail: type[Model]
    states: Mapping[str, StateLabel]
    acts: Mapping[str, ActLabel]
    title: str
    write_letter: LetterWriter = _no_letters
    may_know: MayKnow = _everybody
    is_about_employer: bool = False
    seen_by: frozenset[Role] = frozenset()
    names_employer: bool = True
    effects: dict[str, Effect] = field(default_factory=dict)

    @property
    def code(self) -> str:
        """Return the process code under which cases are filed."""
        return self.process.code


_KINDS: dict[str, Kind] = {}


def register(kind: Kind) -> Kind:
    """Make a procedure known; its process code must be new."""
    if kind.code in _KINDS:
        message = f"the kind {kind.code} is registered already"
        raise ValueError(message)
    _KINDS[kind.code] = kind
    kind.effects.update(_EARLY.pop(kind.code, {}))
    return kind


def kind_of(code: str) -> Kind:
    """Return the procedure of a case's kind; raises KeyError for an unknown one."""
    return _KINDS[code]


def whose_turn(code: str, state: str) -> Turn:
    """Return who acts next on cases of a kind in a state; nobody for an unknown kind."""
    kind = _KINDS.get(code)
    label = kind.states.get(state) if kind else None
    return Turn(label.actors, is_handlers=label.actor is Role.HANDLER) if label else Turn()


def all_kinds() -> tuple[Kind, ...]:
    """Return every registered procedure."""
    return tuple(_KINDS.values())


_EARLY: dict[str, dict[str, Effect]] = {}


def effect(process: type[Process], act: Act) -> Callable[[Effect], Effect]:
    """Register a function as the effect of an act: it writes the rows that the facts carry.

    It gets the detail, the facts and the circumstances; what it sets on the detail's case (office,
    handler) is saved by the kernel. The effect of an act that opens a case gets the case and
    returns the detail that it made.
    """

    def decorate(function: Effect) -> Effect:
        table = _EARLY.setdefault(process.code, {})
        if process.code in _KINDS:
            table = _KINDS[process.code].effects
        if act.name in table:
            message = f"{process.code}.{act.name} has an effect already"
            raise ValueError(message)
        table[act.name] = function
        return function

    return decorate


def kinds_apart_from(roles: Iterable[Role]) -> list[str]:
    """Return the codes of the procedures that nobody with only these roles sees."""
    held = frozenset(roles)
    return [one.code for one in all_kinds() if one.seen_by and not one.seen_by & held]
