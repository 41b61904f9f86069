"""Whose turn it is, in words to the person who reads: worker's side or employer."""

from dataclasses import dataclass

from injury_claims import terms
from injury_claims.labels import STATES
from injury_claims.outcomes import Outcome
from injury_claims.seeing import Side
from injury_claims.situation import Situation
from injury_claims.states import ClaimState as S
from portal import clock
from portal.deadlines import parameters
from portal.deadlines.models import Deadline
from portal.ui import dates
from portal.ui.parts import Colour
from portal.workflow.roles import Role


@dataclass(frozen=True)
class Turn:
    """Who acts now and what is awaited; `deadline` is the reader's own next day, `act` theirs."""

    badge: str
    colour: Colour
    icon: str
    what: str
    text: str = ""
    deadline: Deadline | None = None
    act: str = ""

    @property
    def is_mine(self) -> bool:
        """Say whether the reader has something to do."""
        return bool(self.act)


WORDS: dict[str, str] = {
    S.SUBMITTED: "我们正在核对材料",
    S.CORRECTING: "等申请人补交材料",
    S.SUBMITTED_AGAIN: "我们正在核对补交的材料",
    S.REJECTED: "申请没有受理",
    S.ACCEPTED: "已经受理，马上开始调查",
    S.INVESTIGATING: "我们正在调查",
    S.SUSPENDED: "等有关结论，时限停着",
    S.REVIEWING: "我们正在审核",
    S.DECIDING: "决定正在签发",
    S.DECIDED: "决定作出了，正在准备送达",
    S.SERVING: "决定正在送达",
    S.SERVED: "决定已经送达",
    S.EFFECTIVE: "决定已经生效",
    S.WITHDRAWN: "申请已经撤回",
}
TEXTS: dict[str, str] = {
    S.SUBMITTED: "“已提交”还不是“已受理”。材料不够的，我们一次列全告诉您。",
    S.SUBMITTED_AGAIN: "材料合格就受理。",
    S.REJECTED: "理由写在不予受理决定书里。不服的，可以申请行政复议，或者向法院起诉。",
    S.ACCEPTED: "工作人员可能打电话问情况。",
    S.INVESTIGATING: "工作人员可能打电话，或者约时间当面问情况。",
    S.REVIEWING: "调查结束了，由另一名工作人员审核。",
    S.DECIDING: "审核过了，等负责人签发。",
    S.DECIDED: "决定书送到您手上以后，可以在这里看。",
    S.SERVING: "决定书送到您手上以后，可以在这里看。",
    S.SERVED: "结果和不服怎么办，看下面。",
    S.WITHDRAWN: "申请的时限不会因为撤回停下来。还在时限里的，可以重新申请。",
}
DEATH_TEXTS: dict[str, str] = {
    S.SUBMITTED: "材料不够的，我们一次列全告诉您，不用多跑。",
    S.ACCEPTED: "有要核实的，工作人员会先打电话和您约时间。",
    S.INVESTIGATING: "有要核实的，工作人员会先打电话和您约时间。",
}


RESULTS: dict[Outcome, str] = {
    Outcome.RECOGNIZED: "认定为工伤",
    Outcome.DEEMED: "认定为视同工伤",
    Outcome.NOT_RECOGNIZED: "没有认定为工伤",
    Outcome.NOT_DEEMED: "没有认定为视同工伤",
}


def turn_of(situation: Situation) -> Turn:
    """Return whose turn it is for this reader."""
    return (
        _to_correct(situation)
        or _to_answer(situation)
        or _waits_for_employer(situation)
        or _plain(situation)
    )


def _to_correct(now: Situation) -> Turn | None:
    """The applicant hands in what the one correction notice lists."""
    if now.case.state != S.CORRECTING or Role.APPLICANT not in now.roles:
        return None
    lacking = sum(not item.is_there for item in now.wanted)
    row = now.running(terms.CORRECTION.code, own=True)
    has_begun = row is not None and row.due_on is not None
    what = f"等您交 {lacking} 份材料" if lacking else "材料都有了，等您提交"
    return Turn(
        badge="轮到您",
        colour="waiting",
        icon="turn",
        what=what,
        text=(
            ("" if has_begun else _correction_words())
            + ("交齐以后，我们接着审查。" if lacking else "要补的材料都收到了，点下面提交。")
        ),
        deadline=row,
        act="supply_correction",
    )


def _correction_words() -> str:
    length = terms.CORRECTION.length_text(clock.today(), values=parameters.value_on)
    return f"请从收到告知书的第二天起 {length}内交来。"


def _to_answer(now: Situation) -> Turn | None:
    """The employer answers the notice that was served on it; late is better than never."""
    if Role.EMPLOYER not in now.roles or not _may_answer(now):
        return None
    notice = now.notice
    late = notice is not None and notice.status == "silence_noted"
    return Turn(
        badge="轮到您",
        colour="waiting",
        icon="turn",
        what="举证期限过了，还可以答复" if late else "等您答复和举证",
        text="决定作出以前交来的，我们仍然会看。" if late else "",
        deadline=now.running(terms.EMPLOYER_EVIDENCE.code, own=True),
        act="answer_evidence",
    )


def _waits_for_employer(now: Situation) -> Turn | None:
    """The worker's side is told that the employer's period runs, and until when."""
    row = now.running(terms.EMPLOYER_EVIDENCE.code, own=False)
    if now.side is not Side.WORKER or row is None or row.due_on is None or not _may_answer(now):
        return None
    return Turn(
        badge="轮到单位",
        colour="waiting",
        icon="clock",
        what="等单位举证",
        text=f"单位最晚{dates.cn_date(row.due_on)}交来。不交的，我们按已有的证据继续办。",
    )


def _until_when(now: Situation) -> str:
    """Say until which day this reader may turn against the decision."""
    rows = now.own_deadlines(terms.RECONSIDERATION.code)
    last = next((row.due_on for row in rows if row.due_on and not row.ended_on), None)
    return f"不服的，最晚{dates.cn_date(last)}申请行政复议，也可以起诉，看下面。" if last else ""


def _may_answer(now: Situation) -> bool:
    notice = now.notice
    return (
        notice is not None
        and notice.status in {"served", "silence_noted"}
        and now.case.state in {S.ACCEPTED, S.INVESTIGATING, S.SUSPENDED}
    )


def _plain(now: Situation) -> Turn:
    """The state says it; service is told as it stands for this reader."""
    state = now.case.state
    label = STATES[state]
    what, text = WORDS[state], TEXTS.get(state, "")
    if state in {S.SERVED, S.EFFECTIVE} and now.may_read_outcome:
        what, text = RESULTS[Outcome(now.claim.outcome)], _until_when(now) or text
    if now.claim.is_death and now.side is Side.WORKER:
        text = DEATH_TEXTS.get(state, text)
    if state == S.SERVING and now.is_served:
        what = RESULTS[Outcome(now.claim.outcome)]
        text = f"决定已经送达您，另一方还在送达。{_until_when(now)}"
    if state == S.CORRECTING:
        text = "材料补齐以后，我们接着审查。"
    colour: Colour = label.tone  # type: ignore[assignment]
    return Turn(badge=label.label, colour=colour, icon=label.icon, what=what, text=text)
