"""Django wiring of portal.ui."""

from django.apps import AppConfig


class UiConfig(AppConfig):
    """Configuration of portal.ui."""

    name = "portal.ui"
    label = "ui"
    default_auto_field = "django.db.models.BigAutoField"
