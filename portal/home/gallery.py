"""Every component in its states on one page, for builders and for the eye; never in production."""

from datetime import date

from django import forms
from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from portal import clock
from portal.ui import parts
from portal.ui.fields import ChineseDateField, ChineseDateTimeField
from portal.ui.forms import PortalForm, with_hint
from portal.ui.icons import NAMES

LONG_NAME = "济宁示例运河智能装备制造与现代仓储物流综合服务股份有限公司任城区第二分公司运营部"
NUMBER = "济人社工伤受字〔2026〕第0963号"
DUE, LATE = date(2026, 12, 28), date(2026, 11, 23)


class SampleForm(PortalForm):
    """One field of each kind."""

    employer = forms.CharField(label="单位名称", help_text="营业执照上的全称", max_length=100)
    phone = forms.CharField(label="手机号", help_text="收短信用，11 位", min_length=11)
    county = forms.ChoiceField(label="县市区", choices=[("", "请选择"), ("1", "任城区")])
    injured_on = ChineseDateField(
        label="哪一天受的伤？", help_text="例如 2026年9月7日", latest=clock.today
    )
    told_at = ChineseDateTimeField(label="什么时候告诉单位的？", required=False)
    applicant = forms.ChoiceField(
        label="谁来申请？",
        widget=forms.RadioSelect,
        choices=[
            ("self", "我自己"),
            ("family", with_hint("替家人", "要有关系证明，家人会收到短信")),
        ],
    )
    parts = forms.MultipleChoiceField(
        label="伤在哪里？",
        required=False,
        widget=forms.CheckboxSelectMultiple,
        choices=[("hand", "手"), ("foot", "脚")],
    )
    story = forms.CharField(
        label="事情经过", widget=forms.Textarea(attrs={"rows": 3}), min_length=10, max_length=1000
    )
    paper = forms.FileField(label="诊断证明", required=False)
    sms = forms.BooleanField(label="短信告诉我进度", required=False)


BADGES = [
    ("未提交", "rest", "pencil"),
    ("已提交", "working", "send"),
    ("补正中", "waiting", "turn"),
    ("已受理", "working", "check-circle"),
    ("调查核实", "working", "inquiry"),
    ("中止", "rest", "pause"),
    ("审核", "working", "look"),
    ("待签发", "working", "stamp"),
    ("送达中", "working", "mail"),
    ("已送达", "done", "check-circle"),
    ("不予受理", "rest", "stop"),
    ("复议或诉讼中", "waiting", "scales"),
    ("已归档", "rest", "archive"),
    ("送达失败", "late", "alert"),
]
CLOCKS = [
    parts.Clock(label="作出决定", due_on=DUE, days_left=34, why_url="#why"),
    parts.Clock(label="作出决定", due_on=LATE, days_left=-1, why_url="#why"),
    parts.Clock(label="作出决定", due_on=None, days_left=None, paused=True, why_url="#why"),
    parts.Clock(
        label="作出决定",
        due_on=date(2027, 1, 4),
        days_left=41,
        note="2027 年放假安排还没公布，公布后会重新算。",
    ),
]
PAPERS = [
    parts.Paper(title="受理决定书", url="#paper", size=106_000, number=NUMBER),
    parts.Paper(title="中止通知书", url="#paper", size=100_000, note="10月30日送达"),
]
TIMELINE = [
    parts.TimelineItem(on=date(2026, 11, 20), title="请您补 2 份材料", text="何静打电话向您说明。"),
    parts.TimelineItem(on=date(2026, 10, 29), title="等交警认定书，时限停住", papers=PAPERS[1:]),
    parts.TimelineItem(on=date(2026, 9, 29), title="您提交了申请", effect="手机提交"),
]
ROWS = [
    parts.Row(term="姓名", value="欧阳䶮喆"),
    parts.Row(term="身份证号", value="910***********4218", is_number=True),
    parts.Row(term="用人单位", value=LONG_NAME, url="#change"),
    parts.Row(term="银行账户", value=""),
]
STEPS = [
    parts.StepItem(name="身份", state="past", url="#step"),
    parts.StepItem(name="用人单位", state="current"),
    parts.StepItem(name="事故经过", state="later"),
]
ACTS = [parts.ActItem(label="再要材料", url="#act"), parts.ActItem(label="申请中止", url="#act")]
SHUT = [parts.ShutAct(label="签发决定书", reason="先由宋佳审核")]
CHECKS = [
    parts.CheckItem(said="劳动关系有证明", is_met=True, why="材料 3、6"),
    parts.CheckItem(said="询问笔录两名调查员都签名", is_met=False, why="请田立新补签", url="#ask"),
]
UPLOADS = [
    parts.UploadItem(name="诊断证明第 1 页.jpg", state="received", note="2.1 MB，21:47"),
    parts.UploadItem(name="工资转账记录.png", state="checking", note="一般 1 分钟，不用等"),
    parts.UploadItem(
        name="诊断证明第 2 页.jpg",
        state="retake",
        todo="右下角反光，看不清医生签名。放平，避开灯光，再拍一张。",
        retake_url="#retake",
    ),
    parts.UploadItem(name="现场录像.mp4", state="failed", todo="网络断了，请再传一次。"),
]
CHIPS = [
    parts.Chip(label="上下班途中", url="#chip", count="44", is_current=True),
    parts.Chip(label="7 天内", url="#chip", count="13"),
    parts.Chip(label="工亡", url="#chip", count="0"),
]
DATE_STEPS = [
    parts.DateStep(
        op="",
        term="受理那天",
        to=date(2026, 10, 13),
        notes=["当天不算，第 1 天是 10月14日。", "《民法典》第二百零一条"],
    ),
    parts.DateStep(op="+", term="法律规定 60 日", to=date(2026, 12, 12)),
    parts.DateStep(op="+", term="停的 14 天", to=date(2026, 12, 26)),
    parts.DateStep(op="+", term="碰上休息日，顺延 2 天", to=DUE),
    parts.DateStep(op="=", term="最后一天", to=DUE, notes=["到当天 24:00"], is_total=True),
]
LEGEND = [("", "已走 28 天"), ("rest", "停 14 天"), ("left", "还剩 32 天"), ("roll", "顺延 2 天")]
PAGE = parts.Page(
    newer_url="#page",
    newer_label="到期更早的",
    older_url="#page",
    older_label="到期更晚的 4 件",
    jump_name="from",
    jump_value=date(2026, 12, 1),
)


@require_safe
def gallery(request: HttpRequest) -> HttpResponse:
    """Show all components; only where development messages are shown too."""
    if not settings.DEVELOPMENT_MESSAGES:
        raise Http404
    wrong = SampleForm(
        {
            "wrong-phone": "1380000267",
            "wrong-injured_on_0": "26",
            "wrong-injured_on_1": "9",
            "wrong-injured_on_2": "7",
            "wrong-employer": LONG_NAME,
            "wrong-story": "被车撞了",
        },
        prefix="wrong",
    )
    context = {
        "acts": ACTS,
        "badges": BADGES,
        "checks": CHECKS,
        "chips_": CHIPS,
        "clocks": CLOCKS,
        "date_steps": DATE_STEPS,
        "fresh": SampleForm(prefix="fresh"),
        "icons": sorted(NAMES),
        "legend_items": LEGEND,
        "page_links": PAGE,
        "papers": PAPERS,
        "rows": ROWS,
        "shut": SHUT,
        "steps": STEPS,
        "long_name": LONG_NAME,
        "timeline_items": TIMELINE,
        "uploads": UPLOADS,
        "wrong": wrong,
    }
    return render(request, "home/gallery.html", context)
