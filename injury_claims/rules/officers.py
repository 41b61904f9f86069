"""Who may act on a case: recusal, handlers, hand-over."""

from typing import TYPE_CHECKING

from injury_claims.rules.subject import subject_of
from portal.law.instruments import (
    HOUSE_RULES,
    MEASURES,
)
from portal.law.rule import rule
from portal.workflow.process import Attempt
from portal.workflow.roles import Role

if TYPE_CHECKING:
    from injury_claims.facts import (
        Handover,
    )


@rule(MEASURES.article(16))
def officer_is_not_recused(attempt: Attempt) -> str | None:
    """An officer with an interest stays away from the case."""
    if attempt.by in subject_of(attempt).recused_officers():
        return "您已回避本案，不能办理。"
    return None


@rule(MEASURES.article(16))
def officer_has_no_interest(attempt: Attempt) -> str | None:
    """Recusal is asked before a case is taken."""
    if not attempt.facts.no_interest:
        return "请先确认与申请人没有利害关系；有利害关系的应当回避。"
    return None


@rule(HOUSE_RULES.article(1))
def case_is_free(attempt: Attempt) -> str | None:
    """A case that somebody has taken is re-assigned, not taken again."""
    if subject_of(attempt).handler_id is not None:
        return "这个案件已经有承办人。"
    return None


@rule(HOUSE_RULES.article(1))
def officer_handles_the_case(attempt: Attempt) -> str | None:
    """Only the officer who took the case acts as its handler."""
    handler = subject_of(attempt).handler_id
    if handler is None:
        return "请先领取这个案件。"
    if handler != attempt.by:
        return "您不是本案承办人。"
    return None


@rule(HOUSE_RULES.article(1))
def new_handler_is_eligible(attempt: Attempt) -> str | None:
    """A case goes to a handler of the same office who is not recused and not its handler yet."""
    handover: Handover = attempt.facts
    subject = subject_of(attempt)
    if handover.handler_id not in subject.handlers_of_office():
        return "请选择本机构有承办权限的人员。"
    if handover.handler_id in subject.recused_officers():
        return "该人员已回避本案。"
    if handover.handler_id == subject.handler_id:
        return "该人员已经是本案承办人。"
    return None


@rule(HOUSE_RULES.article(7))
def identity_was_checked(attempt: Attempt) -> str | None:
    """A code opens the file, so it goes only to somebody who proved who they are."""
    return None if attempt.facts.identity_checked else "请先核对来人的身份证件或者委托手续。"


@rule(HOUSE_RULES.article(7))
def party_may_be_told(attempt: Attempt) -> str | None:
    """The code goes to a side of this case, to the employer only after acceptance."""
    if not subject_of(attempt).may_be_told(attempt.facts.party_id):
        return "受理以前不向用人单位透露案件；请选择本案可以告知的当事人。"
    return None


@rule(MEASURES.article(16))
def others_are_recused_by_supervisor(attempt: Attempt) -> str | None:
    """Everybody may step back; who must stay away is for the head of the section to say."""
    if attempt.facts.officer_id != attempt.by and attempt.role is not Role.SUPERVISOR:
        return "只能登记自己回避；其他人员的回避由科室负责人登记。"
    return None


@rule(MEASURES.article(16))
def interested_officer_is_ours(attempt: Attempt) -> str | None:
    """A recusal names an officer of the deciding office."""
    if attempt.facts.officer_id not in subject_of(attempt).officers_of_office():
        return "请选择本机构的工作人员。"
    return None
