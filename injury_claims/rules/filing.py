"""Conditions of filing, and until when one may file."""

from collections.abc import Iterable
from datetime import date

from injury_claims import terms
from injury_claims.facts import (
    Filing,
    Tolling,
)
from injury_claims.outcomes import TollingReason
from portal.law.instruments import (
    COURT_RULES,
    OPINION_2016,
    REGULATION,
)
from portal.law.rule import rule
from portal.law.term import Due, Interval, IsWorkingDay
from portal.law.values import Values
from portal.law.words import day_words
from portal.workflow.process import Attempt


def filing_due(
    filed_by: str,
    event_on: date,
    *,
    tolling: Iterable[Tolling],
    is_working_day: IsWorkingDay,
    values: Values,
) -> Due:
    """Return the last day for an applicant of this kind; tolling helps the worker's side only."""
    is_employer = filed_by == "employer"
    term = terms.EMPLOYER_FILING if is_employer else terms.CLAIMANT_FILING
    pauses = [] if is_employer else [_interval(one) for one in tolling]
    return term.due_on(event_on, is_working_day=is_working_day, values=values, pauses=pauses)


def _interval(tolling: Tolling) -> Interval:
    is_employers = tolling.reason is TollingReason.EMPLOYER_CAUSE
    basis = COURT_RULES.article(7) if is_employers else OPINION_2016.point(8)
    return Interval(tolling.from_on, tolling.to_on, tolling.reason.label, basis)


@rule(REGULATION.article(17))
def filed_in_time(attempt: Attempt) -> str | None:
    """A late filing is told, never shut out: lateness is for a person to judge."""
    filing: Filing = attempt.facts
    due = filing_due(
        filing.filed_by,
        filing.event_on,
        tolling=filing.tolling,
        is_working_day=attempt.is_working_day,
        values=attempt.values,
    )
    if attempt.on > due.due_on:
        return f"申请日期晚于法定时限的最后一日（{day_words(due.due_on)}）"
    return None


@rule(REGULATION.article(17))
def event_is_past(attempt: Attempt) -> str | None:
    """Nobody files for an accident that has not happened."""
    filing: Filing = attempt.facts
    if filing.event_on > attempt.on or filing.happened_on > attempt.on:
        return "事故或者诊断日期不能晚于今天。"
    is_today = filing.happened_on == attempt.on
    if is_today and filing.happened_at and filing.happened_at > attempt.at.time():
        return "事故时间不能晚于现在。"
    return None
