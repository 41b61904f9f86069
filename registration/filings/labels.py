"""The words of an employer's filings: states, acts, whose turn it is."""

from portal.cases.kinds import ActLabel, StateLabel
from portal.workflow.roles import Role
from registration.filings.states import FilingState as S

STATES: dict[str, StateLabel] = {
    S.DUE: StateLabel("待申报", "waiting", "turn", "等您申报", "等单位申报", Role.EMPLOYER),
    S.SUBMITTED: StateLabel(
        "已提交", "working", "send", "我们正在核对", "核对申报内容，提出意见", Role.REGISTRAR
    ),
    S.CORRECTING: StateLabel("等补正", "waiting", "turn", "等您补正", "等单位补正", Role.EMPLOYER),
    S.SUBMITTED_AGAIN: StateLabel(
        "已补正",
        "working",
        "send",
        "我们正在核对您补正的内容",
        "核对补正的内容，提出意见",
        Role.REGISTRAR,
    ),
    S.CHECKED: StateLabel(
        "待复核", "working", "look", "正在复核", "复核意见", Role.REGISTER_REVIEWER
    ),
    S.APPROVED: StateLabel("已办结", "done", "check-circle", "已经办好", "已办结"),
    S.REFUSED: StateLabel("不予办理", "rest", "stop", "没有办理", "已办结，送达告知书"),
    S.WITHDRAWN: StateLabel("已撤回", "rest", "leave", "申报已经撤回", "已终止"),
    S.CLOSED: StateLabel("不用办理", "rest", "leave", "不用申报了", "已终止"),
}

ACTS: dict[str, ActLabel] = {
    "note_duty": ActLabel("告知单位申报", "告知了单位应当申报"),
    "submit": ActLabel("提交申报", "提交了申报"),
    "file": ActLabel("申报", "提交了申报", submit="提交申报"),
    "close_duty": ActLabel(
        "不用申报了", "确认不用申报", "告知以后发现这件事不用申报的，写明理由结束。"
    ),
    "withdraw": ActLabel(
        "撤回申报", "撤回了申报", "作出决定以前可以撤回，以后可以重新申报。", is_dangerous=True
    ),
    "notify_correction": ActLabel(
        "一次性告知补正", "告知需要补正的内容", "只能告知一次，请列全所有要补正的内容。"
    ),
    "supply_correction": ActLabel("补正申报", "补正了申报内容", submit="提交补正"),
    "propose": ActLabel("提出办理意见", "提出了办理意见", "由另一名复核人员复核以后生效。"),
    "return_to_checker": ActLabel("退回经办", "复核后退回"),
    "approve": ActLabel("复核同意，予以办理", "复核同意，已经办理"),
    "refuse": ActLabel("复核同意，不予办理", "决定不予办理", is_dangerous=True),
    "record_service": ActLabel("登记送达", "送达了文书"),
}

GUARD_WORDS = {
    "correction_is_first": "还没有告知过补正",
    "something_is_to_be_served": "有文书等着送达",
    "approval_was_proposed": "经办人提出予以办理",
    "refusal_was_proposed": "经办人提出不予办理",
    "another_person_decides": "复核人不是提出意见的人",
    "employer_is_active": "单位在册",
    "parent_fits": "上级单位在册，不是本单位的下级",
    "payment_is_known": "有缴费数据，或者向税务部门核对过",
    "nothing_is_owed": "费款、滞纳金和罚款都已缴清",
    "no_unit_is_active": "没有在册的下级单位",
    "code_is_free": "统一社会信用代码还没有登记过",
}
