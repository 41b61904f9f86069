"""Conditions of the acts on questions, thanks and complaints."""

from faq.personal import number_in
from portal.law.instruments import HOUSE_RULES
from portal.law.rule import rule
from portal.workflow.process import Attempt


@rule(HOUSE_RULES.article(17))
def office_is_another(attempt: Attempt) -> str | None:
    """It goes on to another office that is at work."""
    if attempt.facts.office_id in attempt.subject.other_offices():
        return None
    return "请选择另一个正在办公的机构。"


@rule(HOUSE_RULES.article(18))
def may_be_shown(attempt: Attempt) -> str | None:
    """Only thanks are published, and only where the sender agreed."""
    if attempt.subject.is_complaint:
        return "投诉不公开。"
    return None if attempt.subject.may_be_shown else "写信的人没有同意公开。"


@rule(HOUSE_RULES.article(18))
def nobody_is_named(attempt: Attempt) -> str | None:
    """What is published holds no identity number and no phone number."""
    found = number_in(attempt.facts.text)
    return f"公开的文字里有号码“{found}”，请去掉。" if found else None
