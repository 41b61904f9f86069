"""The texts that the portal applies; sources and dates are those of the city's law table."""

from portal.law.citation import Instrument

REGULATION = Instrument("gsbx", "工伤保险条例", "国务院令第375号公布，第586号修订")
MEASURES = Instrument("rdbf", "工伤认定办法", "人力资源和社会保障部令第8号")
INSURANCE_LAW = Instrument("sbf", "中华人民共和国社会保险法", "2018年修正")
AGENCY_RULES = Instrument("jbtl", "社会保险经办条例", "国务院令第765号")
INSURANCE_RULES = Instrument(
    "sbgd", "实施〈中华人民共和国社会保险法〉若干规定", "人力资源和社会保障部令第13号"
)
OVERAGE_RULES = Instrument("clgd", "超龄劳动者基本权益保障暂行规定", "人力资源和社会保障部令第56号")
RETIREMENT_DECISION = Instrument(
    "ycjd",
    "全国人民代表大会常务委员会关于实施渐进式延迟法定退休年龄的决定",
    "2024年9月13日通过，自2025年1月1日起施行",
)
HMT_RULES = Instrument(
    "gatj", "香港澳门台湾居民在内地（大陆）参加社会保险暂行办法", "人力资源和社会保障部令第41号"
)
FOREIGNERS_RULES = Instrument(
    "wgr", "在中国境内就业的外国人参加社会保险暂行办法", "人力资源和社会保障部令第16号"
)
OUTLETS_NOTICE = Instrument(
    "kdwd", "关于推进基层快递网点优先参加工伤保险工作的通知", "人社厅发〔2021〕101号"
)
RIDERS_NOTICE = Instrument(
    "zysh", "新就业形态人员职业伤害保障扩大试点的通知", "人社部发〔2025〕24号"
)
HARD_TO_MEASURE = Instrument(
    "nyjs", "部分行业企业工伤保险费缴纳办法", "人力资源和社会保障部令第10号"
)
CIVIL_CODE = Instrument("mfd", "中华人民共和国民法典")
CIVIL_PROCEDURE = Instrument("mss", "中华人民共和国民事诉讼法", "2023年修正")
RECONSIDERATION_LAW = Instrument("xzfy", "中华人民共和国行政复议法", "2023年修订")
LITIGATION_LAW = Instrument("xzss", "中华人民共和国行政诉讼法", "2017年修正")
HOLIDAY_RULES = Instrument("fjbf", "全国年节及纪念日放假办法", "2024年修订")
OPINION_2013 = Instrument(
    "yj1", "人力资源社会保障部关于执行〈工伤保险条例〉若干问题的意见", "人社部发〔2013〕34号"
)
OPINION_2016 = Instrument(
    "yj2", "人力资源社会保障部关于执行〈工伤保险条例〉若干问题的意见（二）", "人社部发〔2016〕29号"
)
OPINION_2025 = Instrument(
    "yj3", "人力资源社会保障部关于执行〈工伤保险条例〉若干问题的意见（三）", "人社部发〔2025〕62号"
)
COURT_RULES = Instrument(
    "fsgd", "最高人民法院关于审理工伤保险行政案件若干问题的规定", "法释〔2014〕9号"
)
PRIVACY_LAW = Instrument("grxx", "中华人民共和国个人信息保护法")
LOCAL_RULES = Instrument("local", "本市工伤认定办理规程", "由管理员维护的本地规则")
HOUSE_RULES = Instrument("house", "本平台办理规则", "法律未规定时由管理员维护的办理规则")
