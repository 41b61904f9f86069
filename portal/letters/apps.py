"""Django wiring of portal.letters."""

from django.apps import AppConfig


class LettersConfig(AppConfig):
    """Configuration of portal.letters."""

    name = "portal.letters"
    label = "letters"
    default_auto_field = "django.db.models.BigAutoField"
