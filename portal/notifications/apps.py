"""Django wiring of portal.notifications."""

from django.apps import AppConfig
from django.core import checks


class NotificationsConfig(AppConfig):
    """Configuration of portal.notifications."""

    name = "portal.notifications"
    label = "notifications"
    verbose_name = "消息"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Register the checks; models can be imported only now."""
        from portal.notifications import checks as ours  # noqa: PLC0415

        checks.register(ours.check_channels, self.label)
        checks.register(ours.check_texts, self.label)
        checks.register(ours.check_not_development, self.label, deploy=True)
