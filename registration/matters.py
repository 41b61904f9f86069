"""Matters of the register for which people look for a window."""

from portal.home.matters import Matter, register
from portal.offices.models import Power

MATTERS = (
    Matter(
        name="enrol",
        title="参保登记",
        hint="单位第一次参加工伤保险",
        power=Power.AGENCY,
        is_for_towns=True,
        sort=10,
    ),
    Matter(
        name="change",
        title="变更、注销",
        hint="单位的名称、地址变了，或者不再经营",
        power=Power.AGENCY,
        sort=20,
    ),
    Matter(
        name="workers",
        title="职工增减",
        hint="来了新职工，或者有人离开",
        power=Power.AGENCY,
        is_for_towns=True,
        sort=30,
    ),
    Matter(
        name="records",
        title="本人查询打印",
        hint="查自己的参保记录，打参保证明",
        power=Power.AGENCY,
        sort=50,
    ),
)


def register_matters() -> None:
    """Let people ask for the windows of the register; called once when the app is ready."""
    for matter in MATTERS:
        register(matter)
