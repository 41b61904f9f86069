"""Django wiring of portal.cases."""

from django.apps import AppConfig


class CasesConfig(AppConfig):
    """Configuration of portal.cases."""

    name = "portal.cases"
    label = "cases"
    default_auto_field = "django.db.models.BigAutoField"
