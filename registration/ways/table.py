"""The ways into insurance by what somebody is; pure, each with its sources.

What is open to whom is law, so it stands in code with its day; the work-injury side is told first,
and who has no ordinary way into it is told so, and where to go instead.
"""

from dataclasses import dataclass
from datetime import date

from portal.law.citation import Citation, Instrument
from portal.law.instruments import (
    FOREIGNERS_RULES,
    HARD_TO_MEASURE,
    HMT_RULES,
    INSURANCE_LAW,
    INSURANCE_RULES,
    OUTLETS_NOTICE,
    OVERAGE_RULES,
    REGULATION,
    RIDERS_NOTICE,
)
from registration.terms import EMPLOYEE_REGISTRATION

Source = Citation | Instrument
FIVE = "工伤、养老、医疗、失业、生育保险"
TWO = "基本养老保险和基本医疗保险"


@dataclass(frozen=True)
class Step:
    """Something to do; `url_name` leads to the page where it is done, if it is done here."""

    text: str
    url_name: str = ""


@dataclass(frozen=True)
class Way:
    """What is open to one kind of person; `is_work_injury` says whether 工伤保险 is."""

    code: str
    who: str
    hint: str
    is_work_injury: bool
    answer: str
    open_to: str
    why: str
    steps: tuple[Step, ...]
    basis: tuple[Source, ...]
    since: date | None = None


WAYS: tuple[Way, ...] = (
    Way(
        code="employee",
        who="在单位上班",
        hint="签了合同，或者没签但实际在单位干活；企业、个体户雇的人都算",
        is_work_injury=True,
        answer="能参加工伤保险，由单位办，个人不缴费",
        open_to=FIVE,
        why=f"单位从用工之日起 {EMPLOYEE_REGISTRATION.length} 日内要为职工办登记。"
        "工伤保险费由单位缴，职工本人不缴。",
        since=date(2011, 7, 1),
        steps=(
            Step("先查单位有没有给您办", "registration:records"),
            Step("单位没有办的，可以举报，能匿名", "registration:report"),
            Step("您是单位经办人的，到我的单位登记职工", "registration:units"),
        ),
        basis=(INSURANCE_LAW.article(58), REGULATION.article(10)),
    ),
    Way(
        code="site",
        who="在建筑工地干活",
        hint="农民工、临时工、分包队伍的人，干几天也算",
        is_work_injury=True,
        answer="能参加工伤保险，由总承包单位按项目参保，个人不缴费",
        open_to="工伤保险按项目参加，不用跟着单位走",
        why="工程项目由总承包单位统一参保缴费，进场的人记在项目名册里，分包单位的人也在内。",
        steps=(
            Step("先查自己在不在项目名册里", "registration:records"),
            Step("项目没有参保，或者名册里没有您的，可以举报，能匿名", "registration:report"),
            Step("您是总承包单位经办人的，到我的单位申报项目、登记名册", "registration:units"),
        ),
        basis=(HARD_TO_MEASURE,),
    ),
    Way(
        code="several",
        who="同时在几家单位干，或者按小时干",
        hint="非全日制用工、兼职",
        is_work_injury=True,
        answer="能参加工伤保险，每一家单位都要办",
        open_to="工伤保险；其他险种按用工形式办",
        why="在两个以上单位同时就业的，各单位分别缴工伤保险费；受伤时在哪家干活，由哪家负责。",
        since=date(2011, 7, 1),
        steps=(
            Step("查每一家有没有给您办", "registration:records"),
            Step("有单位没有办的，可以举报，能匿名", "registration:report"),
        ),
        basis=(INSURANCE_RULES.article(9),),
    ),
    Way(
        code="overage",
        who="超过退休年龄，还在单位干活",
        hint="领不领养老金都一样",
        is_work_injury=True,
        answer="能参加工伤保险，由单位办",
        open_to="工伤保险",
        why="从这一天起，招用超龄劳动者的单位应当为他们参加工伤保险。",
        since=date(2026, 7, 1),
        steps=(
            Step("查单位有没有给您办", "registration:records"),
            Step("您是单位经办人的，在我的职工里按超龄劳动者登记", "registration:units"),
        ),
        basis=(OVERAGE_RULES.article(15),),
    ),
    Way(
        code="rider",
        who="在平台接单送货、送餐、拉客、拉货",
        hint="骑手、网约车司机、同城货运司机",
        is_work_injury=False,
        answer="不走工伤保险，走职业伤害保障，费用由平台出",
        open_to="职业伤害保障（纳入的平台，每一单都算，不要求有劳动关系）",
        why="纳入职业伤害保障的平台按单缴费，平台的应用里有这一项的就是纳入了。接单干活受了伤，向平台报告，由平台申请职业伤害确认，不申请工伤认定。"
        "另外在单位上班的，那份工作照样参加工伤保险。",
        since=date(2025, 7, 1),
        steps=(
            Step("在平台的应用里找“职业伤害保障”，看自己在不在保"),
            Step("受了伤先报告平台，留好接单记录和病历"),
            Step("平台不管的，带指引单到经办窗口"),
        ),
        basis=(RIDERS_NOTICE,),
    ),
    Way(
        code="outlet",
        who="在快递网点干活",
        hint="收件、分拣、运输、投递、查询",
        is_work_injury=True,
        answer="能参加工伤保险，可以先单独参加",
        open_to="工伤保险可以先参加，不用同时参加别的险种",
        why="网点有营业执照和许可、能独立用工的，自己办；只备过案的末端网点，由所属的许可企业在"
        "许可地办，并承担用人单位责任。",
        steps=(
            Step("问网点有没有给您办；查自己的参保记录", "registration:records"),
            Step("网点没有办的，可以举报，能匿名", "registration:report"),
            Step(
                "您是网点或者快递企业的经办人，到我的单位登记网点和从业人员", "registration:units"
            ),
        ),
        basis=(OUTLETS_NOTICE,),
    ),
    Way(
        code="flexible",
        who="自己给自己干",
        hint="摆摊、开小店、打零工、自由职业，没有雇主",
        is_work_injury=False,
        answer="暂时不能参加工伤保险，可以自愿参加养老和医疗",
        open_to=TWO,
        why="灵活就业人员参加基本养老保险和基本医疗保险，由本人自愿；工伤保险要有用人单位。不看户口。",
        since=date(2011, 7, 1),
        steps=(
            Step("带身份证到经办窗口参加养老和医疗"),
            Step("是就业困难人员的，缴费以后可以申请补贴", "registration:subsidies"),
            Step("以后到单位上班，由单位给您办工伤保险"),
        ),
        basis=(INSURANCE_LAW.article(58),),
    ),
    Way(
        code="hmt",
        who="港澳台居民",
        hint="持居住证，或者来往内地（大陆）通行证",
        is_work_injury=True,
        answer="在单位上班的能参加工伤保险，由单位办",
        open_to=f"在单位上班：{FIVE}；没有单位的：凭居住证参加{TWO}",
        why="在内地（大陆）单位上班的，和本地职工一样参加。",
        since=date(2020, 1, 1),
        steps=(
            Step("把居住证或者通行证交给单位经办人登记"),
            Step("没有单位的，带居住证到经办窗口"),
        ),
        basis=(HMT_RULES,),
    ),
    Way(
        code="foreigner",
        who="外国人",
        hint="在中国合法就业",
        is_work_injury=True,
        answer="能参加工伤保险，由单位办",
        open_to=FIVE,
        why="依法招用的外国人应当参加；单位从办理工作许可之日起三十日内办登记。社会保障号码由经办机构编。",
        since=date(2011, 10, 15),
        steps=(Step("把护照或者永久居留身份证交给单位经办人登记"),),
        basis=(FOREIGNERS_RULES.article(4),),
    ),
    Way(
        code="civil_servant",
        who="公务员",
        hint="公务员和参照公务员法管理的工作人员",
        is_work_injury=False,
        answer="不参加工伤保险，因公受伤由所在单位支付费用",
        open_to="按国家对公务员的规定办",
        why="费用由所在单位支付，不走工伤保险。",
        since=date(2011, 1, 1),
        steps=(Step("受伤以后向本单位人事部门报告"),),
        basis=(REGULATION.article(65),),
    ),
)
BY_CODE = {way.code: way for way in WAYS}
