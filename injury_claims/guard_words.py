"""The conditions of the acts as the checklist of the case page says them when they are met."""

GUARD_WORDS = {
    "simple_period_is_not_over": "简单案件的期限还没有届满",
    "officer_is_not_recused": "您没有回避本案",
    "case_is_free": "案件还没有人承办",
    "officer_handles_the_case": "您是本案承办人",
    "materials_complete": "材料清单逐项核对齐全",
    "something_is_missing": "有缺少的材料",
    "list_was_checked": "材料清单已经逐项核对",
    "no_evidence_notice_yet": "还没有发过限期举证通知",
    "evidence_period_is_running": "举证期限正在计算",
    "evidence_period_is_over": "举证期限已经届满，单位没有答复",
    "case_is_ordinary": "本案按普通期限办理",
    "case_is_simple": "本案按简单案件办理",
    "employer_was_heard": "单位已经答复，或者没有等待中的举证通知",
    "facts_were_established": "有调查记录，或者事实不需要调查",
    "reviewer_is_another_person": "您不是本案承办人",
    "signer_is_third_person": "您不是本案承办人或者审核人",
    "late_signature_is_explained": "没有超过决定期限",
    "listed_items_supplied": "要求补交的材料都有了",
    "evidence_notice_served": "限期举证通知已经送达",
    "worker_agrees_to_withdrawal": "撤回不需要职工另外同意",
}
