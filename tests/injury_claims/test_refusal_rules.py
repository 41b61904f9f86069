"""Not accepting an application: only for reasons that hold."""

from datetime import date

import pytest

from injury_claims import facts as f
from injury_claims.outcomes import RefusalReason, TollingReason
from injury_claims.process import ClaimProcess as P
from injury_claims.states import ClaimState as S
from portal.cases.perform import perform
from portal.cases.refusals import Refused
from tests import factories as make
from tests.cast import Cast

LATE = f.Refusal(RefusalReason.OUT_OF_TIME, "超过一年才提出申请")


def test_the_last_day_of_the_year_is_not_out_of_time(cast: Cast) -> None:
    case = make.submitted(cast, happened_on=date(2025, 11, 24))
    with pytest.raises(Refused, match="没有超过一年"):
        perform(case, P.refuse, by=cast.clerk, facts=LATE)


def test_the_day_after_the_year_is_out_of_time(cast: Cast) -> None:
    case = make.submitted(cast, happened_on=date(2025, 11, 21))
    make.act(case, P.refuse, cast.clerk, LATE)
    assert case.state == S.REJECTED


def test_a_late_employer_is_not_out_of_time(cast: Cast) -> None:
    case = make.submitted(cast, by=cast.agent, filed_by="employer", happened_on=date(2026, 6, 1))
    assert not make.claim_of(case).is_filed_in_time
    with pytest.raises(Refused, match="没有超过一年"):
        perform(case, P.refuse, by=cast.clerk, facts=LATE)


def test_tolled_days_are_not_held_against_the_worker(cast: Cast) -> None:
    tolling = f.Tolling(TollingReason.RELATION_DISPUTE, date(2026, 1, 1), date(2026, 6, 1))
    case = make.submitted(cast, happened_on=date(2025, 9, 1), tolling=(tolling,))
    with pytest.raises(Refused, match="没有超过一年"):
        perform(case, P.refuse, by=cast.clerk, facts=LATE)


def test_nobody_is_refused_for_papers_that_nobody_asked_for(cast: Cast) -> None:
    case = make.submitted(cast)
    refusal = f.Refusal(RefusalReason.NOT_CORRECTED, "材料不全")
    with pytest.raises(Refused, match="没有一次性告知补正"):
        perform(case, P.refuse, by=cast.clerk, facts=refusal)
