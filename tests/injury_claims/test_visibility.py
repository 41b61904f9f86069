"""Each side sees its own: the table, the pages, the papers, the letters, the numbers."""

import json

import pytest

from injury_claims import seeing
from injury_claims.process import ClaimProcess as P
from injury_claims.seeing import FIELDS, Side, reads_of, sees
from portal.accounts.mandates import grant_filing_mandate
from portal.accounts.models import Mandate
from portal.cases.models import Case, Note
from portal.deadlines.models import Deadline
from portal.letters.models import Letter
from tests import factories as make
from tests.cast import Cast
from tests.conftest import Clock
from tests.desk import Desk, photo, text
from tests.injury_claims.sides import contested, employer_of

MEDICAL = {"diagnosis": "秘密诊断甲", "hospital": "秘密医院乙", "body_part_text": "秘密部位丙"}
PRIVATE = ("秘密住址丁", "13800000001", make.WORKER_NUMBER)


def secretive(**changes: object) -> dict[str, object]:
    """Return changes of a filing in which each hidden field can be recognised."""
    worker = make.filing().worker
    marked = type(worker)(**{**vars(worker), "address": "秘密住址丁"})
    return {"worker": marked, "witnesses": "秘密证人戊", **MEDICAL, **changes}


HIDDEN = (*MEDICAL.values(), *PRIVATE, "秘密证人戊")


# The table ------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "field", ["diagnosis", "hospital", "body_parts", "medical_papers", "witnesses", "readers"]
)
def test_nothing_medical_is_the_employers(field: str) -> None:
    assert not sees(field, Side.EMPLOYER, is_own=True, is_filer=True, is_served=True)
    assert sees(field, Side.WORKER)


@pytest.mark.parametrize("field", ["phone", "address", "identity_number"])
def test_numbers_and_addresses_are_ones_own_only(field: str) -> None:
    for side in (Side.WORKER, Side.EMPLOYER):
        assert sees(field, side, is_own=True)
        assert not sees(field, side, is_filer=True, is_served=True)


def test_the_outcome_waits_for_service() -> None:
    assert not sees("outcome", Side.WORKER)
    assert sees("outcome", Side.EMPLOYER, is_served=True)


def test_what_is_in_no_table_is_seen_by_the_office_alone() -> None:
    for side in (Side.WORKER, Side.EMPLOYER):
        assert not sees("something_new", side, is_own=True, is_filer=True, is_served=True)
        assert not reads_of("something_new", side, is_own=True, is_filer=True)
    assert sees("something_new", Side.STAFF)


def test_officers_see_every_field() -> None:
    assert all(sees(field, Side.STAFF) for field in FIELDS)


def test_no_internal_act_is_in_the_table_of_acts() -> None:
    internal = {act.name for act in P.acts() if act.internal}
    assert not internal & set(seeing.ACTS)
    assert {act.name for act in P.acts()} == internal | set(seeing.ACTS) | {"record_failed_service"}


# Pages and letters ----------------------------------------------------------------------------


def test_hidden_fields_are_on_no_page_of_the_employer(cast: Cast) -> None:
    case, agent = contested(cast, **secretive())
    deadline = Deadline.objects.get(case=case, term="employer_evidence")
    pages = [
        agent.page(case),
        agent.client.get("/me/"),
        agent.client.get("/claims/"),
        agent.client.get(f"/cases/{case.reference}/why/{deadline.pk}/"),
        *(agent.open(case, act.name) for act in P.acts() if act.roles[-1].value == "employer"),
    ]
    for page in pages:
        assert page.status_code == 200
        for hidden in HIDDEN:
            assert hidden not in text(page)
    assert "安装护罩时右手食指被压伤" in text(pages[0])


def test_the_phone_of_the_worker_is_masked_even_to_the_worker(cast: Cast) -> None:
    case = make.submitted(cast, **secretive())
    page = text(Desk(cast, cast.worker).page(case))
    assert "138****0001" in page
    assert "13800000001" not in page
    assert make.WORKER_NUMBER not in page
    assert "秘密诊断甲" in page


def test_hidden_fields_are_in_no_letter_to_the_employer_and_it_is_sent_all_the_same(
    cast: Cast,
) -> None:
    case, _ = contested(cast, **secretive())
    letters = Letter.objects.filter(case=case, recipients__party=employer_of(case))
    assert {letter.kind for letter in letters} == {"acceptance", "evidence_notice"}
    for letter in letters:
        said = json.dumps(letter.inputs, ensure_ascii=False)
        for hidden in HIDDEN:
            assert hidden not in said


def test_each_side_opens_its_own_files_and_not_the_others(cast: Cast) -> None:
    case, agent = contested(cast)
    worker = Desk(cast, cast.worker)
    worker.act(
        case, "add_papers", upload="paper", material="diagnosis", file_paper=photo("病历.jpg")
    )
    agent.act(
        case,
        "answer_evidence",
        upload="employer_evidence",
        file_employer_evidence=photo("考勤.jpg", shade=90),
    )
    theirs = {file.original_name: file for file in case.attachments.exclude(uploaded_by=None)}
    for desk, own, other in ((worker, "病历.jpg", "考勤.jpg"), (agent, "考勤.jpg", "病历.jpg")):
        address = f"/cases/{case.reference}/papers/"
        opened = desk.client.get(f"{address}{theirs[own].pk}/")
        assert opened.status_code == 200
        assert b"".join(opened.streaming_content)  # to the end, which lets go of the file
        assert desk.client.get(f"{address}{theirs[other].pk}/").status_code == 404
        assert other not in text(desk.page(case))


def test_proof_of_service_is_not_shown_to_the_parties(cast: Cast) -> None:
    case, agent = contested(cast)
    proof = case.attachments.get(material="service_proof")
    for desk in (agent, Desk(cast, cast.worker)):
        assert desk.client.get(f"/cases/{case.reference}/papers/{proof.pk}/").status_code == 404


def test_the_employer_sees_nothing_before_acceptance(cast: Cast) -> None:
    case = make.submitted(cast)
    grant_filing_mandate(
        cast.agent, identity=None, case=case, party=employer_of(case), kind="employer_agent"
    )
    agent = Desk(cast, cast.agent)
    assert agent.page(case).status_code == 404
    assert case.reference not in text(agent.client.get("/me/"))


def test_an_employer_that_filed_sees_its_case_from_the_first_day(cast: Cast) -> None:
    case = make.submitted(cast, by=cast.agent, filed_by="employer")
    page = text(Desk(cast, cast.agent).page(case))
    assert "您提交了申请" in page
    assert "右手食指骨折" not in page


def test_the_decision_is_shown_to_each_party_once_it_is_served_on_it(cast: Cast) -> None:
    case, agent = contested(cast)
    agent.act(case, "answer_evidence", agrees="yes")
    case.refresh_from_db()
    make.act(make.interviewed(cast, case), P.propose, cast.handler, make.proposal())
    opinion = P.approve.facts(on_facts="清楚", on_law="正确")  # type: ignore[misc]
    make.act(case, P.approve, cast.reviewer, opinion)
    make.act(case, P.sign, cast.signer, P.sign.facts(opinion="同意"))  # type: ignore[misc]
    make.act(case, P.dispatch, cast.handler)
    letter = Letter.objects.get(case=case, kind="determination")
    worker, address = Desk(cast, cast.worker), f"/cases/{case.reference}/letters/{letter.pk}/"
    for desk in (worker, agent):
        assert "认定工伤" not in told(desk, case)
        assert desk.client.get(address).status_code == 404

    make.serve(cast, case, letter=letter, party=case.parties.get(kind="worker"))
    assert "认定工伤决定书" in told(worker, case)
    assert worker.client.get(address).status_code == 200
    assert "认定工伤" not in told(agent, case)
    assert agent.client.get(address).status_code == 404


def told(desk: Desk, case: Case) -> str:
    """Return a case page without the name of the procedure at its top."""
    return text(desk.page(case)).replace("工伤认定", "").replace("认定工伤申请", "")


def test_internal_acts_notes_and_names_of_officers_stay_inside(cast: Cast) -> None:
    case = make.approved(cast)
    Note.objects.create(case=case, by=cast.handler, text="内部备注己")
    page = text(Desk(cast, cast.worker).page(case))
    for inside in ("内部备注己", "领取了案件", "审核同意", cast.reviewer.name, "事实清楚"):
        assert inside not in page
    assert cast.handler.name in page


# Strangers ------------------------------------------------------------------------------------


def test_a_foreign_case_answers_as_one_that_does_not_exist(cast: Cast) -> None:
    case = make.accepted(cast)
    stranger = Desk(cast, cast.stranger)
    missing = stranger.client.get("/cases/2026-999999/")
    foreign = stranger.page(case)
    assert foreign.status_code == missing.status_code == 404
    assert text(foreign) == text(missing)


def test_a_stranger_opens_no_address_of_a_case(cast: Cast) -> None:
    case = make.investigating(cast)
    paper = make.photo(case, material="diagnosis", by=cast.worker)
    letter = Letter.objects.filter(case=case).first()
    deadline = Deadline.objects.filter(case=case).first()
    assert letter is not None
    assert deadline is not None
    stranger = Desk(cast, cast.stranger)
    ends = ["", f"papers/{paper.pk}/", f"letters/{letter.pk}/", f"why/{deadline.pk}/"]
    ends += [f"{act.name}/" for act in P.acts()]
    for end in ends:
        address = f"/cases/{case.reference}/{end}"
        assert stranger.client.get(address).status_code == 404
        assert stranger.client.post(address).status_code in {404, 405}
    assert stranger.client.get(f"/claims/{case.reference}/receipt/").status_code == 404


def test_counting_through_the_numbers_shows_ones_own_cases_only(cast: Cast) -> None:
    mine = [make.submitted(cast), make.submitted(cast)]
    theirs = make.submitted(cast, by=cast.relative)
    worker = Desk(cast, cast.worker)
    found = [case for case in (*mine, theirs) if worker.page(case).status_code == 200]
    assert found == mine


def test_typing_a_neighbours_number_shows_nothing_of_the_neighbour(cast: Cast) -> None:
    theirs = make.accepted(cast)
    own = make.submitted(cast, by=cast.stranger)  # the same worker's number, typed by another
    stranger = Desk(cast, cast.stranger)
    assert stranger.page(own).status_code == 200
    assert stranger.page(theirs).status_code == 404
    assert theirs.reference not in text(stranger.client.get("/me/"))


def test_a_mandate_that_ended_opens_nothing(cast: Cast, clock: Clock) -> None:
    case = make.submitted(cast)
    Mandate.objects.filter(user=cast.worker).update(to_on=clock.today())
    clock.move(days=1)
    assert Desk(cast, cast.worker).page(case).status_code == 404


def test_an_officer_of_another_office_opens_nothing(cast: Cast) -> None:
    assert Desk(cast, cast.foreign_officer).page(make.accepted(cast)).status_code == 404
