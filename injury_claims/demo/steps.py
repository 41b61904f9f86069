"""Cases made by the acts themselves, for the demonstration and for tests."""

import uuid
from dataclasses import replace
from datetime import date, datetime, time
from typing import Any, Protocol

from injury_claims import facts as f
from injury_claims.demo.pictures import paper
from injury_claims.filing import file_claim
from injury_claims.models import ChecklistItem, InjuryClaim
from injury_claims.outcomes import Outcome
from injury_claims.process import ClaimProcess as P
from portal import clock
from portal.accounts.identifiers import IdentityKind
from portal.accounts.models import User
from portal.attachments.models import Attachment, Visibility
from portal.attachments.receive import receive
from portal.cases.models import Case, Entry, Party
from portal.cases.perform import perform
from portal.letters.models import Letter
from portal.workflow.service import Method, Served

WORKER_NUMBER = "709901199003077717"
"""A number that nobody holds: area code 70 was never given out."""


class People(Protocol):
    """Who takes part: an injured worker and one office with every role."""

    @property
    def worker(self) -> User: ...

    @property
    def clerk(self) -> User: ...

    @property
    def handler(self) -> User: ...

    @property
    def investigator(self) -> User: ...

    @property
    def reviewer(self) -> User: ...

    @property
    def signer(self) -> User: ...


def filing(**changes: Any) -> f.Filing:
    """Return an ordinary filing by the worker; changes replace single facts."""
    plain = f.Filing(
        injury_kind="accident",
        happened_on=date(2026, 11, 2),
        happened_at=time(9, 20),
        filed_by="worker",
        worker=f.PersonFacts(
            name="李小满",
            id_kind=IdentityKind.RESIDENT_ID,
            id_number=WORKER_NUMBER,
            phone="13800000001",
            address="任城区演示路1号",
            gender="男",
            birth_on=date(1990, 3, 7),
            occupation="装配工",
        ),
        employer=f.EmployerFacts(
            name="济宁演示机械有限公司", contact="赵会计", phone="13800000003", address="演示路9号"
        ),
        work_county="370811",
        work_town="370811002",
        place="装配车间三号线",
        course="安装护罩时右手食指被压伤。",
        body_parts=("hand",),
        body_part_text="右手食指",
        hospital="演示医院",
        diagnosis="右手食指骨折",
        ground="G14_1",
        employment_proofs=("contract",),
        ground_answers=(("手里有", "劳动合同"), ("当时", "在单位干活")),
    )
    return replace(plain, **changes)


def submitted(cast: People, *, by: User | None = None, **changes: Any) -> Case:
    """Return a case as it was filed."""
    return file_claim(filing(**changes), by=by or cast.worker, key=uuid.uuid4())


def checked(cast: People, case: Case) -> Case:
    """Have the clerk find every item of the checklist present."""
    items = ChecklistItem.objects.filter(claim_id=case.pk)
    states = tuple(f.ItemState(item.code, ChecklistItem.State.PRESENT) for item in items)
    act(case, P.check_materials, cast.clerk, f.MaterialsChecked(states))
    return case


def accepted(cast: People, **changes: Any) -> Case:
    """Return an accepted case."""
    case = checked(cast, submitted(cast, **changes))
    act(case, P.accept, cast.clerk)
    return case


def investigating(cast: People, **changes: Any) -> Case:
    """Return a case that its handler has taken and investigates."""
    case = accepted(cast, **changes)
    act(case, P.take, cast.handler, f.Taken(no_interest=True))
    act(case, P.investigate, cast.handler)
    return case


def interviewed(cast: People, case: Case) -> Case:
    """Record one interview by two officers."""
    facts = f.Interview(
        person="李小满",
        relation="受伤职工本人",
        taken_at=clock.now(),
        place="窗口",
        second_officer_id=cast.investigator.pk,
        credentials_shown=True,
        content="问：事故是怎样发生的？\n答：安装护罩时被压伤。",
    )
    act(case, P.record_interview, cast.handler, facts)
    return case


def proposal(**changes: Any) -> f.Proposal:
    """Return an ordinary positive proposal."""
    plain = f.Proposal(
        outcome=Outcome.RECOGNIZED,
        ground="G14_1",
        facts_found="职工在车间安装护罩时右手食指被压伤。",
        evidence=("调查笔录", "诊断证明"),
        reasons="事故发生在工作时间和工作场所内，因工作原因造成。",
        medical="演示医院诊断为右手食指骨折。",
    )
    return replace(plain, **changes)


def proposed(cast: People, **changes: Any) -> Case:
    """Return a case that waits for its reviewer."""
    case = interviewed(cast, investigating(cast, **changes))
    act(case, P.propose, cast.handler, proposal())
    return case


def approved(cast: People, **changes: Any) -> Case:
    """Return a case that waits for its signer."""
    case = proposed(cast, **changes)
    act(case, P.approve, cast.reviewer, f.Opinion(on_facts="清楚", on_law="正确"))
    return case


def decided(cast: People, **changes: Any) -> Case:
    """Return a case whose decision is signed."""
    case = approved(cast, **changes)
    act(case, P.sign, cast.signer, f.Signature(opinion="同意"))
    return case


def serving(cast: People, **changes: Any) -> Case:
    """Return a case whose decision is on its way to the parties."""
    case = decided(cast, **changes)
    act(case, P.dispatch, cast.handler)
    return case


def served(cast: People, **changes: Any) -> Case:
    """Return a case whose decision reached everybody."""
    case = serving(cast, **changes)
    letter = Letter.objects.get(case=case, kind="determination")
    for recipient in letter.recipients.all():
        serve(cast, case, letter=letter, party=recipient.party)
    return case


def serve(
    cast: People, case: Case, *, letter: Letter, party: Party, on: date | None = None
) -> Entry:
    """Hand a letter to a party, with a signed slip as proof."""
    facts = Served(
        letter_id=letter.pk,
        party_id=party.pk,
        method=Method.DIRECT,
        served_on=on or clock.today(),
        received_by=party.name,
        place="窗口",
        proof_id=str(photo(case, material="service_proof").pk),
    )
    return act(case, P.record_service, cast.handler, facts)


def photo(
    case: Case, *, material: str, by: User | None = None, title: str = "演示凭证"
) -> Attachment:
    """Hand in a picture of a made-up paper; what officers file, they alone see."""
    is_ours = by is None or by.is_staff
    side = Visibility.STAFF if is_ours else Visibility.WORKER_SIDE
    return receive(paper(title), owner=case, material=material, by=by, visibility=side)


def act(case: Case, what: Any, by: User | None, facts: Any = None) -> Entry:
    """Perform an act with a key of its own and bring the case up to date."""
    entry = perform(case, what, by=by, facts=facts, key=uuid.uuid4() if by else None)
    case.refresh_from_db()
    return entry


def claim_of(case: Case) -> InjuryClaim:
    """Return the detail of a case, freshly read."""
    return InjuryClaim.objects.get(pk=case.pk)


def at(text: str) -> datetime:
    """Return an instant in the time of China."""
    return datetime.fromisoformat(text).replace(tzinfo=clock.CHINA)
