"""Django wiring of injury_claims."""

from django.apps import AppConfig


class InjuryClaimsConfig(AppConfig):
    """Configuration of the recognition service."""

    name = "injury_claims"
    default_auto_field = "django.db.models.BigAutoField"
