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
        "project_refused",
        "{matter}没有办理",
        "{employer}的{matter}（{reference}）没有办理，请打开看理由和不服怎么办。",
        "{employer}的{matter}（{reference}）没有办理，请登录查看。",
    ),
    Notice(
        "project_extended",
        "参保期已经延长",
        "{employer}的{matter}（{reference}）延长了参保期，请打开看新的截止日期。",
        "{employer}的{matter}（{reference}）延长了参保期，请登录查看。",
    ),
)
