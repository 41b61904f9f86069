"""The words of the subsidy: states and acts, for officers and for the applicant."""

from portal.cases.kinds import ActLabel, StateLabel
from portal.workflow.roles import Role
from registration.subsidy.states import SubsidyState as S

STATES: dict[str, StateLabel] = {
    S.RECEIVED: StateLabel(
        "待核对",
        "working",
        "send",
        "收到了，经办人在核对",
        "核对缴费和身份，提出意见",
        Role.REGISTRAR,
    ),
    S.CHECKED: StateLabel(
        "待复核",
        "working",
        "look",
        "核对过了，由另一名工作人员复核",
        "复核，批准或者退回",
        Role.REGISTER_REVIEWER,
    ),
    S.APPROVED: StateLabel("已批准", "done", "check", "批准了，公示以后发放", "编入发放名单", None),
    S.PAID_OUT: StateLabel("已发放", "done", "check-circle", "补贴已经发放", "已经办结", None),
    S.REFUSED: StateLabel("不予补贴", "rest", "stop", "没有批准", "已经办结", None),
    S.WITHDRAWN: StateLabel("已撤回", "rest", "stop", "您撤回了申请", "已经办结", None),
}
ACTS: dict[str, ActLabel] = {
    "apply": ActLabel("申请补贴", "申请了补贴"),
    "supply_proof": ActLabel(
        "交证明", "交了证明", "就业困难人员认定表、毕业证书、缴费凭证，有就交，没有可以不交。"
    ),
    "withdraw": ActLabel("撤回申请", "撤回了申请", "撤回以后可以重新申请。", is_dangerous=True),
    "propose": ActLabel("提出意见", "核对过了，提出意见", "查缴费记录和就业困难人员登记。"),
    "return_to_checker": ActLabel("退回核对", "退回核对"),
    "approve": ActLabel("批准补贴", "批准补贴", "每个月的金额按那个月有效的标准计算。"),
    "refuse": ActLabel("不予补贴", "不予补贴", is_dangerous=True),
    "record_service": ActLabel("登记送达", "告知书已经送达"),
    "pay_out": ActLabel("记为已发放", "补贴已经发放"),
}
GUARD_WORDS = {
    "status_is_proved": "身份核实过，写明了到期日",
    "months_are_free": "这些月份都没有补贴过",
    "months_are_not_too_many": "没有超过最多可补的月数",
    "another_person_decides": "提出意见的是另一个人",
    "grant_was_proposed": "提出的意见是予以补贴",
    "refusal_was_proposed": "提出的意见是不予补贴",
    "something_is_to_be_served": "有文书等着送达",
    "list_is_published": "名单已经公示",
    "payment_is_past": "钱已经发出",
}
