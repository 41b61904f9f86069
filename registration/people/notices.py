"""What units are told of workers who are noted down and not reported; nobody is named in it."""

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
NOTICES = (DUE, LATE)
