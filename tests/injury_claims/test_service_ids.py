"""A proof that is no attachment at all is refused in words, not in an error."""

import pytest

from injury_claims.process import ClaimProcess as P
from portal.cases.perform import perform
from portal.cases.refusals import Refused
from tests import factories as make
from tests.cast import Cast
from tests.injury_claims.test_law_reading import service


def test_a_proof_that_is_no_attachment_is_refused(cast: Cast) -> None:
    case = make.serving(cast)
    with pytest.raises(Refused, match="送达凭证"):
        perform(
            case, P.record_service, by=cast.handler, facts=service(case, "worker", proof_id="x")
        )
