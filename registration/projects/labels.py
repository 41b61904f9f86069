"""The words of a project's enrolment, where they differ from those of other filings."""

from dataclasses import replace

from portal.cases.kinds import ActLabel, StateLabel
from portal.workflow.roles import Role
from registration.filings import labels as filings
from registration.projects.process import ProjectProcess
from registration.projects.states import ProjectState as S

STATES: dict[str, StateLabel] = {
    state.value: filings.STATES[state] for state in S if state in filings.STATES
} | {
    S.SUBMITTED: replace(filings.STATES[S.SUBMITTED], step="核对项目和造价，提出意见"),
    S.APPROVED: StateLabel("已参保", "done", "check-circle", "项目已经参保", "已办结"),
    S.EXTENDING: StateLabel(
        "延期待复核",
        "working",
        "look",
        "正在复核延期",
        "复核延长参保期",
        Role.REGISTER_REVIEWER,
    ),
}
_OWN = {
    "submit": ActLabel("申报项目参保", "申报了项目参保"),
    "approve": ActLabel("复核同意，予以办理", "复核同意，项目参保"),
    "record_payment": ActLabel(
        "登记缴费到账", "登记了缴费到账", "按税务部门的缴款凭证登记，一张凭证登记一次。"
    ),
    "void_payment": ActLabel(
        "更正缴费", "更正了一笔缴费", "登记错的那笔作废，原来的记录保留。", is_dangerous=True
    ),
    "ask_extension": ActLabel(
        "申请延长参保期",
        "申请了延长参保期",
        "工期拖长的，在参保截止日以前申请，复核同意以后生效；过了要重新申报。",
    ),
    "extend": ActLabel("同意延长参保期", "同意延长参保期"),
    "refuse_extension": ActLabel("不同意延长", "没有同意延长参保期", is_dangerous=True),
}
ACTS: dict[str, ActLabel] = {
    act.name: _OWN.get(act.name) or filings.ACTS[act.name] for act in ProjectProcess.acts()
}
GUARD_WORDS = {
    "correction_is_first": "还没有告知过补正",
    "something_is_to_be_served": "有文书等着送达",
    "approval_was_proposed": "经办人提出予以办理",
    "refusal_was_proposed": "经办人提出不予办理",
    "another_person_decides": "复核人不是提出意见的人",
    "employer_is_active": "单位在册",
    "something_was_paid": "登记过到账的缴费",
    "something_is_left": "没到计划竣工的日子",
}
