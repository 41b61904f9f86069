"""What people are told at each act, in plain words; no diagnosis and no result goes by SMS."""

from portal.notifications.notices import Notice, register

NOTICES = (
    Notice(
        "claim_filed",
        "工伤认定申请已提交",
        "{person}的工伤认定申请已于{day}提交，编号 {reference}。由{office}办理，{phone}。",
        "{person}的工伤认定申请已提交，编号{reference}。办理机关：{office}。",
    ),
    Notice(
        "claim_filed_for_you",
        "有人为您申请了工伤认定",
        "{applicant}已于{day}就您受伤一事提交工伤认定申请，编号 {reference}，由{office}办理。"
        "您想自己看案件，请带身份证到窗口领取查办码；"
        "有不对的地方，请打 12333，或者问办理机关（{phone}）。",
        "{applicant}就您受伤一事提交了工伤认定申请，编号{reference}。想自己查看，带身份证到{office}窗口领查办码。",
    ),
    Notice("claim_arrived", "新申请 {reference}", "{person}的工伤认定申请已到，请核对材料。"),
    Notice("papers_added", "{reference} 补充了材料", "{person}的案件有新材料，请查看。"),
    Notice(
        "claim_withdrawn",
        "申请已撤回",
        "案件 {reference} 的申请已撤回。法定申请时限不会因此停止，仍在时限内的可以重新申请。",
        "案件{reference}的申请已撤回。",
    ),
    Notice("claim_withdrawn_office", "{reference} 已撤回", "{person}的申请已由申请人撤回。"),
    Notice(
        "claim_accepted",
        "申请已受理",
        "{office}已受理{person}的工伤认定申请（{reference}），受理决定书：{number}。",
        "{person}的工伤认定申请（{reference}）已受理。",
    ),
    Notice(
        "claim_accepted_unit",
        "有一件工伤认定涉及你们单位",
        "{office}已受理{person}的工伤认定申请（{reference}），受理决定书：{number}。"
        "您可以查看案件，需要你们单位举证时会另外通知。",
        "{office}已受理一件涉及你们单位的工伤认定申请（{reference}），请登录查看。",
    ),
    Notice(
        "claim_to_correct",
        "请补交材料",
        "案件 {reference} 还缺材料，请打开案件查看补正材料告知书（{number}）并补交。",
        "案件{reference}需要补交材料，请登录查看补正材料告知书。",
    ),
    Notice("claim_corrected", "{reference} 已补正", "{person}补齐了材料，请按期审查。"),
    Notice(
        "claim_rejected",
        "申请未受理",
        "案件 {reference} 的申请未被受理，理由和救济途径见不予受理决定书（{number}）。",
        "案件{reference}已作出不予受理决定，请登录查看或者等待送达。",
    ),
    Notice(
        "claim_transferred",
        "案件已移送",
        "案件 {reference} 已移送{office}办理，首次申请日期不变。{phone}。",
        "案件{reference}已移送{office}办理，首次申请日期不变。",
    ),
    Notice("case_assigned", "{reference} 改派给您", "{person}的案件改派给您承办。"),
    Notice(
        "claim_investigated",
        "开始调查",
        "案件 {reference} 已开始调查，工作人员可能会联系您。",
    ),
    Notice(
        "period_changed",
        "决定期限有变动",
        "案件 {reference} 的决定期限有变动，受理决定书上写的最后一日以案件页现在显示的为准。",
        "案件{reference}的决定期限有变动，请登录查看现在的最后一日。",
    ),
    Notice("evidence_answered", "{reference} 单位已答复", "{employer}提交了答复和证据，请查看。"),
    Notice(
        "evidence_extended",
        "举证期限已延长",
        "案件 {reference} 的举证期限已延长，最后一日请在案件页查看。",
        "案件{reference}的举证期限已延长，请登录查看最后一日。",
    ),
    Notice(
        "claim_suspended",
        "案件已中止",
        "案件 {reference} 已中止，原因和恢复条件见中止通知书（{number}）。",
        "案件{reference}已中止，请登录查看中止通知书。",
    ),
    Notice(
        "claim_resumed",
        "案件已恢复办理",
        "案件 {reference} 已恢复办理，见恢复通知书（{number}）。",
        "案件{reference}已恢复办理。",
    ),
    Notice("case_to_review", "{reference} 待审核", "{person}的案件已提出认定意见，请审核。"),
    Notice("case_to_sign", "{reference} 待签发", "{person}的案件已审核，请签发。"),
    Notice("case_returned", "{reference} 被退回", "{person}的案件被退回，意见见案件页。"),
    Notice(
        "claim_decided",
        "决定已作出",
        "案件 {reference} 已作出决定（{number}），{office}将依法送达。",
        "案件{reference}已作出决定，将依法送达。",
    ),
    Notice("case_to_serve", "{reference} 待送达", "{person}的决定书已签发，请交付送达。"),
    Notice(
        "paper_served",
        "文书已送达",
        "案件 {reference} 有一份文书已送达您，请打开案件查看。",
        "案件{reference}有一份文书已送达您，请登录查看。",
    ),
    Notice("claim_effective", "案件已办结", "案件 {reference} 的决定已生效。"),
)


def register_notices() -> None:
    """Make the texts known to the notifications."""
    for notice in NOTICES:
        register(notice)
