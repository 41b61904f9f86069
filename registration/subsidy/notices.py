"""What people are told of the subsidy; no amount and no status goes by SMS."""

from portal.notifications.notices import Notice

NOTICES = (
    Notice("subsidy_arrived", "新申请 {reference}", "{person}申请{matter}，请核对。"),
    Notice("subsidy_to_review", "请复核 {reference}", "{person}的{matter}已经核对，请复核。"),
    Notice("subsidy_returned", "退回核对 {reference}", "{person}的{matter}被退回，请再核对。"),
    Notice(
        "subsidy_granted",
        "补贴批准了",
        "您的{matter}（{reference}）批准了，公示以后发放。打开看每个月的金额。",
        "您的申请（{reference}）已经批准，请登录查看。",
    ),
    Notice(
        "subsidy_refused",
        "补贴没有批准",
        "您的{matter}（{reference}）没有批准，打开看理由。有疑问问{office}，{phone}。",
        "您的申请（{reference}）有了结果，请登录查看。",
    ),
    Notice(
        "subsidy_to_serve",
        "告知书等着送达 {reference}",
        "{person}的{matter}不予办理告知书已经生成，请送达并登记。",
    ),
    Notice(
        "subsidy_served",
        "告知书已经送达",
        "您的{matter}（{reference}）不予办理告知书已经登记送达，不服的办法和最后一天可以打开看。",
        "您的申请（{reference}）有文书登记送达，请登录查看。",
    ),
    Notice(
        "subsidy_paid",
        "补贴发放了",
        "您的{matter}（{reference}）已经发放，几天以后查银行账户。",
        "您的申请（{reference}）有了新进展，请登录查看。",
    ),
    Notice(
        "subsidy_status_ends",
        "身份快到期了",
        "您申请补贴时的“{ground}”身份到{until}为止。要接着享受补贴的，请在这以前办延续，{office}，{phone}。",
        "您申请补贴时的身份快到期了，请登录查看。",
    ),
)
