"""Django wiring of portal.wizard."""

from django.apps import AppConfig


class WizardConfig(AppConfig):
    """Configuration of portal.wizard."""

    name = "portal.wizard"
    label = "wizard"
    default_auto_field = "django.db.models.BigAutoField"
