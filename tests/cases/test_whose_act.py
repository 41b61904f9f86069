"""An act that is not a person's own shows that person nothing."""

import pytest

from injury_claims import facts as f
from injury_claims.process import ClaimProcess as P
from portal.audit.models import AuditEvent
from portal.cases.perform import perform
from portal.cases.refusals import Refused
from portal.notifications.models import Outbox
from portal.workflow.process import NEW
from portal.workflow.roles import OUTSIDERS
from tests import factories as make
from tests.cast import Cast
from tests.desk import Desk, text
from tests.injury_claims.sides import contested

OFFICERS = [
    act.name
    for act in P.acts()
    if act.source is not NEW and not act.is_system and not set(act.roles) & OUTSIDERS
]


@pytest.mark.parametrize("name", OFFICERS)
def test_to_a_party_the_acts_of_officers_do_not_exist(cast: Cast, name: str) -> None:
    case = make.approved(cast)
    worker = Desk(cast, cast.worker)
    assert worker.open(case, name).status_code == 404
    sent = worker.send(case, name, {"seen": "0", "key": "x"})
    assert sent.status_code == 404
    assert "骨折" not in text(sent)


def test_the_employer_reads_no_diagnosis_through_an_act(cast: Cast) -> None:
    case, employer = contested(cast)
    for name in ("propose", "check_materials", "record_service", "note"):
        assert employer.send(case, name, {"seen": "0"}).status_code == 404


def test_an_officer_without_the_role_sees_why_and_no_contents(cast: Cast) -> None:
    case = make.approved(cast)
    clerk = Desk(cast, cast.clerk)
    for page in (clerk.open(case, "sign"), clerk.send(case, "sign", {"seen": "0"})):
        assert "由签发人办理" in text(page)
        assert "骨折" not in text(page)
        assert "<textarea" not in text(page)


def test_a_look_at_the_form_of_an_act_stands_in_the_audit(cast: Cast) -> None:
    case = make.approved(cast)
    Desk(cast, cast.signer).open(case, "sign")
    assert AuditEvent.objects.filter(case_id=case.pk, actor_id=cast.signer.pk).exists()


def test_a_recused_officer_has_no_part_in_the_case(cast: Cast) -> None:
    case = make.investigating(cast)
    make.act(case, P.recuse, cast.handler, f.Interest(cast.handler.pk, "亲戚"))
    assert Desk(cast, cast.handler).page(case).status_code == 404
    for query in ({}, {"whose": "all"}, {"q": "小满"}):
        assert case.reference not in text(cast.client(cast.handler).get("/work/", query))
    assert Desk(cast, cast.second_handler).page(case).status_code == 200


def test_an_address_with_a_nul_or_a_foreign_host_is_refused_in_order(cast: Cast) -> None:
    client = cast.client(cast.worker)
    assert client.get("/cases/2026%00/").status_code == 404
    assert client.get("/claims/2026%00/receipt/").status_code == 404
    assert client.get("/", headers={"host": "evil.example"}).status_code == 400


def test_only_the_head_of_the_section_recuses_somebody_else(cast: Cast) -> None:
    case = make.investigating(cast)
    with pytest.raises(Refused, match="只能登记自己回避"):
        perform(case, P.recuse, by=cast.clerk, facts=f.Interest(cast.signer.pk, "亲戚"))
    make.act(case, P.recuse, cast.supervisor, f.Interest(cast.signer.pk, "亲戚"))
    assert Desk(cast, cast.signer).page(case).status_code == 404


def test_a_nul_in_a_search_or_a_reason_is_no_error(cast: Cast) -> None:
    case = make.accepted(cast)
    clerk = cast.client(cast.clerk)
    assert clerk.get("/work/", {"q": "ab\0"}).status_code == 200
    party = case.parties.first()
    assert party is not None
    address = f"/cases/{case.reference}/parties/{party.pk}/number/"
    assert clerk.post(address, {"reason": "核对\0身份"}).status_code < 500


def test_an_administrator_asks_no_questions_about_secrets(cast: Cast) -> None:
    admin = cast.client(cast.administrator)
    for lookup in ("password__startswith", "phone_index__startswith", "name__regex"):
        answer = admin.get("/admin/accounts/user/", {lookup: "p"})
        assert answer.status_code in {302, 400}
    assert admin.get("/admin/accounts/user/", {"is_active__exact": "1"}).status_code == 200


def test_whoever_is_recused_is_told_nothing_of_the_case(cast: Cast) -> None:
    case = make.proposed(cast)
    make.act(case, P.recuse, cast.supervisor, f.Interest(cast.signer.pk, "亲戚"))
    other = cast.do_everything
    make.act(case, P.approve, cast.reviewer, f.Opinion("清楚", "正确"))
    told = Outbox.objects.filter(user__isnull=False, key__contains=":u")
    people = set(told.values_list("user_id", flat=True))
    assert other.pk in people
    assert cast.signer.pk not in people
