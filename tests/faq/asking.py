"""A question that has just come in, for tests of what becomes of it."""

import uuid

from faq.consult import facts as f
from faq.consult.receiving import From, receive_question
from portal.cases.models import Case
from tests.cast import Cast

TEXT = "公司注销了，我的伤残津贴以后找谁要？"


def asked(cast: Cast, words: str = TEXT, sender: From | None = None) -> Case:
    """Return a question that has just come in at the office of the play."""
    told = f.Asked(words, "benefits", "worker", "")
    got = receive_question(told, sender or From(), office=cast.office, key=uuid.uuid4())
    return Case.objects.get(reference=got.reference)
