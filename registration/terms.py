"""The statutory periods of registration (clocks K19 and K20)."""

from portal.law.instruments import AGENCY_RULES, HOUSE_RULES, INSURANCE_LAW
from portal.law.term import Binds, Term, Unit
from portal.law.values import local

EMPLOYEE_REGISTRATION = Term(
    "employee_registration",
    "为职工申请办理社会保险登记的期限",
    30,
    Unit.DAY,
    INSURANCE_LAW.article(58, 1),
    Binds.PARTY,
    remind=(10, 2, 0, -1),
    by_day=True,
    duty="为职工办理参保登记",
)
REGISTRATION_DUTY = Term(
    "unit_registration",
    "申请办理单位社会保险登记的期限",
    30,
    Unit.DAY,
    INSURANCE_LAW.article(57, 1),
    Binds.PARTY,
    duty="申请办理单位社会保险登记",
)
CHANGE_DUTY = Term(
    "change_duty",
    "申报变更登记的期限",
    30,
    Unit.DAY,
    INSURANCE_LAW.article(57, 2),
    Binds.PARTY,
    remind=(10, 2, 0, -1),
    by_day=True,
    duty="申报变更登记",
)
CANCELLATION_DUTY = Term(
    "cancellation_duty",
    "申报注销登记的期限",
    30,
    Unit.DAY,
    INSURANCE_LAW.article(57, 2),
    Binds.PARTY,
    remind=(10, 2, 0, -1),
    by_day=True,
    duty="申报注销登记",
)
AGENCY_CHECK = Term(
    "registration_agency",
    "经办机构办理期限",
    10,
    Unit.WORKING_DAY,
    AGENCY_RULES.article(10),
    Binds.OFFICE,
    remind=(3, 1, 0, -1, -3, -7),
    duty="办结申请",
)
PROJECT_CHECK = Term(
    "project_check",
    "工程项目参保的办理期限",
    local("project_check_days"),
    Unit.WORKING_DAY,
    HOUSE_RULES.article(15),
    Binds.OFFICE,
    remind=(3, 1, 0, -1, -3, -7),
    duty="办结申请",
)
SUBSIDY_CHECK = Term(
    "subsidy_check",
    "社保补贴申请的办理期限",
    local("subsidy_check_days"),
    Unit.WORKING_DAY,
    HOUSE_RULES.article(14),
    Binds.OFFICE,
    remind=(3, 1, 0, -1, -3, -7),
    duty="办结申请",
)
REGISTRATION_CHECK = Term(
    "registration_check",
    "单位社会保险登记的审核期限",
    15,
    Unit.DAY,
    INSURANCE_LAW.article(57, 1),
    Binds.OFFICE,
    remind=(7, 3, 1, 0, -1, -3, -7),
    duty="审核单位的社会保险登记申请",
)
FILING_CORRECTION = Term(
    "filing_correction",
    "补正登记申请的期限",
    local("correction_period_days"),
    Unit.DAY,
    HOUSE_RULES.article(6),
    Binds.PARTY,
    remind=(7, 3, 0, -1),
    duty="补正登记申请",
)
REPORT_ANSWER = Term(
    "report_answer",
    "答复未参保举报的期限",
    local("report_answer_days"),
    Unit.WORKING_DAY,
    HOUSE_RULES.article(13),
    Binds.OFFICE,
    remind=(5, 1, 0, -1, -3, -7),
    duty="核查并答复举报",
)
