"""The timeline of a case in plain words, as one side may read it; newest first."""

import json
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from injury_claims.models import SuspensionRecord
from injury_claims.process import ClaimProcess
from injury_claims.seeing import Side, reads_of
from injury_claims.situation import Situation
from portal.cases.models import Entry
from portal.cases.views.course import letter_paper
from portal.letters.models import Letter, Service
from portal.ui.parts import TimelineItem
from portal.workflow.roles import OUTSIDERS, Role
from portal.workflow.service import Method


@dataclass(frozen=True)
class Line:
    """The words of an act; `{who}` is who did it; the employer may be told in other words."""

    title: str
    text: str = ""
    employer_title: str = ""
    employer_text: str = ""

    def words(self, side: Side) -> tuple[str, str]:
        """Return title and text for a side."""
        if side is Side.EMPLOYER:
            return self.employer_title or self.title, self.employer_text or self.text
        return self.title, self.text


LINES: dict[str, Line] = {
    "submit": Line("{who}提交了申请"),
    "add_papers": Line("{who}补充了材料"),
    "confirm_address": Line("{who}确认了送达地址"),
    "withdraw": Line("{who}撤回了申请", "申请的时限不会因此停下来。"),
    "accept": Line("已受理", "作出决定的时限从第二天起算。"),
    "notify_correction": Line("请您补交材料", "一次列全，写在补正材料告知书里。"),
    "supply_correction": Line("{who}补齐了材料", "受理审查的时限从第二天重新起算。"),
    "refuse": Line("没有受理", "理由写在决定书里。"),
    "transfer": Line("移送到有管辖权的机构", "申请日期还是原来的，审查时限不重新算。"),
    "investigate": Line("开始调查", "可能会问您、问单位，也可能到现场看。"),
    "demand_evidence": Line(
        "通知单位举证",
        "请单位在规定的期限里说明情况、交证据。",
        employer_title="通知您答复和举证",
        employer_text="期限从送达的第二天起算。",
    ),
    "answer_evidence": Line("{who}交来了答复"),
    "extend_evidence": Line("单位的举证期限延长了", employer_title="您的举证期限延长了"),
    "note_silence": Line(
        "单位到期没有举证",
        "我们按已有的证据继续办。",
        employer_title="举证期限过了，没有收到您的答复",
    ),
    "record_interview": Line("做了调查询问", "工作人员问了情况，做了笔录。"),
    "record_site_visit": Line("到现场看过了", "两名工作人员到现场勘查，做了记录。"),
    "suspend": Line("等有关结论，时限停住", "等的这些天不算。"),
    "resume": Line("结论到了，时限接着走"),
    "propose": Line("调查结束，转入审核", "由另一名工作人员审核，再由负责人签发。"),
    "sign": Line("决定作出了", "送达您以后，可以在这里看。"),
    "complete_service": Line("决定送达了双方"),
    "take_effect": Line("决定生效", "不服的期限都过了。"),
}
METHODS = {
    Method.DIRECT: "当面交的",
    Method.LEFT: "留在了住处",
    Method.MAIL: "邮寄，已经签收",
    Method.MAIL_RETURNED: "邮寄被退回，依法算送到",
    Method.ELECTRONIC: "发到了您在本平台的账户",
}


def course_of(
    now: Situation,
    *,
    entries: Iterable[Entry],
    letters: Sequence[Letter],
    suspensions: Sequence[SuspensionRecord],
) -> list[TimelineItem]:
    """Return what happened, as this reader may know it; papers stand at their events."""
    by_id = {letter.pk: letter for letter in letters}
    late = {name for name, paper in ClaimProcess.papers.items() if paper.shown_when_served}
    found = [
        (entry.recorded_at, _event(now, entry, by_id, late=late, suspensions=suspensions))
        for entry in entries
        if _is_read(now, entry)
    ]
    found += [(one.recorded_at, _served(now, one, late=late)) for one in now.services]
    return [item for _, item in sorted(found, key=lambda pair: pair[0], reverse=True)]


def who_did(now: Situation, entry: Entry) -> str:
    """Return who performed an act of the parties: you, or a side."""
    if entry.by_id == now.user.pk:
        return "您"
    if _side_of(now, entry) is Side.EMPLOYER:
        return "单位"
    return "家属" if now.claim.is_death else "职工一方"


def _is_read(now: Situation, entry: Entry) -> bool:
    if entry.act not in LINES or ClaimProcess.act(entry.act).internal:
        return False
    is_own = entry.by_id == now.user.pk or _side_of(now, entry) is now.side
    return reads_of(entry.act, now.side, is_own=is_own, is_filer=now.is_filer)


def _side_of(now: Situation, entry: Entry) -> Side | None:
    role = Role(entry.role)
    if role not in OUTSIDERS:
        return None
    if role is Role.APPLICANT:
        return Side.EMPLOYER if now.claim.applicant_is_employer() else Side.WORKER
    return Side.EMPLOYER if role is Role.EMPLOYER else Side.WORKER


def _event(
    now: Situation,
    entry: Entry,
    letters: dict[int, Letter],
    *,
    late: set[str],
    suspensions: Sequence[SuspensionRecord],
) -> TimelineItem:
    title, text = LINES[entry.act].words(now.side)
    ids = [row[0] for row in json.loads(entry.text)["letters"]]
    return TimelineItem(
        on=entry.on,
        title=title.format(who=who_did(now, entry)),
        text=_circumstances(now, entry, suspensions, text),
        papers=[
            letter_paper(now.case, letters[pk])
            for pk in ids
            if pk in letters and letters[pk].kind not in late
        ],
    )


def _circumstances(
    now: Situation, entry: Entry, suspensions: Sequence[SuspensionRecord], text: str
) -> str:
    """Say what the facts of this very act add, else its plain text."""
    if entry.act == "suspend":
        return next(_awaited(suspensions, on=entry.on), text)
    if entry.act == "sign" and now.is_served:
        return ""
    if entry.act == "answer_evidence" and now.notice is not None and now.side is Side.WORKER:
        return "单位认可是工伤。" if now.notice.agrees else "单位有不同意见。我们会一并核实。"
    return text


def _awaited(suspensions: Sequence[SuspensionRecord], *, on: date) -> Iterator[str]:
    for one in suspensions:
        if one.suspended_on == on:
            yield f"等{one.awaited}。等的这些天不算。"


def _served(now: Situation, service: Service, *, late: set[str]) -> TimelineItem:
    letter = service.letter
    papers = [letter_paper(now.case, letter)] if letter.kind in late else []
    return TimelineItem(
        on=service.served_on or service.attempted_on,
        title=f"{letter.title}送达了您",
        text=METHODS.get(Method(service.method), ""),
        papers=papers,
    )
