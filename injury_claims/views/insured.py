"""The answer of the register as pages tell it: whole to officers, in plain words to the sides."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from injury_claims.models import InjuryClaim, InsuredCheck
from injury_claims.seeing import Side, sees
from injury_claims.situation import Situation
from portal.law.instruments import INSURANCE_LAW, REGULATION
from portal.ui import dates
from portal.ui.parts import Colour, Row
from registration.api import Answer

SHOWN = 10
COLOURS: dict[Answer, tuple[Colour, str]] = {
    Answer.YES: ("done", "check-circle"),
    Answer.NO: ("waiting", "alert"),
    Answer.ENROLLED_UNPAID: ("waiting", "alert"),
    Answer.UNKNOWN: ("rest", "inquiry"),
}
FLAG = (
    f"登记显示{{day}}{{label}}。认定工伤的，由用人单位支付待遇（{REGULATION.article(62)}），"
    "签发决定书时一并发给双方告知书。"
)
PAID_BY_UNIT = f"认定工伤的，待遇由单位支付（{REGULATION.article(62)}）。"
ADVANCE = f"单位不付的，可以向社保经办机构申请先行支付（{INSURANCE_LAW.article(41)}）。"
LATER = "单位补办参保、补缴保险费和滞纳金以后，新发生的费用由工伤保险基金和单位分别支付。"
WORDS: dict[Answer, dict[Side, str]] = {
    Answer.YES: {
        Side.WORKER: "登记显示，{day}单位给{whom}参了保{since}。",
        Side.EMPLOYER: "登记显示，{day}贵单位已为{whom}参保{since}。",
    },
    Answer.NO: {
        Side.WORKER: "登记显示，{day}单位没有给{whom}参加工伤保险。",
        Side.EMPLOYER: "登记显示，{day}贵单位没有为{whom}参加工伤保险。",
    },
    Answer.ENROLLED_UNPAID: {
        Side.WORKER: "登记显示，{day}单位给{whom}参了保，但到期的保险费没有缴清。",
        Side.EMPLOYER: "登记显示，{day}贵单位已为{whom}参保，但到期的保险费没有缴清。",
    },
    Answer.UNKNOWN: {
        Side.WORKER: "登记里查不到{day}的参保情况，工作人员会继续核对。这不影响认定。",
        Side.EMPLOYER: "登记里查不到{day}的参保情况，工作人员会继续核对。",
    },
}
PAYS = {Side.WORKER: PAID_BY_UNIT + ADVANCE, Side.EMPLOYER: PAID_BY_UNIT + LATER}


@dataclass(frozen=True)
class OfficeAnswer:
    """The latest answer for officers, and those before it."""

    label: str
    tone: Colour
    icon: str
    rows: Sequence[Row]
    earlier: Sequence[str]


def insured_for_office(checks: Sequence[InsuredCheck]) -> OfficeAnswer | None:
    """Return the answers as officers read them, newest first; none for a claim never asked."""
    if not checks:
        return None
    latest = checks[0]
    tone, icon = COLOURS[Answer(latest.answer)]
    return OfficeAnswer(
        label=latest.label,
        tone=tone,
        icon=icon,
        rows=[row for row in _rows(latest) if row.value],
        earlier=[
            f"{dates.cn_time(one.asked_at)} {one.label}，{_who(one)}" for one in checks[1:SHOWN]
        ],
    )


def checks_of(claim: InjuryClaim) -> list[InsuredCheck]:
    """Return the latest answers of a claim with who asked."""
    return list(claim.insured_checks.select_related("asked_by")[:SHOWN])


def flag_of(claim: InjuryClaim, checks: Sequence[InsuredCheck]) -> str:
    """Return what an officer should know of the payer, while it can still make a difference."""
    if not checks or not checks[0].is_uninsured or claim.decided_on:
        return ""
    return FLAG.format(day=_day(claim), label=checks[0].label)


def insured_for_side(now: Situation) -> list[str]:
    """Return the answer in plain words for a side of the case, and who pays: from acceptance on."""
    claim, check = now.claim, now.claim.insured
    if check is None or not claim.is_accepted or not sees("insured", now.side):
        return []
    words = WORDS[Answer(check.answer)][now.side]
    since = f"，从{dates.cn_date(check.since)}起" if check.since else ""
    told = words.format(day=_day(claim), whom=_whom(now), since=since)
    return [told, *([PAYS[now.side]] if check.is_uninsured else [])]


def _rows(check: InsuredCheck) -> Iterator[Row]:
    yield Row(term="查的日期", value=dates.cn_date(check.on))
    yield Row(term="单位", value=check.unit)
    yield Row(term="参保自", value=dates.cn_date(check.since) if check.since else "")
    yield Row(term="依据", value=check.source)
    yield Row(term="同日在别处", value=check.elsewhere)
    yield Row(term="数据截至", value=dates.cn_date(check.register_on))
    yield Row(term="查询", value=f"{dates.cn_time(check.asked_at)}，{_who(check)}")


def _who(check: InsuredCheck) -> str:
    return check.asked_by.name if check.asked_by else "提交时自动查询"


def _day(claim: InjuryClaim) -> str:
    return "诊断当天" if claim.is_disease else "事故当天"


def _whom(now: Situation) -> str:
    is_self = any(party.kind == "worker" for party in now.parties)
    return "您" if is_self else now.case.person_name
