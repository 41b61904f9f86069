"""Django wiring of portal.notifications."""

from django.apps import AppConfig


class NotificationsConfig(AppConfig):
    """Configuration of portal.notifications."""

    name = "portal.notifications"
    label = "notifications"
    default_auto_field = "django.db.models.BigAutoField"
