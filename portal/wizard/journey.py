"""A journey: the ordered steps of one filing, and the way through them."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from portal.wizard.forms import StepForm

Answers = Mapping[str, Mapping[str, Any]]
Predicate = Callable[[Answers], bool]

ANSWERED = "answered"
UNFINISHED = "unfinished"
OVERTAKEN = "overtaken"


def always(_answers: Answers) -> bool:
    """Tell that a step is asked of everybody."""
    return True


def nothing(_answers: Answers) -> str:
    """Say nothing of whom a filing is about."""
    return ""


@dataclass(frozen=True, kw_only=True)
class Step:
    """One page with one subject: a name for the address, a title, a form, and when it is asked.

    `depends_on` names the earlier answers that its question is made of, as "step.field": when one
    of them changes, the step is asked again with what was typed still in it. `part` is the stage
    of the journey: steps come and go with the answers, stages stay.
    """

    name: str
    title: str
    form: "type[StepForm]"
    when: Predicate = always
    template: str = "wizard/step.html"
    titles: tuple[tuple[Predicate, str], ...] = ()
    part: str = ""
    depends_on: tuple[str, ...] = ()

    def grounds(self, answers: Answers) -> list[Any]:
        """Return the earlier answers that the question of this step is made of."""
        pairs = (name.split(".") for name in self.depends_on)
        return [answers.get(step, {}).get(field) for step, field in pairs]

    def title_for(self, answers: Answers) -> str:
        """Return the title that fits the answers so far."""
        return next((title for fits, title in self.titles if fits(answers)), self.title)


@dataclass(frozen=True, kw_only=True, eq=False)
class Journey:
    """The steps of a filing in their order, and what is done when the last one is confirmed."""

    code: str
    title: str
    steps: tuple[Step, ...]
    submit: Callable[..., Any]
    receipt: Callable[..., str]
    start_template: str
    start: Callable[..., dict[str, Any]]
    check: Callable[..., dict[str, Any]]
    check_template: str = "wizard/check.html"
    about: Callable[[Answers], str] = nothing
    whom: Callable[[Answers], str] = nothing
    """A word by which two drafts of one person are told apart."""

    def open_steps(self, answers: Answers) -> list[Step]:
        """Return the steps that the answers so far call for, in order."""
        return [step for step in self.steps if step.when(answers)]

    def first_open(self, answers: Answers, progress: Mapping[str, str]) -> Step | None:
        """Return the first step that still wants an answer; none when all are answered."""
        for step in self.open_steps(answers):
            if progress.get(step.name) != ANSWERED:
                return step
        return None

    def may_open(self, step: Step, answers: Answers, progress: Mapping[str, str]) -> bool:
        """Tell whether a step is open and every step before it is answered."""
        opened = self.open_steps(answers)
        if step not in opened:
            return False
        before = opened[: opened.index(step)]
        return all(progress.get(earlier.name) == ANSWERED for earlier in before)

    def overtaken(self, before: Answers, after: Answers) -> list[str]:
        """Return the steps whose question is another one after a change of the answers."""
        return [step.name for step in self.steps if step.grounds(before) != step.grounds(after)]

    def step(self, name: str) -> Step | None:
        """Return the step of this name, open or not."""
        return next((step for step in self.steps if step.name == name), None)


_JOURNEYS: dict[str, Journey] = {}


def register(journey: Journey) -> None:
    """Make a journey known under its code; called once by the app that owns it."""
    _JOURNEYS[journey.code] = journey


def find(code: str) -> Journey | None:
    """Return the journey of this code."""
    return _JOURNEYS.get(code)


def all_journeys() -> tuple[Journey, ...]:
    """Return every registered journey."""
    return tuple(_JOURNEYS.values())
