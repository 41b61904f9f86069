"""The whole main job by its acts, from filing to legal effect."""

from datetime import date

from injury_claims.states import ClaimState as S
from portal.cases import ledger
from portal.cases.tasks import acts_of_the_clock
from portal.deadlines.models import Deadline
from portal.letters.models import Letter
from tests import factories as make
from tests.cast import Cast
from tests.conftest import Clock


def test_a_claim_goes_from_filing_to_legal_effect(cast: Cast, clock: Clock) -> None:
    case = make.served(cast)
    assert case.state == S.SERVED
    assert case.is_open
    assert ledger.faults(case.pk) == []
    kinds = list(Letter.objects.filter(case=case).order_by("pk").values_list("kind", flat=True))
    assert kinds == ["material_receipt", "acceptance", "interview_record", "determination"]
    remedies = Deadline.objects.filter(case=case, term="litigation")
    assert [d.due_on for d in remedies] == [date(2027, 5, 24)] * 2

    clock.set("2027-05-24")
    acts_of_the_clock()
    case.refresh_from_db()
    assert case.state == S.SERVED

    clock.set("2027-05-25")
    acts_of_the_clock()
    case.refresh_from_db()
    assert case.state == S.EFFECTIVE
    assert not case.is_open
    assert ledger.faults(case.pk) == []
    assert not Deadline.objects.filter(case=case, ended_on__isnull=True).exists()
