"""Words of the statute that facts choose from: grounds, outcomes, causes, reasons."""

from dataclasses import dataclass
from enum import StrEnum

from portal.law.citation import Citation
from portal.law.instruments import MEASURES, OPINION_2013, OPINION_2025, REGULATION


class Outcome(StrEnum):
    """The result of a recognition procedure: two positive, two negative."""

    RECOGNIZED = "recognized"
    DEEMED = "deemed"
    NOT_RECOGNIZED = "not_recognized"
    NOT_DEEMED = "not_deemed"

    @property
    def label(self) -> str:
        """Return the statute's words."""
        return _OUTCOMES[self]

    @property
    def is_positive(self) -> bool:
        """Say whether the injury counts as a work injury."""
        return self in {Outcome.RECOGNIZED, Outcome.DEEMED}


_OUTCOMES = {
    Outcome.RECOGNIZED: "认定工伤",
    Outcome.DEEMED: "视同工伤",
    Outcome.NOT_RECOGNIZED: "不予认定工伤",
    Outcome.NOT_DEEMED: "不视同工伤",
}


@dataclass(frozen=True)
class Ground:
    """One item of Article 14 or 15 under which an injury counts."""

    code: str
    basis: Citation
    label: str
    is_deemed: bool = False


GROUNDS: dict[str, Ground] = {
    ground.code: ground
    for ground in (
        Ground(
            "G14_1",
            REGULATION.article(14, item=1),
            "在工作时间和工作场所内，因工作原因受到事故伤害",
        ),
        Ground(
            "G14_2",
            REGULATION.article(14, item=2),
            "工作时间前后在工作场所内，从事与工作有关的预备性或者收尾性工作受到事故伤害",
        ),
        Ground(
            "G14_3",
            REGULATION.article(14, item=3),
            "在工作时间和工作场所内，因履行工作职责受到暴力等意外伤害",
        ),
        Ground("G14_4", REGULATION.article(14, item=4), "患职业病"),
        Ground(
            "G14_5",
            REGULATION.article(14, item=5),
            "因工外出期间，由于工作原因受到伤害或者发生事故下落不明",
        ),
        Ground(
            "G14_6",
            REGULATION.article(14, item=6),
            "上下班途中，受到非本人主要责任的交通事故或者城市轨道交通、客运轮渡、火车事故伤害",
        ),
        Ground(
            "G14_7",
            REGULATION.article(14, item=7),
            "法律、行政法规规定应当认定为工伤的其他情形",
        ),
        Ground(
            "G15_1",
            REGULATION.article(15, 1, 1),
            "在工作时间和工作岗位，突发疾病死亡或者在48小时之内经抢救无效死亡",
            is_deemed=True,
        ),
        Ground(
            "G15_2",
            REGULATION.article(15, 1, 2),
            "在抢险救灾等维护国家利益、公共利益活动中受到伤害",
            is_deemed=True,
        ),
        Ground(
            "G15_3",
            REGULATION.article(15, 1, 3),
            "原在军队服役，因战、因公负伤致残，已取得革命伤残军人证，到用人单位后旧伤复发",
            is_deemed=True,
        ),
    )
}


CERTIFIED = "G14_4"
"""The ground whose facts a lawful certificate establishes: no investigation of the disease."""


class RefusalReason(StrEnum):
    """Why an application is not accepted."""

    NO_JURISDICTION = "no_jurisdiction"
    OUT_OF_TIME = "out_of_time"
    WRONG_APPLICANT = "wrong_applicant"
    NOT_AN_EMPLOYER = "not_an_employer"
    NOT_CORRECTED = "not_corrected"

    @property
    def label(self) -> str:
        """Return the reason as the letter states it."""
        return _REFUSALS[self][0]

    @property
    def basis(self) -> Citation:
        """Return the article that carries the reason."""
        return _REFUSALS[self][1]


_REFUSALS = {
    RefusalReason.NO_JURISDICTION: ("本机关对该申请没有管辖权", MEASURES.article(7)),
    RefusalReason.OUT_OF_TIME: ("申请超过法定时限且无不计入时限的情形", REGULATION.article(17, 2)),
    RefusalReason.WRONG_APPLICANT: ("申请人不具备申请资格", REGULATION.article(17, 2)),
    RefusalReason.NOT_AN_EMPLOYER: ("被申请的单位不是条例规定的用人单位", REGULATION.article(2)),
    RefusalReason.NOT_CORRECTED: ("告知补正后，申请材料仍不符合规定", REGULATION.article(18, 3)),
}


class NegativeBasis(StrEnum):
    """Why an injury is not recognised."""

    GROUND_NOT_MET = "ground_not_met"
    NOT_PROVED = "not_proved"
    TRAFFIC_FAULT_UNPROVED = "traffic_fault_unproved"
    INTENTIONAL_CRIME = "intentional_crime"
    INTOXICATION = "intoxication"
    SELF_HARM = "self_harm"

    @property
    def label(self) -> str:
        """Return the reason in words."""
        return _NEGATIVES[self][0]

    @property
    def basis(self) -> Citation:
        """Return the article."""
        return _NEGATIVES[self][1]

    @property
    def is_exclusion(self) -> bool:
        """Say whether it is one of the exclusions, which must have caused the injury."""
        return self in {
            NegativeBasis.INTENTIONAL_CRIME,
            NegativeBasis.INTOXICATION,
            NegativeBasis.SELF_HARM,
        }


_NEGATIVES = {
    NegativeBasis.GROUND_NOT_MET: (
        "不符合应当认定工伤或者视同工伤的情形",
        REGULATION.article(14),
    ),
    NegativeBasis.NOT_PROVED: ("现有证据不能证明所述伤害属于工伤情形", MEASURES.article(17)),
    NegativeBasis.TRAFFIC_FAULT_UNPROVED: (
        "有关部门没有确认交通事故，申请人也不能证明非本人主要责任",
        OPINION_2025.point(6),
    ),
    NegativeBasis.INTENTIONAL_CRIME: ("因故意犯罪导致伤亡", REGULATION.article(16, item=1)),
    NegativeBasis.INTOXICATION: ("因醉酒或者吸毒导致伤亡", REGULATION.article(16, item=2)),
    NegativeBasis.SELF_HARM: ("自残或者自杀", REGULATION.article(16, item=3)),
}


class SuspensionCause(StrEnum):
    """What the procedure waits for while it stands still."""

    JUDICIAL = "judicial"
    COMPETENT_AUTHORITY = "competent_authority"
    LABOUR_RELATION = "labour_relation"

    @property
    def label(self) -> str:
        """Return the cause in the statute's words."""
        return _CAUSES[self][0]

    @property
    def basis(self) -> Citation:
        """Return the article that allows the suspension."""
        return _CAUSES[self][1]


_CAUSES = {
    SuspensionCause.JUDICIAL: ("需要以司法机关的结论为依据", REGULATION.article(20, 3)),
    SuspensionCause.COMPETENT_AUTHORITY: (
        "需要以有关行政主管部门的结论为依据",
        REGULATION.article(20, 3),
    ),
    SuspensionCause.LABOUR_RELATION: ("劳动关系有争议，需要先行确认", OPINION_2013.point(5)),
}


class TollingReason(StrEnum):
    """Why time does not count towards the worker's one year."""

    FORCE_MAJEURE = "force_majeure"
    LIBERTY_RESTRICTED = "liberty_restricted"
    EMPLOYER_CAUSE = "employer_cause"
    AUTHORITY_LOST = "authority_lost"
    RELATION_DISPUTE = "relation_dispute"
    OTHER_LAWFUL = "other_lawful"

    @property
    def label(self) -> str:
        """Return the reason in plain words."""
        return _TOLLING[self]


_TOLLING = {
    TollingReason.FORCE_MAJEURE: "遇到不可抗力",
    TollingReason.LIBERTY_RESTRICTED: "人身自由受到限制",
    TollingReason.EMPLOYER_CAUSE: "因为用人单位的原因耽误",
    TollingReason.AUTHORITY_LOST: "已经申请，但社保行政部门没有登记或者材料遗失",
    TollingReason.RELATION_DISPUTE: "为确认劳动关系申请仲裁、打官司",
    TollingReason.OTHER_LAWFUL: "法律法规规定的其他情形",
}
