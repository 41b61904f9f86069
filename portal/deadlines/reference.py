"""The calendar and the dated parameters that every installation starts with."""

from collections.abc import Iterator
from datetime import date, timedelta

import chinese_calendar
import holidays

from portal import clock
from portal.deadlines.models import Holiday, Parameter
from portal.offices.reference import Loaded

FIRST_YEAR = 2019
SATURDAY = 5
FIRST_DAY = date(2011, 1, 1)
PARAMETERS = (
    (
        "employer_evidence_days",
        15,
        "各地通行做法为10日或者15日，国家规定未写明；待本市规程核实",
        "用人单位举证期限（自然日，自送达次日起算）",
    ),
    (
        "correction_period_days",
        15,
        "国家规定未写明补正期限；本平台办理规则，逾期不产生法定后果",
        "补正材料期限（自然日，自送达次日起算）",
    ),
    (
        "enrolment_effect_days",
        1,
        "国家规定未写明工伤保险从申报后哪一天起生效；按次日生效处理，待本市规程核实",
        "职工申报参保后第几天起生效（0 为当日，1 为次日）",
    ),
    (
        "report_answer_days",
        15,
        "国家规定未写明举报未参保的答复期限；本平台办理规则",
        "举报未参保的答复期限（工作日，自收到之日起算）",
    ),
    (
        "project_check_days",
        10,
        "国家没有规定工程项目参保的办理期限；本平台办理规则，和单位变更登记一样长",
        "工程项目参保和延长参保期的办理期限（工作日，自收到之日起算）",
    ),
    (
        "subsidy_check_days",
        10,
        "国家没有规定社保补贴申请的办理期限；本平台办理规则，待本市文件核实",
        "灵活就业社保补贴申请的办理期限（工作日，自收到之日起算）",
    ),
    (
        "directory_check_days",
        30,
        "国家没有规定多久核实一次窗口地址；本平台办理规则，每个季度一次",
        "季度核实办事机构信息的期限（自然日，自季度第一天起算）",
    ),
    (
        "question_answer_days",
        5,
        "国家没有规定答复咨询的期限；本平台办理规则",
        "答复咨询的期限（工作日，自收到之日起算）",
    ),
    (
        "voice_answer_days",
        15,
        "国家没有规定本平台收到的表扬和投诉的答复期限；本平台办理规则",
        "答复表扬和投诉的期限（工作日，自收到之日起算）",
    ),
    (
        "late_surcharge_per_100000",
        50,
        "《中华人民共和国社会保险法》第八十六条：自欠缴之日起按日加收万分之五",
        "欠费滞纳金的日费率，十万分之几（50 即万分之五）",
    ),
)


def load_calendar() -> Loaded:
    """Load the published years, and next year provisionally while it is not published (T17)."""
    known = set(Holiday.objects.values_list("day", flat=True))
    rows = [row for row in _rows() if row.day not in known]
    Holiday.objects.bulk_create(rows)
    return Loaded(created=len(rows), kept=len(known))


def load_parameters() -> Loaded:
    """Load the first value of each parameter that has none."""
    created = 0
    for code, value, source, note in PARAMETERS:
        if not Parameter.objects.filter(code=code).exists():
            Parameter.objects.create(
                code=code, value=value, from_on=FIRST_DAY, source=source, note=note
            )
            created += 1
    return Loaded(created=created, kept=len(PARAMETERS) - created)


def _rows() -> Iterator[Holiday]:
    last_published = max(chinese_calendar.constants.holidays).year
    for year in range(FIRST_YEAR, last_published + 1):
        yield from published(year)
    for year in range(last_published + 1, clock.today().year + 2):
        yield from provisional(year)


def published(year: int) -> Iterator[Holiday]:
    """Yield the days of a published year that differ from their weekday."""
    day = date(year, 1, 1)
    while day.year == year:
        is_workday = chinese_calendar.is_workday(day)
        if is_workday != (day.weekday() < SATURDAY):
            _, name = chinese_calendar.get_holiday_detail(day)
            yield Holiday(
                day=day,
                kind=Holiday.Kind.MAKEUP if is_workday else Holiday.Kind.HOLIDAY,
                name=NAMES.get(name or "", "法定节假日"),
                source=f"国务院办公厅关于{year}年部分节假日安排的通知",
            )
        day += timedelta(days=1)


def provisional(year: int) -> Iterator[Holiday]:
    """Yield the statutory days off of a year whose arrangement is not published yet."""
    for day, name in sorted(holidays.country_holidays("CN", years=year, language="zh_CN").items()):
        if day.weekday() < SATURDAY:
            yield Holiday(
                day=day,
                kind=Holiday.Kind.HOLIDAY,
                name=str(name)[:40],
                source="暂按法定节假日推算，待国务院办公厅通知公布后更新",
                is_provisional=True,
            )


NAMES = {
    "New Year's Day": "元旦",
    "Spring Festival": "春节",
    "Tomb-sweeping Day": "清明节",
    "Labour Day": "劳动节",
    "Dragon Boat Festival": "端午节",
    "Mid-autumn Festival": "中秋节",
    "National Day": "国庆节",
}
