"""The periods in which somebody may turn against a decision, counted from its service."""

from portal.law.instruments import LITIGATION_LAW, RECONSIDERATION_LAW
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
