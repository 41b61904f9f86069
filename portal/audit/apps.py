"""Django wiring of portal.audit."""

from django.apps import AppConfig


class AuditConfig(AppConfig):
    """Configuration of portal.audit."""

    name = "portal.audit"
    label = "audit"
    verbose_name = "审计"
    default_auto_field = "django.db.models.BigAutoField"
