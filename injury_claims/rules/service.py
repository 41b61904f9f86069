"""Conditions of service that only claims have: two officers, and nobody left out."""

from injury_claims.rules.subject import subject_of
from portal.law.instruments import CIVIL_PROCEDURE, MEASURES
from portal.law.rule import rule
from portal.workflow.process import Attempt
from portal.workflow.service import Method, Served


@rule(CIVIL_PROCEDURE.article(89))
def left_service_has_two_officers(attempt: Attempt) -> str | None:
    """Leaving a paper behind needs a second officer and the reason."""
    served: Served = attempt.facts
    if served.method is not Method.LEFT:
        return None
    if served.second_server_id is None or not served.remark.strip():
        return "留置送达应当有两名送达人，并记明拒收的事由。"
    return None


@rule(CIVIL_PROCEDURE.article(89))
def second_server_is_of_the_office(attempt: Attempt) -> str | None:
    """Whoever is named beside the server, by whatever method, is another officer of the office."""
    served: Served = attempt.facts
    second, subject = served.second_server_id, subject_of(attempt)
    if second is None:
        return None
    if second == attempt.by:
        return "第二名送达人不能是登记送达的本人。"
    if second not in subject.officers_of_office():
        return "第二名送达人应当是本机构的工作人员。"
    if second in subject.recused_officers():
        return "第二名送达人已回避本案。"
    return None


@rule(MEASURES.article(22))
def everybody_served(attempt: Attempt) -> str | None:
    """The decision has been served on each of its recipients."""
    names = subject_of(attempt).unserved()
    return "还没有送达：" + "、".join(names) if names else None
