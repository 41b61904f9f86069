"""Periods of the law that bind people outside: to turn against a decision, to report a death."""

from portal.law.instruments import (
    LITIGATION_LAW,
    OPINION_2013,
    RECONSIDERATION_LAW,
    REGULATION,
)
from portal.law.term import Binds, Term, Unit

RECONSIDERATION = Term(
    "reconsideration",
    "申请行政复议的期限",
    60,
    Unit.DAY,
    RECONSIDERATION_LAW.article(20, 1),
    Binds.PARTY,
    remind=(15, 3, 0),
    duty="申请行政复议",
)
LITIGATION = Term(
    "litigation",
    "提起行政诉讼的期限",
    6,
    Unit.MONTH,
    LITIGATION_LAW.article(46, 1),
    Binds.PARTY,
    remind=(30, 7, 0),
    duty="提起行政诉讼",
)
COURT_AFTER_REVIEW = Term(
    "court_after_review",
    "复议以后提起行政诉讼的期限",
    15,
    Unit.DAY,
    LITIGATION_LAW.article(45),
    Binds.PARTY,
    duty="提起行政诉讼",
)
REAPPRAISAL = Term(
    "reappraisal",
    "申请再次鉴定的期限",
    15,
    Unit.DAY,
    REGULATION.article(26),
    Binds.PARTY,
    duty="申请再次鉴定",
)
SUDDEN_DEATH_REPORT = Term(
    "sudden_death_report",
    "突发疾病死亡以后单位报告的期限",
    5,
    Unit.WORKING_DAY,
    OPINION_2013.point(6),
    Binds.PARTY,
    duty="向社会保险行政部门报告",
)
