"""The statutory periods of recognition (clocks K01, K02, K04 to K10, K22 and K23)."""

from portal.law.instruments import (
    HOUSE_RULES,
    LOCAL_RULES,
    MEASURES,
    OPINION_2016,
    REGULATION,
)
from portal.law.remedies import LITIGATION as LITIGATION
from portal.law.remedies import RECONSIDERATION as RECONSIDERATION
from portal.law.term import Binds, Term, Unit
from portal.law.values import local

EMPLOYER_FILING = Term(
    "employer_filing",
    "用人单位申请工伤认定的期限",
    30,
    Unit.DAY,
    REGULATION.article(17, 1),
    Binds.PARTY,
    duty="提出工伤认定申请",
)
CLAIMANT_FILING = Term(
    "claimant_filing",
    "职工、近亲属或者工会组织申请工伤认定的期限",
    1,
    Unit.YEAR,
    REGULATION.article(17, 2),
    Binds.PARTY,
    duty="提出工伤认定申请",
    extra_basis=(OPINION_2016.point(8),),
)
ACCEPTANCE_REVIEW = Term(
    "acceptance_review",
    "受理审查期限",
    15,
    Unit.DAY,
    MEASURES.article(8),
    Binds.OFFICE,
    remind=(7, 3, 1, 0, -1, -3, -7),
    duty="作出受理、不予受理决定或者一次性告知补正",
)
ACCEPTANCE_AFTER_CORRECTION = Term(
    "acceptance_after_correction",
    "补正后的受理审查期限",
    15,
    Unit.DAY,
    MEASURES.article(8),
    Binds.OFFICE,
    remind=(7, 3, 1, 0, -1, -3, -7),
    duty="作出受理或者不予受理决定",
)
CORRECTION = Term(
    "correction_period",
    "补正材料期限",
    local("correction_period_days"),
    Unit.DAY,
    HOUSE_RULES.article(6),
    Binds.PARTY,
    remind=(7, 3, 0, -1),
    duty="补交材料",
)
EMPLOYER_EVIDENCE = Term(
    "employer_evidence",
    "用人单位举证期限",
    local("employer_evidence_days"),
    Unit.DAY,
    LOCAL_RULES.article(7),
    Binds.PARTY,
    remind=(5, 1, 0, -1),
    duty="提交证据和意见",
    extra_basis=(MEASURES.article(17),),
)
DETERMINATION = Term(
    "determination",
    "工伤认定决定期限",
    60,
    Unit.DAY,
    REGULATION.article(20, 1),
    Binds.OFFICE,
    remind=(15, 7, 3, 1, 0, -1, -3, -7),
    duty="作出工伤认定决定",
)
DETERMINATION_SIMPLE = Term(
    "determination_simple",
    "简单案件的工伤认定决定期限",
    15,
    Unit.DAY,
    REGULATION.article(20, 2),
    Binds.OFFICE,
    remind=(7, 3, 1, 0, -1, -3, -7),
    duty="作出工伤认定决定",
)
RECOGNITION_SERVICE = Term(
    "recognition_service",
    "送达决定的期限",
    20,
    Unit.DAY,
    MEASURES.article(22),
    Binds.OFFICE,
    remind=(7, 3, 1, 0, -1, -3, -7),
    duty="把决定送达双方",
)
