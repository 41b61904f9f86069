"""Where the pages of employers and agents hang: tabs, menu, own page, log-in, paper."""

from portal.accounts.entering import say_why
from portal.accounts.home import register_panel
from portal.accounts.menu import MenuItem, register_item
from portal.offices.models import Power
from registration.access import OFFICERS
from registration.frames import add_register_tab, add_unit_tab
from registration.units.letter import register_letter
from registration.units.mine import units_panel


def register_units() -> None:
    """Put the pages into their frames; called once when the app is ready."""
    add_unit_tab("概况", "unit", order=10)
    add_register_tab("概况", "register_employer", order=10)
    register_item(
        MenuItem("单位登记簿", "registration:register", OFFICERS, order=20, power=Power.AGENCY)
    )
    register_panel("units", units_panel, "registration/_unit_panel.html", order=60)
    say_why("/units/enter/", "登录或者注册以后，就可以输入单位激活码。")
    say_why("/units/", "登录以后，看您代表的单位。")
    register_letter()
