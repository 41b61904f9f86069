"""What a contractor is told of a project; no amount goes by SMS."""

from portal.notifications.notices import Notice

NOTICES = (
    Notice(
        "project_approved",
        "项目已经参保",
        "{employer}的{matter}（{reference}）已经办好，请打开看参保的起止日期，并登记项目人员名册。",
        "{employer}的{matter}（{reference}）已经办好，请登录查看。",
    ),
    Notice(
        "project_paid",
        "项目缴费已登记",
        "{employer}的{matter}（{reference}）登记了一笔缴费到账，请打开看缴清了没有。",
        "{employer}的{matter}（{reference}）登记了一笔缴费，请登录查看。",
    ),
    Notice(
        "project_payment_voided",
        "一笔项目缴费已更正",
        "{employer}的{matter}（{reference}）有一笔缴费登记错了，已经更正，请打开核对。",
        "{employer}的{matter}（{reference}）更正了一笔缴费，请登录查看。",
    ),
    Notice(
        "extension_asked",
        "项目申请延长参保期",
        "{employer}的{matter}（{reference}）申请延长参保期，请复核。",
    ),
    Notice(
        "extension_refused",
        "没有同意延长参保期",
        "{employer}的{matter}（{reference}）没有同意延长参保期，请打开看理由和告知书。",
        "{employer}的{matter}（{reference}）申请的延长有结果了，请登录查看。",
    ),
    Notice(
        "project_extended",
        "参保期已经延长",
        "{employer}的{matter}（{reference}）延长了参保期，请打开看新的截止日期。",
        "{employer}的{matter}（{reference}）延长了参保期，请登录查看。",
    ),
)
