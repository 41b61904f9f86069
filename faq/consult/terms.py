"""The periods within which an office answers; the law sets none for questions."""

from portal.law.instruments import HOUSE_RULES
from portal.law.term import Binds, Term, Unit
from portal.law.values import local

QUESTION_ANSWER = Term(
    "question_answer",
    "答复咨询的期限",
    local("question_answer_days"),
    Unit.WORKING_DAY,
    HOUSE_RULES.article(17),
    Binds.OFFICE,
    remind=(1, 0, -1, -3),
    duty="答复咨询",
)
VOICE_ANSWER = Term(
    "voice_answer",
    "答复表扬和投诉的期限",
    local("voice_answer_days"),
    Unit.WORKING_DAY,
    HOUSE_RULES.article(18),
    Binds.OFFICE,
    remind=(3, 1, 0, -1, -3, -7),
    duty="答复表扬或者投诉",
)
