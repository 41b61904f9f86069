"""Django wiring of portal.offices."""

from django.apps import AppConfig


class OfficesConfig(AppConfig):
    """Configuration of portal.offices."""

    name = "portal.offices"
    label = "offices"
    default_auto_field = "django.db.models.BigAutoField"
