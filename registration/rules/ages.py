"""What somebody's age means for registering the work: too young, minor, ordinary, over-age."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from portal.law.instruments import OVERAGE_RULES, REGULATION
from portal.law.rule import rule
from portal.law.term import corresponding_day
from portal.law.words import day_words
from registration.rules.retirement import Post, Sex, retirement_day

WORKING_AGE = 16
FULL_AGE = 18
OVERAGE_SINCE = date(2026, 7, 1)


class Standing(StrEnum):
    """How somebody's work is registered, by age."""

    MINOR = "minor"
    ORDINARY = "ordinary"
    DEPENDS_ON_POST = "depends_on_post"
    OVERAGE = "overage"


@dataclass(frozen=True)
class Worker:
    """Somebody and the work, as far as age matters; plain dates."""

    born_on: date
    sex: str
    started_on: date
    today: date

    @property
    def judged_on(self) -> date:
        """Return the day whose age counts: today, or the first day where that is still ahead."""
        return max(self.started_on, self.today)


@rule(REGULATION.article(66))
def worker_is_sixteen(worker: Worker) -> str | None:
    """Nobody under 16 may be employed, and so nobody under 16 is registered."""
    if worker.started_on >= birthday_on(worker.born_on, years=WORKING_AGE):
        return None
    return (
        "用工之日还不满 16 周岁，不能用工，也不能登记参保。使用童工造成伤残、死亡的，"
        f"由单位给予一次性赔偿（{REGULATION.article(66)}）。"
    )


@rule(OVERAGE_RULES.article(15))
def overage_is_insurable(worker: Worker) -> str | None:
    """People over the retirement age are insured since the rules of 2026 are in force."""
    if worker.today >= OVERAGE_SINCE:
        return None
    day = day_words(OVERAGE_SINCE)
    return f"{day}以前，超龄劳动者只能按项目参加工伤保险，不能由单位单独登记。"


def birthday_on(born_on: date, *, years: int) -> date:
    """Return the day on which somebody reaches an age."""
    return corresponding_day(born_on, months=years * 12)


def standing(worker: Worker, *, post: Post | None = None) -> Standing:
    """Return how the work is registered; a woman's post is needed between her two ages."""
    on = worker.judged_on
    if on < birthday_on(worker.born_on, years=FULL_AGE):
        return Standing.MINOR
    posts = (post,) if post else tuple(Post)
    reached = {on >= retirement_day(worker.born_on, sex=worker.sex, post=one) for one in posts}
    if len(reached) > 1:
        return Standing.DEPENDS_ON_POST
    return Standing.OVERAGE if reached.pop() else Standing.ORDINARY


def may_be_overage(worker: Worker) -> bool:
    """Say whether somebody may be over age: surely, or by the post that a woman has."""
    return standing(worker) in {Standing.DEPENDS_ON_POST, Standing.OVERAGE}


def is_minor(born_on: date, *, on: date) -> bool:
    """Say whether somebody at work is not yet 18 on a day."""
    return on < birthday_on(born_on, years=FULL_AGE)


def latest_minor_birth(on: date) -> date:
    """Return the last birthday of those who are 18 on a day; who is born later is a minor."""
    return corresponding_day(on, months=-FULL_AGE * 12)


def is_surely_overage(born_on: date, *, sex: str, on: date) -> bool:
    """Say whether the retirement age is reached on a day whatever the post is."""
    post = Post.MANAGEMENT if sex == Sex.FEMALE else Post.OTHER
    return on >= retirement_day(born_on, sex=sex, post=post)
