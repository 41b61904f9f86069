"""Where the pages of windows hang: the menu of clerks and of the agency."""

from portal.accounts.menu import MenuItem, register_item
from portal.offices.models import Power
from portal.workflow.roles import Role
from registration.access import CLERKS, OFFICERS


def register_counter() -> None:
    """Put the pages into the menu; called once when the app is ready."""
    register_item(
        MenuItem("窗口登记", "registration:counter", CLERKS, order=20, begins=(Role.TOWN_CLERK,))
    )
    register_item(
        MenuItem("镇街录入", "registration:town_entries", OFFICERS, order=60, power=Power.AGENCY)
    )
