"""Verbs of the audit: what was done that is not an act of a procedure."""

from enum import StrEnum


class Verb(StrEnum):
    """One word an event; the Chinese word stands in VERB_LABELS."""

    LOOK_CASE = "look_case"
    LOOK_PAPER = "look_paper"
    LOOK_EMPLOYER = "look_employer"
    LOOK_RECORDS = "look_records"
    LOOK_REPORTER = "look_reporter"
    WORK_CORRECTED = "work_corrected"
    CERTIFICATE_ISSUED = "certificate_issued"
    ROSTER_UPLOADED = "roster_uploaded"
    ROSTER_ENROLLED = "roster_enrolled"
    ROSTER_TAKEN = "roster_taken"
    UNIT_TOLD = "unit_told"
    SUBSIDY_LIST_TAKEN = "subsidy_list_taken"
    SUBSIDY_LIST_PUBLISHED = "subsidy_list_published"
    UNMASK = "unmask"
    SEARCH_HIT = "search_hit"
    SIGN_UP = "sign_up"
    LOGIN = "login"
    LOGIN_FAILED = "login_failed"
    LOGOUT = "logout"
    LOGOUT_EVERYWHERE = "logout_everywhere"
    LOCKED = "locked"
    PHONE_CHANGED = "phone_changed"
    PHONE_CHANGED_AT_COUNTER = "phone_changed_at_counter"
    PHONE_CHANGE_REFUSED = "phone_change_refused"
    CREDENTIAL_CHANGED = "credential_changed"
    SECOND_FACTOR_ENROLLED = "second_factor_enrolled"
    SECOND_FACTOR_RESET = "second_factor_reset"
    DEVICE_REMOVED = "device_removed"
    MANDATE_GIVEN = "mandate_given"
    MANDATE_ENDED = "mandate_ended"
    SELF_REFUSED = "self_refused"
    CODE_ISSUED = "code_issued"
    CODE_REDEEMED = "code_redeemed"
    CODE_REFUSED = "code_refused"
    ADMIN_EDIT = "admin_edit"
    DATA_IMPORTED = "data_imported"
    DEADLINE_RECOMPUTED = "deadline_recomputed"
    DIRECTORY_CHANGED = "directory_changed"
    ANSWERS_CHANGED = "answers_changed"
    ANSWER_GIVEN = "answer_given"
    NEWS_CHANGED = "news_changed"

    @property
    def label(self) -> str:
        """Return the Chinese word that people read."""
        return VERB_LABELS[self]


VERB_LABELS: dict[Verb, str] = {
    Verb.LOOK_CASE: "查看案件",
    Verb.LOOK_PAPER: "查看材料或文书",
    Verb.LOOK_EMPLOYER: "查看单位登记",
    Verb.LOOK_RECORDS: "查看参保记录",
    Verb.LOOK_REPORTER: "查看举报人",
    Verb.WORK_CORRECTED: "更正用工登记",
    Verb.CERTIFICATE_ISSUED: "开具参保证明",
    Verb.ROSTER_UPLOADED: "上传花名册",
    Verb.ROSTER_ENROLLED: "按花名册登记职工",
    Verb.ROSTER_TAKEN: "下载花名册核对结果",
    Verb.UNIT_TOLD: "通知单位办理参保",
    Verb.SUBSIDY_LIST_TAKEN: "下载补贴名单",
    Verb.SUBSIDY_LIST_PUBLISHED: "公示补贴名单",
    Verb.UNMASK: "查看完整号码",
    Verb.SEARCH_HIT: "按号码查到个人",
    Verb.SIGN_UP: "注册",
    Verb.LOGIN: "登录",
    Verb.LOGIN_FAILED: "登录未成功",
    Verb.LOGOUT: "退出",
    Verb.LOGOUT_EVERYWHERE: "在所有设备上退出",
    Verb.LOCKED: "多次失败，已锁定",
    Verb.PHONE_CHANGED: "更换手机号",
    Verb.PHONE_CHANGED_AT_COUNTER: "窗口换绑手机号",
    Verb.PHONE_CHANGE_REFUSED: "窗口换绑手机号，核对未通过",
    Verb.CREDENTIAL_CHANGED: "设置密码",
    Verb.SECOND_FACTOR_ENROLLED: "绑定动态口令",
    Verb.SECOND_FACTOR_RESET: "重置动态口令",
    Verb.DEVICE_REMOVED: "移除设备",
    Verb.MANDATE_GIVEN: "取得办理权限",
    Verb.MANDATE_ENDED: "结束办理权限",
    Verb.SELF_REFUSED: "核验本人未通过",
    Verb.CODE_ISSUED: "发放一次性查办码",
    Verb.CODE_REDEEMED: "使用一次性查办码",
    Verb.CODE_REFUSED: "一次性查办码未通过",
    Verb.ADMIN_EDIT: "后台修改",
    Verb.DATA_IMPORTED: "导入数据",
    Verb.DEADLINE_RECOMPUTED: "重新计算期限",
    Verb.DIRECTORY_CHANGED: "变动办事机构信息",
    Verb.ANSWERS_CHANGED: "变动问答",
    Verb.ANSWER_GIVEN: "给当事人说明",
    Verb.NEWS_CHANGED: "变动公告和活动",
}
