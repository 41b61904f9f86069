"""Django wiring of portal.home."""

from django.apps import AppConfig


class HomeConfig(AppConfig):
    """Configuration of portal.home."""

    name = "portal.home"
    label = "home"
    default_auto_field = "django.db.models.BigAutoField"
