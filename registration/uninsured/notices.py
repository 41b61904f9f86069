"""What officers and reporters are told of a report; texts say nothing about the unit."""

from portal.notifications.notices import Notice

NOTICES = (
    Notice("report_arrived", "新举报 {reference}", "有人反映{employer}没有给职工参保，请核查。"),
    Notice(
        "report_referred",
        "移交 {reference}",
        "经办机构移交一件未参保举报，单位：{employer}，请处理。",
    ),
    Notice(
        "report_checking",
        "您反映的事项在办理",
        "您反映的事项（{reference}）正在办理。",
        "您反映的事项（{reference}）正在办理，可以用查询码查看进度。",
    ),
    Notice(
        "report_answered",
        "您反映的事项有结果",
        "您反映的事项（{reference}）已经有结果。",
        "您反映的事项（{reference}）已经有结果，请用查询码查看。",
    ),
)
