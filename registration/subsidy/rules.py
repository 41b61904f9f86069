"""Conditions of the acts on an application for the subsidy."""

from datetime import date
from typing import Any

from portal.law.instruments import AGENCY_RULES, HOUSE_RULES
from portal.law.rule import rule
from portal.workflow.process import Attempt
from registration.subsidy.amounts import Length, too_many

HOUSE = HOUSE_RULES.article(14)
GRANT, REFUSE = "grant", "refuse"
FILE = "file"
NO_RULE = "补贴标准还没有录入，请系统管理员先录入。"


@rule(HOUSE)
def months_are_past(attempt: Attempt) -> str | None:
    """Paid first, subsidised afterwards: a month that is still to come is not paid yet."""
    this_month = attempt.on.replace(day=1)
    if any(one.month > this_month for one in attempt.facts.months):
        return "还没有到的月份不能申请，先缴费，后补贴。"
    return None


@rule(HOUSE)
def status_holds(attempt: Attempt) -> str | None:
    """The status lasts as long as the months for which somebody applies."""
    until = attempt.facts.ground_until
    if until and any(one.month > until for one in attempt.facts.months):
        return "身份到期以后的月份不能申请，请去掉这些月份，或者先办身份延续。"
    return None


@rule(HOUSE)
def status_is_proved(attempt: Attempt) -> str | None:
    """Nobody is subsidised by a status that nobody saw: its proof or register, and its last day."""
    if not _is_for_grant(attempt):
        return None
    said = attempt.facts or attempt.subject
    checked = said.checked if attempt.facts else said.status_checked
    until = said.until if attempt.facts else said.ground_until
    if not checked:
        return "请写明身份是怎么核实的：看了证明，或者查了登记。"
    if checked == FILE and not attempt.subject.has_proof():
        return "申请人还没有交证明，请查登记，或者请申请人在网上补交。"
    if until is None:
        return "请写明身份到哪一天为止，认定表或者登记上有。"
    if any(month > until for month in attempt.subject.asked()):
        return "有的月份在身份到期以后，不能补贴。"
    return None


@rule(HOUSE)
def months_are_free(attempt: Attempt) -> str | None:
    """A month is subsidised once."""
    if not _is_for_grant(attempt):
        return None
    taken = sorted(set(attempt.subject.asked()) & attempt.subject.granted_before())
    return f"{month_words(taken)}已经补贴过，一人一个月只补一次。" if taken else None


@rule(HOUSE)
def months_are_not_too_many(attempt: Attempt) -> str | None:
    """The months granted altogether stay within the length that is in force."""
    if not _is_for_grant(attempt):
        return None
    return over_length(attempt.subject, retires_on=_retires_on(attempt))


def over_length(subject: Any, *, retires_on: date | None) -> str | None:
    """Return why the months of an application are too many beside those granted by now, or None.

    It holds for the moment of the question: whoever grants asks again under the person's lock.
    """
    found = subject.rule()
    if found is None:
        return NO_RULE
    length = Length(found.most_months, found.years_before_retirement)
    return too_many(subject.asked(), subject.granted_before(), length, retires_on=retires_on)


@rule(AGENCY_RULES.article(37))
def grant_was_proposed(attempt: Attempt) -> str | None:
    """What is granted was proposed to be granted."""
    if attempt.subject.proposal != GRANT:
        return "提出的意见是不予补贴；不同意的请退回。"
    return None


@rule(AGENCY_RULES.article(37))
def refusal_was_proposed(attempt: Attempt) -> str | None:
    """What is refused was proposed to be refused, with its reason."""
    if attempt.subject.proposal != REFUSE:
        return "提出的意见是予以补贴；不同意的请退回。"
    return None


@rule(HOUSE)
def list_is_published(attempt: Attempt) -> str | None:
    """Money goes out by a list that everybody can read."""
    return None if attempt.subject.is_published() else "名单公示以后才能发放。"


@rule(HOUSE)
def payment_is_past(attempt: Attempt) -> str | None:
    """Money that is still to go out is not paid."""
    return "发放日期不能晚于今天。" if attempt.facts.paid_on > attempt.on else None


def month_words(months: list[date]) -> str:
    """Return months as people write them."""
    return "、".join(f"{one.year}年{one.month}月" for one in months)


def _is_for_grant(attempt: Attempt) -> bool:
    """Months stand against a grant and against its proposal, never against a refusal."""
    facts = attempt.facts
    return facts is None or facts.proposal == GRANT


def _retires_on(attempt: Attempt) -> date | None:
    """Return the day of retirement as it is proposed now, or was."""
    if attempt.facts is not None:
        day: date | None = attempt.facts.retires_on
        return day
    kept: date | None = attempt.subject.retires_on
    return kept
