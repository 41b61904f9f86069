"""Which acts are open to somebody now, what guards them, and why the others are closed."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date
from functools import cache, cached_property
from typing import Any

from portal import clock
from portal.accounts.models import User
from portal.cases.kinds import Kind, kind_of
from portal.cases.models import Case
from portal.cases.refusals import Reason
from portal.cases.visible import roles_on
from portal.deadlines import calendar, parameters
from portal.workflow.process import NEW, Act, Attempt
from portal.workflow.roles import Role


class FactsNeeded(Exception):
    """A rule asked for the facts of an act that nobody has filled in yet."""


class _NoFacts:
    """Facts that are not there yet."""

    def __getattr__(self, name: str) -> Any:
        raise FactsNeeded(name)


class _Lazily:
    """The calendar, read when a rule first asks, which few of those without facts do."""

    @cached_property
    def _almanac(self) -> calendar.Almanac:
        return calendar.Almanac()

    def __call__(self, day: date) -> bool:
        return self._almanac.is_working_day(day)


class _Remembering:
    """A detail that is asked each question once, for pages that evaluate many rules."""

    def __init__(self, detail: Any) -> None:
        self._detail = detail
        self._answers: dict[str, Callable[..., Any]] = {}

    def __getattr__(self, name: str) -> Any:
        value = getattr(self._detail, name)
        if not callable(value):
            return value
        return self._answers.setdefault(name, cache(value))


@dataclass(frozen=True)
class Guard:
    """One condition of an act; `sentence` says what is missing, or is empty when it is met."""

    name: str
    basis: str
    sentence: str

    @property
    def is_met(self) -> bool:
        """Say whether the condition holds now."""
        return not self.sentence


@dataclass(frozen=True)
class Standing:
    """An act as it stands for one person: their role, what bars it, what guards it."""

    act: Act
    role: Role | None
    bars: tuple[Reason, ...]
    guards: tuple[Guard, ...] = ()

    @property
    def unmet(self) -> tuple[Reason, ...]:
        """Return the conditions that do not hold, as they are told."""
        return tuple(Reason(g.sentence, g.basis) for g in self.guards if not g.is_met)

    @property
    def reasons(self) -> tuple[Reason, ...]:
        """Return why the act is closed; none when it is open."""
        return self.bars or self.unmet

    @property
    def is_open(self) -> bool:
        """Say whether the table allows the act now, as far as it can be known without facts."""
        return not self.reasons


def standings(
    case: Case,
    *,
    by: User,
    detail: Any,
    acts: Iterable[Act] | None = None,
    held: frozenset[Role] | None = None,
) -> list[Standing]:
    """Return how each act of people stands for this person, in the order of the table.

    `held` are the roles of this person on the case, where the page has read them already.
    """
    kind = kind_of(case.kind)
    held = roles_on(by, case, on=clock.today()) if held is None else held
    subject = _Remembering(detail)
    return [
        _standing(kind, case, act, by=by, held=held, subject=subject)
        for act in (acts if acts is not None else kind.process.acts())
        if act.source is not NEW and not act.is_system
    ]


def _standing(
    kind: Kind, case: Case, act: Act, *, by: User, held: frozenset[Role], subject: Any
) -> Standing:
    role = next((role for role in act.roles if role in held), None)
    bars = []
    if role is None:
        words = "、".join(role.label for role in act.roles)
        bars.append(Reason(f"由{words}办理。", str(act.basis)))
    if case.state not in kind.process.sources_of(act):
        label = kind.states[case.state].label
        bars.append(Reason(f"案件现在的状态是「{label}」。", str(act.basis)))
    if bars or role is None:
        return Standing(act, role, tuple(bars))
    at = clock.now()
    attempt = Attempt(
        subject=subject,
        by=by.pk,
        role=role,
        on=at.date(),
        at=at,
        facts=_NoFacts(),
        is_working_day=_Lazily(),
        values=parameters.value_on,
    )
    return Standing(act, role, (), tuple(_guards(act, attempt)))


def _guards(act: Act, attempt: Attempt) -> Iterable[Guard]:
    for rule in act.requires:
        try:
            sentence = rule(attempt)
        except FactsNeeded:
            continue
        yield Guard(rule.name, str(rule.basis), sentence or "")
