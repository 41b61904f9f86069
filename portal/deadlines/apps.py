"""Django wiring of portal.deadlines."""

from django.apps import AppConfig


class DeadlinesConfig(AppConfig):
    """Configuration of portal.deadlines."""

    name = "portal.deadlines"
    label = "deadlines"
    verbose_name = "日历与期限"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Register the reference data and the words of reminders."""
        from portal.deadlines import reference, reminders  # noqa: PLC0415
        from portal.offices.reference import register  # noqa: PLC0415

        register("节假日", reference.load_calendar)
        register("期限参数", reference.load_parameters)
        reminders.register_notices()
