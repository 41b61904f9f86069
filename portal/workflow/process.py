"""How a procedure is written: acts, papers, clocks; the table from which all else derives."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, datetime
from enum import Enum, StrEnum
from typing import Any, ClassVar

from portal.law.citation import Citation
from portal.law.rule import Rule
from portal.law.term import IsWorkingDay, Term
from portal.law.values import Values
from portal.workflow.roles import Role


class Mark(Enum):
    """Sources and targets that are not states."""

    NEW = "new"
    OPEN = "open"
    SAME = "same"
    BEFORE = "before"


NEW, OPEN, SAME, BEFORE = Mark.NEW, Mark.OPEN, Mark.SAME, Mark.BEFORE

Source = StrEnum | Mark | tuple[StrEnum, ...]


@dataclass(frozen=True)
class Start:
    """A term that an act starts; `on` names a day of the facts, else the act's own day.

    `of` is the party whose duty the term is; a term without one is the office's.
    """

    term: Term
    on: str = ""
    of: Role | None = None


@dataclass(frozen=True)
class Paper:
    """A letter of the process: to which parties, and the terms that its service starts."""

    title: str
    to: tuple[Role, ...]
    on_service: tuple[Term, ...] = ()
    shown_when_served: bool = False


@dataclass(frozen=True)
class Tell:
    """A notice of the process: whom it tells, the parties by role and the officers.

    `but` names roles whose holders read another notice of the same act instead.
    """

    to: tuple[Role, ...]
    but: tuple[Role, ...] = ()


@dataclass(frozen=True)
class Attempt:
    """What a rule sees of an act that somebody wants to perform."""

    subject: Any
    by: int | None
    role: Role
    on: date
    at: datetime
    facts: Any
    is_working_day: IsWorkingDay
    values: Values


LegalRule = Rule[Attempt]


@dataclass(eq=False)
class Act:
    """One legal act: from where, to where, by whom, with which rules, clocks and letters."""

    source: Source
    target: StrEnum | Mark
    by: Role | tuple[Role, ...]
    basis: Citation
    facts: type[Any] | None = None
    requires: tuple[LegalRule, ...] = ()
    flags: tuple[LegalRule, ...] = ()
    starts: tuple[Start, ...] = ()
    meets: tuple[Term, ...] = ()
    withdraws: tuple[Term, ...] = ()
    pauses: tuple[Term, ...] = ()
    resumes: tuple[Term, ...] = ()
    letters: tuple[str, ...] = ()
    notices: tuple[str, ...] = ()
    then: str = ""
    when_over: tuple[Term, ...] = ()
    internal: bool = False
    closed: bool = False
    name: str = field(default="", init=False)

    @property
    def roles(self) -> tuple[Role, ...]:
        """Return the roles that may perform the act."""
        return self.by if isinstance(self.by, tuple) else (self.by,)

    @property
    def is_system(self) -> bool:
        """Say whether only the system performs the act."""
        return self.roles == (Role.SYSTEM,)


class Process:
    """A procedure; subclasses list their acts in the order of the statute."""

    code: ClassVar[str]
    title: ClassVar[str]
    states: ClassVar[type[StrEnum]]
    ends: ClassVar[tuple[StrEnum, ...]] = ()
    papers: ClassVar[dict[str, Paper]] = {}
    tells: ClassVar[dict[str, Tell]] = {}

    def __init_subclass__(cls) -> None:
        for name, value in vars(cls).items():
            if isinstance(value, Act):
                value.name = name

    @classmethod
    def acts(cls) -> Iterator[Act]:
        """Yield the acts in their written order."""
        return (value for value in vars(cls).values() if isinstance(value, Act))

    @classmethod
    def act(cls, name: str) -> Act:
        """Return the act of that name; raises KeyError when the process has none."""
        value = vars(cls).get(name)
        if not isinstance(value, Act):
            raise KeyError(name)
        return value

    @classmethod
    def open_states(cls) -> tuple[StrEnum, ...]:
        """Return the states that are not an end."""
        return tuple(state for state in cls.states if state not in cls.ends)

    @classmethod
    def sources_of(cls, act: Act) -> tuple[StrEnum, ...]:
        """Return the states from which an act may be performed; none for NEW."""
        if act.source is NEW:
            return ()
        if act.source is OPEN:
            return cls.open_states()
        if isinstance(act.source, tuple):
            return act.source
        if isinstance(act.source, StrEnum):
            return (act.source,)
        message = f"{cls.code}.{act.name} has no usable source"
        raise TypeError(message)

    @classmethod
    def terms(cls) -> tuple[Term, ...]:
        """Return each term that an act or the service of a paper starts, once."""
        found = [start.term for act in cls.acts() for start in act.starts]
        found += [term for paper in cls.papers.values() for term in paper.on_service]
        return tuple(dict.fromkeys(found))
