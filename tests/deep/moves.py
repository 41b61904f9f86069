"""What people may try at a case: facts for every act, sensible for the most part, sometimes not."""

from datetime import timedelta
from random import Random
from typing import Any

from injury_claims import facts as f
from injury_claims.outcomes import NegativeBasis, Outcome, RefusalReason, SuspensionCause
from injury_claims.process import ClaimProcess as P
from portal import clock
from portal.attachments.models import Attachment
from portal.cases.models import Case, Party
from portal.letters.models import Letter
from portal.offices.models import Office
from portal.workflow.process import Act
from portal.workflow.service import Method, Served
from tests import factories as make
from tests.cast import Cast

NOWHERE = 999_999_999


class Moves:
    """Makes the facts of an act for one case, as somebody at a desk could type them."""

    def __init__(self, cast: Cast, case: Case, chance: Random) -> None:
        self.cast = cast
        self.case = case
        self.chance = chance

    def facts_of(self, act: Act) -> Any:
        """Return facts for an act; none for acts without."""
        maker = getattr(self, act.name, None)
        return maker() if maker else None

    def pick(self, *values: Any) -> Any:
        """Choose the first, which is the ordinary one, more often than all others together."""
        return self.chance.choice((*[values[0]] * len(values), *values))

    def any_of(self, values: Any) -> Any:
        """Choose one of equals."""
        return self.chance.choice(list(values))

    def papers(self) -> list[str]:
        """Return the ids of some papers of this case."""
        ids = Attachment.objects.filter(case=self.case).order_by("uploaded_at").values_list("pk")
        return [str(pk) for (pk,) in ids[:2]]

    def somebody(self) -> int:
        """Return an officer, mostly of the office."""
        cast = self.cast
        return int(
            self.pick(
                cast.investigator.pk,
                cast.second_handler.pk,
                cast.handler.pk,
                cast.do_everything.pk,
                cast.foreign_officer.pk,
                cast.stranger.pk,
                NOWHERE,
            )
        )

    def party_of(self, letter: Letter | None) -> int:
        """Return an addressee of a letter, mostly."""
        if letter is not None:
            found = list(letter.recipients.values_list("party_id", flat=True))
            if found and self.pick(True, False):
                return int(self.chance.choice(found))
        parties = list(Party.objects.filter(case=self.case).values_list("pk", flat=True))
        return int(self.chance.choice([*parties, NOWHERE]))

    def letter(self) -> Letter | None:
        """Return a letter of this case, the newest most often."""
        letters = list(Letter.objects.filter(case=self.case).order_by("-pk"))
        wanted = [one for one in letters if one.kind in {"determination", "evidence_notice"}]
        return self.chance.choice([*wanted, *letters[:3], None])

    # One for each act that has facts, in the order of the statute --------------------------------

    def add_papers(self) -> f.AddedPapers:
        """Name papers of the case, or one that is not its own."""
        return f.AddedPapers(tuple(self.papers() or ["none"]), self.pick("", "补充说明"))

    def confirm_address(self) -> f.ConfirmedAddress:
        """Confirm the own side's address, or try another's."""
        return f.ConfirmedAddress(self.party_of(None), "任城区演示路2号", self.pick(True, False))

    def give_code(self) -> f.CodeGiven:
        """Hand a code over at the counter."""
        return f.CodeGiven(self.party_of(None), identity_checked=self.pick(True, False))

    def withdraw(self) -> f.Withdrawal:
        """Take the application back."""
        return f.Withdrawal("不再申请", is_voluntary=self.pick(True, False))

    def check_materials(self) -> f.MaterialsChecked:
        """Find everything present, or every second item missing."""
        codes = make.claim_of(self.case).items.values_list("code", flat=True)
        other = self.pick("present", "missing", "unchecked")
        states = (("present" if number % 2 else other) for number in range(99))
        return f.MaterialsChecked(tuple(map(f.ItemState, codes, states)))

    def notify_correction(self) -> f.Correction:
        """Ask for what is missing, or for something made up."""
        missing = tuple(make.claim_of(self.case).missing_codes())
        return f.Correction(items=missing if missing and self.pick(True, False) else ("nothing",))

    def refuse(self) -> f.Refusal:
        """Give one of the reasons of the law."""
        return f.Refusal(self.any_of(RefusalReason), "不属于本机关管辖")

    def transfer(self) -> f.Transfer:
        """Send the case to another office, to itself, or nowhere."""
        there, here = self.cast.other_office, self.cast.office
        closed = Office.objects.order_by("-pk").values_list("pk", flat=True)[0]
        return f.Transfer(self.pick(there.pk, here.pk, closed, NOWHERE), "参保地在外县")

    def take(self) -> f.Taken:
        """Take the case, mostly without an interest in it."""
        return f.Taken(no_interest=self.pick(True, False))

    def give_back(self) -> f.Because:
        """Say why."""
        return f.Because("出差")

    mark_simple = mark_ordinary = return_from_review = return_from_signing = give_back

    def reassign(self) -> f.Handover:
        """Give the case to somebody."""
        return f.Handover(self.somebody(), "工作调整")

    def recuse(self) -> f.Interest:
        """Name somebody with an interest."""
        return f.Interest(self.somebody(), "与申请人是亲戚")

    def note(self) -> f.Note:
        """Remark something."""
        return f.Note("已电话联系")

    def demand_evidence(self) -> f.EvidenceDemand:
        """Ask the employer."""
        return f.EvidenceDemand("请就劳动关系提交证据")

    def answer_evidence(self) -> f.Answer:
        """Agree, deny with reasons, deny without."""
        agrees, statement = self.pick((True, ""), (False, "不是工作原因"), (False, " "))
        return f.Answer(agrees, statement)

    def extend_evidence(self) -> f.Extension:
        """Give more days."""
        return f.Extension(self.pick(1, 10, 30), "单位搬迁")

    def record_interview(self) -> f.Interview:
        """Record with a second officer, who is sometimes the wrong one."""
        return f.Interview(
            person="李小满",
            relation="本人",
            taken_at=clock.now() + timedelta(hours=self.pick(0, -20, 1)),
            place="窗口",
            second_officer_id=self.somebody(),
            credentials_shown=self.pick(True, False),
            content="问答",
        )

    def record_site_visit(self) -> f.SiteVisit:
        """Record a visit in the same manner."""
        return f.SiteVisit(
            taken_at=clock.now(),
            place="车间",
            second_officer_id=self.somebody(),
            credentials_shown=self.pick(True, False),
            findings="护罩缺失",
        )

    def suspend(self) -> f.Suspension:
        """Wait for somebody else's conclusion."""
        return f.Suspension(self.any_of(SuspensionCause), "认定书", "尚未作出")

    def resume(self) -> f.Resumption:
        """Go on from today, or from an earlier or later day, with proof or without."""
        on = clock.today() + timedelta(days=self.pick(0, -1, -9, 1))
        proof = make.photo(self.case, material="conclusion") if self.pick(True, False) else None
        return f.Resumption(on, "结论已收到", str(proof.pk) if proof else "")

    def propose(self) -> f.Proposal:
        """Propose yes or no, mostly with reasons."""
        changes: dict[str, Any] = self.pick(
            {},
            {
                "outcome": Outcome.NOT_RECOGNIZED,
                "negative_basis": NegativeBasis.GROUND_NOT_MET,
            },
            {"outcome": Outcome.NOT_RECOGNIZED, "negative_basis": NegativeBasis.INTOXICATION},
            {"outcome": Outcome.DEEMED, "ground": "G15_1"},
            {"outcome": Outcome.DEEMED, "ground": "G15_2"},
            {"facts_found": " "},
        )
        return make.proposal(**changes)

    def approve(self) -> f.Opinion:
        """Agree."""
        return f.Opinion("清楚", "正确")

    def sign(self) -> f.Signature:
        """Sign, with or without a word on the delay."""
        return f.Signature("同意", self.pick("等待鉴定", ""))

    def record_service(self) -> Served:
        """Serve a letter on somebody on some day by some way."""
        letter = self.letter()
        party = self.party_of(letter)
        proof = make.photo(self.case, material="service_proof") if self.pick(True, False) else None
        name = Party.objects.filter(pk=party).values_list("name", flat=True).first() or "某人"
        return Served(
            letter_id=letter.pk if letter else NOWHERE,
            party_id=party,
            method=self.any_of(Method),
            served_on=clock.today() - timedelta(days=self.pick(0, 1, -1, 40)),
            received_by=self.pick(name, "", "赵会计"),
            place="窗口",
            second_server_id=self.somebody(),
            proof_id=str(proof.pk) if proof else self.pick("", "none"),
            remark=self.pick("", "地址不实"),
        )

    def record_failed_service(self) -> f.FailedService:
        """Fail to serve."""
        letter = self.letter()
        return f.FailedService(
            letter.pk if letter else NOWHERE,
            self.party_of(letter),
            self.pick("mail", "direct"),
            clock.today(),
            "无人签收",
        )


def sensible(case: Case) -> list[Act]:
    """Return the acts that the state of a case allows to people."""
    return [act for act in P.acts() if case.state in P.sources_of(act) and not act.is_system]
