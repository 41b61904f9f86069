"""Matters of the register for which people look for a window."""

from portal.home.matters import Matter, OnLine, register
from portal.law.instruments import AGENCY_RULES
from portal.offices.models import Power

MATTERS = (
    Matter(
        name="enrol",
        title="参保登记",
        hint="单位第一次参加工伤保险",
        power=Power.AGENCY,
        is_for_towns=True,
        on_line=(
            OnLine(
                title="网上申请参保登记（机关、事业单位、社会团体等）",
                url_name="registration:register_unit",
            ),
        ),
        note="企业、个体工商户、农民专业合作社在市场监管登记时已经一并登记，"
        f"不用再办（{AGENCY_RULES.article(6)}）。",
        sort=10,
    ),
    Matter(
        name="change",
        title="变更、注销",
        hint="单位的名称、地址变了，或者不再经营",
        power=Power.AGENCY,
        on_line=(OnLine(title="在“我的单位”里申报变更、注销", url_name="registration:units"),),
        sort=20,
    ),
    Matter(
        name="workers",
        title="职工增减",
        hint="来了新职工，或者有人离开",
        power=Power.AGENCY,
        is_for_towns=True,
        on_line=(OnLine(title="在“我的单位”里增减职工", url_name="registration:units"),),
        sort=30,
    ),
    Matter(
        name="records",
        title="本人查询打印",
        hint="查自己的参保记录，打参保证明",
        power=Power.AGENCY,
        on_line=(
            OnLine(title="查我的参保记录", url_name="registration:records"),
            OnLine(title="打参保证明", url_name="registration:certificates"),
        ),
        sort=50,
    ),
)


def register_matters() -> None:
    """Let people ask for the windows of the register; called once when the app is ready."""
    for matter in MATTERS:
        register(matter)
