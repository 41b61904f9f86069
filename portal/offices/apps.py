"""Django wiring of portal.offices."""

from django.apps import AppConfig


class OfficesConfig(AppConfig):
    """Configuration of portal.offices."""

    name = "portal.offices"
    label = "offices"
    verbose_name = "办事机构"
    default_auto_field = "django.db.models.BigAutoField"
