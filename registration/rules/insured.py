"""The question of every claim: was this person insured at this employer on that day?

Pure: periods and months go in as plain values, the answer comes out with the words of its source.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum

from portal.law.instruments import OPINION_2025, REGULATION
from portal.law.words import day_words


class Answer(StrEnum):
    """What the register says."""

    YES = "yes"
    NO = "no"
    ENROLLED_UNPAID = "enrolled_unpaid"
    UNKNOWN = "unknown"


class Why(StrEnum):
    """Why the register cannot answer."""

    NO_EMPLOYER = "no_employer"
    NO_NUMBER = "no_number"
    OTHER_DOCUMENT = "other_document"
    RELATED_UNIT = "related_unit"

    @property
    def words(self) -> str:
        """Return the reason in words."""
        return _WHY[self]


_WHY = {
    Why.NO_EMPLOYER: "登记里没有找到这家单位。",
    Why.NO_NUMBER: "没有职工的证件号码。",
    Why.RELATED_UNIT: "在这家单位没有参保，当天由它的上级或者下级单位参保，请核实是不是同一家。",
    Why.OTHER_DOCUMENT: "用这个证件没有查到职工，可能是用别的证件参保的。",
}


@dataclass(frozen=True)
class Cover:
    """A stretch of insured work: first and last day, which is open while it lasts.

    `told_on` is the day on which the unit reported that it had ended, where the unit did.
    """

    employer_id: int
    unit: str
    from_on: date
    to_on: date | None = None
    told_on: date | None = None

    def holds(self, on: date) -> bool:
        """Say whether the person is insured by it on a day; both ends count."""
        return self.from_on <= on and (self.to_on is None or on <= self.to_on)

    def ended_afterwards(self, on: date) -> bool:
        """Say whether it held on a day until its unit told, that day or later, of an earlier end.

        Whoever learns of an injury may not end by a date what insured the worker.
        """
        is_over = self.to_on is not None and self.from_on <= on and self.to_on < on
        return is_over and self.told_on is not None and self.told_on >= on


@dataclass(frozen=True)
class Month:
    """What an employer owed for the month that decides, and what of it came when.

    It is the month of the injury where that was due or paid, else the last one that was due by
    then: a contribution that is not due yet proves nothing, and what was due before does.
    """

    month: date
    payable: Decimal
    paid: Decimal
    due_on: date
    paid_on: date | None
    as_of: date

    @property
    def is_settled(self) -> bool:
        """Say whether everything was paid."""
        return self.paid >= self.payable


@dataclass(frozen=True)
class Insured:
    """The answer of the register: since when and by whom, and on what it rests.

    `unit` and `elsewhere` are names; the officers of the deciding office alone read the latter.
    """

    answer: Answer
    on: date
    register_on: date
    source: str
    since: date | None = None
    unit: str = ""
    elsewhere: tuple[str, ...] = ()


def unknown(why: Why, *, on: date, today: date, covers: Iterable[Cover] = ()) -> Insured:
    """Return that the register cannot tell, and who insured the person on that day if anybody."""
    return Insured(
        Answer.UNKNOWN,
        on=on,
        register_on=today,
        source=why.words,
        elsewhere=units_on(covers, on=on),
    )


def judged(
    covers: Sequence[Cover],
    month: Month | None,
    *,
    employer_id: int,
    unit: str,
    on: date,
    today: date,
) -> Insured:
    """Compare the insured periods at one employer with the day of the injury.

    Of several employers the one at the time of the injury is liable, so the others are only named
    (社会保险法实施规定 Art.9). An injury outside the insured period falls under Article 62 of
    the regulation, and so does one for which the last month that was due had not been paid
    (意见（三） Art.12). An end that the unit reported only after the injury proves nothing of that
    day: it is to be checked.
    """
    own = [one for one in covers if one.employer_id == employer_id]
    cover = max((one for one in own if one.holds(on)), key=lambda one: one.from_on, default=None)
    elsewhere = units_on((one for one in covers if one.employer_id != employer_id), on=on)
    if cover is None:
        late = next((one for one in own if one.ended_afterwards(on)), None)
        return Insured(
            Answer.UNKNOWN if late else Answer.NO,
            on=on,
            register_on=today,
            source=ended_words(late) if late else not_covered_words(own, on=on),
            unit=unit,
            elsewhere=elsewhere,
        )
    is_unpaid = month is not None and was_unpaid(month, on=on, today=today)
    return Insured(
        Answer.ENROLLED_UNPAID if is_unpaid else Answer.YES,
        on=on,
        register_on=month.as_of if month else today,
        source=paid_words(month, is_unpaid=is_unpaid, on=on),
        since=cover.from_on,
        unit=unit,
        elsewhere=elsewhere,
    )


def was_unpaid(month: Month, *, on: date, today: date) -> bool:
    """Say whether the month that decides counts as unpaid (意见（三） Art.12).

    It does while something is open after its last day, and for an injury that happened after that
    day and before the money came: paying later helps for new costs only (Article 62).
    """
    if not month.is_settled:
        return today > month.due_on
    return month.paid_on is not None and month.due_on < on < month.paid_on


def units_on(covers: Iterable[Cover], *, on: date) -> tuple[str, ...]:
    """Return the names of the employers that insured the person on a day."""
    return tuple(dict.fromkeys(one.unit for one in covers if one.holds(on)))


def not_covered_words(own: Sequence[Cover], *, on: date) -> str:
    """Say how the day of the injury lies to the insured periods at the employer."""
    before = [one for one in own if one.to_on is not None and one.to_on < on]
    after = [one for one in own if one.from_on > on]
    words = []
    if before:
        last = max(one.to_on for one in before if one.to_on)
        words.append(f"之前参保到{day_words(last)}")
    if after:
        words.append(f"之后自{day_words(min(one.from_on for one in after))}起参保")
    told = "，".join(words) or "在这家单位没有参保记录"
    return f"{told}（按{REGULATION.article(62)}办理）。"


def ended_words(cover: Cover) -> str:
    """Say of work that was ended by a date in the past when its end was reported."""
    last = day_words(cover.to_on) if cover.to_on else ""
    told = day_words(cover.told_on) if cover.told_on else ""
    return f"登记里参保到{last}，但这个停保是单位在{told}才申报的，请核实实际的最后一天。"


def paid_words(month: Month | None, *, is_unpaid: bool, on: date) -> str:
    """Say how the contribution of the month that decides stands."""
    if month is None:
        return "登记里有参保记录，没有当月的缴费数据。"
    is_own = month.month == on.replace(day=1)
    which = "当月" if is_own else f"{month.month.year}年{month.month.month}月"
    if is_unpaid:
        late = f"，{day_words(month.paid_on)}补缴" if month.is_settled and month.paid_on else ""
        return (
            f"{which}保费应在{day_words(month.due_on)}前缴清，到期没有缴清{late}"
            f"（按{OPINION_2025.point(12)}、{REGULATION.article(62)}办理）。"
        )
    if not month.is_settled:
        return f"登记里有参保记录，{which}保费到{day_words(month.due_on)}才到期。"
    gap = "" if is_own else "，还没有当月的缴费数据"
    return f"登记里有参保记录，{which}保费已缴清{gap}。"
