"""What each act carries: plain values; how the asker is reached is not among them."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Asked:
    """A question as somebody asks it; the code by which it is followed comes as a digest."""

    text: str
    topic: str
    audience: str
    code_hash: str


@dataclass(frozen=True)
class Told:
    """Thanks or a complaint; about which case, where there is one, and whether it may be shown."""

    text: str
    is_complaint: bool
    about: str
    about_case_id: int | None
    may_be_shown: bool
    code_hash: str


@dataclass(frozen=True)
class Answered:
    """The answer, and the version of a public one that belongs to it."""

    text: str
    version_id: int | None = None


@dataclass(frozen=True)
class Grouped:
    """Which frequent question this one is."""

    theme_id: int


@dataclass(frozen=True)
class Handed:
    """To which office it goes, and why."""

    office_id: int
    reason: str


@dataclass(frozen=True)
class Closed:
    """Why it is not answered; whoever asked reads it."""

    reason: str


@dataclass(frozen=True)
class Shown:
    """What everybody may read of it: no name, no number."""

    text: str


@dataclass(frozen=True)
class Remark:
    """An internal remark."""

    text: str
