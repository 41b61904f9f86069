"""Conditions of the acts on a project, and from when to when it is insured."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal

from portal.law.citation import Citation
from portal.law.house_rules import PROJECT_EXTENSION
from portal.law.instruments import HARD_TO_MEASURE, HOUSE_RULES
from portal.law.rule import rule
from portal.law.term import corresponding_day
from portal.law.words import day_words
from portal.workflow.process import Attempt
from registration.projects.facts import ProjectSubject

BASIS = Citation(HARD_TO_MEASURE)
HOUSE = HOUSE_RULES.article(15)
RECEIPT_USED = (
    "这张缴款凭证已经登记过了，也可能登记在别的项目。"
    "一张凭证只登记一次；一笔钱缴几个项目的，请税务部门分开开凭证。"
)


@dataclass(frozen=True)
class Stay:
    """Somebody's first and perhaps last day on a project, beside the days of the project."""

    from_on: date
    begins_on: date
    ends_on: date
    to_on: date | None = None


def subject_of(attempt: Attempt) -> ProjectSubject:
    """Return the project that the attempt is about."""
    subject: ProjectSubject = attempt.subject
    return subject


def insured_from(approved_on: date, *, begins_on: date) -> date:
    """Return the first insured day: the day after the approval, or the later begin."""
    return max(approved_on + timedelta(days=1), begins_on)


@rule(BASIS)
def project_is_ahead(attempt: Attempt) -> str | None:
    """A project ends after it begins, and one that is over is not insured any more."""
    filed = attempt.facts
    if filed.ends_on < filed.begins_on:
        return "计划竣工的日子不能早于计划开工的日子。"
    if filed.ends_on <= attempt.on:
        return "计划竣工的日子已经到了，不能再按项目参保。"
    return None


@rule(HOUSE)
def number_is_free(attempt: Attempt) -> str | None:
    """A correction does not make one project out of another that is under way or insured."""
    if subject_of(attempt).number_is_taken(attempt.facts.number):
        return "这个编号的项目已经另外申报过，请核对许可证或者合同编号。"
    return None


@rule(BASIS)
def something_is_left(attempt: Attempt) -> str | None:
    """What is approved today is insured from tomorrow on: at least one day of it is left."""
    if subject_of(attempt).ends_on > attempt.on:
        return None
    return "项目到计划竣工的日子，没有可以参保的时间了。"


@rule(HOUSE)
def project_is_still_insured(attempt: Attempt) -> str | None:
    """An insurance that is over is not extended: nobody is insured for days that have passed."""
    until = subject_of(attempt).insured_to
    if until is not None and attempt.on <= until:
        return None
    return "项目的参保期已经过了，不能再延长。还在施工的，请重新申报。"


@rule(HOUSE)
def end_is_later(attempt: Attempt) -> str | None:
    """An extension names a later day than the one that stands."""
    until = subject_of(attempt).insured_to
    if until is not None and attempt.facts.ends_on > until:
        return None
    return "新的竣工日子要晚于现在的参保截止日。"


@rule(HOUSE)
def end_is_not_far(attempt: Attempt) -> str | None:
    """One extension reaches two years beyond the end that stands, not further."""
    until = subject_of(attempt).insured_to
    if until is None or attempt.facts.ends_on <= corresponding_day(until, months=PROJECT_EXTENSION):
        return None
    return f"一次最多延长 {PROJECT_EXTENSION} 个月，到时候还没有完工的再申请。"


@rule(BASIS)
def stay_is_within_the_project(stay: Stay) -> str | None:
    """Nobody is on the roster of a project before it begins or after it ends."""
    if stay.from_on < stay.begins_on:
        return f"进场日期不能早于项目开工（{day_words(stay.begins_on)}）"
    if stay.from_on > stay.ends_on:
        return f"进场日期不能晚于项目竣工（{day_words(stay.ends_on)}）"
    return None


@rule(HOUSE)
def leaving_follows_coming(stay: Stay) -> str | None:
    """Whoever leaves a project has come before."""
    if stay.to_on is None or stay.to_on >= stay.from_on:
        return None
    return f"离场日期不能早于进场日期（{day_words(stay.from_on)}）"


@rule(HOUSE)
def payment_is_possible(attempt: Attempt) -> str | None:
    """Money arrives between the filing and today, and each receipt counts once."""
    paid, subject = attempt.facts, subject_of(attempt)
    if paid.paid_on > attempt.on:
        return "到账日期不能晚于今天。"
    if paid.paid_on < subject.filed_on:
        return f"到账日期不能早于申报的日子（{day_words(subject.filed_on)}）。"
    if subject.has_receipt(paid.receipt):
        return RECEIPT_USED
    return None


@rule(HOUSE)
def something_was_paid(attempt: Attempt) -> str | None:
    """Where no payment stands there is none to take back."""
    return None if subject_of(attempt).has_payments() else "还没有登记过到账的缴费。"


@rule(HOUSE)
def payment_stands(attempt: Attempt) -> str | None:
    """Only a payment of this project that was not taken back is taken back."""
    if subject_of(attempt).has_payment(attempt.facts.payment_id):
        return None
    return "这笔缴费不在这个项目里，或者已经更正过了。"


def settled_on(payments: Iterable[tuple[date, Decimal]], *, contribution: Decimal) -> date | None:
    """Return the day on which payments together reached the contribution; none while they do not.

    `payments` are those that stand, as day and yuan, in any order.
    """
    total = Decimal(0)
    for day, amount in sorted(payments):
        total += amount
        if total >= contribution:
            return day
    return None
