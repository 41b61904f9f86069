"""Where the pages of outlets hang: tabs of courier units, the registrar's menu."""

from portal.accounts.menu import MenuItem, register_item
from portal.offices.models import Power
from portal.workflow.roles import Role
from registration.frames import add_register_tab, add_unit_tab
from registration.models import Employer


def register_outlets() -> None:
    """Put the pages into their frames; called once when the app is ready."""
    add_unit_tab("快递网点", "unit_outlets", order=25, is_for=_has_outlets)
    add_register_tab("快递网点", "register_outlets", order=25, is_for=_has_outlets)
    register_item(
        MenuItem(
            "未参保网点",
            "registration:outlet_list",
            (Role.REGISTRAR,),
            order=65,
            power=Power.AGENCY,
        )
    )


def _has_outlets(employer: Employer) -> bool:
    return employer.is_courier
