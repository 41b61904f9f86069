"""The texts that the portal applies; sources and dates are those of the city's law table."""

from datetime import date

from portal.law.citation import Instrument

TABLE_OF = date(2026, 11, 24)
"""The day on which the city's law table was last compared with the texts."""

COUNCIL = "国务院"
CONGRESS = "全国人民代表大会"
STANDING = "全国人民代表大会常务委员会"
MINISTRY = "人力资源和社会保障部"
LAW_DATABASE = "https://flk.npc.gov.cn/"
"""The state's own collection of laws and of regulations of the State Council."""

REGULATION = Instrument(
    "gsbx",
    "工伤保险条例",
    "国务院令第375号公布，第586号修订",
    from_on=date(2011, 1, 1),
    organ=COUNCIL,
    official_url=LAW_DATABASE,
)
MEASURES = Instrument(
    "rdbf", "工伤认定办法", "人力资源和社会保障部令第8号", from_on=date(2011, 1, 1), organ=MINISTRY
)
INSURANCE_LAW = Instrument(
    "sbf", "中华人民共和国社会保险法", "2018年修正", organ=STANDING, official_url=LAW_DATABASE
)
AGENCY_RULES = Instrument(
    "jbtl",
    "社会保险经办条例",
    "国务院令第765号",
    from_on=date(2023, 12, 1),
    organ=COUNCIL,
    official_url=LAW_DATABASE,
)
INSURANCE_RULES = Instrument(
    "sbgd",
    "实施〈中华人民共和国社会保险法〉若干规定",
    "人力资源和社会保障部令第13号",
    organ=MINISTRY,
)
OVERAGE_RULES = Instrument(
    "clgd",
    "超龄劳动者基本权益保障暂行规定",
    "人力资源和社会保障部令第56号",
    from_on=date(2026, 7, 1),
    organ=MINISTRY,
)
RETIREMENT_DECISION = Instrument(
    "ycjd",
    "全国人民代表大会常务委员会关于实施渐进式延迟法定退休年龄的决定",
    "2024年9月13日通过",
    from_on=date(2025, 1, 1),
    organ=STANDING,
    official_url=LAW_DATABASE,
)
HMT_RULES = Instrument(
    "gatj",
    "香港澳门台湾居民在内地（大陆）参加社会保险暂行办法",
    "人力资源和社会保障部令第41号",
    organ="人力资源和社会保障部、国家医疗保障局",
)
FOREIGNERS_RULES = Instrument(
    "wgr",
    "在中国境内就业的外国人参加社会保险暂行办法",
    "人力资源和社会保障部令第16号",
    organ=MINISTRY,
)
OUTLETS_NOTICE = Instrument(
    "kdwd",
    "关于推进基层快递网点优先参加工伤保险工作的通知",
    "人社厅发〔2021〕101号",
    organ="人力资源和社会保障部办公厅、国家邮政局办公室",
)
RIDERS_NOTICE = Instrument(
    "zysh",
    "新就业形态人员职业伤害保障扩大试点的通知",
    "人社部发〔2025〕24号",
    from_on=date(2025, 7, 1),
    organ="人力资源和社会保障部等部门",
)
HARD_TO_MEASURE = Instrument(
    "nyjs", "部分行业企业工伤保险费缴纳办法", "人力资源和社会保障部令第10号", organ=MINISTRY
)
CIVIL_CODE = Instrument("mfd", "中华人民共和国民法典", organ=CONGRESS, official_url=LAW_DATABASE)
CIVIL_PROCEDURE = Instrument(
    "mss",
    "中华人民共和国民事诉讼法",
    "2023年修正",
    from_on=date(2024, 1, 1),
    organ=CONGRESS,
    official_url=LAW_DATABASE,
)
RECONSIDERATION_LAW = Instrument(
    "xzfy",
    "中华人民共和国行政复议法",
    "2023年修订",
    from_on=date(2024, 1, 1),
    organ=STANDING,
    official_url=LAW_DATABASE,
)
LITIGATION_LAW = Instrument(
    "xzss", "中华人民共和国行政诉讼法", "2017年修正", organ=CONGRESS, official_url=LAW_DATABASE
)
HOLIDAY_RULES = Instrument(
    "fjbf", "全国年节及纪念日放假办法", "2024年修订", organ=COUNCIL, official_url=LAW_DATABASE
)
OPINION_2013 = Instrument(
    "yj1",
    "人力资源社会保障部关于执行〈工伤保险条例〉若干问题的意见",
    "人社部发〔2013〕34号",
    organ=MINISTRY,
)
OPINION_2016 = Instrument(
    "yj2",
    "人力资源社会保障部关于执行〈工伤保险条例〉若干问题的意见（二）",
    "人社部发〔2016〕29号",
    organ=MINISTRY,
)
OPINION_2025 = Instrument(
    "yj3",
    "人力资源社会保障部关于执行〈工伤保险条例〉若干问题的意见（三）",
    "人社部发〔2025〕62号",
    from_on=date(2025, 11, 13),
    organ=MINISTRY,
)
COURT_RULES = Instrument(
    "fsgd",
    "最高人民法院关于审理工伤保险行政案件若干问题的规定",
    "法释〔2014〕9号",
    from_on=date(2014, 9, 1),
    organ="最高人民法院",
)
APPRAISAL_RULES = Instrument(
    "ldjd",
    "劳动能力鉴定管理办法",
    "人力资源和社会保障部、国家卫生健康委员会令第55号",
    from_on=date(2025, 7, 1),
    organ="人力资源和社会保障部、国家卫生健康委员会",
)
OLD_APPRAISAL_RULES = Instrument(
    "ldjd21",
    "工伤职工劳动能力鉴定管理办法",
    "人力资源和社会保障部、国家卫生和计划生育委员会令第21号，2018年修订",
    organ="人力资源和社会保障部、国家卫生和计划生育委员会",
    until_on=date(2025, 6, 30),
    superseded_by="ldjd",
    is_current=False,
)
DISPATCH_RULES = Instrument(
    "lwpq", "劳务派遣暂行规定", "人力资源和社会保障部令第22号", organ=MINISTRY
)
ILLEGAL_UNITS_RULES = Instrument(
    "ffyg", "非法用工单位伤亡人员一次性赔偿办法", "人力资源和社会保障部令第9号", organ=MINISTRY
)
DEVICE_RULES = Instrument(
    "fzqj",
    "工伤保险辅助器具配置管理办法",
    "人力资源和社会保障部令第27号，2018年修订",
    organ="人力资源和社会保障部、民政部、国家卫生和计划生育委员会",
)
PROVINCE_RULES = Instrument(
    "sdss",
    "山东省贯彻〈工伤保险条例〉实施办法",
    "鲁政发〔2011〕25号",
    is_current=False,
    organ="山东省人民政府",
)
PRIVACY_LAW = Instrument(
    "grxx", "中华人民共和国个人信息保护法", organ=STANDING, official_url=LAW_DATABASE
)
LOCAL_RULES = Instrument("local", "本市工伤认定办理规程", "由管理员维护的本地规则")
HOUSE_RULES = Instrument("house", "本平台办理规则", "法律未规定时由管理员维护的办理规则")

INSTRUMENTS = {one.code: one for one in list(vars().values()) if isinstance(one, Instrument)}
"""All of them by code."""
