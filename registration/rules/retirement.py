"""The statutory retirement age by birth month, sex and post, delayed by steps since 2025.

The steps are those of the decision of 2024-09-13 as generally published; the table has not been
checked against its annex and is to be confirmed by the bureau. A change is a new line with its
first day; nothing else in the portal knows an age.
"""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from portal.law.term import corresponding_day

YEAR = 12


class Sex(StrEnum):
    """As the document says; the values are those of the register."""

    MALE = "male"
    FEMALE = "female"


class Post(StrEnum):
    """Which of the two ages of women applies to the work."""

    MANAGEMENT = "management"
    OTHER = "other"


@dataclass(frozen=True)
class Delay:
    """From a day on, one more month for each `step` months of birth, up to `most` months."""

    from_on: date
    step: int
    most: int


@dataclass(frozen=True)
class Age:
    """The age of a group before the delay, in years, and its delays in order of their days."""

    years: int
    delays: tuple[Delay, ...]

    def months_for(self, born_on: date) -> int:
        """Return the age in months at which somebody of this birth month retires."""
        months = self.years * YEAR
        for delay in self.delays:
            late = _months_between(delay.from_on, corresponding_day(born_on, months=months))
            if late >= 0:
                months += min(late // delay.step + 1, delay.most)
        return months


SINCE = date(2025, 1, 1)
AGES: dict[tuple[Sex, Post], Age] = {
    (Sex.MALE, Post.MANAGEMENT): Age(60, (Delay(SINCE, 4, 36),)),
    (Sex.MALE, Post.OTHER): Age(60, (Delay(SINCE, 4, 36),)),
    (Sex.FEMALE, Post.MANAGEMENT): Age(55, (Delay(SINCE, 4, 36),)),
    (Sex.FEMALE, Post.OTHER): Age(50, (Delay(SINCE, 2, 60),)),
}


def retirement_day(born_on: date, *, sex: str, post: Post) -> date:
    """Return the day on which the statutory retirement age is reached."""
    months = AGES[Sex(sex), post].months_for(born_on)
    return corresponding_day(born_on, months=months)


def _months_between(first: date, second: date) -> int:
    return (second.year - first.year) * YEAR + second.month - first.month
