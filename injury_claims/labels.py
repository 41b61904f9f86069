"""The words of the procedure: states, acts and whose turn it is."""

from injury_claims.states import ClaimState as S
from portal.cases.kinds import ActLabel, StateLabel
from portal.workflow.roles import Role

STATES: dict[str, StateLabel] = {
    S.SUBMITTED: StateLabel(
        "已提交",
        "working",
        "send",
        "我们正在核对您的材料",
        "核对材料，决定是否受理",
        Role.WINDOW_CLERK,
    ),
    S.CORRECTING: StateLabel(
        "等补正",
        "waiting",
        "turn",
        "等您补交材料",
        "等申请人补交材料",
        Role.APPLICANT,
    ),
    S.SUBMITTED_AGAIN: StateLabel(
        "已补正",
        "working",
        "send",
        "我们正在核对您补交的材料",
        "核对补交的材料",
        Role.WINDOW_CLERK,
    ),
    S.REJECTED: StateLabel(
        "不予受理",
        "rest",
        "stop",
        "申请没有受理，您可以依法申请复议或者提起诉讼",
        "送达不予受理决定",
        Role.WINDOW_CLERK,
    ),
    S.ACCEPTED: StateLabel(
        "已受理",
        "working",
        "check-circle",
        "我们已经受理，即将开始调查",
        "安排调查",
        Role.HANDLER,
    ),
    S.INVESTIGATING: StateLabel(
        "调查核实",
        "working",
        "inquiry",
        "我们正在调查",
        "调查核实，提出认定意见",
        Role.HANDLER,
    ),
    S.SUSPENDED: StateLabel(
        "中止",
        "rest",
        "pause",
        "案件已中止，等有关结论出来后继续",
        "等待有关结论",
        None,
    ),
    S.REVIEWING: StateLabel(
        "审核中",
        "working",
        "look",
        "我们正在审核",
        "审核认定意见",
        Role.REVIEWER,
    ),
    S.DECIDING: StateLabel(
        "待签发",
        "working",
        "stamp",
        "决定正在签发",
        "签发决定",
        Role.SIGNER,
    ),
    S.DECIDED: StateLabel(
        "已作出决定",
        "working",
        "file",
        "决定已经作出，正在准备送达",
        "交付送达",
        Role.HANDLER,
    ),
    S.SERVING: StateLabel(
        "送达中",
        "working",
        "mail",
        "决定正在送达双方",
        "送达决定并登记回证",
        Role.HANDLER,
    ),
    S.SERVED: StateLabel(
        "已送达",
        "rest",
        "check-circle",
        "决定已经送达，不服的可以申请复议或者提起诉讼",
        "等待救济期限届满",
        None,
    ),
    S.EFFECTIVE: StateLabel(
        "已生效",
        "done",
        "archive",
        "决定已经生效",
        "已办结",
        None,
    ),
    S.WITHDRAWN: StateLabel(
        "已撤回",
        "rest",
        "leave",
        "申请已经撤回",
        "已终止",
        None,
    ),
}

ACTS: dict[str, ActLabel] = {
    "submit": ActLabel("提交申请", "提交了工伤认定申请"),
    "add_papers": ActLabel("补充材料", "补充了材料", "随时可以补充，不影响办理时限。"),
    "confirm_address": ActLabel("确认送达地址", "确认了送达地址和送达方式"),
    "give_code": ActLabel(
        "出具查办码", "在窗口出具了查办码", "当事人凭码在手机上查看和办理本案，一次有效。"
    ),
    "withdraw": ActLabel(
        "撤回申请",
        "撤回了申请",
        "撤回后仍可在法定时限内重新申请，但时限不会因此停下来。",
        is_dangerous=True,
    ),
    "check_materials": ActLabel("核对材料清单", "核对了材料清单", submit="保存核对结果"),
    "accept": ActLabel("受理申请", "受理了申请"),
    "notify_correction": ActLabel(
        "一次性告知补正", "告知需要补正的材料", "只能告知一次，请列全所有缺少的材料。"
    ),
    "supply_correction": ActLabel("材料已补齐，提交补正", "补齐了材料"),
    "refuse": ActLabel("不予受理", "决定不予受理", is_dangerous=True),
    "transfer": ActLabel(
        "移送有管辖权的机构", "移送到有管辖权的机构", "首次申请日期保留，审查期限不重新计算。"
    ),
    "take": ActLabel("领取案件", "领取了案件"),
    "give_back": ActLabel("退回待领", "退回了案件"),
    "reassign": ActLabel("改派承办人", "改派了承办人"),
    "recuse": ActLabel("登记回避", "登记了回避"),
    "note": ActLabel("写备注", "写了备注"),
    "investigate": ActLabel("开始调查", "开始调查核实"),
    "mark_simple": ActLabel(
        "按简单案件办理", "改按简单案件的期限办理", "事实清楚、权利义务明确的，适用较短的决定期限。"
    ),
    "mark_ordinary": ActLabel("恢复普通期限", "恢复普通办理期限"),
    "demand_evidence": ActLabel("发限期举证通知", "发出限期举证通知书"),
    "answer_evidence": ActLabel("提交答复和证据", "提交了答复和证据"),
    "extend_evidence": ActLabel("延长举证期限", "延长了举证期限"),
    "note_silence": ActLabel("记录逾期未举证", "记录用人单位逾期未举证"),
    "record_interview": ActLabel("登记调查笔录", "进行了调查询问"),
    "record_site_visit": ActLabel("登记现场勘查", "进行了现场勘查"),
    "suspend": ActLabel("中止认定", "中止了工伤认定"),
    "resume": ActLabel("恢复办理", "恢复了工伤认定"),
    "propose": ActLabel("提出认定意见", "提出了认定意见"),
    "approve": ActLabel("审核同意", "审核同意"),
    "return_from_review": ActLabel("退回承办人", "审核后退回补充"),
    "sign": ActLabel("签发决定书", "作出了决定"),
    "return_from_signing": ActLabel("退回承办人", "签发前退回补充"),
    "dispatch": ActLabel("交付送达", "交付送达"),
    "record_service": ActLabel("登记送达", "送达了文书"),
    "record_failed_service": ActLabel("登记送达未成", "送达未成"),
    "complete_service": ActLabel("", "决定已送达双方"),
    "take_effect": ActLabel("", "决定生效"),
}
