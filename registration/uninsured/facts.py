"""What each act of a report carries: plain values; who reported is not among them."""

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True)
class Reported:
    """What somebody tells about an employer; the code by which it is followed comes as a hash."""

    unit_name: str
    credit_code: str
    county: str
    place: str
    since: str
    how_many: str
    story: str
    is_worker: bool
    code_hash: str


@dataclass(frozen=True)
class Settled:
    """The people are insured now, or were: since when, and what was found."""

    insured_on: date
    answer: str


@dataclass(frozen=True)
class Answered:
    """What was found, in words that the reporter reads."""

    answer: str


@dataclass(frozen=True)
class Handed:
    """To which office a report goes, and why."""

    office_id: int
    reason: str


@dataclass(frozen=True)
class Remark:
    """An internal remark."""

    text: str
