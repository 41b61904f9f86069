"""A one-time code at the counter: for a side that proved who it is, and for nobody else."""

import re

import pytest

from injury_claims import facts as f
from injury_claims.process import ClaimProcess as P
from portal.cases.models import Party
from portal.cases.perform import perform
from portal.cases.refusals import Refused
from portal.letters.models import Letter
from tests import factories as make
from tests.cast import Cast
from tests.injury_claims.sides import credit_code


def test_the_code_is_printed_for_the_one_party_alone(cast: Cast) -> None:
    case = make.submitted(cast, by=cast.agent, filed_by="employer")
    worker = case.parties.get(kind=Party.Kind.WORKER)
    page = cast.client(cast.clerk).get(f"/cases/{case.reference}/give_code/")
    body = {
        "party_id": worker.pk,
        "identity_checked": "on",
        "key": re.search(r'name="key" value="([^"]+)"', page.content.decode())[1],
        "seen": case.version,
    }
    answer = cast.client(cast.clerk).post(f"/cases/{case.reference}/give_code/", body)
    assert answer.status_code == 303
    letter = Letter.objects.get(case=case, kind="entry_code")
    assert [recipient.party for recipient in letter.recipients.all()] == [worker]
    assert re.fullmatch(r"(\w{4}-){2}\w{4}", letter.inputs["code"])


def test_without_looking_at_the_identity_card_there_is_no_code(cast: Cast) -> None:
    case = make.submitted(cast)
    worker = case.parties.get(kind=Party.Kind.WORKER)
    with pytest.raises(Refused, match="核对来人"):
        perform(case, P.give_code, by=cast.clerk, facts=f.CodeGiven(worker.pk, False))


def test_before_acceptance_the_employer_gets_no_code(cast: Cast) -> None:
    case = make.submitted(cast)
    employer = case.parties.get(kind=Party.Kind.EMPLOYER)
    with pytest.raises(Refused, match="受理以前"):
        perform(case, P.give_code, by=cast.clerk, facts=f.CodeGiven(employer.pk, True))


def test_a_party_of_another_case_gets_no_code(cast: Cast) -> None:
    case, other = make.submitted(cast), make.submitted(cast)
    stranger = other.parties.get(kind=Party.Kind.WORKER)
    with pytest.raises(Refused):
        perform(case, P.give_code, by=cast.clerk, facts=f.CodeGiven(stranger.pk, True))


def test_the_worker_enters_with_the_code_and_the_own_number(cast: Cast) -> None:
    case = make.submitted(cast, by=cast.agent, filed_by="employer")
    worker = case.parties.get(kind=Party.Kind.WORKER)
    make.act(case, P.give_code, cast.clerk, f.CodeGiven(worker.pk, True))
    code = Letter.objects.get(case=case, kind="entry_code").inputs["code"]
    browser = cast.client(cast.worker)
    typed = {"code": code, "name": "李小满", "is_authorised": "on"}
    wrong = browser.post("/activate/", typed | {"credit_code": credit_code()})
    assert "证件号码和本案登记的不一致" in wrong.content.decode()
    right = browser.post("/activate/", typed | {"credit_code": make.WORKER_NUMBER})
    assert right.status_code == 302
    assert browser.get(f"/cases/{case.reference}/").status_code == 200
    mandate = worker.mandates.get()
    assert (mandate.user, mandate.kind) == (cast.worker, "self")
