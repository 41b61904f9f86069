"""The import's place among the other parts: its job of the worker, its entry in the menu."""

from portal.accounts.menu import MenuItem, register_item
from portal.notifications import jobs
from portal.offices.models import Power
from portal.workflow.roles import Role
from registration.imports.run import JOB, carry_on


def register_imports() -> None:
    """Make the job known and put the list of runs into the menu of the agency's clerks."""
    jobs.register(JOB, carry_on)
    register_item(
        MenuItem(
            "数据导入",
            "registration:register_imports",
            (Role.REGISTRAR,),
            order=60,
            power=Power.AGENCY,
        )
    )
