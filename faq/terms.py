"""The period after which an answer is compared with the law again; it is the house's own."""

from portal.law.instruments import HOUSE_RULES
from portal.law.term import Binds, Term, Unit

ANSWER_REVIEW = Term(
    "answer_review",
    "问答再次核对的期限",
    6,
    Unit.MONTH,
    HOUSE_RULES.article(19),
    Binds.OFFICE,
    rolls=False,
    duty="再次核对回答",
)
