"""Django wiring of portal.cases."""

from django.apps import AppConfig


class CasesConfig(AppConfig):
    """Configuration of portal.cases."""

    name = "portal.cases"
    label = "cases"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Give the floors below what only procedures know; check the procedures."""
        from django.core import checks  # noqa: PLC0415

        from portal.accounts import menu  # noqa: PLC0415
        from portal.cases import undelivered  # noqa: PLC0415
        from portal.cases.checks import check_procedures  # noqa: PLC0415
        from portal.cases.kinds import whose_turn  # noqa: PLC0415
        from portal.cases.visible import CASEWORK  # noqa: PLC0415
        from portal.deadlines import reminders  # noqa: PLC0415
        from portal.notifications import failures, notices  # noqa: PLC0415

        notices.register(undelivered.UNDELIVERED)
        notices.register(undelivered.UNRENDERED)
        reminders.ask_whose_turn(whose_turn)
        failures.on_giving_up(undelivered.tell_officers)
        menu.register_item(
            menu.MenuItem("待办", "cases:work_list", tuple(sorted(CASEWORK)), order=5)
        )
        checks.register(check_procedures)
