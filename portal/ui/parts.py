"""What pages hand to the components: small frozen records, all fields with plain meanings."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Literal, Protocol, TypeAlias

# working: we are at work; waiting: somebody else acts or little time is left; rest: at rest;
# done: finished; late: late or failed and nothing else.
Colour: TypeAlias = Literal["working", "waiting", "rest", "done", "late"]

CLASSES: dict[str, str] = {
    "working": "",
    "waiting": " is-wait",
    "rest": " is-rest",
    "done": " is-done",
    "late": " is-late",
}


class ClockLike(Protocol):
    """A running, stopped or ended time limit as the components see it."""

    @property
    def label(self) -> str: ...
    @property
    def due_on(self) -> date | None: ...
    @property
    def days_left(self) -> int | None: ...
    @property
    def paused(self) -> bool: ...
    @property
    def why_url(self) -> str: ...


@dataclass(frozen=True, kw_only=True)
class Clock:
    """A time limit: `label` is what has to be done, 作出决定; `note` a further sentence."""

    label: str
    due_on: date | None
    days_left: int | None
    paused: bool = False
    why_url: str = ""
    note: str = ""


@dataclass(frozen=True, kw_only=True)
class Paper:
    """A document to open: size in bytes, number 济人社工伤受字〔2026〕第0963号."""

    title: str
    url: str
    kind: str = "PDF"
    size: int | None = None
    number: str = ""
    note: str = ""


@dataclass(frozen=True, kw_only=True)
class TimelineItem:
    """Something that happened, with its papers; `effect` says what follows, smaller."""

    on: date | datetime
    title: str
    text: str = ""
    effect: str = ""
    papers: Sequence[Paper] = ()


@dataclass(frozen=True, kw_only=True)
class Row:
    """A line of a summary list: `url` leads to where it is changed."""

    term: str
    value: object
    url: str = ""
    is_number: bool = False


@dataclass(frozen=True, kw_only=True)
class StepItem:
    """A step of the wizard: past, current or later; `note` says what a past one still lacks.

    Where steps come and go with the answers, `part` names the stage that a step belongs to: the
    stages are counted then and not the steps.
    """

    name: str
    state: Literal["past", "current", "later"]
    url: str = ""
    note: str = ""
    part: str = ""


@dataclass(frozen=True, kw_only=True)
class ActItem:
    """An act that may be done now."""

    label: str
    url: str
    style: Literal["primary", "secondary", "danger"] = "secondary"


@dataclass(frozen=True, kw_only=True)
class ShutAct:
    """An act that may not be done now, and why."""

    label: str
    reason: str


@dataclass(frozen=True, kw_only=True)
class CheckItem:
    """A condition: `said` states it, `why` gives its basis or what to do, `url` leads there."""

    said: str
    is_met: bool
    why: str = ""
    url: str = ""
    detail: str = ""


@dataclass(frozen=True, kw_only=True)
class UploadItem:
    """A received file: `note` small facts, `todo` what the person should do now."""

    name: str
    state: Literal["received", "checking", "retake", "failed"]
    note: str = ""
    todo: str = ""
    url: str = ""
    thumb_url: str = ""
    remove_url: str = ""
    retake_url: str = ""


@dataclass(frozen=True, kw_only=True)
class Chip:
    """A filter that lives in the address; `url` of a current chip takes it away."""

    label: str
    url: str
    count: str = ""
    is_current: bool = False


@dataclass(frozen=True, kw_only=True)
class DateStep:
    """A line of the arithmetic of a date: op is "", "+" or "="."""

    op: str
    term: str
    to: date
    notes: Sequence[str] = ()
    is_total: bool = False


@dataclass(frozen=True, kw_only=True)
class Page:
    """The neighbours of a keyset page: addresses, empty where there is none."""

    newer_url: str = ""
    older_url: str = ""
    newer_label: str = "更早的"
    older_label: str = "更晚的"
    jump_name: str = ""
    jump_value: date | None = None
    hidden: Sequence[tuple[str, str]] = field(default_factory=tuple)
