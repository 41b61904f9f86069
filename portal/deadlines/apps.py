"""Django wiring of portal.deadlines."""

from django.apps import AppConfig


class DeadlinesConfig(AppConfig):
    """Configuration of portal.deadlines."""

    name = "portal.deadlines"
    label = "deadlines"
    default_auto_field = "django.db.models.BigAutoField"
