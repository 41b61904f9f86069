"""Conditions of what the agency does with a filing: one correction, two persons, service."""

from portal.law.instruments import AGENCY_RULES, CIVIL_PROCEDURE, HOUSE_RULES
from portal.law.rule import rule
from portal.workflow import serving
from portal.workflow.process import Attempt
from registration.rules.filing import subject_of


@rule(HOUSE_RULES.article(6))
def correction_is_first(attempt: Attempt) -> str | None:
    """Everything that is missing is told once; there is no second notice."""
    if subject_of(attempt).is_corrected_once:
        return "已经告知过一次补正，不能再要求补正。请按现有内容提出意见。"
    return None


@rule(AGENCY_RULES.article(37))
def another_person_decides(attempt: Attempt) -> str | None:
    """Graded review: whoever proposed does not decide."""
    if subject_of(attempt).proposed_by_id == attempt.by:
        return "提出意见的人不能自己复核，请由另一名复核人员办理。"
    return None


@rule(AGENCY_RULES.article(37))
def approval_was_proposed(attempt: Attempt) -> str | None:
    """What is approved was proposed for approval."""
    if subject_of(attempt).proposal != "approve":
        return "提出的意见是不予办理；不同意的请退回。"
    return None


@rule(AGENCY_RULES.article(37))
def refusal_was_proposed(attempt: Attempt) -> str | None:
    """What is refused was proposed for refusal, with its reason."""
    if subject_of(attempt).proposal != "refuse":
        return "提出的意见是予以办理；不同意的请退回。"
    return None


@rule(CIVIL_PROCEDURE.article(87))
def something_is_to_be_served(attempt: Attempt) -> str | None:
    """There is a letter that has not reached its addressee yet."""
    return None if subject_of(attempt).unserved() else "文书都已经送达。"


SERVICE = (something_is_to_be_served, *serving.SERVICE)
