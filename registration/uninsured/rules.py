"""Conditions of the acts on a report."""

from portal.law.instruments import HOUSE_RULES
from portal.law.rule import rule
from portal.workflow.process import Attempt


@rule(HOUSE_RULES.article(13))
def office_is_another_agency(attempt: Attempt) -> str | None:
    """A report goes on to another agency that is at work."""
    if attempt.facts.office_id in attempt.subject.other_agencies():
        return None
    return "请选择另一个正在办公的参保经办机构。"


@rule(HOUSE_RULES.article(13))
def office_is_the_bureau(attempt: Attempt) -> str | None:
    """A report is referred to the bureau of the same place."""
    if attempt.facts.office_id == attempt.subject.bureau_id():
        return None
    return "只能移交本地的社会保险行政部门。"


@rule(HOUSE_RULES.article(13))
def insured_day_is_past(attempt: Attempt) -> str | None:
    """Insurance that is only promised settles nothing."""
    if attempt.facts.insured_on > attempt.on:
        return "参保日期不能晚于今天，还没有办的不能算已解决。"
    return None
