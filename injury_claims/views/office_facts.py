"""What stands beside an officer's work on a case: the facts as claimed, and the papers."""

from injury_claims.facts import Tolling
from injury_claims.models import InjuryClaim
from injury_claims.outcomes import GROUNDS
from injury_claims.views.insured import checks_of, insured_for_office
from injury_claims.views.office_tabs import papers_of
from portal.cases.models import Case
from portal.cases.pages import Beside
from portal.ui import dates
from portal.ui.parts import Row


def beside(case: Case, claim: InjuryClaim) -> Beside:
    """Return what an officer reads while filling in the form of an act."""
    found = insured_for_office(checks_of(claim))
    insured = [Row(term="当天参保", value=found.label), *found.rows] if found else []
    return Beside(facts=[*facts_of(claim), *insured], papers=papers_of(case, claim))


def facts_of(claim: InjuryClaim) -> list[Row]:
    """Return the facts as claimed, shortly."""
    when = dates.cn_day(claim.happened_on)
    if claim.happened_at:
        when += f" {claim.happened_at:%H:%M}"
    ground = GROUNDS[claim.ground_claimed]
    rows = [
        Row(term="职工", value=_person(claim)),
        Row(term="岗位", value=claim.occupation),
        Row(term="申请人", value=FILED_BY.get(claim.filed_by, claim.filed_by)),
        Row(term="时间", value=when),
        Row(term="地点", value=claim.place),
        Row(term="经过", value=claim.course),
        Row(term="部位", value=claim.harm_told),
        Row(term="诊断", value=claim.diagnosis),
        Row(term="医院", value=claim.hospital),
        Row(term="证人", value=claim.witnesses),
        Row(term="主张", value=f"{ground.label}（{ground.basis}）"),
    ]
    rows += [Row(term=asked, value=said) for asked, said in claim.ground_answers]
    rows += [Row(term="耽误的时间", value=_tolled(one)) for one in claim.tolled()]
    if claim.outcome:
        rows.append(Row(term="意见", value=f"{claim.outcome_label}，{claim.ground_text}"))
    return [row for row in rows if row.value]


def _tolled(one: Tolling) -> str:
    span = f"{dates.cn_day(one.from_on)}到{dates.cn_day(one.to_on)}，{one.reason.label}"
    return f"{span}（{one.evidence}）" if one.evidence else span


FILED_BY = {"worker": "职工本人", "relative": "近亲属", "union": "工会组织", "employer": "用人单位"}


def _person(claim: InjuryClaim) -> str:
    words = [claim.case.person_name, claim.worker_gender]
    if claim.worker_birth_on:
        born, on = claim.worker_birth_on, claim.happened_on
        age = on.year - born.year - ((on.month, on.day) < (born.month, born.day))
        words.append(f"{age} 岁")
    if claim.is_death:
        words.append("已死亡")
    return "，".join(word for word in words if word)
