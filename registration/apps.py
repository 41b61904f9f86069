"""Django wiring of registration."""

from django.apps import AppConfig


class RegistrationConfig(AppConfig):
    """Configuration of the register."""

    name = "registration"
    verbose_name = "参保登记"
    default_auto_field = "django.db.models.BigAutoField"
