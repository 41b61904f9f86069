"""The words of a report: states, acts, and what the reporter reads."""

from portal.cases.kinds import ActLabel, StateLabel
from portal.workflow.roles import Role
from registration.uninsured.states import ReportState as S

STATES: dict[str, StateLabel] = {
    S.RECEIVED: StateLabel(
        "已收到",
        "working",
        "send",
        "已收到，等待核查",
        "开始核查，或者转给有管辖权的经办机构",
        Role.REGISTRAR,
    ),
    S.CHECKING: StateLabel(
        "核查中",
        "working",
        "look",
        "经办机构正在核查",
        "核查这家单位是不是给职工参了保",
        Role.REGISTRAR,
    ),
    S.REFERRED: StateLabel(
        "已移交",
        "working",
        "arrow",
        "已移交社会保险行政部门处理",
        "责令限期办理，记下结果",
        Role.HANDLER,
    ),
    S.SETTLED: StateLabel(
        "已参保", "done", "check-circle", "单位已经给职工办理参保", "已经办结", None
    ),
    S.UNFOUNDED: StateLabel("未查实", "rest", "stop", "核查以后没有查实", "已经办结", None),
}
ACTS: dict[str, ActLabel] = {
    "report": ActLabel("举报", "收到举报"),
    "look_into": ActLabel("开始核查", "开始核查", "查登记、缴费记录，必要时到单位核实。"),
    "pass_on": ActLabel("转给别的经办机构", "转给别的经办机构"),
    "refer": ActLabel(
        "移交行政部门", "移交社会保险行政部门", "单位不办登记的，由社会保险行政部门责令限期改正。"
    ),
    "settle": ActLabel("记为已参保", "单位已经参保", "单位补办了登记，或者查明本来就参了保。"),
    "dismiss": ActLabel("记为未查实", "没有查实", is_dangerous=True),
    "note": ActLabel("记备注", "记了备注"),
}
