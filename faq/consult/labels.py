"""The words of questions, thanks and complaints: states, acts, and what the asker reads."""

from faq.consult.process import ANSWERERS
from faq.consult.states import QuestionState as Q
from faq.consult.states import VoiceState as V
from portal.cases.kinds import ActLabel, StateLabel
from portal.workflow.roles import Role

QUESTION_STATES: dict[str, StateLabel] = {
    Q.ASKED: StateLabel(
        "等答复",
        "working",
        "send",
        "已收到，正在答复",
        "答复，或者转给该答的机构",
        Role.HANDLER,
        takers=ANSWERERS,
    ),
    Q.ANSWERED: StateLabel("已答复", "done", "check-circle", "已经答复", "已经办结", None),
    Q.CLOSED: StateLabel("不作答复", "rest", "stop", "没有答复，原因在下面", "已经办结", None),
}
VOICE_STATES: dict[str, StateLabel] = {
    V.RECEIVED: StateLabel(
        "已收到", "working", "send", "已收到，正在核实", "核实并答复", Role.SUPERVISOR
    ),
    V.ANSWERED: StateLabel(
        "已答复", "done", "check-circle", "已经答复", "表扬可以公开，或者办结", Role.SUPERVISOR
    ),
    V.PUBLISHED: StateLabel("已公开", "done", "check-circle", "已经答复并公开", "已经办结", None),
    V.CLOSED: StateLabel("已办结", "rest", "stop", "已经办结", "已经办结", None),
}
_NOTE = ActLabel("记备注", "记了备注")
QUESTION_ACTS: dict[str, ActLabel] = {
    "ask": ActLabel("咨询", "收到咨询"),
    "take": ActLabel("我来答", "认领了咨询", "认领以后，到期前提醒您。"),
    "answer": ActLabel("答复", "答复了咨询", "先给一句话结论，再说依据和下一步。"),
    "group": ActLabel(
        "归到常见问题", "归到一个常见问题", "一样的问题归到一起，一次答复，一起统计。"
    ),
    "pass_on": ActLabel("转给别的机构", "转给别的机构", "时限不重新计算。"),
    "close": ActLabel(
        "不作答复", "不作答复", "不是咨询、看不懂又联系不上的，写明原因。", is_dangerous=True
    ),
    "note": _NOTE,
}
VOICE_ACTS: dict[str, ActLabel] = {
    "tell": ActLabel("表扬或者投诉", "收到表扬或者投诉"),
    "answer": ActLabel("答复", "答复了来信"),
    "pass_on": ActLabel("转给别的机构", "转给别的机构", "时限不重新计算。"),
    "publish": ActLabel("公开表扬", "公开了表扬", "只写事情，不写写信人的姓名和号码。"),
    "close": ActLabel("办结", "办结", "不用答复或者不公开的，写明原因。", is_dangerous=True),
    "note": _NOTE,
}
