"""What units are told of their workers, and workers of their own work; no worker is named in it."""

from portal.notifications.notices import Notice

DUE = Notice(
    "workers_report_due",
    "有职工还没有申报参保",
    "{unit}有{count}名职工登记了用工、还没有申报参保，最早的应在{due}前申报。"
    "申报以前受伤的，待遇由单位付。",
    "您单位有职工登记了用工、还没有申报参保，最早的应在{due}前申报，请登录或者到窗口办理。",
)
LATE = Notice(
    "workers_report_late",
    "有职工超过期限还没有申报参保",
    "{unit}有{count}名职工登记了用工、还没有申报参保，其中{late}名已经超过期限，最早的应在{due}前申报。"
    "超过期限照样可以申报，请尽快办。",
    "您单位有职工超过期限还没有申报参保，最早的应在{due}前申报。请尽快登录或者到窗口办理。",
)
WHO = Notice(
    "worker_put_right",
    "职工的姓名或者号码已更正",
    "经办机构看过本人证件，更正了{unit}一名职工的姓名或者证件号码，请打开核对。",
    "经办机构更正了您单位一名职工的姓名或者证件号码，请登录核对。",
)
ENDED = Notice(
    "work_ended",
    "您的工伤保险停保了",
    "{unit}登记您的用工在{on}结束，这一天以后不再由它参保。"
    "不对的，请先问单位；单位不改的，请带证件和能证明您在上班的材料到参保经办窗口。",
    "单位登记您的用工在{on}结束，工伤保险随之停保。不对的，请问单位，或者带材料到参保经办窗口。",
)
NOTICES = (DUE, LATE, WHO, ENDED)
