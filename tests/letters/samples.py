"""Contents of every form, with the longest and the rarest that occurs."""

from datetime import date
from typing import Any

from injury_claims import letters_inputs as texts
from injury_claims import letters_payer as payer
from injury_claims import letters_phrases as words

WORKER = "欧阳䶮喆"
EMPLOYER = "济宁示例高端装备智能制造产业园精密机械零部件研发生产销售与服务股份有限公司太白湖分公司"
OFFICE = "济宁市任城区人力资源和社会保障局"
SIDES = words.Sides(
    reference="RC202610081234",
    applicant=WORKER,
    worker=WORKER,
    employer=EMPLOYER,
    event_label="事故时间",
    event="2026年9月7日7时35分",
    filed_on=date(2026, 10, 8),
)
REMEDY = words.remedy_text(
    reconsideration="60日",
    litigation="6个月",
    organ="济宁市任城区人民政府",
    court="有管辖权的人民法院",
)


def addressed(to: str = WORKER, **more: Any) -> dict[str, Any]:
    """Return the beginning that most letters share."""
    return {"addressee": to, "opening": SIDES.opening, "facts": SIDES.rows(), **more}


PERSON = (
    ("申请人", WORKER),
    ("用人单位", EMPLOYER),
    ("职工姓名", WORKER),
    ("性别", "男"),
    ("年龄", "42岁"),
    ("职业", "冲压工"),
    ("居民身份证号码", "370811198403154218"),
)
POSITIVE = texts.Determination(
    variant="recognized",
    facts=(
        *PERSON,
        ("事故时间", "2026年9月7日7时35分"),
        ("事故地点", "济宁市任城区示例大道与建设路路口东50米处"),
        ("诊断时间", "2026年9月7日"),
        ("受伤害部位", "左手腕"),
    ),
    found=(
        (
            "受伤害经过、医疗救治的基本情况和诊断结论：2026年9月7日7时35分，欧阳䶮喆驾驶电动自行车从住处"
            "前往单位上白班，行至上述地点，与一辆右转的轻型货车相撞，左手腕受伤。当日送济宁示例医院救治，"
            "诊断为左桡骨远端骨折，住院9天。"
        ),
        (
            "本机关于2026年10月13日受理欧阳䶮喆的工伤认定申请，根据提交的材料调查核实情况如下：双方存在"
            "劳动关系；单位认可其当日上白班；公安交通管理部门作出的道路交通事故认定书认定对方当事人负全部"
            "责任，欧阳䶮喆无责任。"
        ),
    ),
    reasons="",
    decision=words.VERDICTS["recognized"].format(
        worker=WORKER, harm="受到的事故伤害", basis="《工伤保险条例》第十四条第（六）项"
    ),
    remedy=REMEDY,
    copies=words.DECISION_COPIES,
)
NEGATIVE = texts.Determination(
    variant="not_recognized",
    facts=PERSON,
    found=("本机关于2026年10月13日受理，经调查核实：欧阳䶮喆当日在休假期间自行外出时受伤。",),
    reasons="上述伤害不是在工作时间和工作场所内因工作原因受到，也不属于因工外出或者上下班途中。",
    decision=words.VERDICTS["not_recognized"].format(
        worker=WORKER,
        harm="受到的伤害",
        basis="不符合《工伤保险条例》第十四条、第十五条规定的认定或者视同工伤的情形",
    ),
    remedy=REMEDY,
    copies=words.DECISION_COPIES,
)

SAMPLES: dict[tuple[str, str], texts.Inputs] = {
    ("material_receipt", ""): texts.MaterialReceipt(
        **addressed(),
        files=tuple(
            texts.ReceivedFile(name=name, pages=str(pages), fingerprint="9f86d081884c7d65")
            for name, pages in (
                ("工伤认定申请表", 2),
                ("劳动合同文本复印件或者其他证明存在劳动关系（包括事实劳动关系）的材料", 6),
                ("医疗诊断证明书", 1),
            )
        ),
        total="以上共3份、9页。",
        next_step="根据《工伤认定办法》第八条，本机关自收到申请之日起15日内审核，最晚2026年10月23日答复。",
        note=words.RECEIPT_NOTE,
        received_at="2026年10月8日14时05分",
    ),
    ("acceptance", ""): texts.Acceptance(
        **addressed(f"{WORKER}、{EMPLOYER}"),
        decision=words.ACCEPTED.format(basis=words.ACCEPTANCE_BASIS),
        time_limit=words.DECIDE_WITHIN.format(
            basis="《工伤保险条例》第二十条第一款", length="60日", due_on="2026年12月14日"
        ),
        notice=words.ASSIST,
        copies=words.THREE_COPIES,
    ),
    ("correction_notice", ""): texts.CorrectionNotice(
        **addressed(),
        items=(
            texts.MissingItem(name="医疗诊断证明书", what="应有医院盖章和医生签名，写明受伤部位。"),
            texts.MissingItem(name="劳动关系证明", what="劳动合同、工资流水、工作证等任一种。"),
        ),
        explanation="交警部门的事故认定书正在办理的，可以先提交受理凭证。",
        how=words.CORRECTION_HOW.format(office=OFFICE, address="济宁市任城区示例路1号"),
        until=words.CORRECTION_UNTIL.format(length="30日"),
        after=words.CORRECTION_AFTER.format(length="15日"),
    ),
    ("rejection", ""): texts.Rejection(
        **addressed(),
        reason="经审查：申请超过法定时限且无不计入时限的情形。",
        decision=words.REFUSED.format(basis="《工伤保险条例》第十七条第二款"),
        remedy=REMEDY,
        copies=words.TWO_COPIES,
    ),
    ("termination", ""): texts.Termination(
        **addressed(),
        reason="申请人于2026年10月20日书面撤回申请，理由是：已与单位协商一致。",
        decision=words.TERMINATED.format(on="2026年10月20日"),
        effect=words.LIMITS_RUN,
    ),
    ("evidence_notice", ""): texts.EvidenceNotice(
        **addressed(EMPLOYER),
        claimed="申请人称：2026年9月7日7时35分，其在上班途中与货车相撞。",
        points="1. 双方是否存在劳动关系；\n2. 当日是否排班、通常的上下班路线。",
        burden=words.BURDEN,
        until=words.EVIDENCE_UNTIL.format(length="15日"),
        consequence=words.SILENCE,
        entry_code="K7MP-3QXA-92HT",
        entry_how=words.ENTRY_HOW.format(
            address="https://example.org/activate/", office=OFFICE, place="济宁市任城区示例路1号"
        ),
    ),
    ("suspension_notice", ""): texts.SuspensionNotice(
        **addressed(f"{WORKER}、{EMPLOYER}"),
        cause="本案需要以有关行政主管部门的结论为依据：公安交通管理部门尚未作出道路交通事故认定书。",
        decision=words.SUSPENDED.format(
            basis="《工伤保险条例》第二十条第三款", on="2026年10月29日"
        ),
        ends=words.SUSPENSION_ENDS.format(awaited="道路交通事故认定书"),
    ),
    ("resumption_notice", ""): texts.ResumptionNotice(
        **addressed(f"{WORKER}、{EMPLOYER}"),
        cause="道路交通事故认定书已于2026年11月12日提交本机关，中止的原因消除。",
        decision=words.RESUMED.format(on="2026年11月12日"),
        time_limit=words.RESUMED_LIMIT.format(
            from_on="2026年10月29日", to_on="2026年11月11日", days=14, due_on="2026年12月28日"
        ),
    ),
    ("determination", "recognized"): POSITIVE,
    ("determination", "not_recognized"): NEGATIVE,
    ("employer_pays", ""): texts.EmployerPays(
        **addressed(f"{WORKER}、{EMPLOYER}"),
        found=payer.UNPAID.format(
            register_on="2026年12月10日",
            worker=WORKER,
            since="2026年3月3日",
            employer=EMPLOYER,
            what="事故",
            on="2026年9月7日",
        ),
        pays=payer.PAYS + payer.PAYS_UNPAID,
        later=payer.LATER,
        advance=payer.ADVANCE,
        dispute=payer.DISPUTE,
    ),
    ("service_receipt", ""): texts.ServiceReceipt(
        case_number="RC202610081234",
        letter_name="认定工伤决定书（济任人社工伤认字〔2026〕第0001号）",
        recipient=EMPLOYER,
    ),
    ("interview_record", ""): texts.InterviewRecord(
        facts=(
            ("申请编号", "RC202610081234"),
            ("时间", "2026年10月20日9时30分"),
            ("地点", EMPLOYER + "会议室"),
            ("被调查人", "张三（班组长）"),
            ("调查人", "李一、王二"),
        ),
        credentials=words.CREDENTIALS.format(office=OFFICE, officers="李一、王二", worker=WORKER),
        content=("问：9月7日欧阳䶮喆是否排班？", "答：排了白班，8点上班。"),
        read_back=words.READ_BACK,
        signers=("被调查人", "调查人", "调查人"),
    ),
    ("site_record", ""): texts.SiteRecord(
        facts=(
            ("申请编号", "RC202610081234"),
            ("时间", "2026年10月21日"),
            ("地点", "示例大道路口"),
        ),
        credentials=words.SITE_CREDENTIALS.format(officers="李一、王二"),
        content=("路口设有信号灯，事故点距路口50米。",),
        attachments="本笔录附现场照片3张。",
        signers=("在场人", "勘查人", "勘查人"),
    ),
}
