"""What people are told of an employer's filings; no telephone number and no amount goes by SMS."""

from portal.notifications.notices import Notice

NOTICES = (
    Notice(
        "duty_noted",
        "请申报：{matter}",
        "{employer}有一项{matter}应当申报，编号 {reference}。请打开看最晚哪一天，在线申报。"
        "不用申报的，请告诉{office}（{phone}）。",
        "{employer}有一项{matter}应当申报，编号{reference}，请登录办理。",
    ),
    Notice(
        "duty_closed",
        "不用申报了",
        "{employer}的{matter}（{reference}）经{office}确认，不用申报。",
        "{employer}的{matter}（{reference}）不用申报了。",
    ),
    Notice(
        "filing_received",
        "{matter}已提交",
        "{employer}的{matter}已于{day}提交，编号 {reference}，由{office}办理，{phone}。",
        "{employer}的{matter}已提交，编号{reference}。",
    ),
    Notice("filing_arrived", "新申报 {reference}", "{employer}提交了{matter}，请核对。"),
    Notice(
        "filing_to_correct",
        "请补正申报",
        "{employer}的{matter}（{reference}）要补正，请打开看补正告知书（{number}）。",
        "{employer}的{matter}（{reference}）要补正，请登录查看。",
    ),
    Notice("filing_corrected", "{reference} 已补正", "{employer}补正了{matter}，请按期核对。"),
    Notice("filing_withdrawn", "{reference} 已撤回", "{employer}撤回了{matter}。"),
    Notice("filing_to_review", "{reference} 待复核", "{employer}的{matter}已提出意见，请复核。"),
    Notice(
        "filing_returned", "{reference} 被退回", "{employer}的{matter}被复核退回，意见见案件页。"
    ),
    Notice(
        "filing_approved",
        "{matter}已办结",
        "{employer}的{matter}（{reference}）已经办好，登记回执：{number}。",
        "{employer}的{matter}（{reference}）已经办好，请登录查看登记回执。",
    ),
    Notice(
        "filing_refused",
        "{matter}没有办理",
        "{employer}的{matter}（{reference}）没有办理，理由和不服怎么办见告知书（{number}）。",
        "{employer}的{matter}（{reference}）没有办理，请登录查看告知书。",
    ),
    Notice("filing_to_serve", "{reference} 待送达", "{employer}的{matter}已有结果，请送达文书。"),
    Notice(
        "filing_served",
        "文书已送达",
        "{employer}的{matter}（{reference}）有一份文书已送达，请打开查看。",
        "{employer}的{matter}（{reference}）有一份文书已送达，请登录查看。",
    ),
)
