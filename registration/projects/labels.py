"""The words of a project's enrolment: states, acts, checks."""

from portal.cases.kinds import ActLabel, StateLabel
from portal.workflow.roles import Role
from registration.projects.states import ProjectState as S

STATES: dict[str, StateLabel] = {
    S.SUBMITTED: StateLabel(
        "已提交", "working", "send", "我们正在核对", "核对项目和造价，提出意见", Role.REGISTRAR
    ),
    S.CHECKED: StateLabel(
        "待复核", "working", "look", "正在复核", "复核意见", Role.REGISTER_REVIEWER
    ),
    S.APPROVED: StateLabel("已参保", "done", "check-circle", "项目已经参保", "已办结"),
    S.REFUSED: StateLabel("不予办理", "rest", "stop", "没有办理", "已办结"),
    S.WITHDRAWN: StateLabel("已撤回", "rest", "leave", "申报已经撤回", "已终止"),
}
ACTS: dict[str, ActLabel] = {
    "submit": ActLabel("申报项目参保", "申报了项目参保"),
    "withdraw": ActLabel(
        "撤回申报", "撤回了申报", "作出决定以前可以撤回，以后可以重新申报。", is_dangerous=True
    ),
    "propose": ActLabel("提出办理意见", "提出了办理意见", "由另一名复核人员复核以后生效。"),
    "return_to_checker": ActLabel("退回经办", "复核后退回"),
    "approve": ActLabel("复核同意，予以办理", "复核同意，项目参保"),
    "refuse": ActLabel("复核同意，不予办理", "决定不予办理", is_dangerous=True),
    "extend": ActLabel(
        "延长参保期", "延长了参保期", "工期拖长的，在参保截止日以前办；过了要重新申报。"
    ),
}
GUARD_WORDS = {
    "approval_was_proposed": "经办人提出予以办理",
    "refusal_was_proposed": "经办人提出不予办理",
    "another_person_decides": "复核人不是提出意见的人",
    "employer_is_active": "单位在册",
    "something_is_left": "没到计划竣工的日子",
}
