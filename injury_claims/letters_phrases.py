"""The sentences of the letters, with their articles; lengths of periods come from the terms."""

from dataclasses import dataclass
from datetime import date, datetime

from injury_claims.letters_inputs import Row
from portal import clock
from portal.law.instruments import LITIGATION_LAW, MEASURES, RECONSIDERATION_LAW, REGULATION
from portal.law.words import day_words

REVIEW_WITHIN = (
    "根据{basis}，本机关自收到申请之日起{length}内审核，最晚{due_on}答复："
    "材料完整的，作出受理或者不予受理的决定；材料不完整的，一次性书面告知需要补正的全部材料。"
)
RECEIPT_NOTE = "本凭证只证明本机关收到上列材料，不表示已经受理。请妥善保管，并凭申请编号查询进度。"
ACCEPTED = "经审查，申请符合{basis}规定的受理条件，本机关决定予以受理。"
ACCEPTANCE_BASIS = f"{REGULATION.article(17)}、{REGULATION.article(18)}和{MEASURES.article(7)}"
DECIDE_WITHIN = (
    "根据{basis}，本机关自受理之日起{length}内作出工伤认定决定，最晚为{due_on}。"
    "作出决定需要以司法机关或者有关行政主管部门的结论为依据的，在其作出结论期间，期限中止。"
)
ASSIST = (
    f"根据{REGULATION.article(19, 1)}，本机关可以对事故伤害进行调查核实，"
    "用人单位、职工、工会组织、医疗机构以及有关部门应当予以协助。"
)
CORRECTION_HOW = (
    "可以在本平台“我的案件”里逐项上传，也可以到{office}（{address}）窗口提交。"
    "收到本告知书后请一次补齐，本机关不再第二次要求补正。"
)
CORRECTION_UNTIL = "请自收到本告知书之日起{length}内补齐。"
CORRECTION_AFTER = (
    "本机关自收到全部补正材料之日起{length}内作出受理或者不予受理的决定。"
    f"（依据：{MEASURES.article(8)}）"
)
REFUSED = "根据{basis}，本机关决定对该申请不予受理。"
OUT_OF_TIME = "{event_label}为{event}，申请期限的最后一日为{last}，申请日期为{filed_on}。"
MAY_MOVE = "{day}（{year}年的放假安排公布后如有变动，另行告知）"
REMEDY = (
    f"如不服本决定，根据{REGULATION.article(55)}和{MEASURES.article(23)}，"
    f"可以依照{RECONSIDERATION_LAW.article(20, 1)}，"
    "自收到本决定书之日起{reconsideration}内向{organ}申请行政复议，"
    f"也可以依照{LITIGATION_LAW.article(46, 1)}，"
    "自收到本决定书之日起{litigation}内向{court}提起行政诉讼。"
)
NO_STAY = "复议和诉讼期间不停止本决定的执行。"
TERMINATED = (
    "经审查，撤回申请出于自愿，不损害他人合法权益。本机关同意撤回，自{on}起终止本案的工伤认定程序。"
)
LIMITS_RUN = (
    f"撤回后，申请期限继续计算，不因本次申请中断。在{REGULATION.article(17)}规定的期限内，"
    "可以就同一伤害再次提出工伤认定申请；超过期限的，本机关不予受理。"
)
BURDEN = (
    f"根据{REGULATION.article(19, 2)}，职工或者其近亲属认为是工伤，用人单位不认为是工伤的，"
    "由用人单位承担举证责任。"
)
EVIDENCE_UNTIL = (
    "请贵单位自收到本通知书之日起{length}内，就上述事项提交书面意见和证据，并加盖公章。"
)
SILENCE = (
    f"逾期不提交意见和证据的，本机关可以根据{MEASURES.article(17)}，"
    "依据受伤害职工提供的证据或者调查取得的证据，依法作出工伤认定决定。"
)
ENTRY_HOW = (
    "打开 {address}，登录后输入查办码，即可查看举证事项并提交意见和证据。"
    "查办码只能使用一次，只对本案有效，请勿转给他人。不上网的，可以到{office}（{place}）提交纸质材料。"
)
PARTY_HOW = (
    "打开 {address}，登录后输入查办码、姓名和证件号码（单位填统一社会信用代码），"
    "即可查看和办理本案。不上网的，可以到{office}（{place}）办理。"
)
SUSPENDED = "根据{basis}，本机关决定自{on}起中止本案的工伤认定程序，中止期间不计入工伤认定的期限。"
SUSPENSION_ENDS = (
    "待取得{awaited}后，本机关恢复办理，并书面通知。请取得上述结论的一方及时提交本机关。"
)
RESUMED = f"根据{REGULATION.article(20, 3)}，本机关决定自{{on}}起恢复本案的工伤认定程序。"
RESUMED_LIMIT = (
    "中止期间（{from_on}至{to_on}，共{days}日）不计入期限，作出决定的期限顺延至{due_on}。"
)
CREDENTIALS = (
    "调查人员：我们是{office}的工作人员{officers}，现向您出示执法证件，请过目。"
    f"根据{REGULATION.article(19, 1)}和{MEASURES.article(10)}，"
    "我们就{worker}工伤认定一事依法进行调查。"
    "您应当如实提供情况；与本案有利害关系的，您可以申请我们回避。"
)
SITE_CREDENTIALS = (
    "{officers}两名调查人员向在场人员出示执法证件，"
    f"根据{REGULATION.article(19, 1)}和{MEASURES.article(11)}进行现场勘查。"
)
READ_BACK = "以上笔录已交被调查人阅读或者向其宣读，被调查人确认无误后逐页签名。"
DECISION_COPIES = "本决定书一式四份，职工、用人单位、社会保险经办机构和本机关各存一份。"
THREE_COPIES = "本决定书一式三份，申请人、用人单位和本机关各存一份。"
TWO_COPIES = "本决定书一式两份，申请人和本机关各存一份。"

VERDICTS = {
    "recognized": "{worker}同志{harm}，符合{basis}的规定，属于工伤认定范围，现予以认定为工伤。",
    "deemed": "{worker}同志{harm}，符合{basis}的规定，属于视同工伤的情形，现予以视同工伤。",
    "not_recognized": "{worker}同志{harm}，{basis}。现决定不予认定工伤。",
    "not_deemed": "{worker}同志{harm}，{basis}。现决定不予视同工伤。",
}


@dataclass(frozen=True, kw_only=True)
class Sides:
    """Who and what a case is about, as all its letters may say it to every party."""

    reference: str
    applicant: str
    worker: str
    employer: str
    event_label: str
    event: str
    filed_on: date

    def rows(self) -> tuple[Row, ...]:
        """Return the block that stands above the text: no address, phone or diagnosis in it."""
        return (
            ("申请编号", self.reference),
            ("申请人", self.applicant),
            ("职工", self.worker),
            ("用人单位", self.employer),
            (self.event_label, self.event),
        )

    @property
    def opening(self) -> str:
        """Return the sentence that most letters begin with."""
        whose = "本人" if self.applicant == self.worker else self.worker
        day = day_words(self.filed_on)
        return f"{self.applicant}于{day}就{whose}受到的伤害向本机关提出的工伤认定申请收悉。"


def remedy_text(
    *, reconsideration: str, litigation: str, organ: str, court: str, stays: bool = False
) -> str:
    """Return to whom and until when one may turn against a decision."""
    text = REMEDY.format(
        reconsideration=reconsideration, litigation=litigation, organ=organ, court=court
    )
    return text if stays else text + NO_STAY


def moment_text(moment: datetime) -> str:
    """Write an instant as official letters write it: by the clock on the wall in China."""
    local = moment.astimezone(clock.CHINA)
    return f"{day_words(local.date())}{local.hour}时{local.minute:02d}分"


def sentence(text: str) -> str:
    """Return text that ends as a sentence; nothing stays nothing."""
    text = text.strip()
    return text if not text or text.endswith(("。", "！", "？", "；")) else text + "。"


def lines(text: str) -> tuple[str, ...]:
    """Return the lines of a text that are not empty."""
    return tuple(line.strip() for line in text.splitlines() if line.strip())


def names_text(names: list[str]) -> str:
    """Join names, each of them once."""
    return "、".join(dict.fromkeys(names))


def age_text(*, birth_on: date, on: date) -> str:
    """Return the full years of a person on a day."""
    before_birthday = (on.month, on.day) < (birth_on.month, birth_on.day)
    return f"{on.year - birth_on.year - before_birthday}岁"
