"""On which days work may begin and end, and from which day the 30 days of registering run."""

from dataclasses import dataclass
from datetime import date, timedelta

from portal.law.house_rules import DAYS_AHEAD
from portal.law.instruments import HOUSE_RULES
from portal.law.rule import rule
from portal.law.words import day_words
from registration.rules.ages import OVERAGE_SINCE


@dataclass(frozen=True)
class Span:
    """First and perhaps last day of work, seen from today."""

    started_on: date
    today: date
    ended_on: date | None = None

    @property
    def latest(self) -> date:
        """Return the last day that may be named today."""
        return self.today + timedelta(days=DAYS_AHEAD)


@rule(HOUSE_RULES.article(10))
def start_is_near(span: Span) -> str | None:
    """Work that begins far ahead is registered when the day is nearer."""
    if span.started_on <= span.latest:
        return None
    return f"最多提前 {DAYS_AHEAD} 天登记，现在最晚写{day_words(span.latest)}"


@rule(HOUSE_RULES.article(10))
def end_is_near(span: Span) -> str | None:
    """An end far ahead is registered when the day is nearer."""
    if span.ended_on is None or span.ended_on <= span.latest:
        return None
    return f"最多提前 {DAYS_AHEAD} 天登记，现在最晚写{day_words(span.latest)}"


@rule(HOUSE_RULES.article(10))
def end_follows_start(span: Span) -> str | None:
    """The last day is not before the first."""
    if span.ended_on is None or span.ended_on >= span.started_on:
        return None
    return f"不能早于用工之日（{day_words(span.started_on)}）"


def duty_begins_on(started_on: date, *, is_overage: bool) -> date:
    """Return the day from which the 30 days run; over-age people had no such duty before."""
    return max(started_on, OVERAGE_SINCE) if is_overage else started_on
