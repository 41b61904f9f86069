"""Django wiring of portal.cases."""

from django.apps import AppConfig


class CasesConfig(AppConfig):
    """Configuration of portal.cases."""

    name = "portal.cases"
    label = "cases"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Have messages that were given up come back to officers; check the procedures."""
        from django.core import checks  # noqa: PLC0415

        from portal.cases import undelivered  # noqa: PLC0415
        from portal.cases.checks import check_procedures  # noqa: PLC0415
        from portal.notifications import failures, notices  # noqa: PLC0415

        notices.register(undelivered.UNDELIVERED)
        notices.register(undelivered.UNRENDERED)
        failures.on_giving_up(undelivered.tell_officers)
        checks.register(check_procedures)
