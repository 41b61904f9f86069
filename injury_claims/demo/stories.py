"""The cases of the demonstration: one in every state that the acts reach, told day by day."""

import uuid
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import date, datetime, time, timedelta

from injury_claims import facts as f
from injury_claims.demo import steps
from injury_claims.demo.people import DemoPeople
from injury_claims.facts import Filing
from injury_claims.filing import file_claim
from injury_claims.outcomes import NegativeBasis, Outcome, RefusalReason, SuspensionCause
from injury_claims.process import ClaimProcess as P
from portal import clock
from portal.accounts.identifiers import IdentityKind, gender
from portal.accounts.models import User
from portal.cases.models import Case, Party
from portal.cases.tasks import acts_of_the_clock
from portal.letters.models import Letter
from portal.offices.models import Office
from portal.workflow.service import Method, Served
from registration.demo.register import insure

WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
MAIN_WORKER = "李小满"
UNINSURED_EVERY = 6
"""Of so many workers of the play one was never enrolled, so that the employer pays."""
LONG_EMPLOYER = "济宁演示重型机械装备制造及配套零部件加工有限责任公司任城高端装备产业园第二分公司"


@contextmanager
def standing_still() -> Iterator[Callable[..., datetime]]:
    """Give a function that sets the clock to an hour some days ago; the clock runs on after."""
    present = clock.now()

    def go(days_ago: int, hour: int = 10) -> datetime:
        day = present.date() - timedelta(days=days_ago)
        at = datetime.combine(day, time(hour, 12), tzinfo=clock.CHINA)
        clock.stop(min(at, present))
        return clock.now()

    try:
        yield go
    finally:
        clock.stop(None)


class Stories:
    """Tells each case through the acts of its table."""

    def __init__(self, people: DemoPeople, go: Callable[..., datetime]) -> None:
        self.people = people
        self.go = go
        self._serials: dict[str, int] = {}
        self._filers: dict[int, User] = {}

    def tell_all(self) -> int:
        """Tell every story and return how many there are."""
        stories = (
            self.submitted_today,
            self.submitted_and_overdue,
            self.correcting,
            self.corrected,
            self.rejected,
            self.accepted,
            self.accepted_free,
            self.evidence_running,
            self.employer_silent,
            self.simple_case,
            self.suspended,
            self.reviewing,
            self.deciding,
            self.decided,
            self.serving,
            self.served,
            self.served_negative,
            self.effective,
            self.withdrawn,
            self.transferred,
            self.death_in_investigation,
            self.overdue_investigation,
        )
        for story in stories:
            story()
        return len(stories)

    # The states -------------------------------------------------------------------------------

    def submitted_today(self) -> None:
        """已提交, filed by the worker on a phone."""
        self.go(0, 8)
        self._file("王禾苗")

    def submitted_and_overdue(self) -> None:
        """已提交, left lying beyond fifteen days."""
        self.go(19)
        self._file("郑秋实", employer=LONG_EMPLOYER)

    def correcting(self) -> None:
        """补正中."""
        self.go(6)
        case = self._file(MAIN_WORKER, papers=("worker_id",))
        self.go(5)
        self._ask_for_corrections(case)

    def corrected(self) -> None:
        """已补正."""
        self.go(11)
        case = self._file("陈夏耘", papers=("worker_id",))
        self.go(9)
        codes = self._ask_for_corrections(case)
        self.go(2)
        for code in codes:
            steps.photo(case, material=code, by=self._filers[case.pk], title="补交的材料")
        steps.act(case, P.supply_correction, self._filers[case.pk])

    def rejected(self) -> None:
        """不予受理."""
        self.go(21)
        case = self._file("褚远行", happened_days_ago=500)
        self.go(14)
        refusal = f.Refusal(
            reason=RefusalReason.OUT_OF_TIME,
            explanation="事故发生后超过一年才提出申请，经询问没有不计入时限的情形。",
        )
        steps.act(case, P.refuse, self.people.clerk, refusal)

    def accepted(self) -> Case:
        """已受理, taken by the handler."""
        case = self._accepted("卫明理", 12)
        self.go(3)
        self._take(case)
        return case

    def accepted_free(self) -> None:
        """已受理, nobody has taken it."""
        self._accepted("蒋待领", 5)

    def evidence_running(self) -> None:
        """调查核实, the employer has the evidence notice."""
        case = self._demanded(MAIN_WORKER, 25, served_days_ago=12)
        self.go(1)
        steps.interviewed(self.people, case)

    def employer_silent(self) -> None:
        """调查核实, the employer let its period pass."""
        case = self._demanded("韩无声", 50, served_days_ago=40)
        self.go(20)
        steps.act(case, P.note_silence, self.people.handler)

    def simple_case(self) -> None:
        """调查核实 as a simple case: fifteen days."""
        case = self._investigating("杨简明", 10)
        reason = f.Because("单位和职工对事故经过没有争议，材料齐全，权利义务明确。")
        steps.act(case, P.mark_simple, self.people.handler, reason)

    def suspended(self) -> None:
        """中止, waiting for the traffic police."""
        case = self._investigating("朱路遇", 40, ground="G14_6")
        self.go(18)
        suspension = f.Suspension(
            cause=SuspensionCause.COMPETENT_AUTHORITY,
            awaited="公安机关交通管理部门的道路交通事故认定书",
            explanation="事故责任尚未认定，认定结论是本案决定的依据。",
        )
        steps.act(case, P.suspend, self.people.handler, suspension)

    def reviewing(self) -> None:
        """审核."""
        self._proposed("秦审阅", 44)

    def deciding(self) -> None:
        """待签发."""
        case = self._proposed("尤待签", 53)
        self.go(2)
        self._approve(case)

    def decided(self) -> None:
        """已作出."""
        self._decided("许决定", 48, signed_days_ago=1)

    def serving(self) -> None:
        """送达中: the worker has it, the employer not yet."""
        case = self._dispatched("何在途", 55, signed_days_ago=8)
        self.go(4)
        self._serve(case, Party.Kind.WORKER)

    def served(self) -> None:
        """已送达, remedies running."""
        self._served("吕送达", 80, signed_days_ago=30)

    def served_negative(self) -> None:
        """已送达, not recognised."""
        proposal = steps.proposal(
            outcome=Outcome.NOT_RECOGNIZED,
            negative_basis=NegativeBasis.GROUND_NOT_MET,
            facts_found="职工在下班后自行返回车间取私人物品时摔伤，与工作无关。",
            reasons="伤害不是在工作时间内因工作原因造成，不符合应当认定工伤的情形。",
        )
        self._served("施不予", 90, signed_days_ago=40, proposal=proposal)

    def effective(self) -> None:
        """生效: half a year after the last service."""
        case = self._served("张生效", 290, signed_days_ago=240)
        self.go(30)
        acts_of_the_clock()
        case.refresh_from_db()

    def withdrawn(self) -> None:
        """撤回."""
        self.go(9)
        case = self._file("孔撤回")
        self.go(7)
        withdrawal = f.Withdrawal(reason="先与单位补办材料，之后再申请。", is_voluntary=True)
        steps.act(case, P.withdraw, self._filers[case.pk], withdrawal)

    def transferred(self) -> None:
        """已提交 at the office that has jurisdiction."""
        self.go(4)
        case = self._file("曹移送", insured_county="")
        self.go(3)
        jinxiang = Office.objects.get(code="jinxiang")
        reason = "用人单位在金乡县参保，依法由参保地办理。"
        steps.act(case, P.transfer, self.people.clerk, f.Transfer(jinxiang.pk, reason))

    def death_in_investigation(self) -> None:
        """调查核实 after a sudden death, filed by the son; a rare character in the name."""
        happened = self.go(30).date() - timedelta(days=6)
        filing = replace(
            self._filing("欧阳䶮喆", happened, LONG_EMPLOYER, filer=self.people.relative),
            filed_by="relative",
            relation="父子",
            is_death=True,
            death_at=datetime.combine(happened + timedelta(days=1), time(6, 40), clock.CHINA),
            first_diagnosed_at=datetime.combine(happened, time(11, 5), clock.CHINA),
            ground="G15_1",
            course="在岗位上突然昏倒，送医抢救，次日去世。",
            diagnosis="急性心肌梗死",
            applicant=self._person("李大山", self.people.relative),
        )
        case = self._open(filing, self.people.relative)
        self._accept_all(case, 24)
        self.go(22)
        self._take(case)
        steps.act(case, P.investigate, self.people.handler)

    def overdue_investigation(self) -> None:
        """调查核实 beyond sixty days: the supervisor has been told."""
        self._investigating("魏超期", 70)

    # The steps --------------------------------------------------------------------------------

    def _accepted(self, name: str, days_ago: int, *, ground: str = "G14_1") -> Case:
        self.go(days_ago + 4)
        case = self._file(name, ground=ground)
        self._accept_all(case, days_ago)
        return case

    def _accept_all(self, case: Case, days_ago: int) -> None:
        self.go(days_ago)
        steps.checked(self.people, case)
        steps.act(case, P.accept, self.people.clerk)

    def _investigating(self, name: str, days_ago: int, *, ground: str = "G14_1") -> Case:
        case = self._accepted(name, days_ago, ground=ground)
        self.go(days_ago - 1)
        self._take(case)
        steps.act(case, P.investigate, self.people.handler)
        return case

    def _demanded(self, name: str, days_ago: int, *, served_days_ago: int) -> Case:
        case = self._investigating(name, days_ago)
        self.go(served_days_ago + 3)
        demand = f.EvidenceDemand("请就事故发生的时间、地点、原因以及劳动关系提交证据。")
        steps.act(case, P.demand_evidence, self.people.handler, demand)
        self.go(served_days_ago)
        letter = Letter.objects.get(case=case, kind="evidence_notice")
        employer = case.parties.get(kind=Party.Kind.EMPLOYER)
        steps.serve(self.people, case, letter=letter, party=employer)
        return case

    def _proposed(self, name: str, days_ago: int, *, proposal: f.Proposal | None = None) -> Case:
        case = self._investigating(name, days_ago)
        self.go(days_ago - 5)
        steps.interviewed(self.people, case)
        self.go(days_ago - 9)
        proposal = proposal or steps.proposal()
        steps.act(case, P.propose, self.people.handler, proposal)
        return case

    def _approve(self, case: Case) -> None:
        opinion = f.Opinion(on_facts="事实清楚，证据充分。", on_law="适用条款正确。")
        steps.act(case, P.approve, self.people.reviewer, opinion)

    def _decided(
        self,
        name: str,
        days_ago: int,
        *,
        signed_days_ago: int,
        proposal: f.Proposal | None = None,
    ) -> Case:
        case = self._proposed(name, days_ago, proposal=proposal)
        self.go(signed_days_ago + 1)
        self._approve(case)
        self.go(signed_days_ago)
        steps.act(case, P.sign, self.people.signer, f.Signature(opinion="同意签发。"))
        return case

    def _dispatched(
        self,
        name: str,
        days_ago: int,
        *,
        signed_days_ago: int,
        proposal: f.Proposal | None = None,
    ) -> Case:
        case = self._decided(name, days_ago, signed_days_ago=signed_days_ago, proposal=proposal)
        self.go(signed_days_ago - 1)
        steps.act(case, P.dispatch, self.people.handler)
        return case

    def _served(
        self,
        name: str,
        days_ago: int,
        *,
        signed_days_ago: int,
        proposal: f.Proposal | None = None,
    ) -> Case:
        case = self._dispatched(name, days_ago, signed_days_ago=signed_days_ago, proposal=proposal)
        self.go(signed_days_ago - 3)
        self._serve(case, Party.Kind.WORKER)
        self.go(signed_days_ago - 6)
        self._serve(case, Party.Kind.EMPLOYER)
        return case

    def _serve(self, case: Case, kind: str) -> None:
        party = case.parties.get(kind=kind)
        letter = Letter.objects.get(case=case, kind="determination")
        proof = steps.photo(case, material="service_proof", title="送达回证")
        served = Served(
            letter_id=letter.pk,
            party_id=party.pk,
            method=Method.DIRECT,
            served_on=clock.today(),
            received_by=party.name if kind == Party.Kind.WORKER else "赵会计",
            place="任城区人力资源和社会保障综合服务中心",
            proof_id=str(proof.pk),
        )
        steps.act(case, P.record_service, self.people.handler, served)

    def _take(self, case: Case) -> None:
        steps.act(case, P.take, self.people.handler, f.Taken(no_interest=True))

    def _ask_for_corrections(self, case: Case) -> tuple[str, ...]:
        states = tuple(
            f.ItemState(item.code, "present" if item.code == "worker_id" else "missing")
            for item in steps.claim_of(case).items.filter(is_required=True)
        )
        steps.act(case, P.check_materials, self.people.clerk, f.MaterialsChecked(states))
        codes = tuple(steps.claim_of(case).missing_codes())
        notice = f.Correction(items=codes, explanation="可以在手机上拍照补交，也可以到窗口。")
        steps.act(case, P.notify_correction, self.people.clerk, notice)
        return codes

    # Filing -----------------------------------------------------------------------------------

    def _file(
        self,
        name: str,
        *,
        employer: str = "济宁演示机械有限公司",
        ground: str = "G14_1",
        happened_days_ago: int = 8,
        papers: tuple[str, ...] = ("worker_id", "labour_relation", "diagnosis"),
        insured_county: str = "370811",
    ) -> Case:
        happened = clock.today() - timedelta(days=happened_days_ago)
        filer = self._account(name)
        filing = replace(
            self._filing(name, happened, employer, filer=filer),
            ground=ground,
            insured_county=insured_county,
        )
        case = self._open(filing, filer)
        for code in papers:
            steps.photo(case, material=code, by=filer, title=PAPERS[code])
        return case

    def _account(self, name: str) -> User:
        """Return the account of the person who files; each has one of their own."""
        if name == MAIN_WORKER:
            return self.people.worker
        phone = f"199000001{len(self._filers):02d}"
        return User.objects.create_user(phone=phone, name=name)

    def _open(self, filing: Filing, by: User) -> Case:
        case = file_claim(filing, by=by, key=uuid.uuid4())
        self._filers[case.pk] = by
        return case

    def _filing(self, name: str, happened: date, employer: str, *, filer: User) -> Filing:
        worker = self._person(name, filer)
        if self._serials[name] % UNINSURED_EVERY:
            insure(
                employer,
                name=name,
                number=worker.id_number,
                born_on=worker.birth_on or happened,
                sex="male" if worker.gender == "男" else "female",
            )
        return steps.filing(
            happened_on=happened,
            worker=worker,
            employer=f.EmployerFacts(
                name=employer,
                contact="赵会计",
                phone=self.people.agent.phone,
                address="任城区演示工业园9号",
            ),
        )

    def _person(self, name: str, user: User) -> f.PersonFacts:
        serial = self._serials.setdefault(name, len(self._serials) + 1)
        born = date(1968 + serial % 35, 1 + serial % 12, 1 + serial % 28)
        number = fictitious_number(born, serial)
        if name == MAIN_WORKER:
            born, number = date(1990, 3, 7), steps.WORKER_NUMBER
        return f.PersonFacts(
            name=name,
            id_kind=IdentityKind.RESIDENT_ID,
            id_number=number,
            phone=user.phone,
            address="任城区演示路1号",
            gender=gender(IdentityKind.RESIDENT_ID, number),
            birth_on=born,
            occupation="装配工",
        )


PAPERS = {
    "worker_id": "身份证（演示）",
    "labour_relation": "劳动合同（演示）",
    "diagnosis": "诊断证明（演示）",
}


def fictitious_number(born: date, serial: int) -> str:
    """Return an identity number with a valid check digit and an area code never given out."""
    body = f"709901{born:%Y%m%d}{(2 * serial + serial % 2) % 1000:03d}"
    check = sum(int(digit) * weight for digit, weight in zip(body, WEIGHTS, strict=True)) % 11
    return body + "10X98765432"[check]
